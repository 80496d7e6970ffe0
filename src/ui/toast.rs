//! What is said in passing: at the edge of the page, once for screen readers. The stylesheet counts how long it stays,
//! and stops while somebody points at it, has the focus in it, or the page is hidden.

use super::badge::Tone;
use super::dom::{El, el};
use super::icon::{icon, icon_button};
use crate::i18n::Pick;
use crate::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

const PLACE: &str = "toasts";

thread_local! {
    /// Who owns what is said, until the frame goes: it follows the language as everything else does.
    static OWNER: RefCell<Option<Owner>> = const { RefCell::new(None) };
}

/// The place for toasts: it has to stand there before anything is said. `pressed` gets the key of a toast and whether it
/// was its own button that was pressed, or the one that dismisses it.
pub fn toasts(paused: impl Fn() -> bool + 'static, pressed: impl Fn(&str, bool) + 'static) -> El {
    let on_click = move |event: Event| {
        let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        let button = target.and_then(|target| target.closest("button").ok().flatten());
        let toast = button
            .as_ref()
            .and_then(|button| button.closest("[data-key]").ok().flatten());
        if let (Some(button), Some(toast)) = (button, toast) {
            let key = toast.get_attribute("data-key").unwrap_or_default();
            toast.remove();
            pressed(&key, !button.has_attribute("aria-label"));
        }
    };
    let on_end = |event: Event| {
        if let Some(toast) = event.target() {
            toast.unchecked_ref::<Element>().remove();
        }
    };
    OWNER.set(Owner::current());
    el("div")
        .attr("id", PLACE)
        .attr("role", "status")
        .flag("data-paused", paused)
        .on("click", on_click)
        .on("animationend", on_end)
}

/// Says something, a link where `href` says whereto. A newer toast of the same key takes the place of the older one.
pub fn say(
    key: &str,
    tone: Tone,
    href: Option<&str>,
    words: impl Fn() -> String + 'static,
    action: Option<Pick>,
) {
    let words: Box<dyn Fn() -> String> = Box::new(words);
    if let Some(owner) = OWNER.with_borrow(Clone::clone) {
        owner.with(move || say_owned(key, tone, href, words, action));
    }
}

fn say_owned(
    key: &str,
    tone: Tone,
    href: Option<&str>,
    words: Box<dyn Fn() -> String>,
    action: Option<Pick>,
) {
    close(key);
    let said = match href {
        Some(href) => el("a").attr("href", href),
        None => el("span"),
    };
    let action = action.map(|label| el("button").attr("type", "button").class("button").says(label));
    let toast = el("div")
        .class(&format!("toast {}", tone.name()))
        .attr("data-key", key)
        .child(icon(tone.name()))
        .child(said.text_live(words))
        .children(action)
        .child(icon_button("close", |m| m.dismiss));
    if let Some(place) = document().get_element_by_id(PLACE) {
        let _ = place.append_child(toast.node());
    }
}

/// Takes back what was said.
pub fn close(key: &str) {
    let Some(place) = document().get_element_by_id(PLACE) else {
        return;
    };
    let all = place.children();
    for toast in (0..all.length()).filter_map(|at| all.item(at)) {
        if toast.get_attribute("data-key").as_deref() == Some(key) {
            toast.remove();
            return;
        }
    }
}
