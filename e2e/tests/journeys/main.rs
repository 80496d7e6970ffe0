//! The journeys. One binary, so that they are linked once; a module a story.
//!
//! `BROWSER=firefox` runs them in Firefox. `NSE_E2E_AT_ONCE` says how many browsers may run at once (2).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod about;
mod behind;
mod bell;
mod beside_the_code;
mod canary;
mod every_page;
mod export;
mod faults;
mod first_paint;
mod idle;
mod job_list;
mod job_page;
mod jobs;
mod keyboard_alone;
mod languages;
mod leaving;
mod lists;
mod origins;
mod overview;
mod pages;
mod palette;
mod paper;
mod password;
mod phones;
mod places;
mod polling;
mod renewal;
mod shortcuts;
mod signing_in;
mod storage;
mod tabs;
mod tenants;
mod time_zones;
mod watch;
