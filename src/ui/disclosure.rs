//! A button that shows and hides what stands behind it (WAI-ARIA Authoring Practices, *Disclosure*). It closes when the
//! focus leaves, when a link in it is followed, and with Escape, which gives the focus back.

use super::dom::{El, el};
use crate::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, KeyboardEvent, Node};

/// A button and what it shows while `open`, side by side. How that is hidden is its own affair.
pub fn disclosure(button: El, content: El, open: RwSignal<bool>) -> El {
    let (whole, handle) = (el("div"), button.clone());
    let on_key = move |event: Event| {
        if open.get_untracked() && event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
            event.prevent_default();
            open.set(false);
            handle.focus();
        }
    };
    let node = whole.clone();
    let on_focus_out = move |event: Event| {
        let to = event.unchecked_ref::<FocusEvent>().related_target();
        let to: Option<Node> = to.and_then(|target| target.dyn_into().ok());
        if !to.is_some_and(|to| node.node().contains(Some(&to))) {
            open.set(false);
        }
    };
    let on_click = move |event: Event| {
        let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        if target.is_some_and(|target| matches!(target.closest("a"), Ok(Some(_)))) {
            open.set(false);
        }
    };
    let button = button
        .attr("type", "button")
        .attr_live("aria-expanded", move || open.get().to_string())
        .on("click", move |_| open.update(|open| *open = !*open));
    whole
        .on("keydown", on_key)
        .on("focusout", on_focus_out)
        .child(button)
        // A press beside the links of it is no way out.
        .child(content.attr("tabindex", "-1").on("click", on_click))
}
