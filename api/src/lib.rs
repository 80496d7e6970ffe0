//! The NetApp Service Engine administration API (REST v2.1) as the console understands it, without a browser.
//!
//! Everything here is pure: text and [`serde_json::Value`] in, plain data out. Nothing panics and nothing fails for
//! one odd field, because the reference contradicts itself and servers differ; see [`value`] for the one place that
//! decides what a missing, null or mistyped field is.

pub mod address;
pub mod config;
pub mod curl;
pub mod envelope;
pub mod error;
pub mod export;
pub mod filter;
pub mod find;
pub mod fuzzy;
pub mod job;
pub mod jwt;
pub mod paging;
pub mod pairs;
pub mod places;
pub mod poll;
pub mod redact;
pub mod region;
pub mod request;
pub mod retry;
pub mod span;
pub mod stats;
pub mod time;
pub mod time_zone;
pub mod user;
pub mod value;

pub use address::return_address;
pub use config::Config;
pub use envelope::Answer;
pub use error::{ApiError, ErrorKind};
pub use filter::Filter;
pub use job::{Job, JobState, Task};
pub use paging::{Order, Paging, Sort};
pub use pairs::Pairs;
pub use places::{Places, Site, Tie};
pub use poll::Pace;
pub use region::{Region, Zone};
pub use request::{Api, Method, Request};
pub use span::Span;
pub use time::Moment;
pub use user::{Tenancy, User};
