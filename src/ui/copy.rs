//! A button that copies a text and says that it did.

use super::dom::{El, el};
use super::icon::icon_live;
use crate::clock::sleep;
use crate::i18n::messages;
use crate::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// How long *Copied* stays, in milliseconds.
const ANSWER_MS: i64 = 1_500;

/// A button that copies `text`.
pub fn copy_button(text: String) -> El {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let written = window().navigator().clipboard().write_text(&text);
        spawn_local(async move {
            if JsFuture::from(written).await.is_ok() && copied.try_set(true).is_none() {
                sleep(ANSWER_MS).await;
                let _ = copied.try_set(false);
            }
        });
    };
    let label = move || {
        let label = if copied.get() {
            messages().copied
        } else {
            messages().copy
        };
        label.to_owned()
    };
    el("button")
        .attr("type", "button")
        .class("icon-button copy")
        .attr_live("aria-label", label)
        .attr_live("title", label)
        .on("click", copy)
        .child(icon_live(move || if copied.get() { "good" } else { "copy" }))
}
