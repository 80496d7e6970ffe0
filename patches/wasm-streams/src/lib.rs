//! Stands in for the crate wasm-streams, with the same interface as far as leptos names it, and nothing behind it.
//!
//! leptos always brings its server functions along, and they bring wasm-streams, whose three classes are exported to
//! JavaScript: neither the compiler nor wasm-opt may drop an export, so every visitor would load 5 KB (brotli) that
//! nobody ever calls. The console has no server functions. Whoever adds some takes this out of `[patch.crates-io]`.

use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::JsValue;

/// A stream that is handed on as it is and never read.
pub struct ReadableStream(web_sys::ReadableStream);

/// A stream that has ended.
pub struct Ended;

impl Stream for Ended {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}

impl ReadableStream {
    /// Takes a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Drops the stream that it is given.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(JsValue::UNDEFINED.into())
    }

    /// Gives the stream of the browser back.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream that has ended.
    pub fn into_stream(self) -> Ended {
        Ended
    }
}
