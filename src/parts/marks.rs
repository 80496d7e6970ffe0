//! What is looked at: colours, text, icons, badges, charts.

use super::{row, section, state};
use crate::ui::badge::{Tone, badge};
use crate::ui::chart::{bar, range};
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::time::{tell_in_full, time};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::Element;

const GROUNDS: [&str; 5] = ["ground", "surface", "raised", "sunken", "hover"];
const TONES: [Tone; 6] = [
    Tone::Good,
    Tone::Bad,
    Tone::Warn,
    Tone::Busy,
    Tone::Idle,
    Tone::Plain,
];

pub fn sections() -> Vec<El> {
    tell_in_full();
    let grounds = GROUNDS.map(|ground| {
        el("p")
            .class(&format!("ground-of-part on-{ground}"))
            .child(el("span").text(&format!("{ground}: text ")))
            .child(el("span").class("quiet").text("quiet "))
            .child(el("a").attr("href", "_parts").text("link"))
    });
    let text = [
        el("p").class("part-h1").text("Heading of a page"),
        el("h3").text("Heading of a part of it"),
        el("p").text("Text of 14 px, 2,625 jobs, 1m 12s"),
        el("p").class("lead").text("What a page is about"),
        el("p").class("mono").text("7a1d2f60-5b0e-4c7f-9a55-0c1de0a5c001"),
    ];
    let icons = icon_names().into_iter().map(|name| {
        el("span")
            .class("icon-of-part")
            .child(icon(&name))
            .child(el("span").class("quiet").text(&name))
    });
    let charts = [
        state(
            "bar",
            bar(&[("bad", 120), ("warn", 80), ("good", 600), ("busy", 100)]),
        ),
        state("range", range(30, 85)),
    ];
    vec![
        section("Colours", grounds),
        section("Text", text),
        section("Icons", [row(icons)]),
        section("Badges", [row(TONES.map(|tone| badge(tone, tone.name())))]),
        section("Times", [time("Mar 5, 2021, 07:14:33", 1_614_928_473_000)]),
        section("Charts", charts),
    ]
}

/// The names of the sprite in `index.html`.
fn icon_names() -> Vec<String> {
    let Ok(symbols) = document().query_selector_all("symbol") else {
        return Vec::new();
    };
    let symbols = (0..symbols.length()).filter_map(|at| symbols.item(at)?.dyn_into::<Element>().ok());
    symbols
        .filter_map(|symbol| Some(symbol.id().strip_prefix("i-")?.to_owned()))
        .collect()
}
