//! NSE Console: a web console for NetApp Service Engine, compiled to WebAssembly.
//!
//! ARCHITECTURE.md shows the rooms and what may import what.

// A page's parts are private to the console, and read in its own files: only what other rooms use is documented.
#![allow(missing_docs)]

pub mod app;
pub mod behind;
pub mod choices;
pub mod client;
pub mod clock;
pub mod early;
pub mod failure;
pub mod frame;
pub mod i18n;
pub mod keys;
pub mod live;
pub mod navigation;
pub mod pages;
#[cfg(debug_assertions)]
pub mod parts;
pub mod prelude;
pub mod query;
pub mod route;
pub mod session;
pub mod signal;
pub mod storage;
pub mod tenant;
pub mod ui;
pub mod watch;

pub use app::mount;
