//! Answers that are none, errors of the API's own, and records that hold anything but what the reference says.

use nse_e2e::{Fault, It, Outcome, Plan, User};
use nse_texts::Messages;
use nse_texts::en::MESSAGES;
use serde_json::{Map, Value, json};

use crate::always::always;
use crate::read::Must::Say;
use crate::read::{SAYS_SO, WORDS, envelope, read};
use crate::row::{Row, story};

/// One call, which is not repeated.
const ONE: (usize, usize) = (1, 1);
/// One call and five repetitions.
const SIX: (usize, usize) = (6, 6);

#[rustfmt::skip]
pub fn table() -> Vec<Row> {
    vec![
        none("HTML with 200", || json!({ "status": 200, "body": "<!doctype html><title>Sign in</title><h1>Hotel Wi-Fi</h1>" })),
        none("an empty body", || json!({ "status": 200, "body": "" })),
        none("JSON that is cut off", || json!({ "status": 200, "body": "{\"status\":{\"code\":200},\"result\":{\"records\":[{\"id\":\"1" })),
        none("null", || json!({ "status": 200, "body": "null" })),
        none("[]", || json!({ "status": 200, "body": "[]" })),
        // {"status":{"code":200},"result":{"records":[{"id":"1","status":"\xff\xfe"}]}}
        none("invalid UTF-8", || json!({ "raw_base64": "eyJzdGF0dXMiOnsiY29kZSI6MjAwfSwicmVzdWx0Ijp7InJlY29yZHMiOlt7ImlkIjoiMSIsInN0YXR1cyI6Iv/+In1dfX0=" })),
        none("50 MB", || json!({ "big": 52_428_800 })),
        none("lists nested 10,000 deep", || json!({ "status": 200, "body": nested() })),
        read("200 with an envelope that says 412", "an error; not repeated", || json!({ "status": 200, "body": envelope(412) }), Say { words: |m| [WORDS, m.do_precondition], calls: ONE }),
        read("200 with an envelope that says \"500\"", "an error; repeated", || json!({ "status": 200, "body": envelope("500") }), Say { words: |m| [WORDS, m.do_server], calls: SIX }),
        refused("400", || json!({ "status": 400, "body": "" }), |m| [m.err_invalid, m.do_invalid]),
        refused("403", || json!({ "status": 403, "body": "" }), |m| [m.err_forbidden, m.do_forbidden]),
        // What was there before is no longer there.
        refused("404", || json!({ "status": 404, "body": "" }), |m| [m.do_not_found; 2]),
        refused("405", || json!({ "status": 405, "body": "" }), |m| [m.err_not_allowed, m.do_not_allowed]),
        refused("412", || json!({ "status": 412, "body": "" }), |m| [m.err_precondition, m.do_precondition]),
        story!("an error of 100 KB", "bounded, in its own frame", SAYS_SO, long_error),
        holds("unknown status", || json!({ "status": "quantum 🌀" }), "quantum 🌀"),
        holds("null everywhere", || json!({ "id": null, "action": null, "job_summary": null, "created": null, "updated": null, "object_id": null, "object_type": null, "object_name": null, "status": null, "status_detail": null, "last_error": null, "user_id": null, "job_tasks": null }), "—"),
        holds("ids as numbers, all the same", || json!({ "id": 42, "object_id": 7, "object_name": 20_261_125, "user_id": -1.5, "job_summary": null }), "20261125"),
        holds("lists and objects for texts, text for lists", || json!({ "status": ["failed"], "object_name": { "k": [1] }, "action": [], "created": {}, "job_tasks": "text" }), "{\"k\":[1]}"),
        holds("texts of 100 KB", || json!({ "status": "failed", "status_detail": long(), "last_error": long(), "object_name": long(), "job_summary": null }), "xxxx"),
        holds("names of 300 characters", || json!({ "object_name": "n".repeat(300), "object_type": "t".repeat(300) }), "nnnn"),
        holds("from right to left, with marks that turn it round", || json!({ "object_name": "\u{202e}مرحبا بالعالم", "job_summary": null }), "مرحبا بالعالم"),
        holds("emoji", || json!({ "object_name": "👩‍🔧🇰🇷🏳️‍🌈", "job_summary": null }), "👩‍🔧🇰🇷🏳️‍🌈"),
        holds("names that can't be seen", || json!({ "object_name": "\u{200b}\u{200d}", "job_summary": "\u{2060}\u{feff}", "action": "\u{200b}", "object_type": "\u{ad}", "object_id": "seen-instead" }), "Seen-instead|seen-instead"),
        holds("dates: the years 1 and 9999", || json!({ "created": "0001-01-01T00:00:00Z", "updated": "9999-12-31T23:59:59Z" }), "—"),
        holds("dates: “soon” and a number", || json!({ "created": "soon", "updated": 1_614_928_473 }), "1614928473"),
        story!("regions and zones of odd names", "shown, and whole in width", Plan::default(), odd_places),
    ]
}

