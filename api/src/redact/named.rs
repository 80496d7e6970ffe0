//! Secrets by their names in text that is no JSON.

use super::{MASK, is_secret};

/// Masks what stands under a secret's name in text that is no JSON: `"password": "…"` of JSON that is cut off, too deep or
/// has words around it, and `password=…` of a command or a query. (Not `password: …`: so begin sentences.)
pub(super) fn masked(text: &str) -> String {
    const QUOTES: [char; 2] = ['"', '\''];
    let mut redacted = String::with_capacity(text.len());
    let mut written = 0;
    for (at, sign) in text.match_indices([':', '=']) {
        let (before, after) = (
            text.get(..at).unwrap_or_default(),
            text.get(at + 1..).unwrap_or_default(),
        );
        let before = before.trim_end();
        let name = match before.strip_suffix(QUOTES) {
            Some(name) => name.trim_end_matches('\\').rsplit(QUOTES).next(),
            None if sign == "=" => before
                .rsplit(|c: char| !c.is_alphanumeric() && !"-_.".contains(c))
                .next(),
            None => None,
        };
        // What is within a value that is masked already is no name.
        if at < written || !name.is_some_and(is_secret) {
            continue;
        }
        let value = after.trim_start();
        let opened = value.trim_start_matches('\\');
        let escapes = value.len() - opened.len();
        let (from, long) = if opened.starts_with(QUOTES) {
            (opened.get(1..).unwrap_or_default(), quoted(opened, escapes))
        } else if opened.starts_with(['{', '[']) {
            // Where it ends is not worth finding out.
            (value, value.len())
        } else {
            let ends = |c: char| c.is_whitespace() || ",;&)}]<>\\\"'".contains(c);
            (value, value.find(ends).unwrap_or(value.len()))
        };
        if long > 0 {
            let start = text.len() - from.len();
            redacted.push_str(text.get(written..start).unwrap_or_default());
            redacted.push_str(MASK);
            written = start + long;
        }
    }
    redacted.push_str(text.get(written..).unwrap_or_default());
    redacted
}

/// How long the text is that begins with a quote: up to the next like it with as few backslashes before it. JSON within
/// the text of JSON has its quotes escaped, and quotes within those twice.
fn quoted(opened: &str, escapes: usize) -> usize {
    let mut chars = opened.char_indices();
    let quote = chars.next().map(|(_, quote)| quote);
    let mut slashes = 0;
    for (at, letter) in chars {
        if Some(letter) == quote && slashes <= escapes {
            return at - slashes - 1;
        }
        slashes = if letter == '\\' { slashes + 1 } else { 0 };
    }
    opened.len() - 1
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
