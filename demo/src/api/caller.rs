//! Who asks.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};

use super::envelope::Fault;
use crate::app::App;
use crate::tokens::Tokens;
use crate::users::User;

/// Which tokens are good, and whose they are.
type Owner = fn(&Tokens, &str, i64) -> Option<String>;

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

    fn read(parts: &Parts, app: &Arc<App>, owner: Owner) -> Result<Self, Fault> {
        if !parts.headers.contains_key(header::AUTHORIZATION) {
            let why = "Sign in first: the request came without a token.";
            return Err(Fault::new(StatusCode::UNAUTHORIZED, why));
        }
        let username = bearer(&parts.headers)
            .and_then(|token| owner(&app.tokens, token, app.world.now()))
            .ok_or_else(refused)?;
        Ok(Self {
            app: Arc::clone(app),
            username,
        })
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Fault> {
        Self::read(parts, app, Tokens::owner)
    }
}

/// The user who asks for a new token.
pub(crate) struct Renewer(pub(crate) Caller);

impl FromRequestParts<Arc<App>> for Renewer {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Fault> {
        Caller::read(parts, app, Tokens::renewer).map(Self)
    }
}

/// Whose good token is among these headers.
pub(crate) fn owner(app: &App, headers: &HeaderMap) -> Option<String> {
    app.tokens.owner(bearer(headers)?, app.world.now())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn refused() -> Fault {
    let why = "The token is not valid or has ended. Sign in again.";
    Fault::new(StatusCode::UNAUTHORIZED, why)
}
