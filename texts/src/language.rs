//! The table of languages: what a line of it makes.

/// Declares the languages: the file of each beside this one, and [`Locale`](crate::Locale). The first is part of the
/// code of the published console, the others with the feature `all` alone.
macro_rules! languages {
    (
        $first:ident => $first_tag:ident, $first_name:literal, $first_english:literal;
        $($language:ident => $tag:ident, $name:literal, $english:literal;)*
    ) => {
        pub mod $first_tag;
        $(#[cfg(feature = "all")] pub mod $tag;)*

        /// A language of the console.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Locale {
            #[doc = $first_english]
            $first,
            $(#[doc = $english] $language,)*
        }

        impl Locale {
            /// All of them, in the order of the `Language` select.
            pub const ALL: &'static [Locale] = &[Locale::$first, $(Locale::$language),*];

            /// The BCP 47 tags of all of them.
            pub const TAGS: &'static [&'static str] = &[stringify!($first_tag), $(stringify!($tag)),*];

            /// Its BCP 47 tag.
            pub const fn tag(self) -> &'static str {
                match self {
                    Locale::$first => stringify!($first_tag),
                    $(Locale::$language => stringify!($tag),)*
                }
            }

            /// Its name in itself.
            pub const fn name(self) -> &'static str {
                match self {
                    Locale::$first => $first_name,
                    $(Locale::$language => $name,)*
                }
            }

            /// Its name in English, for who can't read its own.
            pub const fn english_name(self) -> &'static str {
                match self {
                    Locale::$first => $first_english,
                    $(Locale::$language => $english,)*
                }
            }

            /// Its texts, where they are part of the code.
            pub fn built_in(self) -> Option<&'static Messages> {
                match self {
                    Locale::$first => Some(&$first_tag::MESSAGES),
                    $(
                        #[cfg(feature = "all")]
                        Locale::$language => Some(&$tag::MESSAGES),
                    )*
                    #[cfg(not(feature = "all"))]
                    _ => None,
                }
            }

            /// What the page says in it where the console does not run.
            #[cfg(feature = "all")]
            pub fn boot(self) -> &'static Boot {
                match self {
                    Locale::$first => &$first_tag::BOOT,
                    $(Locale::$language => &$tag::BOOT,)*
                }
            }

            /// Its words for what the console is about.
            #[cfg(feature = "all")]
            pub fn glossary(self) -> &'static Glossary {
                match self {
                    Locale::$first => &$first_tag::GLOSSARY,
                    $(Locale::$language => &$tag::GLOSSARY,)*
                }
            }
        }
    };
}

impl crate::Locale {
    /// The language of a tag such as `ko-KR`, if the console speaks it.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .iter()
            .copied()
            .find(|locale| primary.eq_ignore_ascii_case(locale.tag()))
    }
}

#[cfg(test)]
mod tests {
    use crate::Locale;

    #[test]
    fn a_tag_finds_its_language() {
        assert_eq!(Locale::of_tag("ko-KR"), Some(Locale::Ko));
        assert_eq!(Locale::of_tag("JA"), Some(Locale::Ja));
        assert_eq!(Locale::of_tag("fr"), None);
        for locale in Locale::ALL {
            assert_eq!(Locale::of_tag(locale.tag()), Some(*locale));
        }
    }
}
