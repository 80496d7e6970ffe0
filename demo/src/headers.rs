//! The headers that keep a page safe.

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

/// The content security policy; `connect` is one more origin to connect to.
pub(crate) fn content_security_policy(connect: Option<&HeaderValue>) -> Option<HeaderValue> {
    let connect = match connect {
        Some(origin) => format!(" {}", origin.to_str().ok()?),
        None => String::new(),
    };
    HeaderValue::try_from(format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'{connect}; \
         img-src 'self' data:; font-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self'; \
         frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; \
         trusted-types default nse-console"
    ))
    .ok()
}

/// Adds what every file is sent with.
pub(crate) fn for_files(headers: &mut HeaderMap, policy: &HeaderValue) {
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
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
