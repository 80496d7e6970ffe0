//! Carries an order out.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use super::rule::{Action, Answer, Hang};
use super::{alter, slow};
use crate::api::Fault;
use crate::server::Unanswered;

/// Answers a request as ordered; `plainly` gives the answer that it would get otherwise.
pub(crate) async fn act<Answering>(
    action: &Action,
    mut request: Request,
    plainly: impl FnOnce(Request) -> Answering,
) -> Response
where
    Answering: Future<Output = Response>,
{
    if !action.delay.is_zero() {
        tokio::time::sleep(action.delay).await;
    }
    match &action.answer {
        Answer::Normal => plainly(request).await,
        Answer::Status {
            status,
            headers,
            body,
        } => answer(*status, headers, body.as_deref()),
        Answer::Raw { bytes, headers } => raw(bytes.clone(), headers),
        Answer::Hang(Hang::BeforeHeaders) => std::future::pending().await,
        Answer::Hang(Hang::UntilOtherOrders) => {
            // There is never anything to be had, so this ends when it is closed.
            let _ = action.stands.acquire().await;
            plainly(request).await
        }
        Answer::Hang(Hang::AfterHeaders) => plainly(request).await.map(|_| slow::never()),
        Answer::Drop => {
            let mut response = Response::new(Body::empty());
            response.extensions_mut().insert(Unanswered);
            response
        }
        Answer::Drip(every) => {
            let (head, bytes) = whole(plainly(request).await).await;
            Response::from_parts(head, slow::drip(bytes, *every))
        }
        Answer::Big(bytes) => raw_body(slow::big(*bytes)),
        Answer::Altered { patch, set, remove } => {
            untouched(request.headers_mut());
            altered(plainly(request).await, |value| {
                if let Some(patch) = patch {
                    alter::merge(value, patch);
                }
                set.iter().for_each(|(path, new)| alter::set(value, path, new));
                remove.iter().for_each(|path| alter::remove(value, path));
            })
            .await
        }
        Answer::Redirect(to) => {
            let mut response = StatusCode::FOUND.into_response();
            response.headers_mut().insert(header::LOCATION, to.clone());
            response
        }
        Answer::FlippedByte => {
            untouched(request.headers_mut());
            flipped(plainly(request).await).await
        }
    }
}

/// Asks for the whole answer, and uncompressed: it is going to be changed.
fn untouched(headers: &mut HeaderMap) {
    headers.remove(header::ACCEPT_ENCODING);
    headers.remove(header::IF_NONE_MATCH);
}

fn answer(status: StatusCode, headers: &HeaderMap, body: Option<&str>) -> Response {
    let Some(body) = body else {
        let mut response = Fault::new(status, "Ordered by a test.").into_response();
        put(response.headers_mut(), headers);
        return response;
    };
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(body).is_ok();
    let content_type = if is_json {
        "application/json"
    } else {
        "text/html; charset=utf-8"
    };
    let mut response = Response::new(Body::from(body.to_owned()));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    put(response.headers_mut(), headers);
    response
}

fn raw(bytes: Vec<u8>, headers: &HeaderMap) -> Response {
    let mut response = raw_body(Body::from(bytes));
    put(response.headers_mut(), headers);
    response
}

fn raw_body(body: Body) -> Response {
    let mut response = Response::new(body);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn put(headers: &mut HeaderMap, more: &HeaderMap) {
    for (name, value) in more {
        headers.insert(name, value.clone());
    }
}

async fn whole(response: Response) -> (axum::http::response::Parts, Bytes) {
    let (mut head, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    head.headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    (head, bytes)
}

async fn altered(response: Response, change: impl FnOnce(&mut Value)) -> Response {
    let (mut head, bytes) = whole(response).await;
    let Ok(mut value) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(head, Body::from(bytes));
    };
    change(&mut value);
    stale(&mut head.headers);
    Response::from_parts(head, Body::from(value.to_string()))
}

async fn flipped(response: Response) -> Response {
    let (mut head, bytes) = whole(response).await;
    let mut bytes = bytes.to_vec();
    let middle = bytes.len() / 2;
    if let Some(byte) = bytes.get_mut(middle) {
        // The lowest bit of a letter makes another letter: the text stays text, and it is not what it was.
        *byte ^= 1;
    }
    stale(&mut head.headers);
    Response::from_parts(head, Body::from(bytes))
}

/// What the headers said of the body is no longer so.
fn stale(headers: &mut HeaderMap) {
    const GONE: [HeaderName; 3] = [header::CONTENT_LENGTH, header::ETAG, header::LAST_MODIFIED];
    for name in GONE {
        headers.remove(name);
    }
}
