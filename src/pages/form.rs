//! What the two forms share: sending once, saying what went wrong, keeping what was typed.

use super::error::{details, panel, what_happened, what_to_do};
use crate::app::App;
use crate::client::Call;
use crate::i18n::{Pick, messages};
use crate::prelude::*;
use crate::ui::dom::{El, View, el, steady_slot};
use crate::ui::field::Field;
use leptos::task::spawn_local;
use nse_api::{Answer, ApiError, Request};

/// A form's dealings with the server.
#[derive(Clone, Copy)]
pub struct Submission {
    /// Whether the request is under way.
    pub busy: RwSignal<bool>,
    /// Why it failed.
    pub error: RwSignal<Option<ApiError>>,
}

impl Submission {
    /// Nothing sent yet.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    /// Sends a request once, and hands over what came back. A second press while it is under way does nothing.
    pub fn send(self, app: App, request: Request, done: impl FnOnce(Result<Answer, ApiError>) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let done: Box<dyn FnOnce(Result<Answer, ApiError>)> = Box::new(done);
        spawn_local(async move {
            let outcome = app.client.send(&request, &Call::default(), |_| {}).await;
            // The page may have gone meanwhile, its fields with it.
            if self.busy.try_set(false).is_none() {
                done(outcome);
            }
        });
    }

    /// The button that sends the form.
    pub fn button(self, label: Pick, busy_label: Pick) -> El {
        let busy = self.busy;
        let said = move || {
            let label = if busy.get() { busy_label } else { label };
            label(messages()).to_owned()
        };
        el("button")
            .attr("type", "submit")
            .class("button primary")
            .attr_live("aria-disabled", move || busy.get().to_string())
            .text_live(said)
    }

    /// What went wrong, with `words` of the form's own where it knows better than the kind of the error.
    pub fn failure(self, words: fn(&ApiError) -> Option<String>) -> View {
        steady_slot(move || {
            let error = self.error.get()?;
            let what = words(&error)
                .unwrap_or_else(|| format!("{} {}", what_happened(&error), what_to_do(error.kind)));
            let words = el("div")
                .child(el("p").class("what").text(&what))
                .child(details(&error));
            Some(panel().child(words).into())
        })
    }
}

/// Refuses empty fields, says so at each and moves the focus to the first. `true` where all are filled.
pub fn all_filled(fields: &[Field]) -> bool {
    let empty: Vec<&Field> = fields.iter().filter(|field| field.typed().is_empty()).collect();
    for field in &empty {
        field.error.set(Some(messages().required.to_owned()));
    }
    if let Some(first) = empty.first() {
        first.focus();
    }
    empty.is_empty()
}
