//! `/signin?next=`

use super::form::{Submission, all_filled};
use super::heading::heading;
use crate::app::App;
use crate::frame::{banners, brand, settings};
use crate::i18n::{Pick, messages, t};
use crate::session::End;
use crate::ui::field::{Field, Kind};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use nse_api::{ApiError, ErrorKind};

/// The form to sign in with.
pub fn page(app: App) -> AnyView {
    let username = Field::new("username", |m| m.username, Kind::Text, "username");
    let password = Field::new("password", |m| m.password, Kind::Password, "current-password");
    let submission = Submission::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !all_filled(&[username, password]) {
            return;
        }
        let request = app.client.api().sign_in(&username.typed(), &password.typed());
        submission.send(app, request, move |outcome| match outcome {
            // The guard leads on to where the user wanted to go.
            Ok(answer)
                if answer
                    .records
                    .first()
                    .is_some_and(|record| app.session.take(record)) => {}
            Ok(_) => submission
                .error
                .set(Some(ApiError::of_kind(ErrorKind::Unexpected))),
            Err(error) => {
                if error.kind == ErrorKind::Unauthorized {
                    password.focus();
                }
                submission.error.set(Some(error));
            }
        });
    };
    view! {
        <div class="sign-in">
            <header>{brand(app)}</header>
            <main id="content">
                {banners(app)}
                {heading(app, || messages().sign_in.to_owned())}
                <p class="lead">{move || t(why(app.session.end.get()))()}</p>
                <form novalidate on:submit=submit>
                    {submission.failure(words)} {username.view()} {password.view()}
                    {submission.button(|m| m.sign_in, |m| m.signing_in)}
                </form>
            </main>
            {settings(app)}
        </div>
    }
    .into_any()
}

/// Why the user is asked to sign in.
fn why(end: Option<End>) -> Pick {
    match end {
        None => |m| m.sign_in_lead,
        Some(End::SignedOut) => |m| m.signed_out,
        Some(End::Elsewhere) => |m| m.session_elsewhere,
        Some(End::Refused) => |m| m.session_ended,
    }
}

fn words(error: &ApiError) -> Option<String> {
    match error.kind {
        ErrorKind::Unauthorized => {
            let advice = messages().wrong_sign_in.to_owned();
            Some(
                error
                    .user_message
                    .as_ref()
                    .map_or(advice.clone(), |message| format!("{message} {advice}")),
            )
        }
        ErrorKind::Unexpected if error.code.is_none() => Some(messages().no_token.to_owned()),
        _ => None,
    }
}
