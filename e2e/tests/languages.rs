//! What `dist/` says before the console runs is what the table of languages in `texts/` says.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use nse_texts::Locale;

fn page() -> String {
    let dist = std::env::var("NSE_DIST")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../dist").to_owned());
    std::fs::read_to_string(format!("{dist}/index.html"))
        .unwrap_or_else(|error| panic!("{dist}: {error}; run script/build"))
}

#[test]
fn the_page_says_in_every_language_that_the_console_does_not_run() {
    let page = page();
    let (before, without_scripts) = page.split_once("<noscript>").unwrap();
    let (_, failure) = before.split_once("id=\"failure\"").unwrap();
    for locale in Locale::ALL {
        let tag = format!(" lang=\"{}\">", locale.tag());
        let boot = locale.boot();
        assert!(
            without_scripts.contains(&format!("{tag}{}<", boot.no_script)),
            "{tag}"
        );
        for text in boot.texts().into_iter().filter(|text| *text != boot.no_script) {
            assert!(failure.contains(&format!(">{text}<")), "{text}");
        }
        // Heading, paragraphs, build and button, and nothing else.
        assert_eq!(failure.matches(&tag).count(), 4, "{tag}");
        assert_eq!(without_scripts.matches(&tag).count(), 1, "{tag}");
    }
    let parts = failure.matches(" lang=").count() + without_scripts.matches(" lang=").count();
    assert_eq!(parts, 5 * Locale::ALL.len(), "a language too many");
}

#[test]
fn the_first_script_knows_the_languages_and_the_last_their_texts() {
    let page = page();
    let languages = format!("data-languages=\"{}\"", Locale::TAGS.join(" "));
    assert!(page.contains(&languages), "no {languages}");
    for locale in Locale::ALL {
        let texts = format!(" data-texts-{}=\"texts-{}-", locale.tag(), locale.tag());
        assert_eq!(page.contains(&texts), *locale != Locale::En, "{texts}");
    }
}
