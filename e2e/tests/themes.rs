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

/// What a page is laid out on, and what stands over it.
const GROUNDS: &[&str] = &["ground", "surface", "raised", "sunken", "hover"];

/// Text on its grounds, with the contrast it needs: 4.5 for text, 3 for marks. Every colour of a text may stand on every
/// ground, and that of a state on its own besides.
const PAIRS: &[(&str, &[&str], f64)] = &[
    ("text", GROUNDS, 4.5),
    ("quiet", GROUNDS, 4.5),
    ("accent", GROUNDS, 4.5),
    ("good", GROUNDS, 4.5),
    ("bad", GROUNDS, 4.5),
    ("warn", GROUNDS, 4.5),
    ("busy", GROUNDS, 4.5),
    ("idle", GROUNDS, 4.5),
    (
        "text",
        &[
            "accent-ground",
            "good-ground",
            "bad-ground",
            "warn-ground",
            "busy-ground",
            "idle-ground",
        ],
        4.5,
    ),
    ("quiet", &["accent-ground"], 4.5),
    ("accent-text", &["accent"], 4.5),
    ("accent", &["accent-ground"], 4.5),
    ("good", &["good-ground"], 4.5),
    ("bad", &["bad-ground"], 4.5),
    ("warn", &["warn-ground"], 4.5),
    ("busy", &["busy-ground"], 4.5),
    ("idle", &["idle-ground"], 4.5),
    ("edge", GROUNDS, 3.0),
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

/// Every colour is held to the grounds above, but the hairline, which carries no meaning.
#[test]
fn no_colour_is_left_out() {
    let used: Vec<&str> = PAIRS
        .iter()
        .flat_map(|(text, grounds, _)| std::iter::once(text).chain(*grounds))
        .copied()
        .collect();
    let tokens = light();
    let left: Vec<&String> = tokens
        .keys()
        .filter(|name| !used.contains(&name.as_str()))
        .collect();
    assert_eq!(left, ["line"]);
}

#[test]
fn colours_are_named_in_one_file() {
    let style = nse_e2e::workspace().join("style");
    let mut named = Vec::new();
    for entry in std::fs::read_dir(style).unwrap() {
        let path = entry.unwrap().path();
        let is_sheet = path.extension().is_some_and(|extension| extension == "css");
        if !is_sheet || path.ends_with("tokens.css") {
            continue;
        }
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            // Shadows are black in every theme; the marks of a select are a picture, where tokens don't reach.
            let is_colour = line.contains(": #") || (line.contains("rgb(") && !line.contains("rgb(0 0 0 / "));
            if is_colour {
                named.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(named.is_empty(), "\n{}", named.join("\n"));
}

/// What surrounds the page on a phone, and stands there before it: the colours of the bar and of the ground.
#[test]
fn browsers_are_told_the_same_colours() {
    let read = |name: &str| std::fs::read_to_string(nse_e2e::workspace().join(name)).unwrap();
    let page = read("index.html");
    for (scheme, theme) in [("light", light()), ("dark", dark())] {
        let told = format!(
            "<meta name=\"theme-color\" content=\"{}\" media=\"(prefers-color-scheme: {scheme})\">",
            theme["surface"]
        );
        assert!(page.contains(&told), "{told}");
    }
    let manifest = read("style/icons/manifest.webmanifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["theme_color"], light()["surface"]);
    assert_eq!(manifest["background_color"], light()["ground"]);
}
