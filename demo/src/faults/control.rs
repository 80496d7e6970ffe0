//! The address at which tests order faults: below `/__test`, with `--test-hooks` alone.

use std::path::PathBuf;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::rule::Rule;
use crate::app::App;
use crate::held;
use crate::options::MOST_JOBS;
use crate::patience::whole;

/// An answer given whole may be an order, in bytes.
const LARGEST_ORDER: usize = 4 << 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clock {
    advance_seconds: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deploy {
    path: PathBuf,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Revoke {
    username: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Jobs {
    total: Option<u64>,
    frozen: bool,
}

/// Obeys a test, or says in words why not.
pub(crate) async fn control(app: &App, below: String, request: Request) -> Response {
    match obey(app, &below, request).await {
        Ok(Value::Null) => StatusCode::NO_CONTENT.into_response(),
        Ok(value) => answer(StatusCode::OK, &value),
        Err((status, why)) => answer(status, &json!({ "error": why })),
    }
}

fn answer(status: StatusCode, value: &Value) -> Response {
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

type Why = (StatusCode, String);

async fn obey(app: &App, below: &str, request: Request) -> Result<Value, Why> {
    let method = request.method().clone();
    match (method, below) {
        (Method::PUT, "/faults") => {
            let orders: Vec<Value> = read(request).await?;
            let rules = orders.into_iter().enumerate().map(|(place, order)| {
                Rule::read(order).map_err(|why| refused(format!("rule {place}: {why}")))
            });
            app.faults.order(rules.collect::<Result<_, _>>()?);
        }
        (Method::DELETE, "/faults") => app.faults.order(Vec::new()),
        (Method::GET, "/calls") => return Ok(app.faults.calls.list()),
        (Method::DELETE, "/calls") => app.faults.calls.clear(),
        (Method::POST, "/clock") => app.world.advance(read::<Clock>(request).await?.advance_seconds),
        (Method::POST, "/revoke") => {
            let order: Revoke = read_or_default(request).await?;
            app.tokens.revoke(order.username.as_deref());
        }
        (Method::POST, "/expire") => app.tokens.end(),
        (Method::PUT, "/jobs") => {
            let order: Jobs = read(request).await?;
            if order.total.is_some_and(|total| total > MOST_JOBS) {
                return Err(refused(format!("total must be at most {MOST_JOBS}")));
            }
            app.world.lay_out(order.total, order.frozen);
        }
        (Method::PUT, "/dist") => {
            let Deploy { path } = read(request).await?;
            if !path.is_dir() {
                return Err(refused(format!("{} is no folder", path.display())));
            }
            *held(&app.dist) = path;
        }
        (Method::POST, "/reset") => {
            app.faults.order(Vec::new());
            app.faults.calls.clear();
            app.world.reset();
            app.users.reset();
            app.tokens.reset();
        }
        (method, _) => {
            return Err((
                StatusCode::NOT_FOUND,
                format!("there is no {method} /__test{below}"),
            ));
        }
    }
    Ok(Value::Null)
}

async fn read<T: DeserializeOwned>(request: Request) -> Result<T, Why> {
    let bytes = whole(request.into_body(), LARGEST_ORDER)
        .await
        .map_err(|why| refused(format!("the order is not read: {why:?}")))?;
    serde_json::from_slice(&bytes).map_err(|fault| refused(fault.to_string()))
}

async fn read_or_default<T: DeserializeOwned + Default>(request: Request) -> Result<T, Why> {
    let bytes = whole(request.into_body(), LARGEST_ORDER)
        .await
        .map_err(|why| refused(format!("the order is not read: {why:?}")))?;
    if bytes.is_empty() {
        Ok(T::default())
    } else {
        serde_json::from_slice(&bytes).map_err(|fault| refused(fault.to_string()))
    }
}

fn refused(why: String) -> Why {
    (StatusCode::BAD_REQUEST, why)
}
