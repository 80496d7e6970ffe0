//! Language, theme and time zone, on every page.

use super::time_zone::browser_zone_name;
use crate::app::{App, Overlay};
use crate::choices::Theme;
use crate::i18n::{Locale, Messages, locale, messages};
use crate::prelude::*;
use crate::ui::dom::{El, el};
use crate::ui::select::{Choice, select};
use nse_api::time_zone::label;

/// What stands for the search among the zones: no zone is called so.
const OTHER: &str = "…";

/// The selects `Language`, `Theme` and `Time zone`. `search` says whether there is a search for time zones: it stands in
/// the frame.
pub fn settings(app: App, search: bool) -> El {
    let languages = Locale::ALL
        .iter()
        .map(|locale| (locale.tag().to_owned(), locale.name().to_owned()))
        .collect::<Vec<_>>();
    let language = Signal::derive(|| locale().tag().to_owned());
    let choose_language = Callback::new(move |tag: String| {
        if let Some(locale) = Locale::of_tag(&tag) {
            app.choices.set_locale(locale);
        }
    });
    let themes = Signal::derive(|| {
        Theme::ALL
            .map(|theme| (theme.word().to_owned(), theme_name(messages(), theme).to_owned()))
            .to_vec()
    });
    let theme = Signal::derive(move || app.choices.theme().word().to_owned());
    let choose_theme = Callback::new(move |word: String| {
        if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.word() == word) {
            app.choices.set_theme(theme);
        }
    });
    let zone = Signal::derive(move || app.choices.time_zone().unwrap_or_default());
    let zones = Signal::derive(move || {
        let browser = (String::new(), browser_zone_name(messages()));
        let chosen = Some(zone.get()).filter(|zone| !zone.is_empty() && zone != "UTC");
        let mut zones: Vec<Choice> = vec![browser, ("UTC".to_owned(), "UTC".to_owned())];
        zones.extend(chosen.map(|zone| (zone.clone(), label(&zone))));
        if search {
            zones.push((OTHER.to_owned(), messages().zone_other.to_owned()));
        }
        zones
    });
    let choose_zone = Callback::new(move |zone: String| {
        if zone == OTHER {
            // The select goes back to what is chosen as yet.
            app.choices.set_time_zone(untrack(|| app.choices.time_zone()));
            return app.overlay.set(Some(Overlay::TimeZone));
        }
        app.choices.set_time_zone((!zone.is_empty()).then_some(zone));
    });
    el("footer")
        .class("settings")
        .attr_says("aria-label", |m| m.settings)
        .child(select(
            |m| m.language,
            "small",
            Signal::stored(languages),
            language,
            choose_language,
        ))
        .child(select(|m| m.theme, "small", themes, theme, choose_theme))
        .child(select(|m| m.time_zone, "small", zones, zone, choose_zone))
}

/// A theme's name.
pub fn theme_name(messages: &'static Messages, theme: Theme) -> &'static str {
    match theme {
        Theme::System => messages.theme_system,
        Theme::Light => messages.theme_light,
        Theme::Dark => messages.theme_dark,
    }
}
