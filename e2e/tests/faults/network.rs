//! What servers and networks do to the requests for a list.

use std::time::{Duration, SystemTime};

use serde_json::json;

use crate::read::Must::{Rows, Say};
use crate::read::{WORDS, envelope, read};
use crate::row::Row;

/// One call, which is not repeated.
const ONE: (usize, usize) = (1, 1);
/// One call and five repetitions.
const SIX: (usize, usize) = (6, 6);
/// The pauses that backoff may draw before the first repetition, with a little for the machine, in milliseconds.
const SOON: (usize, usize) = (0, 1_500);

#[rustfmt::skip]
pub fn table() -> Vec<Row> {
    vec![
        // What takes longest comes first.
        read("503, Retry-After: a year", "rows after 30 s", || json!({ "status": 503, "headers": { "retry-after": "31536000" }, "times": 1 }), Rows { calls: (2, 2), pause_ms: (29_900, 33_000) }),
        read("503, Retry-After: a date", "rows after it", || json!({ "status": 503, "headers": { "retry-after": in_seconds(20) }, "times": 1 }), Rows { calls: (2, 2), pause_ms: (2_500, 21_000) }),
        read("no headers at all", "the time limit, said as such", || json!({ "hang": "before_headers" }), Say { words: |m| [m.err_timeout, m.do_timeout], calls: ONE }),
        read("headers, then silence", "the time limit, said as such", || json!({ "hang": "after_headers" }), Say { words: |m| [m.err_timeout, m.do_timeout], calls: ONE }),
        read("one byte a second", "the time limit, said as such", || json!({ "drip_ms": 1000 }), Say { words: |m| [m.err_timeout, m.do_timeout], calls: ONE }),
        read("500 for ever", "the server's words, Retry, rows kept", || json!({ "status": 500, "body": envelope(500) }), Say { words: |m| [WORDS, m.do_server], calls: SIX }),
        read("502 without a word", "our words, Retry, rows kept", || json!({ "status": 502, "body": "" }), Say { words: |m| [m.err_server, m.do_server], calls: SIX }),
        read("429 for ever", "our words, Retry, rows kept", || json!({ "status": 429, "body": "" }), Say { words: |m| [m.err_too_many, m.do_too_many], calls: SIX }),
        read("connection dropped for ever", "cannot reach ORIGIN", || json!({ "drop": true }), Say { words: |m| [m.err_unreachable, m.do_unreachable], calls: SIX }),
        read("500 three times, then 200", "rows", || json!({ "status": 500, "body": envelope(500), "times": 3 }), Rows { calls: (4, 4), pause_ms: SOON }),
        read("connection dropped twice", "rows", || json!({ "drop": true, "times": 2 }), Rows { calls: (1, 3), pause_ms: SOON }),
        read("429, Retry-After: 2", "rows after 2 s", || json!({ "status": 429, "headers": { "retry-after": "2" }, "times": 1 }), Rows { calls: (2, 2), pause_ms: (1_950, 4_000) }),
        read("503, Retry-After: a date gone by", "rows at once", || json!({ "status": 503, "headers": { "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" }, "times": 1 }), Rows { calls: (2, 2), pause_ms: SOON }),
        read("503, Retry-After: nonsense", "rows, by our own schedule", || json!({ "status": 503, "headers": { "retry-after": "when hell freezes over" }, "times": 1 }), Rows { calls: (2, 2), pause_ms: SOON }),
    ]
}

/// A date of HTTP, so many seconds from now.
fn in_seconds(seconds: u64) -> String {
    httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(seconds))
}
