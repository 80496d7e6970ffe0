//! Signing in, a new token, a new password.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::caller::{Caller, Renewer};
use super::envelope::{Envelope, Fault};
use super::{object, required};
use crate::app::App;
use crate::users::User;

/// In characters; the longest is a bound on work, not advice.
const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 8..=256;

pub(crate) async fn sign_in(State(app): State<Arc<App>>, body: Body) -> Result<Envelope, Fault> {
    let fields = object(body).await?;
    let username = required(&fields, "username")?;
    let password = required(&fields, "password")?.to_owned();
    match app.users.signed_in(username, password).await {
        Some(user) => Ok(session(&app, user, "role")),
        None => Err(Fault::new(
            StatusCode::UNAUTHORIZED,
            "The username or password is not right.",
        )),
    }
}

pub(crate) async fn refresh(
    State(app): State<Arc<App>>,
    Renewer(caller): Renewer,
) -> Result<Envelope, Fault> {
    Ok(session(&app, caller.user()?, "role"))
}

pub(crate) async fn change_password(
    State(app): State<Arc<App>>,
    caller: Caller,
    body: Body,
) -> Result<Envelope, Fault> {
    let fields = object(body).await?;
    let username = required(&fields, "username")?;
    let new = required(&fields, "new_password")?.to_owned();
    let user = caller.user()?;
    if username != user.username() {
        return Err(Fault::new(
            StatusCode::FORBIDDEN,
            "You can change your own password only.",
        ));
    }
    // Not a 401: that would say that the token is bad, and end the session of whoever mistyped.
    match fields.get("old_password") {
        None | Some(Value::Null) => {}
        Some(Value::String(old)) if user.is_password(old.clone()).await => {}
        Some(_) => return Err(Fault::invalid("The current password is not right.")),
    }
    if !PASSWORD_LENGTH.contains(&new.chars().count()) {
        return Err(Fault::invalid("The new password must have 8 to 256 characters."));
    }
    if !user.set_password(new).await {
        return Err(Fault::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The password could not be stored.",
        ));
    }
    // This is the answer in which the API calls the role `role_name`.
    Ok(session(&app, user, "role_name"))
}

fn session(app: &App, user: &User, role_key: &str) -> Envelope {
    let token = app.tokens.mint(user.username(), app.world.now());
    Envelope::one(json!({ "user": user.record(role_key), "token": token }))
}
