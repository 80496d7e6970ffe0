//! A switch: on or off, at once (WAI-ARIA Authoring Practices, *Switch*).

use super::dom::{El, el};
use crate::i18n::Pick;

/// A switch with its label. `on` says how it stands.
pub fn switch(label: Pick, on: impl Fn() -> bool + 'static, toggle: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .attr("role", "switch")
        .class("switch")
        .attr_live("aria-checked", move || on().to_string())
        .on("click", move |_| toggle())
        .child(el("span"))
        .says(label)
}
