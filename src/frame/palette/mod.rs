//! The palette: search over pages, regions, zones, jobs and actions, by Ctrl/⌘ K or the button above.

mod best;
mod items;

use crate::app::{App, Overlay};
use crate::clock;
use crate::i18n::{fill, format, messages};
use crate::live::{effect, live};
use crate::query::use_query;
use crate::ui::combobox::{Group, combobox};
use crate::ui::dialog::light_dialog;
use crate::ui::dom::{El, View, el};
use crate::ui::icon::icon;
use best::{Section, best};
use items::job_of_id;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nse_api::{Paging, paging::MAX_LIMIT};
use std::cell::RefCell;
use std::rc::Rc;

/// How long nobody has typed when the number of results is announced, in milliseconds.
const PAUSE_MS: i64 = 600;

/// The keys that open it, as they are called on this machine.
pub fn key_hint() -> &'static str {
    let platform = window().navigator().platform().unwrap_or_default();
    if platform.starts_with("Mac") || platform.starts_with("iP") {
        "⌘ K"
    } else {
        "Ctrl K"
    }
}

/// The button that opens it.
pub fn search_button(app: App) -> El {
    el("button")
        .attr("type", "button")
        .class("menu-button search")
        .attr("aria-haspopup", "dialog")
        .attr("aria-keyshortcuts", "Control+K Meta+K")
        .on("click", move |_| app.overlay.set(Some(Overlay::Palette)))
        .child(icon("search"))
        .child(el("span").says(|m| m.search))
        .child(el("kbd").attr("aria-hidden", "true").text(key_hint()))
}

/// The palette itself.
pub fn palette(app: App) -> View {
    let open = move || app.overlay.get() == Some(Overlay::Palette);
    let all = Paging {
        limit: MAX_LIMIT,
        ..Paging::default()
    };
    // Asked for when it is first opened; while it is shut nothing is.
    let regions = use_query(app, {
        let all = all.clone();
        move || open().then(|| app.client.api().regions(&all))
    });
    let zones = use_query(app, move || open().then(|| app.client.api().zones(&all, None)));

    let typed = RwSignal::new(String::new());
    let sections = Rc::new(RefCell::new(Vec::<Section>::new()));
    let collected = RwSignal::new(0_u32);
    live({
        let sections = sections.clone();
        move || {
            *sections.borrow_mut() = if open() {
                items::sections(app, [regions, zones])
            } else {
                // Each time it begins anew, and what is not shown is not kept.
                typed.set(String::new());
                Vec::new()
            };
            collected.update(|count| *count += 1);
        }
    });
    let count = RwSignal::new(0_u32);
    let groups = move || {
        collected.track();
        let text = typed.get();
        let (text, sections) = (text.trim(), sections.borrow());
        let mut groups = best(text, &sections);
        if let Some(choice) = job_of_id(app, text, &sections) {
            let jobs = messages().jobs;
            match groups.iter_mut().find(|group| group.name == jobs) {
                Some(group) => group.choices.push(choice),
                None => groups.push(Group {
                    name: jobs.to_owned(),
                    choices: vec![choice],
                }),
            }
        }
        count.set(groups.iter().map(|group| group.choices.len() as u32).sum());
        groups
    };
    let [field, list] = combobox("palette", |m| m.search, |m| m.search_hint, typed, groups);
    let nothing = el("div")
        .class("none")
        .flag("hidden", move || count.get() > 0)
        .child(el("p").text_live(move || fill(messages().no_results, &[typed.get().trim()])))
        .child(el("p").class("quiet").says(|m| m.no_results_hint));
    let foot = el("p")
        .class("foot")
        .child(announced(typed, count))
        .child(el("span").text_live(move || {
            let failed = regions.error.with(Option::is_some) || zones.error.with(Option::is_some);
            let text = if failed {
                messages().search_partly
            } else if regions.busy.get() || zones.busy.get() {
                messages().loading
            } else {
                ""
            };
            text.to_owned()
        }));
    let field = el("label").class("query").child(icon("search")).child(field);
    let close = move || app.overlay.set(None);
    light_dialog("palette", |m| m.search, [field, list, nothing, foot], open, close)
}

/// The number of results in words, said once when nobody has typed for a moment.
fn announced(typed: RwSignal<String>, count: RwSignal<u32>) -> El {
    let said = RwSignal::new(None::<u32>);
    let turn = StoredValue::new(0_u32);
    effect(move || {
        let (empty, count) = (typed.with(|typed| typed.trim().is_empty()), count.get());
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        said.set(None);
        let now = turn.get_value();
        if !empty {
            spawn_local(async move {
                clock::sleep(PAUSE_MS).await;
                if turn.try_get_value() == Some(now) {
                    let _ = said.try_set(Some(count));
                }
            });
        }
    });
    el("span").attr("role", "status").text_live(move || {
        said.get().map_or_else(String::new, |count| {
            fill(messages().results, &[&format::number(u64::from(count))])
        })
    })
}
