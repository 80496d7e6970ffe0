//! The list of shortcuts, with the switch for those of a single key.

use super::palette::key_hint;
use crate::app::{App, Overlay};
use crate::i18n::{Pick, fill, messages};
use crate::ui::dialog::light_dialog;
use crate::ui::dom::{El, View, el};
use crate::ui::icon::icon_button;
use leptos::prelude::*;

/// Keys that are pressed one after the other, and what they do.
const KEYS: &[(&[&str], Pick)] = &[
    (&["?"], |m| m.shortcuts),
    (&["/"], |m| m.key_filter),
    (&["j"], |m| m.key_next),
    (&["k"], |m| m.key_previous),
    (&["Enter"], |m| m.key_open),
    (&["r"], |m| m.refresh_page),
];

/// Pages that `g` leads to.
const PAGES: &[(&[&str], Pick)] = &[
    (&["g", "o"], |m| m.overview),
    (&["g", "r"], |m| m.regions),
    (&["g", "z"], |m| m.zones),
    (&["g", "j"], |m| m.jobs),
];

/// The dialog.
pub fn shortcuts(app: App) -> View {
    let open = move || app.overlay.get() == Some(Overlay::Shortcuts);
    let close = move || app.overlay.set(None);
    let head = el("div")
        .class("dialog-head")
        .child(el("h2").says(|m| m.shortcuts))
        .child(icon_button("close", |m| m.close).on("click", move |_| close()));
    let switch = el("button")
        .attr("type", "button")
        .attr("role", "switch")
        .class("switch")
        .attr("aria-describedby", "keys-note")
        .attr_live("aria-checked", move || app.choices.keys().to_string())
        .on("click", move |_| {
            app.choices.set_keys(!untrack(|| app.choices.keys()));
        })
        .says(|m| m.keys);
    let note = el("p")
        .attr("id", "keys-note")
        .class("quiet")
        .text_live(|| fill(messages().keys_note, &[key_hint()]));
    let header = |name: Pick| el("th").attr("scope", "col").says(name);
    let palette = el("tr")
        .child(keys(&[key_hint()]))
        .child(el("td").says(|m| m.search));
    let acts = KEYS
        .iter()
        .map(|(pressed, does)| el("tr").child(keys(pressed)).child(el("td").says(*does)));
    let goes = PAGES.iter().map(|(pressed, page)| {
        let does = move || fill(messages().go_to, &[page(messages())]);
        el("tr").child(keys(pressed)).child(el("td").text_live(does))
    });
    let table = el("table")
        .attr_says("aria-label", |m| m.shortcuts)
        .child(el("thead").child(el("tr").child(header(|m| m.key)).child(header(|m| m.action))))
        .child(el("tbody").child(palette).children(acts).children(goes));
    light_dialog(
        "shortcuts",
        |m| m.shortcuts,
        [head, table, switch, note],
        open,
        close,
    )
}

fn keys(pressed: &[&str]) -> El {
    let keys = pressed.iter().map(|key| el("kbd").text(key));
    el("th").attr("scope", "row").children(keys)
}
