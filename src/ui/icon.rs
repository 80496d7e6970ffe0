//! Icons: symbols of the one SVG sprite in `index.html`, drawn with one stroke in the colour of the text.

use super::dom::{El, el, svg};
use crate::i18n::Pick;

/// An icon that only repeats what stands beside it, hidden from screen readers.
pub fn icon(name: &str) -> El {
    frame().child(svg("use").attr("href", &reference(name)))
}

/// An icon that follows signals.
pub fn icon_live(name: impl Fn() -> &'static str + 'static) -> El {
    frame().child(svg("use").attr_live("href", move || reference(name())))
}

/// A button of nothing but an icon; its label is for screen readers and for hovering.
pub fn icon_button(name: &str, label: Pick) -> El {
    el("button")
        .attr("type", "button")
        .class("icon-button")
        .attr_says("aria-label", label)
        .attr_says("title", label)
        .child(icon(name))
}

fn frame() -> El {
    svg("svg")
        .class("icon")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
}

fn reference(name: &str) -> String {
    format!("#i-{name}")
}
