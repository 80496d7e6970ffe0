//! A `config.json` that can't be used: names the key, its value and what is allowed, for who hosts the console.

use crate::choices::Choices;
use crate::i18n::{Locale, fill, messages};
use crate::ui::dom::{View, el};
use nse_api::config::{Allowed, ConfigFault};

/// The page that stands in place of the console.
pub fn page(fault: ConfigFault) -> View {
    Choices::load(None);
    let ConfigFault { key, value, allowed } = fault;
    let what = move || {
        if key.is_empty() {
            messages().config_whole.to_owned()
        } else {
            fill(messages().config_key, &[&key, &value])
        }
    };
    let allowed = move || fill(messages().config_allowed, &[&allowed_words(allowed)]);
    let alert = el("div")
        .attr("role", "alert")
        .child(el("p").text_live(what))
        .child(el("p").text_live(allowed));
    el("main")
        .class("alone")
        .child(el("h1").attr("tabindex", "-1").says(|m| m.config_wrong))
        .child(alert)
        .into()
}

fn allowed_words(allowed: Allowed) -> String {
    let m = messages();
    match allowed {
        Allowed::Object => m.allowed_object.to_owned(),
        Allowed::Key => m.allowed_key.to_owned(),
        Allowed::Base => m.allowed_base.to_owned(),
        Allowed::Path => m.allowed_path.to_owned(),
        Allowed::Text => m.allowed_text.to_owned(),
        Allowed::Whole(least, most) => fill(m.allowed_whole, &[&least.to_string(), &most.to_string()]),
        Allowed::Language => Locale::TAGS.join(", "),
    }
}
