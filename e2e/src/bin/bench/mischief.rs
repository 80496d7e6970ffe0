//! Faults of a server and a network at random, as the demo server is ordered them.

use serde_json::{Value, json};

use crate::chance::Chance;

/// Where: all reads, or those of one list.
const PATHS: &[&str] = &[
    "/v2.1/*",
    "/v2.1/jobs*",
    "/v2.1/auth/regions*",
    "/v2.1/auth/zones*",
];

/// One or two orders, each for a few requests. None of them ends a session: a 401 is a sign-out by right.
pub fn orders(chance: &mut Chance) -> Value {
    (0..=chance.below(2)).map(|_| order(chance)).collect()
}

fn order(chance: &mut Chance) -> Value {
    let mut order = match chance.below(16) {
        0 => json!({ "status": 500 }),
        1 => json!({ "status": 503, "headers": { "Retry-After": "1" } }),
        2 => json!({ "status": 429, "headers": { "Retry-After": "soon" } }),
        3 => json!({ "status": 404 }),
        4 => json!({ "status": 403 }),
        5 => json!({ "drop": true }),
        6 => json!({ "delay_ms": 50 + chance.below(1_000) }),
        7 => json!({ "hang": "before_headers" }),
        8 => json!({ "hang": "after_headers" }),
        9 => json!({ "status": 200, "body": "{\"status\":{\"code\":200},\"result\":{\"records\":[{\"id\":" }),
        10 => json!({ "status": 200, "body": "<h1>Bad gateway</h1>" }),
        11 => {
            json!({ "status": 200, "body": { "status": { "code": "500", "user_message": "No." }, "result": null } })
        }
        12 => json!({ "set": { "result.records.*.status": null, "result.records.*.name": null,
                               "result.records.*.created": "soon", "result.total_records": -1 } }),
        13 => {
            json!({ "set": { "result.records.*.id": 7, "result.records.*.job_summary": ["a", { "b": null }],
                               "result.records.*.object_name": "\u{202e}가".repeat(300) } })
        }
        14 => json!({ "remove": ["result.total_records", "result.records.*.status", "result.records.0"] }),
        _ => json!({ "big": 2_000_000 }),
    };
    order["method"] = "GET".into();
    order["path"] = PATHS[chance.below(PATHS.len() as u64) as usize].into();
    order["times"] = (1 + chance.below(8)).into();
    order
}
