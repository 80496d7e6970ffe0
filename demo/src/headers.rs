//! The headers that keep a page safe.

use std::fs;
use std::path::Path;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Sent with every file, besides the content security policy.
const ALWAYS: [(HeaderName, &str); 7] = [
    (
        header::STRICT_TRANSPORT_SECURITY,
        "max-age=63072000; includeSubDomains",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (CORP, "same-origin"),
    (
        HeaderName::from_static("cross-origin-embedder-policy"),
        "require-corp",
    ),
    // Only names that browsers know: an unknown one is a complaint in the browser's console.
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), \
         geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), \
         payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
    ),
];

/// The content security policy of files that come without one.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data:; font-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self'; \
                      frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; \
                      trusted-types default nse-console";

/// The content security policy, that of the folder's `_headers` where it has one; `connect` is one more origin to
/// connect to. A build's allows, by their digests, the script and the styles that stand in its page.
pub(crate) fn content_security_policy(dist: &Path, connect: Option<&HeaderValue>) -> HeaderValue {
    let headers = fs::read_to_string(dist.join("_headers")).unwrap_or_default();
    let policy = headers
        .lines()
        .find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "))
        .unwrap_or(POLICY);
    let policy = match connect.and_then(|origin| origin.to_str().ok()) {
        Some(origin) => policy.replacen("connect-src 'self'", &format!("connect-src 'self' {origin}"), 1),
        None => policy.to_owned(),
    };
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static(POLICY))
}

/// Adds what every file is sent with.
pub(crate) fn for_files(headers: &mut HeaderMap, policy: HeaderValue) {
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Adds what every answer of the API is sent with, where the answer does not say otherwise itself.
pub(crate) fn for_api(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CORP, "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}
