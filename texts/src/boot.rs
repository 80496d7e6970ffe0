//! What `index.html` says before the console runs, and where it does not: in English as it is written, in every language
//! as `script/build` publishes it.

#[cfg(feature = "all")]
use crate::Locale;

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

#[cfg(feature = "all")]
impl Locale {
    /// All that `index.html` says: its own texts, and those of the console's that stand there until its code is there.
    pub fn page(self) -> Vec<&'static str> {
        let mut texts = self.boot().texts().to_vec();
        if let Some(messages) = self.built_in() {
            texts.extend([
                self.name(),
                messages.language,
                messages.theme,
                messages.theme_system,
                messages.theme_light,
                messages.theme_dark,
                messages.time_zone,
                messages.sign_in,
                messages.sign_in_lead,
                messages.username,
                messages.password,
                messages.overview,
                messages.regions,
                messages.zones,
                messages.jobs,
            ]);
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use crate::Locale;

    #[test]
    fn the_page_says_each_text_in_english() {
        let page = include_str!("../../index.html");
        for text in Locale::En.page() {
            assert!(
                page.contains(&format!(">{text}<")),
                "index.html does not say {text:?}"
            );
        }
    }

    #[test]
    fn every_language_says_all_of_it() {
        for locale in Locale::ALL {
            for text in locale.page() {
                assert!(!text.is_empty() && !text.contains(['<', '&']), "{text}");
            }
        }
    }
}
