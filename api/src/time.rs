//! Points in time as the API writes them (RFC 3339) and as HTTP does (RFC 9110 §5.6.7), in milliseconds since 1970 UTC.

use crate::value;
use serde_json::Value;

/// A time of a record. The API sends RFC 3339; a zero date (`0001-01-01T00:00:00Z`) means *none*.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Moment {
    /// Missing, null, empty or a zero date.
    #[default]
    None,
    /// Milliseconds since 1970 UTC.
    At(i64),
    /// Something that is not a time, shown as it is.
    Odd(String),
}

impl Moment {
    /// Reads a field of a record.
    pub fn read(record: &Value, key: &str) -> Self {
        let Some(text) = value::text(record, key) else {
            return Self::None;
        };
        match parse_rfc3339(&text) {
            // Years 1 and 9999 stand for "none" and "for ever" in Go's and other servers' zero values.
            Some(ms) if !(EARLIEST..=LATEST).contains(&ms) => Self::None,
            Some(ms) => Self::At(ms),
            None => Self::Odd(text),
        }
    }

    /// Milliseconds since 1970 UTC, if it is a time.
    pub fn ms(&self) -> Option<i64> {
        match self {
            Self::At(ms) => Some(*ms),
            _ => None,
        }
    }
}

/// 1900-01-01 and 9000-01-01: what lies outside was never meant as a time.
const EARLIEST: i64 = -2_208_988_800_000;
const LATEST: i64 = 221_845_392_000_000;
const DAY_MS: i64 = 86_400_000;

/// `2021-03-05T07:14:33.123456Z` or with an offset such as `+09:00`; a space may stand for `T`.
pub fn parse_rfc3339(text: &str) -> Option<i64> {
    let (date, time) = text.split_at_checked(10)?;
    let mut parts = date.split('-');
    let (year, month, day) = (
        digits(parts.next()?, 4)?,
        digits(parts.next()?, 2)?,
        digits(parts.next()?, 2)?,
    );
    if parts.next().is_some() {
        return None;
    }
    let time = time.strip_prefix(['T', 't', ' '])?;
    let zone_at = time.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = time.split_at_checked(zone_at)?;
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let fraction = fraction.get(..3).unwrap_or(fraction);
    let millis = fraction
        .chars()
        .chain("000".chars())
        .take(3)
        .try_fold(0, |sum, digit| Some(sum * 10 + i64::from(digit.to_digit(10)?)))?;
    Some(midnight(year, month, day)? + clock_ms(clock)? + millis - offset_ms(zone)?)
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, the form of dates in HTTP headers.
pub fn parse_http_date(text: &str) -> Option<i64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut words = text.split_once(", ")?.1.split(' ');
    let day = digits(words.next()?, 2)?;
    let name = words.next().filter(|name| name.len() == 3)?;
    let month = MONTHS.find(name)? as i64 / 3 + 1;
    let year = digits(words.next()?, 4)?;
    let clock = clock_ms(words.next()?)?;
    (words.next() == Some("GMT")).then_some(midnight(year, month, day)? + clock)
}

fn digits(text: &str, length: usize) -> Option<i64> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn clock_ms(clock: &str) -> Option<i64> {
    let mut parts = clock.split(':');
    let (hours, minutes, seconds) = (
        digits(parts.next()?, 2)?,
        digits(parts.next()?, 2)?,
        digits(parts.next()?, 2)?,
    );
    // 60 is a leap second.
    let fits = parts.next().is_none() && hours < 24 && minutes < 60 && seconds <= 60;
    fits.then_some(((hours * 60 + minutes) * 60 + seconds) * 1000)
}

fn offset_ms(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    Some(sign * clock_ms(&format!("{}:00", zone.get(1..)?))?)
}

/// Midnight of a day in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date
/// algorithms", `days_from_civil`).
fn midnight(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some((era * 146_097 + day_of_era - 719_468) * DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn times_of_the_api_are_read() {
        assert_eq!(parse_rfc3339("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(
            parse_rfc3339("2021-03-05T07:14:33.123456Z"),
            Some(1_614_928_473_123)
        );
        assert_eq!(
            parse_rfc3339("2021-03-05T16:14:33.1+09:00"),
            Some(1_614_928_473_100)
        );
        assert_eq!(parse_rfc3339("2024-02-29 00:00:00Z"), Some(1_709_164_800_000));
        for odd in [
            "soon",
            "",
            "2023-02-29T00:00:00Z",
            "2021-13-05T07:14:33Z",
            "2021-03-05",
            "1614928473",
            "2021-03-05T7:1Z",
        ] {
            assert_eq!(parse_rfc3339(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_zero_date_means_none_and_an_odd_one_is_kept() {
        let record = json!({"zero": "0001-01-01T00:00:00Z", "far": "9999-12-31T23:59:59Z", "odd": "soon", "n": 1614928473});
        assert_eq!(Moment::read(&record, "zero"), Moment::None);
        assert_eq!(Moment::read(&record, "far"), Moment::None);
        assert_eq!(Moment::read(&record, "missing"), Moment::None);
        assert_eq!(Moment::read(&record, "odd"), Moment::Odd("soon".into()));
        assert_eq!(Moment::read(&record, "n"), Moment::Odd("1614928473".into()));
    }

    #[test]
    fn dates_of_http_headers_are_read() {
        assert_eq!(
            parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"),
            Some(784_111_777_000)
        );
        for odd in [
            "",
            "soon",
            "Sun, 06 Xxx 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 CET",
        ] {
            assert_eq!(parse_http_date(odd), None, "{odd}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,40}", tail in "[-0-9T:.Z+ é]{0,32}") {
            let _ = (parse_rfc3339(&text), parse_rfc3339(&tail), parse_http_date(&text), parse_http_date(&tail));
        }

        #[test]
        fn days_follow_each_other(day in -700_000i64..2_900_000) {
            // A date written by counting back from the parsed value must be the date that went in.
            let ms = day * DAY_MS;
            let (year, month, date) = civil(day);
            let text = format!("{year:04}-{month:02}-{date:02}T00:00:00Z");
            prop_assume!((1..=9999).contains(&year));
            prop_assert_eq!(parse_rfc3339(&text), Some(ms));
        }
    }

    /// The inverse of `midnight`, from the same source (`civil_from_days`).
    fn civil(days: i64) -> (i64, i64, i64) {
        let z = days + 719_468;
        let (era, doe) = (z.div_euclid(146_097), z.rem_euclid(146_097));
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        (
            yoe + era * 400 + i64::from(month <= 2),
            month,
            doy - (153 * mp + 2) / 5 + 1,
        )
    }
}
