//! What the palette can find: pages, regions, zones, the jobs that are loaded, and actions.

use crate::app::{App, Overlay};
use crate::choices::Theme;
use crate::frame::settings::{browser_zone_name, theme_name};
use crate::i18n::{Locale, Messages, fill, format, messages};
use crate::query::Query;
use crate::route::Route;
use crate::ui::combobox::Choice;
use leptos::prelude::*;
use nse_api::{Job, Moment, Region, Zone};
use serde_json::Value;

/// How many of the jobs that are loaded are looked through.
const JOBS: usize = 500;
/// A text of so many characters without a space may be a job's id.
const ID_LENGTH: usize = 8;

/// What choosing an item does.
#[derive(Clone, PartialEq)]
pub enum Act {
    Go(Route),
    Refresh,
    Shortcuts,
    Theme(Theme),
    Keys(bool),
    Utc(bool),
    Language(Locale),
    SignOut,
}

/// An item.
pub struct Item {
    /// As it is shown.
    pub choice: Choice<Act>,
    /// By what else it is found: its name in English, its id.
    pub also: String,
}

/// Items of one kind.
pub type Section = Vec<Item>;

impl Act {
    /// Does it. The palette is shut by now: another dialog may open.
    pub fn run(self, app: App) {
        match self {
            Act::Go(route) => app.navigation.go(route),
            Act::Refresh => app.refresh(),
            Act::Shortcuts => app.over.show(Overlay::Shortcuts),
            Act::Theme(theme) => app.choices.set_theme(theme),
            Act::Keys(on) => app.choices.set_keys(on),
            Act::Utc(utc) => app.choices.set_time_zone(utc.then(|| "UTC".to_owned())),
            Act::Language(locale) => app.choices.set_locale(locale),
            Act::SignOut => app.sign_out(),
        }
    }

    /// What it is called, and its icon.
    fn said(&self, m: &'static Messages) -> (&'static str, String) {
        let browser;
        let (icon, name, value) = match self {
            Act::Go(Route::Overview) => ("overview", m.overview, ""),
            Act::Go(Route::Regions(_)) => ("regions", m.regions, ""),
            Act::Go(Route::Zones { .. }) => ("zones", m.zones, ""),
            Act::Go(Route::Jobs(_)) => ("jobs", m.jobs, ""),
            Act::Go(Route::Account) => ("user", m.account, ""),
            Act::Go(_) => ("key", m.change_password, ""),
            Act::Refresh => ("refresh", m.refresh_page, ""),
            Act::Shortcuts => ("keyboard", m.shortcuts, ""),
            Act::Theme(theme) => ("show", m.theme, theme_name(m, *theme)),
            Act::Keys(on) => ("keyboard", m.keys, if *on { m.on } else { m.off }),
            Act::Utc(true) => ("idle", m.time_zone, "UTC"),
            Act::Utc(false) => {
                browser = browser_zone_name(m);
                ("idle", m.time_zone, browser.as_str())
            }
            Act::Language(locale) => ("regions", m.language, locale.name()),
            Act::SignOut => ("leave", m.sign_out, ""),
        };
        let label = if value.is_empty() {
            name.to_owned()
        } else {
            [name, ": ", value].concat()
        };
        (icon, label)
    }
}

/// How many sections, from the first on, are shown before anything is typed.
pub const FIRST: usize = 2;

/// All that can be found now; tracked.
pub fn sections(app: App, [regions, zones]: [Query; 2]) -> Vec<Section> {
    let m = messages();
    let pages = [
        Route::Overview,
        Route::regions(),
        Route::zones(None),
        app.jobs(),
        Route::Account,
        Route::Password,
    ];
    let region = move |record: &Value| {
        let Region {
            name, description, ..
        } = Region::read(record);
        let name = name?;
        let route = Route::Region(name.clone());
        Some(place(m.regions, "regions", route, name, description))
    };
    let zone = move |record: &Value| {
        let Zone { name, region, .. } = Zone::read(record);
        let name = name?;
        let route = Route::Zone(name.clone());
        Some(place(m.zones, "zones", route, name, region))
    };
    vec![
        pages.map(|route| own(m.pages, Act::Go(route))).into(),
        actions(app).map(|act| own(m.actions, act)).into(),
        records(regions, &region),
        records(zones, &zone),
        jobs(app),
    ]
}

/// Opens the job of an id that was pasted.
pub fn job_of_id(text: &str) -> Option<Choice<Act>> {
    let may_be_id = text.chars().count() >= ID_LENGTH && !text.contains(char::is_whitespace);
    let label = fill(messages().open_job, &[text]);
    let route = Route::Job(text.to_owned());
    may_be_id.then(|| place(messages().jobs, "jobs", route, label, None).choice)
}

fn actions(app: App) -> [Act; 12] {
    let [system, light, dark] = Theme::ALL.map(Act::Theme);
    let [english, korean, japanese] = Locale::ALL.map(Act::Language);
    let keys = Act::Keys(!app.choices.keys());
    let (utc, browser) = (Act::Utc(true), Act::Utc(false));
    [
        Act::Refresh,
        Act::Shortcuts,
        system,
        light,
        dark,
        keys,
        Act::SignOut,
        utc,
        browser,
        english,
        korean,
        japanese,
    ]
}

fn records(query: Query, read: &dyn Fn(&Value) -> Option<Item>) -> Section {
    query.answer.with(|answer| {
        let records = answer.iter().flat_map(|answer| &answer.records);
        records.filter_map(read).collect()
    })
}

/// The jobs of all answers that are remembered, each once, as the newest answer has it.
fn jobs(app: App) -> Section {
    let path = app.client.api().paths.jobs;
    let mut items = Section::new();
    for answer in app.memory.below(path.trim_end_matches('/')) {
        for record in &answer.records {
            let job = Job::read(record);
            let is_known = |id: &String| items.iter().any(|item| item.also == *id);
            let Some(id) = job.id.clone().filter(|id| !is_known(id)) else {
                continue;
            };
            if items.len() == JOBS {
                return items;
            }
            let label = job.summary.clone().unwrap_or_else(|| job.title());
            let created = match job.created {
                Moment::At(ms) => Some(format::time(ms)),
                _ => None,
            };
            let item = place(messages().jobs, "jobs", Route::Job(id.clone()), label, created);
            items.push(Item { also: id, ..item });
        }
    }
    items
}

/// What is the console's own, and found in English too.
fn own(group: &'static str, act: Act) -> Item {
    let (icon, label) = act.said(messages());
    let (_, mut also) = act.said(Locale::En.messages());
    if let Act::Language(locale) = act {
        // For who can't read its name.
        also.push_str(match locale {
            Locale::En => "",
            Locale::Ko => " Korean",
            Locale::Ja => " Japanese",
        });
    }
    Item {
        choice: Choice {
            what: act,
            group,
            icon,
            label,
            note: String::new(),
            marks: Vec::new(),
        },
        also,
    }
}

/// What is the server's.
fn place(group: &'static str, icon: &'static str, route: Route, label: String, note: Option<String>) -> Item {
    Item {
        choice: Choice {
            what: Act::Go(route),
            group,
            icon,
            label,
            note: note.unwrap_or_default(),
            marks: Vec::new(),
        },
        also: String::new(),
    }
}
