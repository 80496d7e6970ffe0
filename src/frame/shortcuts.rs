//! The list of shortcuts, with the switch for those of a single key.

use super::palette::key_hint;
use crate::app::{App, Overlay};
use crate::i18n::Pick;
use crate::prelude::*;
use crate::ui::dialog::{dialog_head, light_dialog};
use crate::ui::dom::{El, View, el};
use crate::ui::switch::switch;

/// Keys, pressed one after the other, and what they do. Nothing for the keys of the palette: they differ by machine.
const KEYS: &[(&str, Pick)] = &[
    ("", |m| m.search),
    ("/", |m| m.key_filter),
    ("j", |m| m.key_next),
    ("k", |m| m.key_previous),
    ("Enter", |m| m.key_open),
    ("r", |m| m.refresh_page),
    ("g o", |m| m.overview),
    ("g r", |m| m.regions),
    ("g z", |m| m.zones),
    ("g j", |m| m.jobs),
    ("?", |m| m.shortcuts),
];

/// The dialog.
pub fn shortcuts(app: App) -> View {
    let close = Callback::new(move |()| app.overlay.set(None));
    let head = dialog_head(|m| m.shortcuts, close);
    let row = |(keys, does): &(&str, Pick)| {
        let keys = if keys.is_empty() { key_hint() } else { keys };
        let keys = keys.split(' ').map(|key| el("kbd").text(key));
        el("tr")
            .child(el("th").attr("scope", "row").children(keys))
            .child(el("td").says(*does))
    };
    let table = el("table")
        .child(el("caption").class("unseen").says(|m| m.shortcuts))
        .child(el("tbody").children(KEYS.iter().map(row)));
    let keys = move || app.choices.keys();
    let switch: El = switch(|m| m.keys, keys, move || app.choices.set_keys(!untrack(keys)));
    let note = el("p").class("quiet").says(|m| m.keys_note);
    light_dialog(
        "shortcuts",
        |m| m.shortcuts,
        vec![head, table, switch, note],
        Box::new(move || app.overlay.get() == Some(Overlay::Shortcuts)),
        close,
    )
}
