//! What the user chose and this browser remembers: language, theme, time zone and, tied to the user, the tenant; and
//! when somebody was last there, by which all tabs and a reload know how long nobody has been.

use crate::i18n::{self, Locale, time_zone};
use crate::prelude::*;
use crate::storage::{self, Key};
use nse_api::value::object;
use serde_json::{Map, Value};

/// The look of the console.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the operating system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All of them, in the order of the `Theme` select.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// Its word in storage and in `data-theme`.
    pub fn word(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// The choices, as signals over what is stored. Fields of a newer version of the console stay as they are.
#[derive(Clone, Copy)]
pub struct Choices(RwSignal<Map<String, Value>>);

impl Choices {
    /// Reads what is stored and puts it into effect. `language` is the deployment's, for who chose none.
    pub fn load(language: Option<&str>) -> Self {
        let choices = Self(RwSignal::new(chosen(stored())));
        choices.apply(language);
        let language = language.map(str::to_owned);
        storage::on_change_elsewhere(move |key| {
            let now = chosen(stored());
            if key == Key::Choices && choices.0.try_with_untracked(|before| *before != now) == Some(true) {
                choices.0.set(now);
                choices.apply(language.as_deref());
            }
        });
        choices
    }

    /// The language: chosen, else the deployment's, else the browser's, else English.
    fn locale(&self, language: Option<&str>) -> Locale {
        let chosen = self.text("language").and_then(|tag| Locale::of_tag(&tag));
        let of_browser = || {
            let tags = window().navigator().languages();
            tags.iter().find_map(|tag| Locale::of_tag(&tag.as_string()?))
        };
        chosen
            .or_else(|| language.and_then(Locale::of_tag))
            .or_else(of_browser)
            .unwrap_or(Locale::En)
    }

    fn apply(&self, language: Option<&str>) {
        i18n::speak(self.locale(language));
        time_zone::choose(self.time_zone());
        if let Some(root) = document().document_element() {
            let _ = match self.theme() {
                Theme::System => root.remove_attribute("data-theme"),
                theme => root.set_attribute("data-theme", theme.word()),
            };
            let _ = if self.is_compact() {
                root.set_attribute("data-density", COMPACT)
            } else {
                root.remove_attribute("data-density")
            };
        }
    }

    /// The chosen theme; tracked.
    pub fn theme(&self) -> Theme {
        let word = self.text("theme");
        Theme::ALL
            .into_iter()
            .find(|theme| word.as_deref() == Some(theme.word()))
            .unwrap_or_default()
    }

    /// The chosen time zone, `None` for the browser's; tracked.
    pub fn time_zone(&self) -> Option<String> {
        self.text("time_zone")
    }

    /// Whether jobs are kept current by themselves; tracked.
    pub fn polling(&self) -> bool {
        self.is_on("polling")
    }

    /// Whether the user wants to be told on the desktop what became of a job; `None` if never asked; tracked.
    pub fn desktop(&self) -> Option<bool> {
        self.0.with(|fields| fields.get("desktop")?.as_bool())
    }

    /// What is kept for a user alone, until they sign out; tracked.
    pub fn tied(&self, key: &'static str, username: &str) -> Option<Value> {
        self.0.with(|fields| fields.get(key)?.get(username).cloned())
    }

    /// The tenant that a user looks at by default; tracked.
    pub fn tenant(&self, username: &str) -> Option<String> {
        self.tied("tenant", username)?.as_str().map(str::to_owned)
    }

    /// Whether tables stand closer; tracked.
    pub fn is_compact(&self) -> bool {
        self.text("density").as_deref() == Some(COMPACT)
    }

    /// The keys of the columns that a list of jobs shows, where some were chosen; tracked.
    pub fn columns(&self) -> Option<Vec<String>> {
        self.0.with(|fields| {
            let keys = fields.get("columns")?.as_array()?.iter();
            Some(keys.filter_map(|key| key.as_str().map(str::to_owned)).collect())
        })
    }

    /// Chooses how close tables stand.
    pub fn set_compact(&self, compact: bool) {
        self.set("density", compact.then_some(COMPACT).into());
        self.apply(Some(i18n::locale().tag()));
    }

    /// Chooses the columns of a list of jobs.
    pub fn set_columns(&self, keys: Option<Vec<&str>>) {
        self.set("columns", keys.into());
    }

    /// Whether single keys do something; tracked.
    pub fn keys(&self) -> bool {
        self.is_on("keys")
    }

    /// Chooses a language.
    pub fn set_locale(&self, locale: Locale) {
        self.set("language", locale.tag().into());
        self.apply(None);
    }

    /// Chooses a theme.
    pub fn set_theme(&self, theme: Theme) {
        self.set("theme", theme.word().into());
        self.apply(Some(i18n::locale().tag()));
    }

    /// Chooses a time zone.
    pub fn set_time_zone(&self, zone: Option<String>) {
        self.set("time_zone", zone.into());
        self.apply(Some(i18n::locale().tag()));
    }

    /// Chooses whether jobs are kept current by themselves.
    pub fn set_polling(&self, polling: bool) {
        self.set("polling", polling.into());
    }

    /// Chooses whether single keys do something.
    pub fn set_keys(&self, on: bool) {
        self.set("keys", on.into());
    }

    /// Chooses whether to be told on the desktop.
    pub fn set_desktop(&self, desktop: bool) {
        self.set("desktop", desktop.into());
    }

    /// Chooses the tenant that a user looks at by default.
    pub fn set_tenant(&self, username: &str, tenant: Option<String>) {
        self.set_tied("tenant", username, |_| tenant.into());
    }

    /// Changes what is kept for a user, from what is stored now.
    pub fn set_tied(&self, key: &'static str, username: &str, change: impl FnOnce(Option<Value>) -> Value) {
        let before = stored();
        let value = change(
            before
                .get(key)
                .and_then(|of_users| of_users.get(username).cloned()),
        );
        let value = if value.is_null() {
            value
        } else {
            object(vec![(username, value)])
        };
        self.set(key, value);
    }

    /// Forgets what names the server's things, at sign-out, unless it is the next user's already.
    pub fn forget_former_user(&self, next: Option<&str>) {
        for key in TIED {
            let is_next = next.is_some_and(|next| self.tied(key, next).is_some());
            if !is_next && self.0.with_untracked(|fields| fields.contains_key(key)) {
                self.set(key, Value::Null);
            }
        }
    }

    /// What is on unless it was switched off.
    fn is_on(&self, key: &str) -> bool {
        self.0
            .with(|fields| fields.get(key).and_then(Value::as_bool))
            .unwrap_or(true)
    }

    fn text(&self, key: &str) -> Option<String> {
        self.0.with(|fields| fields.get(key)?.as_str().map(str::to_owned))
    }

    /// Changes one field of what is stored now, which another tab may have changed in the meantime.
    fn set(&self, key: &str, value: Value) {
        let fields = store(key, value);
        self.0.set(chosen(fields));
    }
}

const COMPACT: &str = "compact";

/// When somebody last gave a sign of being there, in any tab, in milliseconds since 1970.
pub fn active() -> Option<i64> {
    stored().get(ACTIVE)?.as_i64()
}

/// Notes that somebody is there, or with `None` that this is nobody's concern any more.
pub fn set_active(at: Option<i64>) {
    store(ACTIVE, at.into());
}

const ACTIVE: &str = "active";
/// What is kept for one user: their tenant, the jobs that they watch, and up to when they have seen the newest jobs.
const TIED: [&str; 3] = ["tenant", "watched", "seen"];

/// What is not a choice is no signal either: a sign of the user shall redraw nothing.
fn chosen(mut fields: Map<String, Value>) -> Map<String, Value> {
    fields.remove(ACTIVE);
    fields
}

fn store(key: &str, value: Value) -> Map<String, Value> {
    let mut fields = stored();
    if value.is_null() {
        fields.remove(key);
    } else {
        fields.insert(key.to_owned(), value);
    }
    storage::write(Key::Choices, &Value::Object(fields.clone()).to_string());
    fields
}

/// What is stored; rubbish counts as nothing.
fn stored() -> Map<String, Value> {
    match storage::read(Key::Choices).map(|text| serde_json::from_str(&text)) {
        Some(Ok(Value::Object(fields))) => fields,
        _ => Map::new(),
    }
}
