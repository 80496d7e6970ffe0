//! Whole journeys through NSE Console: a real browser, the real console, the demo server.
//!
//! - [`Demo`] is a demo server of one's own, with its control address.
//! - [`Browser`] is a browser of one's own, with its driver and what it has to complain about.
//! - [`Page`] is what stands on the screen, by role and accessible name: the words a user (or a screen reader) has for
//!   it. No journey names a class, an id or a path of elements, so the markup may change under them.
//! - [`Host`] is one of the web servers of `deploy/` before it, and [`Host::ask`] what it answers, to the letter.
//! - [`journey`] puts the three together and ends them again, whatever happens.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod ask;
mod bar;
mod browser;
mod demo;
mod deploy;
mod downloads;
mod english;
mod fault;
mod journey;
mod page;
mod part;
mod process;
mod sleep;
mod tabs;
mod viewport;
mod web;

pub use ask::{Answer, ask_plainly, findings};
pub use bar::Bar;
pub use browser::{Browser, Kind};
pub use demo::{Call, Demo, User, dist};
pub use downloads::Downloads;
pub use fault::{Failed, Fault, Outcome};
pub use journey::{It, Plan, QUICK_POLLS, journey, journey_behind, journey_with, most_at_once, run_as_case};
pub use page::{Look, Page};
pub use part::{Part, State};
pub use sleep::Asleep;
pub use viewport::Size;
pub use web::{ADDED, Host, Web};

use std::path::PathBuf;
use std::time::Duration;

/// How long anything on a page may take to come true.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(PathBuf::new, PathBuf::from)
}
