//! The search for a time zone, by its city.

use super::palette::announced;
use super::palette::best::best;
use super::palette::items::{Act, Item, Section, item};
use crate::app::{App, Overlay};
use crate::i18n::{Messages, fill, messages, time_zone};
use crate::live::live;
use crate::prelude::*;
use crate::ui::combobox::{Choice, combobox};
use crate::ui::dialog::light_dialog;
use crate::ui::dom::{View, el};
use crate::ui::icon::icon;
use nse_api::time_zone::label;

/// The dialog.
pub fn time_zone_search(app: App) -> View {
    let open = move || app.overlay.get() == Some(Overlay::TimeZone);
    let typed = RwSignal::new(String::new());
    live(move || {
        if !open() {
            typed.set(String::new());
        }
    });
    let count = RwSignal::new(0_u32);
    let fitting = move || {
        let typed = typed.get();
        let found = if open() { fitting(typed.trim()) } else { Vec::new() };
        count.set(found.len() as u32);
        found
    };
    let close = move || app.overlay.set(None);
    let chosen = move |act: Act| {
        close();
        act.run(app);
    };
    let [field, list] = combobox(
        "time-zone",
        |m| m.zone_search,
        |m| m.zone_search_hint,
        typed,
        Box::new(fitting),
        Callback::new(chosen),
    );
    let nothing = el("div")
        .class("none")
        .flag("hidden", move || count.get() > 0)
        .child(el("p").text_live(move || fill(messages().no_results, &[typed.get().trim()])));
    let field = el("label").class("query").child(icon("search")).child(field);
    let parts = vec![field, list, nothing, announced(typed, count)];
    light_dialog(
        "palette",
        |m| m.time_zone,
        parts,
        Box::new(open),
        Callback::new(move |()| close()),
    )
}

/// What the browser's own time zone is called.
pub fn browser_zone_name(messages: &Messages) -> String {
    fill(messages.zone_browser, &[&time_zone::of_browser()])
}

/// The zones that fit; as long as nothing is typed, those that are at hand anyway.
fn fitting(typed: &str) -> Vec<Choice<Act>> {
    let m = messages();
    let zone = |zone: Option<String>, label| item(m.time_zone, "idle", Act::Zone(zone), label);
    let mut names = vec!["UTC".to_owned()];
    let mut section = Section::new();
    if typed.is_empty() {
        section.push(zone(None, browser_zone_name(m)));
        names.extend(time_zone::chosen().filter(|zone| zone != "UTC"));
    } else {
        names.extend(time_zone::all().into_iter().filter(|zone| zone != "UTC"));
    }
    for name in names {
        let label = label(&name);
        let named = zone(Some(name.clone()), label);
        section.push(Item { also: name, ..named });
    }
    let mut found = best(typed, &[section]);
    for choice in &mut found {
        if let Act::Zone(zone) = &choice.what {
            choice.note = match zone {
                Some(zone) => time_zone::offset(zone),
                None => time_zone::offset(&time_zone::of_browser()),
            };
        }
    }
    found
}
