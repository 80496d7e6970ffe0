//! What `index.html` says where the console does not run: in English as it is written, in every language as
//! `script/build` publishes it.

/// The texts of one language.
#[derive(Clone, Copy, Debug)]
pub struct Boot {
    /// The heading of the failure page.
    pub stopped: &'static str,
    /// What may have happened.
    pub stopped_why: &'static str,
    /// What to do.
    pub stopped_do: &'static str,
    /// What stands before the build id.
    pub build: &'static str,
    /// The button that reloads the page.
    pub reload: &'static str,
    /// The sentence for a browser without JavaScript.
    pub no_script: &'static str,
}

impl Boot {
    /// All of them, in order.
    pub fn texts(&self) -> [&'static str; 6] {
        let Self {
            stopped,
            stopped_why,
            stopped_do,
            build,
            reload,
            no_script,
        } = *self;
        [stopped, stopped_why, stopped_do, build, reload, no_script]
    }
}

#[cfg(test)]
mod tests {
    use crate::Locale;

    #[test]
    fn the_page_says_each_text_in_english() {
        let page = include_str!("../../index.html");
        for text in Locale::En.boot().texts() {
            assert!(
                page.contains(&format!(">{text}<")),
                "index.html does not say {text:?}"
            );
        }
    }

    #[test]
    fn every_language_says_all_of_it() {
        for locale in Locale::ALL {
            for (text, english) in locale.boot().texts().into_iter().zip(Locale::En.boot().texts()) {
                assert!(!text.is_empty() && !text.contains(['<', '&']), "{text}");
                assert_eq!(text == english, *locale == Locale::En, "{text}");
            }
        }
    }
}
