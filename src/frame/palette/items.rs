//! What the palette can find: pages, regions, zones, the jobs that are loaded, and actions.

use crate::app::{App, Overlay};
use crate::choices::Theme;
use crate::frame::settings::theme_name;
use crate::frame::time_zone::browser_zone_name;
use crate::i18n::{Locale, Messages, Pick, fill, format, messages, messages_of};
use crate::query::Query;
use crate::route::Route;
use crate::ui::combobox::Choice;
use nse_api::value::{text, text_of};
use nse_api::{Job, Moment};

/// How many of the jobs that are loaded are looked through.
const JOBS: usize = 500;
/// A text of so many characters without a space may be a job's id.
const ID_LENGTH: usize = 8;

/// What choosing an item does.
#[derive(Clone, PartialEq)]
pub enum Act {
    /// Goes to an address.
    Go(String),
    Refresh,
    Shortcuts,
    About,
    Theme(Theme),
    Keys(bool),
    Zone(Option<String>),
    TimeZone,
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
            Act::Go(address) => app.navigation.go(Route::read_address(&address)),
            Act::Refresh => app.refresh(),
            Act::Shortcuts => app.overlay.set(Some(Overlay::Shortcuts)),
            Act::About => app.overlay.set(Some(Overlay::About)),
            Act::Theme(theme) => app.choices.set_theme(theme),
            Act::Keys(on) => app.choices.set_keys(on),
            Act::Zone(zone) => app.choices.set_time_zone(zone),
            Act::TimeZone => app.overlay.set(Some(Overlay::TimeZone)),
            Act::Language(locale) => app.choices.set_locale(locale),
            Act::SignOut => app.sign_out(),
        }
    }

    /// Its icon, its name, and what it chooses where there is a choice.
    fn said(&self, m: &'static Messages) -> (&'static str, &'static str, String) {
        let (icon, name, value): (_, _, &str) = match self {
            Act::Go(_) | Act::Refresh => ("refresh", m.refresh_page, ""),
            Act::Shortcuts => ("keyboard", m.shortcuts, ""),
            Act::About => ("plain", m.about, ""),
            Act::Theme(theme) => ("show", m.theme, theme_name(m, *theme)),
            Act::Keys(on) => ("keyboard", m.keys, if *on { m.on } else { m.off }),
            Act::Zone(None) => return ("idle", m.time_zone, browser_zone_name(m)),
            Act::Zone(Some(zone)) => ("idle", m.time_zone, zone),
            Act::TimeZone => ("idle", m.time_zone, m.zone_other),
            Act::Language(locale) => ("regions", m.language, locale.name()),
            Act::SignOut => ("leave", m.sign_out, ""),
        };
        (icon, name, value.to_owned())
    }
}

/// How many sections, from the first on, are shown before anything is typed.
pub const FIRST: usize = 2;

/// All that can be found now; tracked.
pub fn sections(app: App, [regions, zones]: [Query; 2]) -> Vec<Section> {
    let m = messages();
    vec![
        pages(app),
        actions(app),
        records(
            regions,
            m.regions,
            "regions",
            Route::Region,
            &["description", "Description"],
        ),
        records(zones, m.zones, "zones", Route::Zone, &["region", "region_name"]),
        jobs(app),
    ]
}

/// Opens the job of an id that was pasted.
pub fn job_of_id(text: &str) -> Option<Choice<Act>> {
    let is_long = text.chars().nth(ID_LENGTH - 1).is_some();
    let may_be_id = is_long && !text.contains(char::is_whitespace);
    may_be_id.then(|| job_item(text, fill(messages().open_job, &[text])).choice)
}

fn pages(app: App) -> Section {
    let page = |icon, name: Pick, route: Route| Item {
        also: name(messages_of(Locale::En)).to_owned(),
        ..item(
            messages().pages,
            icon,
            Act::Go(route.to_string()),
            name(messages()).to_owned(),
        )
    };
    vec![
        page("overview", |m| m.overview, Route::Overview),
        page("regions", |m| m.regions, Route::regions()),
        page("zones", |m| m.zones, Route::zones(None)),
        page("jobs", |m| m.jobs, app.jobs()),
        page("user", |m| m.account, Route::Account),
        page("key", |m| m.change_password, Route::Password),
    ]
}

fn actions(app: App) -> Section {
    let mut acts = vec![
        Act::Refresh,
        Act::Shortcuts,
        Act::Theme(Theme::System),
        Act::Theme(Theme::Light),
        Act::Theme(Theme::Dark),
        Act::Keys(!app.choices.keys()),
        Act::SignOut,
        Act::Zone(Some("UTC".to_owned())),
        Act::Zone(None),
        Act::TimeZone,
        Act::About,
    ];
    acts.extend(Locale::ALL.iter().copied().map(Act::Language));
    let joined = |act: &Act, m| {
        let (icon, name, value) = act.said(m);
        let colon = if value.is_empty() { "" } else { ": " };
        (icon, [name, colon, &value].concat())
    };
    let mut actions = Section::new();
    for act in acts {
        let (icon, label) = joined(&act, messages());
        let (_, mut also) = joined(&act, messages_of(Locale::En));
        // For who can't read its name.
        if let Act::Language(locale) = act {
            also.push(' ');
            also.push_str(locale.english_name());
        }
        let action = item(messages().actions, icon, act, label);
        actions.push(Item { also, ..action });
    }
    actions
}

/// What has a name, as the tolerant reader reads it.
fn records(
    query: Query,
    group: &'static str,
    icon: &'static str,
    route: fn(String) -> Route,
    note: &[&str],
) -> Section {
    let mut items = Section::new();
    query.answer.with(|answer| {
        for record in answer.iter().flat_map(|answer| &answer.records) {
            if let Some(name) = text(record, "name") {
                let mut found = item(group, icon, Act::Go(route(name.clone()).to_string()), name);
                found.choice.note = text_of(record, note).unwrap_or_default();
                items.push(found);
            }
        }
    });
    items
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
            let mut found = job_item(&id, label);
            if let Moment::At(ms) = job.created {
                found.choice.note = format::time_with_zone(ms);
            }
            found.also = id;
            items.push(found);
        }
    }
    items
}

fn job_item(id: &str, label: String) -> Item {
    let act = Act::Go(Route::Job(id.to_owned()).to_string());
    item(messages().jobs, "jobs", act, label)
}

/// An item that is found by its label.
pub fn item(group: &'static str, icon: &'static str, what: Act, label: String) -> Item {
    Item {
        choice: Choice {
            what,
            group,
            icon,
            label,
            note: String::new(),
            marks: Vec::new(),
        },
        also: String::new(),
    }
}
