//! Why a journey could not go on, and where in it that was.

use std::fmt;
use std::panic::Location;

/// Something that did not come true: what was waited for, and what the page showed instead.
#[derive(Debug)]
pub struct Fault(pub String);

impl Fault {
    /// A fault in words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<thirtyfour::error::WebDriverError> for Fault {
    fn from(error: thirtyfour::error::WebDriverError) -> Self {
        let error = error.to_string();
        // Chromium's driver adds addresses of its own code.
        let said = error.split("Stacktrace:").next().unwrap_or_default();
        Self(format!("the browser's driver: {}", said.trim_end()))
    }
}

impl From<reqwest::Error> for Fault {
    fn from(error: reqwest::Error) -> Self {
        Self(format!("the demo server's control address: {error}"))
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self(format!("the machine: {error}"))
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("an answer that can't be read: {error}"))
    }
}

/// A fault with the line of the journey where it happened. A panic inside an async function would name a line of this
/// library instead, and the test harness a line of nobody.
pub struct Failed {
    fault: Fault,
    place: &'static Location<'static>,
}

impl From<Fault> for Failed {
    /// Called by `?`, whose place it takes.
    #[track_caller]
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            place: Location::caller(),
        }
    }
}

impl fmt::Debug for Failed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "at {}: {}", self.place, self.fault)
    }
}

/// How a journey ends.
pub type Outcome<T = ()> = Result<T, Failed>;
