//! Secrets by their names in text that is no JSON.

use super::{MASK, is_secret};

/// Masks what stands under a secret's name in text that is no JSON: `"password": "…"` of JSON that is cut off, too deep or
/// has words around it, and `password=…` of a command or a query. (Not `password: …`: so begin sentences.)
///
/// By bytes: what it looks for is ASCII, of which no other character holds a byte, and each search of the library's for
/// characters of a kind weighs 300 bytes in the browser.
pub(super) fn masked(text: &str) -> String {
    let byte = |at: usize| text.as_bytes().get(at).copied().unwrap_or(u8::MAX);
    let is_quote = |byte: u8| byte == b'"' || byte == b'\'';
    let mut redacted = String::new();
    let (mut written, mut at) = (0, 0);
    // Whether a `name` before was a secret's: then the next `value` is one.
    let mut of_secret = false;
    while at < text.len() {
        let sign = byte(at);
        at += 1;
        if sign != b':' && sign != b'=' {
            continue;
        }
        let mut end = at - 1;
        while end > 0 && byte(end - 1) <= b' ' {
            end -= 1;
        }
        let quoted = end > 0 && is_quote(byte(end - 1));
        end -= usize::from(quoted);
        let mut start = end;
        while start > 0
            && (if quoted {
                !is_quote(byte(start - 1))
            } else {
                is_of_name(byte(start - 1))
            })
        {
            start -= 1;
        }
        let name = text.get(start..end).unwrap_or_default();
        let names = ["name", "key"].iter().any(|key| name.eq_ignore_ascii_case(key));
        let secret = is_secret(name) || (of_secret && name.eq_ignore_ascii_case("value"));
        if !(quoted || sign == b'=') || !(secret || names) {
            continue;
        }
        let mut from = at;
        while byte(from) <= b' ' {
            from += 1;
        }
        // JSON within the text of JSON has its quotes escaped, and quotes within those more often.
        let mut escapes = 0;
        while byte(from) == b'\\' {
            from += 1;
            escapes += 1;
        }
        let first = byte(from);
        if names && !is_quote(first) {
            continue;
        }
        from += usize::from(is_quote(first));
        let (mut to, mut slashes) = (from, 0);
        while to < text.len() {
            let ends = match first {
                b'"' | b'\'' => byte(to) == first && slashes <= escapes,
                // Where it ends is not worth finding out.
                b'{' | b'[' => false,
                _ => byte(to) <= b' ' || b",;&)}]<>\\\"'".contains(&byte(to)),
            };
            if ends {
                break;
            }
            slashes = if byte(to) == b'\\' { slashes + 1 } else { 0 };
            to += 1;
        }
        to -= slashes;
        of_secret = if names && !secret {
            text.get(from..to).is_some_and(is_secret)
        } else {
            of_secret && is_secret(name)
        };
        if secret && to > from {
            redacted.push_str(text.get(written..from).unwrap_or_default());
            redacted.push_str(MASK);
            written = to;
            at = to;
        }
    }
    redacted.push_str(text.get(written..).unwrap_or_default());
    redacted
}

/// What the names of options and parameters are made of.
fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::super::{redact, redact_text};
    use serde_json::json;

    #[test]
    fn a_named_secret_goes_from_text_that_is_no_json() {
        for (text, left) in [
            (
                r#"refused: {"clientSecret": "canary", "cut"#,
                r#"refused: {"clientSecret": "••••••", "cut"#,
            ),
            (r#"{"password":"ca\"nary"#, r#"{"password":"••••••"#),
            (
                r#"{'org_password': 'canary', 'size': 3}"#,
                r#"{'org_password': '••••••', 'size': 3}"#,
            ),
            (
                r#"said "{\"token\": \"canary\", \"n\": 1}""#,
                r#"said "{\"token\": \"••••••\", \"n\": 1}""#,
            ),
            (
                r#"[{"name": "pwd", "value": "canary"}, {"name": "size", "value": "3"}, "#,
                r#"[{"name": "pwd", "value": "••••••"}, {"name": "size", "value": "3"}, "#,
            ),
            (
                r#"{"name": {"password": "canary"#,
                r#"{"name": {"password": "••••••"#,
            ),
            (r#"pin is {"pwd": 1234}"#, r#"pin is {"pwd": ••••••}"#),
            (
                r#"got {"credentials": ["canary", {"a": 1}]}"#,
                r#"got {"credentials": ••••••"#,
            ),
            (
                "mount -o user=a,password=canary,vers=3",
                "mount -o user=a,password=••••••,vers=3",
            ),
            (
                "https://grid/?access_token=canary&x=1",
                "https://grid/?access_token=••••••&x=1",
            ),
        ] {
            assert_eq!(redact_text(text), left);
            assert_eq!(redact_text(left), left);
        }
        let deep = format!("{}{{\"password\":\"canary\"}}", "[".repeat(200));
        assert!(!redact(&json!({ "deep": deep })).to_string().contains("canary"));
        for plain in [
            "Wrong password: try again",
            "token=",
            "\"token\":",
            "a = b, c: d",
            r#"{"name": "x", "cut"#,
        ] {
            assert_eq!(redact_text(plain), plain);
        }
    }
}
