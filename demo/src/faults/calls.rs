//! The calls that the API has seen, for tests to look at.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::sync::Mutex;
use std::time::Instant;

use axum::extract::Request;
use axum::http::header;
use axum::response::Response;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::held;
use crate::options::Refusal;
use crate::server::Unanswered;

/// So much of a path or another text is kept, in characters.
const LONGEST: usize = 2_048;

/// So many are kept, the latest.
const KEPT: usize = 10_000;

/// One call.
#[derive(Debug, Clone, Serialize)]
struct Seen {
    #[serde(skip)]
    number: u64,
    method: String,
    path: String,
    /// Whether its token was good.
    authorized: bool,
    /// A word for its `Authorization`, the same for the same one; null if it had none.
    token: Option<String>,
    /// Its `Referer`, which tells where the page was; null if it had none.
    referrer: Option<String>,
    /// Null while there is no answer, and for ever if there was none.
    status: Option<u16>,
    /// When it came, since the start.
    at_ms: u64,
    /// How long it took until it was answered or given up; null while it is under way.
    ms: Option<u64>,
}

/// All calls since the start, or since they were last cleared.
pub(crate) struct Calls {
    started: Instant,
    salt: [u8; 32],
    seen: Mutex<(u64, VecDeque<Seen>)>,
}

/// A call that is being answered.
pub(crate) struct Call<'a> {
    calls: &'a Calls,
    number: u64,
    began: Instant,
    status: Option<u16>,
}

impl Calls {
    pub(crate) fn new() -> Result<Self, Refusal> {
        let mut salt = [0; 32];
        getrandom::fill(&mut salt)
            .map_err(|fault| Refusal::new(format!("the system gives no randomness ({fault}); try again")))?;
        Ok(Self {
            started: Instant::now(),
            salt,
            seen: Mutex::default(),
        })
    }

    /// Notes a call as it comes in, with a good token or not.
    pub(crate) fn begin(&self, request: &Request, authorized: bool) -> Call<'_> {
        let authorization = request.headers().get(header::AUTHORIZATION);
        let mut held = held(&self.seen);
        let (next, seen) = &mut *held;
        *next += 1;
        let number = *next;
        if seen.len() == KEPT {
            seen.pop_front();
        }
        seen.push_back(Seen {
            number,
            method: request.method().to_string(),
            path: request.uri().to_string().chars().take(LONGEST).collect(),
            authorized,
            token: authorization.map(|value| self.hash(value.as_bytes())),
            referrer: request.headers().get(header::REFERER).map(|value| {
                String::from_utf8_lossy(value.as_bytes())
                    .chars()
                    .take(LONGEST)
                    .collect()
            }),
            status: None,
            at_ms: milliseconds(self.started),
            ms: None,
        });
        Call {
            calls: self,
            number,
            began: Instant::now(),
            status: None,
        }
    }

    /// All of them, as JSON.
    pub(crate) fn list(&self) -> Value {
        json!(held(&self.seen).1)
    }

    /// Forgets them.
    pub(crate) fn clear(&self) {
        held(&self.seen).1.clear();
    }

    /// Tells one token from another, and no more.
    fn hash(&self, authorization: &[u8]) -> String {
        let mut hash =
            Hmac::<Sha256>::new_from_slice(&self.salt).unwrap_or_else(|_| Hmac::new(&Default::default()));
        hash.update(authorization);
        hash.finalize()
            .into_bytes()
            .iter()
            .take(6)
            .fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            })
    }
}

impl Call<'_> {
    /// Notes how it was answered.
    pub(crate) fn end(mut self, response: &Response) {
        if response.extensions().get::<Unanswered>().is_none() {
            self.status = Some(response.status().as_u16());
        }
    }
}

/// A call ends with its answer, or without one when the browser gives up: the server drops it then.
impl Drop for Call<'_> {
    fn drop(&mut self) {
        let mut held = held(&self.calls.seen);
        if let Some(seen) = held.1.iter_mut().rev().find(|seen| seen.number == self.number) {
            seen.status = self.status;
            seen.ms = Some(milliseconds(self.began));
        }
    }
}

fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
