//! When a GET that failed is tried again: exponential backoff with full jitter (Marc Brooker, "Exponential Backoff And
//! Jitter", AWS 2015), and the server's own `Retry-After` where it sends one.

use crate::time::parse_http_date;

/// How many times a GET is repeated after its first try. The reference recommends "a minimum of five retries" for 500.
pub const RETRIES: u32 = 5;
/// The longest wait that the first retry may draw, in milliseconds; it doubles with each retry.
pub const FIRST_MS: f64 = 300.0;
/// The longest wait that any retry may draw, in milliseconds.
pub const LONGEST_MS: f64 = 10_000.0;
/// The longest `Retry-After` that is honoured, in milliseconds.
pub const LONGEST_ASKED_MS: i64 = 30_000;

/// The wait before retry number `retry` (1 is the first), in milliseconds.
///
/// `random` is drawn anew for each, in 0…1. `retry_after` is the header, in seconds or as a date; what is neither is
/// taken for missing. `now` is milliseconds since 1970.
pub fn wait_ms(retry: u32, random: f64, retry_after: Option<&str>, now: i64) -> i64 {
    if let Some(asked) = retry_after.and_then(|header| asked_ms(header.trim(), now)) {
        return asked.clamp(0, LONGEST_ASKED_MS);
    }
    let longest = (FIRST_MS * 2f64.powi(retry.saturating_sub(1).min(16) as i32)).min(LONGEST_MS);
    (longest * random.clamp(0.0, 1.0)) as i64
}

fn asked_ms(header: &str, now: i64) -> Option<i64> {
    let seconds = header.bytes().all(|byte| byte.is_ascii_digit()) && !header.is_empty();
    if seconds {
        // More digits than a number holds are a very long time all the same.
        return Some(header.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(1000));
    }
    parse_http_date(header).map(|date| date - now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_wait_doubles_up_to_ten_seconds() {
        let longest: Vec<_> = (1..=7).map(|retry| wait_ms(retry, 1.0, None, 0)).collect();
        assert_eq!(longest, [300, 600, 1200, 2400, 4800, 9600, 10_000]);
        assert_eq!(wait_ms(3, 0.0, None, 0), 0);
    }

    #[test]
    fn the_server_may_ask_for_up_to_thirty_seconds() {
        let now = 784_111_777_000;
        assert_eq!(wait_ms(1, 0.5, Some("2"), now), 2_000);
        assert_eq!(wait_ms(1, 0.5, Some("Sun, 06 Nov 1994 08:49:40 GMT"), now), 3_000);
        assert_eq!(wait_ms(1, 0.5, Some("31536000"), now), 30_000);
        assert_eq!(wait_ms(1, 0.5, Some(&"9".repeat(40)), now), 30_000);
        assert_eq!(wait_ms(1, 0.5, Some("Sat, 05 Nov 1994 08:49:40 GMT"), now), 0);
        assert_eq!(wait_ms(1, 0.5, Some("soon"), now), 150);
        assert_eq!(wait_ms(1, 0.5, Some("-5"), now), 150);
    }

    proptest! {
        #[test]
        fn a_wait_is_always_bounded(retry in any::<u32>(), random in any::<f64>(), header in ".*", now in -1i64<<52..1i64<<52) {
            prop_assert!((0..=10_000).contains(&wait_ms(retry, random, None, now)));
            prop_assert!((0..=LONGEST_ASKED_MS).contains(&wait_ms(retry, random, Some(&header), now)));
        }
    }
}
