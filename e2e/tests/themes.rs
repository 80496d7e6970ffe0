//! The colours of `style/tokens.css`: the two dark themes are one, and text can be read on its ground (WCAG 2.2, 1.4.3
//! and 1.4.11).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../style/tokens.css");

/// Text on its grounds, with the contrast it needs: 4.5 for text, 3 for marks.
const PAIRS: &[(&str, &[&str], f64)] = &[
    ("text", &["ground", "surface", "raised", "sunken", "hover"], 4.5),
    ("quiet", &["ground", "surface", "raised", "hover"], 4.5),
    ("accent", &["ground", "surface", "raised", "accent-ground"], 4.5),
    ("accent-text", &["accent"], 4.5),
    ("good", &["surface", "good-ground"], 4.5),
    ("bad", &["surface", "bad-ground", "ground"], 4.5),
    ("text", &["bad-ground"], 4.5),
    ("warn", &["surface", "warn-ground"], 4.5),
    ("busy", &["surface", "busy-ground"], 4.5),
    ("idle", &["surface", "idle-ground"], 4.5),
    ("edge", &["raised", "surface", "ground"], 3.0),
];

type Theme = BTreeMap<String, String>;

/// The colours that stand after a selector.
fn theme(selector: &str) -> Theme {
    let rest = TOKENS
        .split_once(selector)
        .unwrap_or_else(|| panic!("{selector} is gone"))
        .1;
    let block = rest.split_once('}').unwrap().0;
    let pairs = block.split(';').filter_map(|line| {
        line.trim()
            .trim_start_matches('{')
            .trim()
            .strip_prefix("--")?
            .split_once(':')
    });
    pairs
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .filter(|(_, value)| value.starts_with('#'))
        .collect()
}

fn dark() -> Theme {
    theme(":root[data-theme=\"dark\"] {")
}

fn light() -> Theme {
    theme(":root {")
}

/// Relative luminance (WCAG 2.2, "relative luminance").
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_chosen_and_the_systems_dark_are_the_same() {
    assert_eq!(dark(), theme(":root:not([data-theme=\"light\"]) {"));
    assert_eq!(
        dark().keys().collect::<Vec<_>>(),
        light().keys().collect::<Vec<_>>(),
        "each theme names every colour"
    );
}

#[test]
fn text_can_be_read_on_its_ground() {
    let mut low = Vec::new();
    for (name, theme) in [("light", light()), ("dark", dark())] {
        for (text, grounds, needed) in PAIRS {
            for ground in *grounds {
                let found = contrast(&theme[*text], &theme[*ground]);
                if found < *needed {
                    low.push(format!(
                        "{name}: {text} on {ground} is {found:.2}, needs {needed}"
                    ));
                }
            }
        }
    }
    assert!(low.is_empty(), "\n{}", low.join("\n"));
}

#[test]
fn the_browser_around_the_page_has_the_colour_of_its_bar() {
    let page = include_str!("../../index.html");
    for (scheme, theme) in [("light", light()), ("dark", dark())] {
        let meta = format!(
            "<meta name=\"theme-color\" content=\"{}\" media=\"(prefers-color-scheme: {scheme})\">",
            theme["surface"]
        );
        assert!(page.contains(&meta), "index.html lacks {meta}");
    }
    let manifest = include_str!("../../src/boot/manifest.webmanifest");
    for (field, colour) in [("theme_color", "surface"), ("background_color", "ground")] {
        let field = format!("\"{field}\": \"{}\"", light()[colour]);
        assert!(manifest.contains(&field), "the manifest lacks {field}");
    }
}
