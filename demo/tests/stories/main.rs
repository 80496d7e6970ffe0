//! Stories about the demo server, told to a real one over real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test a panic is the message"
)]

mod command;
mod cors;
mod faults;
mod forward;
mod jobs;
mod load;
mod places;
mod session;
mod statics;
mod support;
