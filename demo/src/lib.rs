//! An embedded copy of the NetApp Service Engine's administration API, and a server for the console's files.
//!
//! Written from the API's description, not from the console's types: the two sides must be able to disagree.

mod api;
mod app;
mod cors;
mod faults;
mod forward;
mod headers;
mod options;
mod patience;
mod seed;
mod server;
mod statics;
mod tokens;
mod users;
mod world;

pub use options::{Command, HELP, Options, Refusal};
pub use patience::Patience;
pub use server::{Server, start};

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks; a thread that panicked while it held the lock spoils nothing here, every change is one assignment.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
