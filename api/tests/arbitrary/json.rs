//! One strategy for arbitrary JSON, whose keys are those that the readers look for as often as not.

use nse_api::{Job, Task};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Planted wherever a secret may stand.
pub const CANARY: &str = "canary-5e3c";

/// What the readers look for besides the fields of jobs and tasks.
const KEYS: &[&str] = &[
    "status",
    "result",
    "records",
    "code",
    "user_message",
    "verbose_message",
    "total_records",
    "offset",
    "sort_by",
    "name",
    "description",
    "Description",
    "zones",
    "region",
    "region_name",
    "username",
    "firstName",
    "lastName",
    "displayName",
    "email",
    "tenancies",
    "role",
    "token",
    "user",
    "key",
    "value",
    "api_base",
    "paths",
    "title",
    "idle_minutes",
    "poll_seconds",
    "language",
    // How serde_json itself marks a number that it keeps as text.
    "$serde_json::private::Number",
];

/// Names of secrets in several spellings.
const SECRETS: &[&str] = &[
    "password",
    "org_password",
    "Pass-Wd",
    "PWD",
    "clientSecret",
    "x-auth-token",
    "Credentials",
    "Authorization",
    "API Key",
    "ssh.private.key",
    "accessKey",
    "PassPhrase",
    "Set-Cookie",
];

/// Texts of a pattern, which is read once and not for each text.
fn text(pattern: &str) -> impl Strategy<Value = String> + use<> {
    prop::string::string_regex(pattern).expect("a pattern")
}

fn keys() -> impl Strategy<Value = String> {
    let known: Vec<&str> = KEYS
        .iter()
        .chain(Job::FIELDS)
        .chain(Task::FIELDS)
        .copied()
        .collect();
    prop_oneof![
        6 => prop::sample::select(known).prop_map(str::to_owned),
        2 => text(".{0,8}"),
        1 => Just("가".repeat(300)),
    ]
}

fn leaves() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        text("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,4})?").prop_map(number),
        text(".{0,40}").prop_map(Value::from),
        prop::sample::select(TEXTS).prop_map(Value::from),
        text("[0-9]{4}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{0,9})?(Z|[+-][0-9]{2}:[0-9]{2})")
            .prop_map(Value::from),
    ]
}

const TEXTS: &[&str] = &[
    "",
    " ",
    "failed",
    "successful",
    "running",
    "WARNING",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "1e18",
    "-1",
    "18446744073709551616",
    "\u{202e}txt.exe",
    "a\u{200b}b",
    "👩‍👩‍👧",
    "[[[[",
    "{\"password\":",
];

fn number(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

/// Any JSON, six levels deep.
pub fn anything() -> impl Strategy<Value = Value> {
    leaves().prop_recursive(6, 24, 4, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            3 => objects(inner),
        ]
    })
}

fn objects(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::collection::vec((keys(), inner), 0..5)
        .prop_map(|fields| Value::Object(fields.into_iter().collect()))
}

/// A record whose known fields are there, with anything in them.
pub fn records() -> impl Strategy<Value = Value> {
    let known: Vec<&str> = KEYS
        .iter()
        .chain(Job::FIELDS)
        .chain(Task::FIELDS)
        .copied()
        .collect();
    prop_oneof![
        1 => anything(),
        3 => prop::collection::hash_map(prop::sample::select(known), anything(), 0..8)
            .prop_map(|fields| fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            .prop_map(|fields: Map<String, Value>| Value::Object(fields)),
    ]
}

/// An envelope, more or less.
pub fn envelopes() -> impl Strategy<Value = Value> {
    let list = prop_oneof![
        prop::collection::vec(records(), 0..6).prop_map(Value::from),
        anything()
    ];
    let parts = (leaves(), leaves(), leaves(), leaves(), list);
    prop_oneof![
        1 => anything(),
        4 => parts.prop_map(|(code, words, total, offset, records)| json!({
            "status": { "code": code, "user_message": words },
            "result": { "total_records": total, "offset": offset, "records": records },
        })),
    ]
}

/// Puts secrets into all objects: under a secret name, as a named pair, in an address, and in JSON that is text.
pub fn planted(value: Value, turn: &mut usize) -> Value {
    match value {
        Value::Object(fields) => {
            let mut planted: Map<String, Value> = fields
                .into_iter()
                .map(|(key, value)| (key, self::planted(value, turn)))
                .collect();
            *turn += 1;
            let secret = SECRETS[*turn % SECRETS.len()];
            let (key, value) = match *turn % 6 {
                0 => (secret, json!(CANARY)),
                1 => (secret, json!({ "deep": [{ "er": CANARY }] })),
                2 => ("pair", json!({ "name": secret, "value": CANARY })),
                3 => (
                    "last_error",
                    json!(format!("see https://admin:{CANARY}@grid.example/")),
                ),
                4 => (
                    "status_detail",
                    json!(format!("refused: {{\"{secret}\": \"{CANARY}\", \"cut")),
                ),
                _ => ("job_summary", json!(json!({ secret: CANARY }).to_string())),
            };
            planted.insert(key.to_owned(), value);
            Value::Object(planted)
        }
        Value::Array(list) => list.into_iter().map(|value| self::planted(value, turn)).collect(),
        plain => plain,
    }
}
