//! `/signin?next=`

use super::error::{what_happened, what_to_do};
use super::form::{Submission, all_filled};
use super::heading::heading;
use crate::app::App;
use crate::early;
use crate::frame::{banners, brand, settings};
use crate::i18n::{Pick, messages};
use crate::session::End;
use crate::ui::dom::{View, el};
use crate::ui::field::{Field, Kind};
use nse_api::{ApiError, ErrorKind};
use web_sys::Event;

/// The form to sign in with.
pub fn page(app: App) -> View {
    let username = Field::new("username", |m| m.username, Kind::Text, "username");
    let password = Field::new("password", |m| m.password, Kind::Password, "current-password");
    let submission = Submission::new();
    let submit = move |event: Event| {
        event.prevent_default();
        if !all_filled(&[username, password]) {
            return;
        }
        app.behind.ask();
        let request = app.client.api().sign_in(&username.typed(), &password.typed());
        submission.send(app, request, move |outcome| match outcome {
            // The guard leads on to where the user wanted to go, once that has come.
            Ok(answer)
                if answer
                    .records
                    .first()
                    .is_some_and(|record| app.session.take(record)) =>
            {
                let _ = submission.busy.try_set(true);
            }
            Ok(_) => submission.error.set(Some(ApiError {
                user_message: Some(messages().no_token.to_owned()),
                ..ApiError::of_kind(ErrorKind::Unexpected)
            })),
            Err(error) => {
                if error.kind == ErrorKind::Unauthorized {
                    password.focus();
                }
                submission.error.set(Some(error));
            }
        });
    };
    let form = el("form")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(submission.failure(words))
        .child(username.view())
        .child(password.view())
        .child(submission.button(|m| m.sign_in, |m| m.signing_in));
    early::send_if_held(&form);
    let main = el("main")
        .attr("id", "content")
        .child(banners(app))
        .child(heading(app, || messages().sign_in.to_owned()))
        .child(
            el("p")
                .class("lead")
                .text_live(move || why(app.session.end.get())(messages()).to_owned()),
        )
        .child(form);
    el("div")
        .class("sign-in")
        .child(el("header").child(brand(app)))
        .child(main)
        .child(settings(app, false))
        .into()
}

/// Why the user is asked to sign in.
fn why(end: Option<End>) -> Pick {
    match end {
        None => |m| m.sign_in_lead,
        Some(End::SignedOut) => |m| m.signed_out,
        Some(End::Elsewhere) => |m| m.session_elsewhere,
        Some(End::Refused) => |m| m.session_ended,
        Some(End::Idle) => |m| m.session_idle,
    }
}

fn words(error: &ApiError) -> Option<String> {
    match error.kind {
        // The server's own words come first; ours stand in where it has none.
        ErrorKind::Unauthorized if error.user_message.is_some() => error.user_message.clone(),
        ErrorKind::Unauthorized => Some(messages().wrong_sign_in.to_owned()),
        // No token: said whole, with what to do.
        ErrorKind::Unexpected => error.user_message.clone(),
        kind if kind.leaves_open() => Some(format!(
            "{} {} {}",
            what_happened(error),
            what_to_do(kind),
            messages().maybe_signed_in
        )),
        _ => None,
    }
}
