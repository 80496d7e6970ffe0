//! The end of a token. Its claims are hints for timing and display, never an authorization.

use serde_json::Value;

/// When a JWT (RFC 7519) ends, in milliseconds since 1970 UTC: its `exp` claim. `None` for a token without one, or
/// one that is not a JWT; the server's 401 is then the only sign of its end.
pub fn end_ms(token: &str) -> Option<i64> {
    let payload = token.split('.').nth(1)?;
    // From text, as all else is read: the reader of bytes is a copy of 2 KB.
    let claims: Value = serde_json::from_str(&String::from_utf8(base64url(payload)?).ok()?).ok()?;
    let Value::Number(exp) = claims.get("exp")? else {
        return None;
    };
    // NumericDate may have a fraction (RFC 7519 §2), of which nobody reads; beyond year 9000 it is no date.
    let exp = exp.to_string();
    let (seconds, _) = exp.split_once('.').unwrap_or((&exp, ""));
    let seconds: i64 = seconds.parse().ok()?;
    (0..220_000_000_000).contains(&seconds).then(|| seconds * 1000)
}

/// Base64url without padding (RFC 4648 §5); written out because it is all that the console needs of such a library.
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut held) = (0u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_end_is_read_from_the_claims() {
        // {"alg":"HS256"} . {"username":"MyName","exp":1614928473} . (signature)
        let token = "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VybmFtZSI6Ik15TmFtZSIsImV4cCI6MTYxNDkyODQ3M30.c2ln";
        assert_eq!(end_ms(token), Some(1_614_928_473_000));
    }

    #[test]
    fn what_is_no_token_has_no_end() {
        // {"exp":"soon"}, {"exp":-1}, {"exp":1e300}, {}
        for odd in [
            "",
            "abc",
            "a.b.c",
            "a.e30.c",
            "a.eyJleHAiOiJzb29uIn0.c",
            "a.eyJleHAiOi0xfQ.c",
            "a.eyJleHAiOjFlMzAwfQ.c",
        ] {
            assert_eq!(end_ms(odd), None, "{odd}");
        }
        assert_eq!(end_ms(&"x".repeat(16 * 1024)), None);
    }

    proptest! {
        #[test]
        fn no_token_panics(token in ".*", payload in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = end_ms(&token);
            let _ = base64url(&String::from_utf8_lossy(&payload));
        }
    }
}
