//! Hands API calls on to a real server.

use std::error::Error;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, Version, header};
use axum::response::{IntoResponse as _, Response};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use percent_encoding::percent_decode_str;
use rustls::crypto::ring::default_provider;
use tokio::time::timeout;

use crate::api::{Fault, LARGEST_BODY};
use crate::options::Refusal;
use crate::patience::whole;

/// Headers that speak of one connection, not of the message (RFC 9110, 7.6.1).
const HOP_BY_HOP: [&str; 9] = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

const CONNECTS_WITHIN: Duration = Duration::from_secs(10);
/// Longer than the console waits, so that it is the console's own limit that is seen.
const ANSWERS_WITHIN: Duration = Duration::from_secs(60);

/// A real server and the way to it.
pub(crate) struct Forward {
    client: Client<HttpsConnector<HttpConnector>, Body>,
    to: Uri,
}

impl Forward {
    pub(crate) fn new(to: Uri) -> Result<Self, Refusal> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECTS_WITHIN));
        tcp.set_nodelay(true);
        let tls = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(default_provider())
            .map_err(|fault| {
                Refusal::new(format!(
                    "--api needs the system's certificates; install ca-certificates ({fault})"
                ))
            })?;
        // Plain http gets past the options for a loopback address alone.
        let connector = tls.https_or_http().enable_http1().wrap_connector(tcp);
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            to,
        })
    }

    /// Sends the request on and brings the answer back, redirects as they are: whether the token goes there too is the
    /// browser's to decide.
    pub(crate) async fn pass(&self, request: Request) -> Response {
        self.try_pass(request)
            .await
            .unwrap_or_else(|fault| fault.into_response())
    }

    async fn try_pass(&self, request: Request) -> Result<Response, Fault> {
        let (mut head, body) = request.into_parts();
        head.uri = self.address(&head.uri)?;
        head.version = Version::HTTP_11;
        // These are about this server. A cookie belongs to whatever else runs on this machine's name.
        for name in [header::HOST, header::CONTENT_LENGTH, header::COOKIE] {
            head.headers.remove(name);
        }
        strip(&mut head.headers);
        let body: Bytes = whole(body, LARGEST_BODY).await.map_err(Fault::unread)?;
        let sent = self.client.request(Request::from_parts(head, Body::from(body)));
        let answer = match timeout(ANSWERS_WITHIN, sent).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(fault)) => return Err(self.silent(StatusCode::BAD_GATEWAY, reasons(&fault))),
            Err(late) => return Err(self.silent(StatusCode::GATEWAY_TIMEOUT, late.to_string())),
        };
        let mut response = answer.map(Body::new);
        strip(response.headers_mut());
        Ok(response)
    }

    /// The same path on the real server; dots may not climb out of its API.
    fn address(&self, asked: &Uri) -> Result<Uri, Fault> {
        let climbs = |segment: &str| matches!(&*percent_decode_str(segment).decode_utf8_lossy(), "." | "..");
        if asked.path().split('/').any(climbs) {
            return Err(Fault::unknown_path(asked.path()));
        }
        let query = asked.query().map(|query| format!("?{query}")).unwrap_or_default();
        let path = format!("{}{}{query}", self.to.path().trim_end_matches('/'), asked.path());
        let (scheme, host) = (self.to.scheme_str().unwrap_or_default(), self.host());
        Uri::builder()
            .scheme(scheme)
            .authority(host)
            .path_and_query(path)
            .build()
            .map_err(|_| Fault::unknown_path(asked.path()))
    }

    fn host(&self) -> &str {
        self.to
            .authority()
            .map(|authority| authority.as_str())
            .unwrap_or_default()
    }

    fn silent(&self, status: StatusCode, reason: String) -> Fault {
        Fault::new(status, format!("{} did not answer.", self.host())).explained(reason)
    }
}

/// An error and what caused it: the interesting part comes last.
fn reasons(fault: &dyn Error) -> String {
    match fault.source() {
        Some(cause) => format!("{fault}: {}", reasons(cause)),
        None => fault.to_string(),
    }
}

fn strip(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named {
        headers.remove(name);
    }
    for name in HOP_BY_HOP {
        headers.remove(name);
    }
}
