//! One try of a request, within a time limit.

use crate::clock::Timeout;
use gloo_net::http::{Method as HttpMethod, RequestBuilder, Response};
use js_sys::{Function, Promise, Reflect, Uint8Array, global};
use nse_api::{ErrorKind, Method, Request};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestRedirect, ResponseType,
};

/// How long a try may take, headers and body, in milliseconds.
const TIME_LIMIT_MS: u32 = 15_000;
/// The longest body that is read, in bytes: a thousand jobs, the most that is asked for at once, may each be 30 KB.
/// What is longer would only fill the tab's memory; the rest of it is not even received.
const LONGEST_BODY: usize = 32 << 20;

/// What came back.
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// The body as text; nothing where it is no UTF-8 or longer than [`LONGEST_BODY`], which no answer of the API is.
    pub body: String,
    /// The header of that name.
    pub retry_after: Option<String>,
}

/// Sends a request once. Aborting `controller` ends it.
///
/// # Errors
/// [`ErrorKind::TimedOut`], [`ErrorKind::Unexpected`] for a redirect, which is not followed, or [`ErrorKind::Unreachable`] for whatever else ended it: browsers don't tell a refused
/// connection from a failed name, TLS or CORS.
pub async fn fetch(
    request: &Request,
    address: &str,
    token: Option<&str>,
    controller: Option<AbortController>,
) -> Result<Reply, ErrorKind> {
    let late = Rc::new(Cell::new(false));
    let signal = controller.as_ref().map(AbortController::signal);
    // Held until the body is there; dropping it ends the limit.
    let _limit = Timeout::new(TIME_LIMIT_MS, {
        let late = late.clone();
        move || {
            late.set(true);
            if let Some(controller) = controller {
                controller.abort();
            }
        }
    });
    let fault = || {
        if late.get() {
            ErrorKind::TimedOut
        } else {
            ErrorKind::Unreachable
        }
    };
    let response = if let Some(reply) = asked_already(request, address, token, signal.as_ref()) {
        let reply = JsFuture::from(reply).await.map_err(|_| fault())?;
        Response::from(reply.unchecked_into::<web_sys::Response>())
    } else {
        let request = build(request, address, token, signal.as_ref()).map_err(|_| fault())?;
        request.send().await.map_err(|_| fault())?
    };
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(ErrorKind::Unexpected);
    }
    let (status, retry_after) = (response.status(), response.headers().get("retry-after"));
    let body = read(&response).await.map_err(|_| fault())?;
    Ok(Reply {
        status,
        body,
        retry_after,
    })
}

/// Reads the body piece by piece, so that one without an end fills no memory.
async fn read(response: &Response) -> Result<String, JsValue> {
    let mut body = Vec::new();
    let Some(stream) = response.body() else {
        return Ok(String::new());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        let Ok(bytes) = Reflect::get(&piece, &"value".into())?.dyn_into::<Uint8Array>() else {
            return Ok(String::from_utf8(body).unwrap_or_default());
        };
        if body.len() + bytes.length() as usize > LONGEST_BODY {
            let _ = reader.cancel();
            return Ok(String::new());
        }
        body.append(&mut bytes.to_vec());
    }
}

/// What `boot.js` asked for while the code was on its way, where it is this very request.
fn asked_already(
    request: &Request,
    address: &str,
    token: Option<&str>,
    signal: Option<&AbortSignal>,
) -> Option<Promise> {
    let take = Reflect::get(&global(), &"firstReply".into()).ok()?;
    let take: Function = take.dyn_into().ok().filter(|_| request.method == Method::Get)?;
    let reply = take.call3(&global(), &address.into(), &token.into(), &signal.into());
    reply.ok()?.dyn_into().ok()
}

fn build(
    request: &Request,
    address: &str,
    token: Option<&str>,
    signal: Option<&AbortSignal>,
) -> Result<gloo_net::http::Request, gloo_net::Error> {
    let method = match request.method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
    };
    let mut builder = RequestBuilder::new(address)
        .method(method)
        .header("Accept", "application/json")
        .abort_signal(signal)
        // The token is the only credential; answers hold what only its owner may see.
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        // A token or a password goes to the address that is configured and to no other one.
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer);
    if let Some(token) = token {
        builder = builder.header("Authorization", &format!("Bearer {token}"));
    }
    match &request.body {
        Some(body) => builder
            .header("Content-Type", "application/json")
            .body(body.to_string()),
        None => builder.build(),
    }
}
