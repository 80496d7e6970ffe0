//! Addresses: percent-encoding of names (RFC 3986), queries (WHATWG URL §5), and which return address is safe.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What a segment of a path must not hold as it is: everything that means something in a path, query or fragment, and
/// `%` and `+`, which some servers decode twice or as a space.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'/')
    .add(b';')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A name as one segment of a path. `.` and `..` are written as `%2E` and `%2E%2E`; URL parsers take these for dots
/// all the same (WHATWG URL §4.4), so a record of that name has no address of its own.
pub fn segment(name: &str) -> String {
    match name {
        "." => "%2E".to_owned(),
        ".." => "%2E%2E".to_owned(),
        _ => utf8_percent_encode(name, SEGMENT).to_string(),
    }
}

/// The segments of a path, decoded. Slashes at either end don't count; broken UTF-8 becomes U+FFFD.
pub fn segments(path: &str) -> Vec<String> {
    let path = path.trim_matches('/');
    if path.is_empty() {
        return Vec::new();
    }
    path.split('/')
        .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
        .collect()
}

/// The pairs of a query, decoded, in order.
pub fn query_pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// A path with a query, without the `?` where there are no pairs.
pub fn with_query(path: String, pairs: &[(&str, String)]) -> String {
    if pairs.is_empty() {
        return path;
    }
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    format!("{path}?{query}")
}

/// A return address (`/signin?next=`) that may be followed: a path of this origin, and not sign-in itself.
///
/// Refused: another host (`//host`, `/\host`), schemes, control characters (which URL parsers drop, so that `/\t/host`
/// becomes `//host`), empty and dot segments (`/.//host` becomes `//host`), and every spelling of `/signin`.
pub fn return_address(next: &str) -> Option<&str> {
    let odd = |c: char| c.is_control() || c == '\\' || c.is_whitespace();
    if !next.starts_with('/') || next.contains(odd) || next.len() > 4096 {
        return None;
    }
    let path = next.split(['?', '#']).next().unwrap_or_default();
    if path.contains("//")
        || path
            .split('/')
            .any(|part| matches!(dots_decoded(part).as_str(), "." | ".."))
    {
        return None;
    }
    let sign_in = segments(path)
        .first()
        .is_some_and(|first| first.trim().eq_ignore_ascii_case("signin"));
    (!sign_in).then_some(next)
}

/// URL parsers take `%2e` for a dot when they look for dot segments.
fn dots_decoded(segment: &str) -> String {
    segment.replace("%2e", ".").replace("%2E", ".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn return_addresses_stay_within_the_origin() {
        for safe in [
            "/",
            "/jobs",
            "/jobs?offset=25&q=a%20b",
            "/regions/lab%2F50%25",
            "/zones/%EC%84%9C",
            "/x#y",
            "/jobs/",
        ] {
            assert_eq!(return_address(safe), Some(safe));
        }
        for refused in [
            "",
            "jobs",
            "//",
            "//host",
            "///host",
            "/\\host",
            "\\\\host",
            "/\\/host",
            "\\/host",
            "https://host",
            "http:host",
            "https:/host",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "mailto:a@b",
            "blob:x",
            " //host",
            " /jobs",
            "/\t/host",
            "/\n/host",
            "/\r//host",
            "\t//host",
            "/\0/host",
            "/\u{7f}x",
            "/\u{85}x",
            "/.//host",
            "/..//host",
            "/%2e//host",
            "/%2E%2e//host",
            "/a/..//host",
            "/a/../..//host",
            "/a//b",
            "/./x",
            "/../x",
            "/a/..",
            "/.",
            "/..",
            "/%2e",
            "?next=//host",
            "#//host",
            ".",
            "..",
            "@host",
            ":80/",
            "/ /host",
            "/\u{2028}/host",
            "/\u{3000}/host",
            "/signin",
            "/signin/",
            "/signin?next=/jobs",
            "/signin#x",
            "/%73ignin",
            "/SignIn",
            "/sign%69n?x",
            "/signin/deep",
        ] {
            assert_eq!(return_address(refused), None, "{refused:?}");
        }
    }

    proptest! {
        #[test]
        fn a_name_survives_its_segment(name in ".*") {
            prop_assume!(!name.is_empty());
            let path = format!("/zones/{}", segment(&name));
            prop_assert_eq!(segments(&path), ["zones".to_owned(), name]);
        }

        #[test]
        fn pairs_survive_their_query(pairs in prop::collection::vec(("[a-z_]{1,8}", ".*"), 0..5)) {
            let borrowed: Vec<_> = pairs.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
            let address = with_query("/jobs".to_owned(), &borrowed);
            let query = address.split_once('?').map_or("", |(_, query)| query);
            prop_assert_eq!(query_pairs(query), pairs);
        }

        /// Whatever passes has exactly one slash at its start and nothing that a URL parser would drop or turn.
        #[test]
        fn what_passes_can_only_be_a_path_of_this_origin(next in "[/\\\\.%2eE\t\n:a-z@?# ]{0,12}") {
            if let Some(safe) = return_address(&next) {
                prop_assert!(safe.starts_with('/'));
                prop_assert!(!safe.starts_with("//"));
                prop_assert!(!safe.contains(['\\', '\t', '\n']));
                let path = safe.split(['?', '#']).next().unwrap();
                prop_assert!(!path.contains("//"));
                prop_assert!(!segments(path).iter().any(|part| part == "." || part == ".."));
                prop_assert!(segments(path).first().is_none_or(|first| first != "signin"));
            }
        }
    }
}
