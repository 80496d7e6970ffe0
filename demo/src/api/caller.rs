//! Who asks.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};

use super::envelope::Fault;
use crate::app::App;
use crate::users::User;

/// The user whose token came with the request; without a good token the request is refused.
pub(crate) struct Caller {
    app: Arc<App>,
    username: String,
}

impl Caller {
    /// The user.
    pub(crate) fn user(&self) -> Result<&User, Fault> {
        self.app.users.named(&self.username).ok_or_else(refused)
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Fault> {
        if !parts.headers.contains_key(header::AUTHORIZATION) {
            let why = "Sign in first: the request came without a token.";
            return Err(Fault::new(StatusCode::UNAUTHORIZED, why));
        }
        let username = owner(app, &parts.headers).ok_or_else(refused)?;
        Ok(Self {
            app: Arc::clone(app),
            username,
        })
    }
}

/// Whose good token is among these headers.
pub(crate) fn owner(app: &App, headers: &HeaderMap) -> Option<String> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    app.tokens.owner(token.trim(), app.world.now())
}

fn refused() -> Fault {
    let why = "The token is not valid or has ended. Sign in again.";
    Fault::new(StatusCode::UNAUTHORIZED, why)
}