fn long() -> String {
    "x".repeat(100_000)
}

fn nested() -> String {
    const DEPTH: usize = 10_000;
    format!(
        "{{\"status\":{{\"code\":200}},\"result\":{{\"records\":{}{}}}}}",
        "[".repeat(DEPTH),
        "]".repeat(DEPTH)
    )
}

/// A row about a body that is no answer.
fn none(fault: &'static str, order: fn() -> Value) -> Row {
    let say = Say {
        words: |m| [m.err_unexpected, m.do_unexpected],
        calls: ONE,
    };
    read(fault, "*unexpected answer*; rows kept", order, say)
}

/// A row about an error that the next try would meet as well.
fn refused(
    fault: &'static str,
    order: fn() -> Value,
    words: fn(&'static Messages) -> [&'static str; 2],
) -> Row {
    read(
        fault,
        "its own words, no retry, no sign-out",
        order,
        Say { words, calls: ONE },
    )
}

/// A row about jobs whose fields hold these: what the list and a job's page must then say (one of the words between `|`).
fn holds(fault: &'static str, fields: fn() -> Value, says: &'static str) -> Row {
    Row {
        fault,
        must: "shown, bounded, no sideways scroll",
        plan: Plan::default(),
        story: Box::new(move |it| Box::pin(is_shown(it, fields, says))),
    }
}

async fn is_shown(it: &It, fields: fn() -> Value, says: &str) -> Outcome {
    let id = it.demo.records("/v2.1/jobs/?limit=1").await?[0]["id"].clone();
    set(it, "/v2.1/jobs*", fields()).await?;
    it.load_still_as(User::ADMIN, "/jobs").await?;
    let table = it.page.table("Jobs");
    table
        .until("all rows", |table| table.rows.len() == 25 && !table.busy)
        .await?;
    said(it, says).await?;
    always(it).await?;
    it.load(&format!("/jobs/{}", id.as_str().unwrap())).await?;
    it.page
        .until("the job", |look| {
            !look.heading.is_empty() && look.heading.chars().count() < 400
        })
        .await?;
    said(it, says).await?;
    assert!(it.page.alert().states().await?.is_empty());
    Ok(())
}

async fn said(it: &It, says: &str) -> Outcome {
    it.page
        .until(&format!("“{says}”"), |look| {
            says.split('|').any(|says| look.text.contains(says))
        })
        .await?;
    Ok(())
}

/// Orders that every record of an answer holds these fields.
async fn set(it: &It, path: &str, fields: Value) -> Result<(), Fault> {
    let fields = fields.as_object().unwrap().iter();
    let set: Map<String, Value> = fields
        .map(|(field, value)| (format!("result.records.*.{field}"), value.clone()))
        .collect();
    it.demo.faults(json!([{ "path": path, "set": set }])).await
}

async fn long_error(it: &It) -> Outcome {
    let status = json!({ "code": 403, "user_message": long(), "verbose_message": long() });
    it.demo
        .faults(json!([{ "path": "/v2.1/auth/regions*", "status": 403, "body": { "status": status } }]))
        .await?;
    it.load_without_polls_as(User::ADMIN, "/regions").await?;
    let alert = it.page.alert();
    alert
        .until("what happened", |alert| {
            alert.text.contains(MESSAGES.do_forbidden)
        })
        .await?;
    it.page.part("button", "Details").within(&alert).click().await?;
    let said = alert
        .until("the details", |alert| alert.text.contains("HTTP 403"))
        .await?;
    assert!(said.text.len() < 5_000, "{} bytes", said.text.len());
    Ok(())
}

async fn odd_places(it: &It) -> Outcome {
    let names = json!({ "description": "\u{202e}مرحبا".repeat(60), "id": 7, "zones": { "not": "a list" } });
    set(it, "/v2.1/auth/regions*", names).await?;
    it.load_still_as(User::ADMIN, "/regions").await?;
    it.page
        .table("Regions")
        .until("rows", |table| table.rows.len() > 5)
        .await?;
    always(it).await?;
    let names = json!({ "name": "z".repeat(300), "description": [[]], "region": { "name": 1 } });
    set(it, "/v2.1/auth/zones*", names).await?;
    it.load("/zones").await?;
    it.page
        .table("Zones")
        .until("rows", |table| table.rows.len() > 5)
        .await?;
    assert!(it.page.alert().states().await?.is_empty());
    Ok(())
}
