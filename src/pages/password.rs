//! `/account/password`

use super::error::what_happened;
use super::form::{Submission, all_filled};
use super::heading::heading;
use crate::app::App;
use crate::i18n::{fill, messages};
use crate::prelude::*;
use crate::ui::dom::{View, el, views, when};
use crate::ui::field::{Field, Kind};
use crate::ui::icon::icon;
use nse_api::{ApiError, ErrorKind};
use web_sys::Event;

/// The shortest new password, in characters (NIST SP 800-63B §5.1.1.2: at least 8, no rules of composition).
const SHORTEST: usize = 8;
/// Below this many characters a new password is accepted with a warning.
const ADVISED: usize = 15;
/// The longest new password, in characters.
const LONGEST: usize = 256;

/// The form to change one's own password with.
pub fn page(app: App) -> View {
    let current = Field::new(
        "current-password",
        |m| m.current_password,
        Kind::Password,
        "current-password",
    );
    let new = Field::new("new-password", |m| m.new_password, Kind::Password, "new-password");
    let new = new.with_hint(move || advice(&new.value.get()));
    let confirmed = Field::new(
        "confirm-password",
        |m| m.confirm_password,
        Kind::Password,
        "new-password",
    );
    let (submission, changed) = (Submission::new(), RwSignal::new(false));
    let submit = move |event: Event| {
        event.prevent_default();
        changed.set(false);
        let Some(username) = app.username.get_untracked() else {
            return;
        };
        if !all_filled(&[current, new, confirmed]) || !acceptable(new) || !same(new, confirmed) {
            return;
        }
        let request = app
            .client
            .api()
            .change_password(&username, &current.typed(), &new.typed());
        submission.send(app, request, move |outcome| match outcome {
            Ok(answer) => {
                // A server that sends no new token lets the old one go on.
                if let Some(record) = answer.records.first() {
                    app.session.take(record);
                }
                for field in [current, new, confirmed] {
                    field.value.set(String::new());
                }
                changed.set(true);
            }
            Err(error) => {
                if error.kind == ErrorKind::Invalid {
                    current.focus();
                }
                submission.error.set(Some(error));
            }
        });
    };
    let username = move || app.username.get().unwrap_or_default();
    let done = || {
        el("p")
            .class("done")
            .child(icon("good"))
            .says(|m| m.password_changed)
            .into()
    };
    // A password manager ties the new password to this name (Chromium, "Password Form Styles that Chromium Understands").
    let name = el("input")
        .attr("type", "text")
        .attr("name", "username")
        .attr("autocomplete", "username")
        .attr_live("value", username)
        .attr("readonly", "")
        .attr("hidden", "");
    let form = el("form")
        .class("narrow")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(submission.failure(words))
        .child(name)
        .children([current, new, confirmed].map(Field::view))
        .child(submission.button(|m| m.change_password, |m| m.changing_password));
    views([
        el("div")
            .class("page-head")
            .child(heading(app, || messages().change_password.to_owned()))
            .into(),
        el("p").class("lead").says(|m| m.password_lead).into(),
        el("div")
            .attr("role", "status")
            .child(when(move || changed.get(), done))
            .into(),
        form.into(),
    ])
}

fn advice(typed: &str) -> Option<String> {
    let length = typed.chars().count();
    (SHORTEST..ADVISED)
        .contains(&length)
        .then(|| fill(messages().password_weak, &[&ADVISED.to_string()]))
}

fn acceptable(new: Field) -> bool {
    let length = new.typed().chars().count();
    let why = match length {
        0..SHORTEST => fill(messages().password_short, &[&SHORTEST.to_string()]),
        SHORTEST..=LONGEST => return true,
        _ => fill(messages().password_long, &[&LONGEST.to_string()]),
    };
    new.error.set(Some(why));
    new.focus();
    false
}

fn same(new: Field, confirmed: Field) -> bool {
    if new.typed() == confirmed.typed() {
        return true;
    }
    confirmed.error.set(Some(messages().password_differs.to_owned()));
    confirmed.focus();
    false
}

/// A change that got no answer may have been made: repeating it with the old password would then fail.
fn words(error: &ApiError) -> Option<String> {
    let may_be_done = error.kind.leaves_open();
    may_be_done.then(|| format!("{} {}", what_happened(error), messages().maybe_done))
}
