//! A button that copies a text and says that it did.

use super::icon::icon;
use crate::clock::sleep;
use crate::i18n::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// How long *Copied* stays, in milliseconds.
const ANSWER_MS: i64 = 1_500;

/// A button that copies `text`.
pub fn copy_button(text: String) -> AnyView {
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
        if copied.get() {
            t(|m| m.copied)()
        } else {
            t(|m| m.copy)()
        }
    };
    view! {
        <button type="button" class="icon-button copy" aria-label=label title=label on:click=copy>
            {move || icon(if copied.get() { "good" } else { "copy" })}
        </button>
    }
    .into_any()
}
