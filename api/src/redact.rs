//! Takes secrets out of free-form data *before* it reaches the DOM, a copy, an export or a search.

mod named;

use serde_json::{Map, Value};

/// What stands where a secret was. Its length says nothing about the secret's.
pub const MASK: &str = "••••••";

/// A key that holds one of these, once its case and all but its ASCII letters and digits are gone, names a secret:
/// `org_password`, `API-Key`, `Access Key` and `sshPrivateKey` alike.
const SECRET_WORDS: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "secret",
    "token",
    "credential",
    "authorization",
    "apikey",
    "privatekey",
    "accesskey",
    "passphrase",
    "cookie",
];

/// Whether a field of this name holds a secret.
pub fn is_secret(key: &str) -> bool {
    let plain: String = key
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    SECRET_WORDS.iter().any(|word| plain.contains(word))
}

/// How often JSON may stand as text within JSON. Each time it may be nested 128 deep anew, and the stack is one.
const TEXTS_WITHIN: usize = 8;

/// The value with every secret in it masked: what stands under a secret key, the `value` of a pair whose `name` or
/// `key` is one, passwords in URLs, and all of these within text that is itself JSON.
pub fn redact(value: &Value) -> Value {
    redacted(value, TEXTS_WITHIN)
}

fn redacted(value: &Value, texts: usize) -> Value {
    match value {
        Value::Object(fields) => {
            let names_secret = ["name", "key", "Name", "Key"]
                .iter()
                .any(|key| fields.get(*key).and_then(Value::as_str).is_some_and(is_secret));
            let masked = |key: &str| is_secret(key) || (names_secret && key.eq_ignore_ascii_case("value"));
            let mut all = Map::new();
            // Not collected: that would sort the keys first, with 3 KB of code.
            for (key, value) in fields {
                let value = if masked(key) {
                    mask(value)
                } else {
                    redacted(value, texts)
                };
                all.insert(redacted_text(key, texts), value);
            }
            Value::Object(all)
        }
        Value::Array(list) => Value::Array(list.iter().map(|value| redacted(value, texts)).collect()),
        Value::String(text) => Value::String(redacted_text(text, texts)),
        plain => plain.clone(),
    }
}

/// Text with the passwords of its URLs, tokens and named secrets masked, and, where it is JSON, with that redacted too.
pub fn redact_text(text: &str) -> String {
    redacted_text(text, TEXTS_WITHIN)
}

fn redacted_text(text: &str, texts: usize) -> String {
    if text.trim_start().starts_with(['{', '[']) {
        let Some(texts) = texts.checked_sub(1) else {
            return MASK.to_owned();
        };
        if let Ok(inner @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text) {
            return redacted(&inner, texts).to_string();
        }
    }
    named::masked(&redact_tokens(&redact_urls(text)))
}

fn mask(value: &Value) -> Value {
    if value.is_null() {
        Value::Null
    } else {
        Value::String(MASK.to_owned())
    }
}

/// Masks `user:password@` in every `scheme://user:password@host` of a text (RFC 3986 §3.2.1). The user goes too:
/// tokens are often put there alone.
fn redact_urls(text: &str) -> String {
    let mut parts = text.split("://");
    let mut redacted = parts.next().unwrap_or_default().to_owned();
    for rest in parts {
        redacted.push_str("://");
        // A password may itself hold `@`, `/` or `:` where somebody forgot to encode it: mask up to the last `@`
        // of the word, rather than show half of it.
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>'))
            .unwrap_or(rest.len());
        match rest.get(..end).and_then(|word| word.rfind('@')) {
            Some(at) => {
                redacted.push_str(MASK);
                redacted.push_str(rest.get(at..).unwrap_or_default());
            }
            None => redacted.push_str(rest),
        }
    }
    redacted
}

/// Shorter words after `Bearer` are words.
const SHORTEST_TOKEN: usize = 16;

