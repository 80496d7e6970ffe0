//! A button that shows and hides a panel below it. Escape closes it and gives the focus back; so does whatever takes the
//! focus elsewhere, without giving it back.

use super::dom::{El, el};
use super::icon::icon;
use crate::i18n::Pick;
use wasm_bindgen::JsCast;
use web_sys::{Event, FocusEvent, KeyboardEvent, Node};

/// A disclosure.
pub fn disclosure(name: &str, label: Pick, panel: El) -> El {
    let (whole, summary) = (el("details"), el("summary"));
    let close = {
        let whole = whole.clone();
        move || drop(whole.node().remove_attribute("open"))
    };
    let on_key = {
        let (summary, close) = (summary.clone(), close.clone());
        move |event: Event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                close();
                summary.focus();
            }
        }
    };
    let on_focus_out = {
        let whole = whole.clone();
        move |event: Event| {
            let to = event.unchecked_ref::<FocusEvent>().related_target();
            let to = to.and_then(|target| target.dyn_into::<Node>().ok());
            if !to.is_some_and(|to| whole.node().contains(Some(&to))) {
                close();
            }
        }
    };
    let summary = summary
        .class("button")
        .child(icon(name))
        .child(el("span").says(label))
        .child(icon("down"));
    // The panel can take the focus, so that a press between its parts does not close it.
    whole
        .class("disclosure")
        .on("keydown", on_key)
        .on("focusout", on_focus_out)
        .child(summary)
        .child(panel.class("panel").attr("tabindex", "-1"))
}
