//! What the palette can find: pages, regions, zones, the jobs that are loaded, and actions.

use super::best::{Item, Section};
use crate::app::{App, Overlay};
use crate::choices::Theme;
use crate::frame::settings::{browser_zone_name, theme_name};
use crate::i18n::{Locale, Messages, Pick, fill, format, messages};
use crate::query::Query;
use crate::route::Route;
use crate::ui::combobox::Choice;
use leptos::prelude::*;
use nse_api::{Job, Moment, Region, Zone};
use serde_json::Value;
use std::collections::HashSet;
use std::rc::Rc;

/// How many of the jobs that are loaded are looked through.
const JOBS: usize = 1_000;
/// A text of so many characters without a space may be a job's id.
const ID_LENGTH: usize = 8;

/// All that can be found now; tracked.
pub fn sections(app: App, [regions, zones]: [Query; 2]) -> Vec<Section> {
    let region = move |record: &Value| {
        let Region {
            name, description, ..
        } = Region::read(record);
        let name = name?;
        let route = Route::Region(name.clone());
        Some(place(app, "regions", route, name, description))
    };
    let zone = move |record: &Value| {
        let Zone { name, region, .. } = Zone::read(record);
        let name = name?;
        let route = Route::Zone(name.clone());
        Some(place(app, "zones", route, name, region))
    };
    let section = |name: Pick, first, items| Section { name, items, first };
    vec![
        section(|m| m.pages, true, pages(app)),
        section(|m| m.regions, false, records(regions, &region)),
        section(|m| m.zones, false, records(zones, &zone)),
        section(|m| m.jobs, false, jobs(app)),
        section(|m| m.actions, true, actions(app)),
    ]
}

/// Opens the job of an id that was pasted, unless it is found anyhow.
pub fn job_of_id(app: App, text: &str, sections: &[Section]) -> Option<Choice> {
    let may_be_id = text.chars().count() >= ID_LENGTH && !text.contains(char::is_whitespace);
    let mut items = sections.iter().flat_map(|section| &section.items);
    if !may_be_id || items.any(|item| item.also == text) {
        return None;
    }
    let label = fill(messages().open_job, &[text]);
    Some(place(app, "jobs", Route::Job(text.to_owned()), label, None).choice)
}

fn pages(app: App) -> Vec<Item> {
    let page = |icon, name: Pick, route: Route| said(icon, &|m| name(m).to_owned(), going(app, route));
    vec![
        page("overview", |m| m.overview, Route::Overview),
        page("regions", |m| m.regions, Route::regions()),
        page("zones", |m| m.zones, Route::zones(None)),
        page("jobs", |m| m.jobs, app.jobs()),
        page("user", |m| m.account, Route::Account),
        page("key", |m| m.change_password, Route::Password),
    ]
}

fn records(query: Query, read: &dyn Fn(&Value) -> Option<Item>) -> Vec<Item> {
    query.answer.with(|answer| {
        let records = answer.iter().flat_map(|answer| &answer.records);
        records.filter_map(read).collect()
    })
}

/// The jobs of all answers that are remembered, each once, as the newest answer has it.
fn jobs(app: App) -> Vec<Item> {
    let path = app.client.api().paths.jobs;
    let mut known = HashSet::new();
    let mut items = Vec::new();
    for answer in app.memory.below(path.trim_end_matches('/')) {
        for record in answer.records.iter().take(JOBS.saturating_sub(known.len())) {
            let job = Job::read(record);
            let Some(id) = job.id.clone().filter(|id| known.insert(id.clone())) else {
                continue;
            };
            let label = job.summary.clone().unwrap_or_else(|| job.title());
            let created = match job.created {
                Moment::At(ms) => Some(format::time(ms)),
                _ => None,
            };
            let item = place(app, "jobs", Route::Job(id.clone()), label, created);
            items.push(Item { also: id, ..item });
        }
    }
    items
}

fn actions(app: App) -> Vec<Item> {
    let mut actions = vec![
        said(
            "refresh",
            &|m| m.refresh_page.to_owned(),
            doing(app, move || app.refresh()),
        ),
        said(
            "keyboard",
            &|m| m.shortcuts.to_owned(),
            doing(app, move || app.overlay.set(Some(Overlay::Shortcuts))),
        ),
    ];
    actions.extend(Theme::ALL.map(|theme| {
        let label = move |m: &'static Messages| format!("{}: {}", m.theme, theme_name(m, theme));
        said("theme", &label, doing(app, move || app.choices.set_theme(theme)))
    }));
    let on = app.choices.keys();
    let keys = move |m: &Messages| if on { m.keys_off } else { m.keys_on }.to_owned();
    actions.push(said(
        "keyboard",
        &keys,
        doing(app, move || app.choices.set_keys(!on)),
    ));
    actions.push(said(
        "leave",
        &|m| m.sign_out.to_owned(),
        doing(app, move || app.sign_out()),
    ));
    for zone in [Some("UTC"), None] {
        let label = move |m: &Messages| {
            let name = zone.map_or_else(|| browser_zone_name(m), str::to_owned);
            format!("{}: {name}", m.time_zone)
        };
        let choose = move || app.choices.set_time_zone(zone.map(str::to_owned));
        actions.push(said("idle", &label, doing(app, choose)));
    }
    actions.extend(Locale::ALL.map(|locale| {
        let label = |m: &Messages| format!("{}: {}", m.language, locale.name());
        let item = said(
            "language",
            &label,
            doing(app, move || app.choices.set_locale(locale)),
        );
        // Who does not read a script may still look for its language.
        let also = format!("{} {}", item.also, locale.tag());
        Item { also, ..item }
    }));
    actions
}

/// A thing of the console's own, which is found in English too.
fn said(icon: &'static str, label: &dyn Fn(&'static Messages) -> String, chosen: Rc<dyn Fn()>) -> Item {
    Item {
        choice: Choice {
            label: label(messages()),
            marks: Vec::new(),
            note: String::new(),
            icon,
            chosen,
        },
        also: label(Locale::En.messages()),
    }
}

/// A thing of the server's.
fn place(app: App, icon: &'static str, route: Route, label: String, note: Option<String>) -> Item {
    Item {
        choice: Choice {
            label,
            marks: Vec::new(),
            note: note.unwrap_or_default(),
            icon,
            chosen: going(app, route),
        },
        also: String::new(),
    }
}

fn going(app: App, route: Route) -> Rc<dyn Fn()> {
    doing(app, move || app.navigation.go(route.clone()))
}

/// Closes the palette first: what is done may open something else, and finds the focus where it was.
fn doing(app: App, run: impl Fn() + 'static) -> Rc<dyn Fn()> {
    Rc::new(move || {
        app.overlay.set(None);
        run();
    })
}
