//! What stands over the page (WAI-ARIA Authoring Practices, *Dialog (Modal)* and *Alert and Message Dialogs*).
//! The browser keeps the focus in it, gives it back, and makes Escape a `cancel`.

use super::dom::{El, View, el};
use super::icon::icon_button;
use crate::i18n::Pick;
use crate::live::live;
use crate::prelude::*;
use leptos::prelude::queue_microtask;
use web_sys::{Element, HtmlDialogElement};

/// A question that has to be answered before anything else, open while `open` holds. The first button gets the focus;
/// Escape is `on_escape`.
pub fn alert_dialog(
    id: &str,
    title: Pick,
    text: impl Fn() -> String + 'static,
    buttons: [El; 2],
    open: impl Fn() -> bool + 'static,
    on_escape: impl Fn() + 'static,
) -> View {
    let (title_id, text_id) = (format!("{id}-title"), format!("{id}-text"));
    let dialog = el("dialog")
        .class("dialog")
        .attr("role", "alertdialog")
        .attr("aria-labelledby", &title_id)
        .attr("aria-describedby", &text_id)
        .child(el("h2").attr("id", &title_id).says(title))
        .child(el("p").attr("id", &text_id).text_live(text))
        .child(el("p").class("actions").children(buttons));
    modal(dialog, Box::new(open), Box::new(on_escape)).into()
}

/// A dialog that may be left as it is: by Escape, or by a press beside it. Its content fills it to its edges.
pub fn light_dialog(
    class: &str,
    label: Pick,
    content: Vec<El>,
    open: Box<dyn Fn() -> bool>,
    close: Callback<()>,
) -> View {
    let dialog = el("dialog")
        .class(&["dialog light ", class].concat())
        .attr_says("aria-label", label)
        .children(content);
    let dialog = dialog.on("mousedown", move |event| {
        // What is beside a dialog is its backdrop, and that is the dialog itself.
        if event.target() == event.current_target() {
            event.prevent_default();
            close.run(());
        }
    });
    modal(dialog, open, Box::new(move || close.run(()))).into()
}

/// The head of such a dialog: what it is, and the button that closes it.
pub fn dialog_head(title: Pick, close: Callback<()>) -> El {
    el("div")
        .class("dialog-head")
        .child(el("h2").says(title))
        .child(icon_button("close", |m| m.close).on("click", move |_| close.run(())))
}

fn modal(dialog: El, open: Box<dyn Fn() -> bool>, on_escape: Box<dyn Fn()>) -> El {
    let dialog = dialog.on("cancel", move |event| {
        event.prevent_default();
        on_escape();
    });
    let node = dialog.clone();
    let focused = StoredValue::new(None::<Element>);
    live(move || {
        let open = open();
        // Not before it stands in the page: there is nothing to show until then.
        let node = node.clone();
        queue_microtask(move || {
            let dialog: &HtmlDialogElement = node.as_kind();
            if open && !dialog.open() {
                focused.set_value(document().active_element());
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
                // Firefox gives the focus back to no select.
                let nobody = document()
                    .active_element()
                    .is_none_or(|now| now.tag_name() == "BODY");
                if let Some(before) = focused.try_get_value().flatten().filter(|_| nobody) {
                    El::from(before).focus();
                }
            }
        });
    });
    dialog
}
