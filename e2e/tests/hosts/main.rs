//! The web servers of `deploy/`: every header and cache rule on every kind of file, and journeys through them. One
//! binary; a module a story.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod api;
mod files;
mod headers;
mod journeys;
mod pages;
mod score;

use nse_e2e::{Answer, Host, Web, dist};

/// At the root, and below a path.
const BASES: [&str; 2] = ["", "/console"];

/// Nobody listens there: the API is of no interest.
const NO_API: &str = "http://127.0.0.1:9";

/// Looks at each web server, at the root and below a path.
fn on_each(look: impl Fn(&Host, &str)) {
    for web in Web::ALL {
        for base in BASES {
            let host = Host::start(web, base, NO_API).unwrap();
            eprintln!("{web:?} {base}/");
            look(&host, base);
        }
    }
}

/// The headers of safety that `_headers` names, in `dist/` as `script/build` wrote it: what every answer has to carry.
fn safety() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(dist().join("_headers")).unwrap();
    let lines = text.lines().skip_while(|line| *line != "/*").skip(1);
    let headers: Vec<_> = lines
        .map_while(|line| line.strip_prefix("  "))
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    assert_eq!(headers.len(), 8, "{headers:?}");
    headers
}

/// Each header of safety is there, once.
fn is_safe(answer: &Answer, what: &str) {
    for (name, value) in safety() {
        assert_eq!(answer.header(&name), Some(value.as_str()), "{name} of {what}");
    }
}
