//! `/signin?next=`: what passes is a path of this origin to every parser, whatever it drops or turns.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nse_api::address::{query_pairs, segment, segments};
use nse_api::return_address;

fuzz_target!(|text: &str| {
    // A name comes back from an address as it went in.
    if !text.is_empty() {
        assert_eq!(
            segments(&format!("/zones/{}", segment(text)))
                .last()
                .map(String::as_str),
            Some(text)
        );
    }
    let _ = query_pairs(text);
    let Some(safe) = return_address(text) else {
        return;
    };
    assert!(safe.starts_with('/') && !safe.starts_with("//") && !safe.contains('\\'));
    assert!(!safe.contains(|letter: char| letter.is_control() || letter.is_whitespace()));
    let path = safe.split(['?', '#']).next().unwrap_or_default();
    let parts = segments(path);
    assert!(!path.contains("//") && parts.iter().all(|part| part != "." && part != ".."));
    assert!(
        parts
            .first()
            .is_none_or(|first| !first.eq_ignore_ascii_case("signin"))
    );
    // What a browser makes of it (WHATWG URL): the same origin.
    let base = url::Url::parse("https://console.example/console/").expect("a base");
    let joined = base.join(safe).expect("an address");
    assert_eq!(joined.origin(), base.origin());
});
