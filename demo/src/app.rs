//! What the server holds, and which part of it answers a request.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use tower::ServiceExt as _;

use crate::api;
use crate::cors;
use crate::faults::{self, Faults};
use crate::forward::Forward;
use crate::headers;
use crate::options::{Options, Refusal};
use crate::statics::{Dist, Statics};
use crate::tokens::Tokens;
use crate::users::Users;
use crate::world::World;

/// Everything that the API's handlers and the tests' orders share.
pub(crate) struct App {
    pub(crate) world: World,
    pub(crate) users: Users,
    pub(crate) tokens: Tokens,
    pub(crate) faults: Faults,
    pub(crate) sorted: api::Sorted,
    pub(crate) dist: Dist,
}

/// The API and the console's files under one roof.
pub(crate) struct Site {
    app: Arc<App>,
    api: Router,
    forward: Option<Forward>,
    statics: Statics,
    base: String,
    test_hooks: bool,
    cors_origin: Option<HeaderValue>,
}

impl Site {
    pub(crate) async fn open(options: Options) -> Result<Self, Refusal> {
        let statics = Statics::new(&options);
        let app = Arc::new(App {
            world: World::new(options.seed, options.jobs),
            users: Users::seeded().await?,
            tokens: Tokens::new(options.token_seconds)?,
            faults: Faults::new()?,
            sorted: api::Sorted::default(),
            dist: Arc::clone(&statics.dist),
        });
        Ok(Self {
            api: api::router(Arc::clone(&app)),
            app,
            forward: options.api.map(Forward::new).transpose()?,
            statics,
            base: options.base,
            test_hooks: options.test_hooks,
            cors_origin: options.cors_origin,
        })
    }

    /// Answers any request: the faults' control, the API, or a file.
    pub(crate) async fn answer(&self, request: Request) -> Response {
        let path = request.uri().path().to_owned();
        if self.test_hooks
            && let Some(below) = below(&path, "/__test")
        {
            return faults::control(&self.app, below.to_owned(), request).await;
        }
        if let Some(below) = below(&path, "/api") {
            return self.answer_api(below.to_owned(), request).await;
        }
        match below(&path, &self.base) {
            Some("") => self.to_console(),
            Some(below) => self.answer_file(below.to_owned(), request).await,
            None if path == "/" => self.to_console(),
            None => self
                .statics
                .refuse(StatusCode::NOT_FOUND, "There is nothing at this address."),
        }
    }

    fn to_console(&self) -> Response {
        let mut response = self.statics.refuse(
            StatusCode::TEMPORARY_REDIRECT,
            "The console is below this address.",
        );
        if let Ok(to) = HeaderValue::try_from(format!("{}/", self.base)) {
            response.headers_mut().insert(header::LOCATION, to);
        }
        response
    }

    async fn answer_api(&self, below: String, mut request: Request) -> Response {
        let cors = self.cors_origin.as_ref();
        if let Some(origin) = cors
            && let Some(response) = cors::preflight(&request, origin)
        {
            return response;
        }
        let asked_from = request.headers().get(header::ORIGIN).cloned();
        let query = request
            .uri()
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        let Ok(uri) = Uri::try_from(format!("{}{query}", if below.is_empty() { "/" } else { &below })) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        *request.uri_mut() = uri;
        let call = self.test_hooks.then(|| {
            let authorized = api::owner(&self.app, request.headers()).is_some();
            self.app.faults.calls.begin(&request, authorized)
        });
        let rule = if self.test_hooks {
            self.app.faults.due(&request, false)
        } else {
            None
        };
        let mut response = match rule {
            Some(rule) => faults::act(&rule, request, |request| self.answer_plainly(request)).await,
            None => self.answer_plainly(request).await,
        };
        if let Some(call) = call {
            call.end(&response);
        }
        headers::for_api(response.headers_mut());
        if let Some(origin) = cors {
            cors::allow(response.headers_mut(), origin, asked_from.as_ref());
        }
        response
    }

    async fn answer_plainly(&self, request: Request) -> Response {
        match &self.forward {
            Some(forward) => forward.pass(request).await,
            None => match self.api.clone().oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            },
        }
    }

    async fn answer_file(&self, below: String, request: Request) -> Response {
        let mut seen = Request::new(Body::empty());
        *seen.method_mut() = request.method().clone();
        *seen.headers_mut() = request.headers().clone();
        if let Ok(uri) = Uri::try_from(below.as_str()) {
            *seen.uri_mut() = uri;
        }
        let rule = if self.test_hooks {
            self.app.faults.due(&seen, true)
        } else {
            None
        };
        match rule {
            Some(rule) => {
                let mut response = faults::act(&rule, seen, |seen| self.statics.answer(seen)).await;
                self.statics.secure(response.headers_mut());
                // A broken file must not live on in the browser's cache.
                response
                    .headers_mut()
                    .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                response
            }
            None => self.statics.answer(seen).await,
        }
    }
}

/// What is left of a path below a prefix; `/apiary` is not below `/api`.
fn below<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    path.strip_prefix(prefix)
        .filter(|rest| rest.is_empty() || rest.starts_with('/'))
}
