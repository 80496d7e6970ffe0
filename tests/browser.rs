//! The console's parts in a real browser, without a server: what `fetch` answers is in the hands of the test.
//! Whole journeys against the demo server are in `e2e/`.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "browser/format.rs"]
mod format;
#[path = "browser/parts.rs"]
mod parts;
#[path = "browser/poll.rs"]
mod poll;
#[path = "browser/query.rs"]
mod query;
#[path = "browser/renewal.rs"]
mod renewal;
#[path = "browser/session.rs"]
mod session;
#[path = "browser/stage.rs"]
mod stage;
#[path = "browser/ui.rs"]
mod ui;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
