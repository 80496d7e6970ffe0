//! The API: its paths, and what answers them.

mod auth;
mod caller;
mod envelope;
mod jobs;
mod paging;
mod places;
mod sorted;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, StatusCode, Uri};
use axum::routing::{get, post};
use serde_json::{Map, Value};

use crate::app::App;
use crate::patience::whole;
pub(crate) use caller::owner;
pub(crate) use envelope::Fault;
pub(crate) use sorted::Sorted;

/// No request of this API is near as long, in bytes.
pub(crate) const LARGEST_BODY: usize = 64 * 1024;

/// The API's paths. Several are known under more than one name, and a console can be set to any of them.
pub(crate) fn router(app: Arc<App>) -> Router {
    let mut router = Router::new()
        .route("/v2.1/auth/signin", post(auth::sign_in))
        .route("/v2.1/auth/password", post(auth::change_password))
        .route("/v2.1/auth/refresh", post(auth::refresh))
        .route("/v2.1/jobs", get(jobs::list))
        .route("/v2.1/jobs/", get(jobs::list))
        .route("/v2.1/jobs/{id}", get(jobs::one));
    for path in ["/v2.1/auth/regions", "/v2.1/regions"] {
        router = router
            .route(path, get(places::regions))
            .route(&format!("{path}/{{name}}"), get(places::region));
    }
    for path in ["/v2.1/auth/zones", "/v2.1/zones", "/v2.1/auth/zone"] {
        router = router
            .route(path, get(places::zones))
            .route(&format!("{path}/{{name}}"), get(places::zone));
    }
    router
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method)
        .with_state(app)
}

async fn unknown_path(uri: Uri) -> Fault {
    Fault::unknown_path(uri.path())
}

async fn wrong_method(method: Method, uri: Uri) -> Fault {
    Fault::new(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("{method} is not possible at {}.", uri.path()),
    )
}

/// Reads a body that must be a JSON object.
async fn object(body: Body) -> Result<Map<String, Value>, Fault> {
    let bytes = whole(body, LARGEST_BODY).await.map_err(Fault::unread)?;
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Fault::invalid("The request must be a JSON object.")),
        Err(_) if bytes.is_empty() => Err(Fault::invalid("The request is empty; it must be a JSON object.")),
        Err(fault) => Err(Fault::invalid("The request is not JSON.").explained(fault.to_string())),
    }
}

/// A field that must be there as text, and not empty.
fn required<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a str, Fault> {
    match fields.get(name) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        Some(Value::String(_) | Value::Null) | None => Err(Fault::invalid(format!("{name} is missing."))),
        Some(_) => Err(Fault::invalid(format!("{name} must be text."))),
    }
}