/// Masks what follows `Bearer` (RFC 6750 §2.1) and what looks like a JWT (RFC 7519): a server's words about a request may
/// repeat the token that it carried.
fn redact_tokens(text: &str) -> String {
    let in_token =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '+' | '/' | '=');
    let mut redacted = String::with_capacity(text.len());
    let mut after_bearer = false;
    for piece in text.split_inclusive(|c| !in_token(c)) {
        let word = piece.trim_end_matches(|c| !in_token(c));
        // The JSON of its head begins with `{"`.
        let jwt = word.find("eyJ").filter(|at| word.len() - at >= SHORTEST_TOKEN);
        let secret = jwt.or((after_bearer && word.len() >= SHORTEST_TOKEN).then_some(0));
        match secret {
            Some(at) => {
                redacted.push_str(word.get(..at).unwrap_or_default());
                redacted.push_str(MASK);
                redacted.push_str(piece.get(word.len()..).unwrap_or_default());
            }
            None => redacted.push_str(piece),
        }
        after_bearer = word.eq_ignore_ascii_case("bearer") || (after_bearer && word.is_empty());
    }
    redacted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const SECRET: &str = "canary-5e3c";

    #[test]
    fn json_within_text_within_json_is_redacted_to_an_end() {
        let mut value = json!({ "password": SECRET });
        for _ in 0..12 {
            value = json!([value.to_string()]);
        }
        let redacted = redact(&value).to_string();
        assert!(redacted.contains(MASK) && !redacted.contains(SECRET));
    }

    #[test]
    fn a_token_goes_from_a_servers_words() {
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VybmFtZSI6Ik15TmFtZSJ9.c2lnbmF0dXJl-_";
        for (text, left) in [
            (
                format!("Refused: Authorization: Bearer {jwt}."),
                "Refused: Authorization: Bearer ••••••",
            ),
            (format!("\"{jwt}\", said the proxy"), "\"••••••\", said the proxy"),
            (format!("token={jwt}&x=1"), "token=••••••&x=1"),
            (
                "authorization: bearer  0123456789abcdef0123 (opaque)".to_owned(),
                "authorization: bearer  •••••• (opaque)",
            ),
        ] {
            assert_eq!(redact_text(&text), left);
        }
        for plain in [
            "A bearer token is needed.",
            "eyJ",
            "keyJoin and eyJackets",
            "서울 eu-1",
            "",
        ] {
            assert_eq!(redact_text(plain), plain);
        }
    }

    #[test]
    fn secrets_go_in_any_spelling_and_depth() {
        let payload = json!({
            "org_password": SECRET, "Pass-Wd": SECRET, "PWD": SECRET, "clientSecret": {"a": [SECRET]},
            "x-auth-token": [SECRET], "Credentials": {"user": SECRET}, "Authorization": SECRET, "API Key": SECRET,
            "ssh.private.key": SECRET, "accessKey": SECRET, "PassPhrase": SECRET, "Set-Cookie": SECRET,
            "deep": [{"er": {"root_password": SECRET}}],
            "vars": [{"name": "admin_password", "value": SECRET}],
            "url": format!("https://admin:{SECRET}@grid.example/x?y=1"),
            "odd_url": format!("s3://admin:a@b/{SECRET}@grid.example/"),
            "two": format!("see ftp://u:{SECRET}@a and https://{SECRET}@b"),
            "embedded": format!("{{\"password\": \"{SECRET}\"}}"),
            "kept": "bucket-1", "count": 3, "none": null, "mail": "ops@example.org",
        });
        let redacted = redact(&payload);
        assert!(!redacted.to_string().contains(SECRET), "{redacted:#}");
        assert_eq!(redacted["kept"], "bucket-1");
        assert_eq!(redacted["count"], 3);
        assert_eq!(redacted["mail"], "ops@example.org");
        assert_eq!(redacted["url"], format!("https://{MASK}@grid.example/x?y=1"));
    }

    fn payloads() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<i32>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from)
        ];
        leaf.prop_recursive(5, 40, 5, |inner| {
            let key = prop_oneof![
                "[a-z]{1,6}",
                "[a-z]{0,3}[-_. ]?(password|Secret|API_KEY|token)[0-9]?"
            ];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec((key, inner), 0..5)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    /// Puts the canary under every secret key of a payload.
    fn plant(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    if is_secret(key) {
                        *value = json!({"x": [SECRET]})
                    } else {
                        plant(value)
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(plant),
            _ => {}
        }
    }

    proptest! {
        #[test]
        fn no_planted_secret_survives(mut payload in payloads()) {
            plant(&mut payload);
            let redacted = redact(&payload);
            prop_assert!(!redacted.to_string().contains(SECRET));
            prop_assert_eq!(redact(&redacted), redacted, "redacting twice changes nothing");
        }

        #[test]
        fn no_text_panics(text in ".*", key in ".*") {
            let _ = (redact_text(&text), is_secret(&key));
        }

        #[test]
        fn a_password_in_a_url_never_survives(user in "[a-z]{0,5}", before in "[^<>]{0,9}", password in "[a-zA-Z0-9@:/%]{1,12}canary") {
            let text = format!("{before} https://{user}:{password}@host/path");
            prop_assert!(!redact_text(&text).contains("canary"));
        }
    }
}
