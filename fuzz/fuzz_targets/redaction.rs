//! Anything that may hold a secret: what is under a secret's name goes, twice is once, and the length is bounded.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nse_api::redact::{is_secret, redact, redact_text};
use serde_json::{Value, json};

const CANARY: &str = "canary-5e3c";

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let once = redact_text(&text);
    // `://@` becomes a mask of 18 bytes; nothing grows by more.
    assert!(once.len() <= text.len() * 16);
    assert_eq!(redact_text(&once), once, "redacting twice changes nothing");
    let _ = is_secret(&text);
    // After the text: an address with a password, JSON that is cut off, a command.
    for secret in [
        format!("{text} https://admin:{CANARY}@grid.example/"),
        format!("{text} {{\"my_token\": \"{CANARY}\", \"cut"),
        format!("{text} --password={CANARY}"),
    ] {
        assert!(!redact_text(&secret).contains(CANARY), "{secret}");
    }
    // Below the text as a key, and beside it as a part of the name of a secret.
    let pair = json!({ "name": format!("{text}password"), "value": CANARY, "of": { &*text: { "my_token": CANARY } } });
    assert!(!redact(&pair).to_string().contains(CANARY));
    assert!(!redact_text(&pair.to_string()).contains(CANARY));
    // Whatever JSON it is, with the canary under every secret's name.
    if let Ok(mut value) = serde_json::from_str::<Value>(&text) {
        plant(&mut value);
        assert!(!redact(&value).to_string().contains(CANARY), "{value}");
    }
});

fn plant(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if is_secret(key) {
                    *value = json!({ "x": [CANARY] });
                } else {
                    plant(value);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(plant),
        _ => {}
    }
}
