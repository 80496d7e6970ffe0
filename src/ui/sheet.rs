//! What a button opens beside itself; on phones a sheet from below, where the thumb is, with a button that closes it.

use super::disclosure::disclosure;
use super::dom::{El, el};
use super::icon::icon;
use crate::i18n::Pick;
use crate::prelude::*;

/// A button, with the icon of this name, and its sheet. A `lasting` one is a sheet on phones alone, and elsewhere lies
/// open beside its neighbours, without the button.
pub fn sheet(
    button_icon: &str,
    label: Pick,
    state: impl Fn() -> String + 'static,
    content: El,
    lasting: bool,
) -> El {
    let open = RwSignal::new(false);
    let button = el("button")
        .class("button")
        .child(icon(button_icon))
        .child(el("span").says(label))
        .child(el("span").class("state").text_live(state))
        .child(icon("down"));
    let handle = button.clone();
    let close = move |_| {
        open.set(false);
        handle.focus();
    };
    let done = el("button")
        .attr("type", "button")
        .class("button primary close-sheet")
        .on("click", close)
        .says(|m| m.done);
    let panel = el("div")
        .class("sheet")
        .flag("data-open", move || open.get())
        .child(content)
        .child(done);
    disclosure(button, panel, open).class(if lasting {
        "disclosure lasting"
    } else {
        "disclosure"
    })
}
