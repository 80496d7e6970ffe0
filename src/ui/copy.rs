//! Buttons that copy a text and say that they did.

use super::dom::{El, el};
use super::icon::icon_live;
use crate::clock::sleep;
use crate::i18n::{Messages, Pick, messages};
use crate::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// How long *Copied* stays, in milliseconds.
const ANSWER_MS: i64 = 1_500;

/// What became of a copy, in a word; nothing while there was none of late.
#[derive(Clone, Copy)]
struct Outcome(RwSignal<Option<String>>);

impl Outcome {
    fn label(self, label: impl Fn(&'static Messages) -> String) -> String {
        self.0.get().unwrap_or_else(|| label(messages()))
    }

    fn icon(self) -> &'static str {
        self.0.with(|said| match said.as_deref() {
            None => "copy",
            Some(said) if said == messages().copied => "good",
            Some(_) => "bad",
        })
    }
}

/// A button of an icon that copies `text`, which is `what`: there may be many of them on a page.
pub fn copy_button(what: Pick, text: String) -> El {
    let (button, outcome) = copying(Box::new(move || text.clone()));
    let label = move || outcome.label(|m| format!("{}: {}", m.copy, what(m)));
    button
        .class("icon-button copy")
        .attr_live("aria-label", label)
        .attr_live("title", label)
}

/// A button with a label that copies what `text` says when it is pressed.
pub fn copy_action(label: Pick, text: impl Fn() -> String + 'static) -> El {
    let (button, outcome) = copying(Box::new(text));
    button
        .class("button")
        .child(el("span").text_live(move || outcome.label(|m| label(m).to_owned())))
}

fn copying(text: Box<dyn Fn() -> String>) -> (El, Outcome) {
    let outcome = Outcome(RwSignal::new(None));
    let copy = move |_| {
        // Without TLS there is no clipboard at all.
        let written = window()
            .is_secure_context()
            .then(|| window().navigator().clipboard().write_text(&text()));
        spawn_local(async move {
            let done = match written {
                Some(written) => JsFuture::from(written).await.is_ok(),
                None => false,
            };
            let m = messages();
            let said = if done { m.copied } else { m.copy_failed };
            if outcome.0.try_set(Some(said.to_owned())).is_none() {
                sleep(ANSWER_MS).await;
                let _ = outcome.0.try_set(None);
            }
        });
    };
    let button = el("button")
        .attr("type", "button")
        .on("click", copy)
        .child(icon_live(move || outcome.icon()));
    (button, outcome)
}
