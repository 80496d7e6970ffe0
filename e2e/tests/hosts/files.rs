//! The files: their types, their encodings, and how long they are kept.

use std::collections::BTreeSet;
use std::fs;

use nse_e2e::{ADDED, Host};

use super::{is_safe, on_each};

/// What each kind of file is called; a console without a file of a kind that `dist/` has always had would prove little.
const TYPES: [(&str, &str); 9] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("json", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
];

fn ending(name: &str) -> &str {
    name.rsplit_once('.').unwrap().1
}

/// The files that the console, or its host, names; not those that lie beside them for another encoding.
fn names(host: &Host) -> Vec<String> {
    let entries = fs::read_dir(&host.files).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| !name.starts_with('_') && !matches!(ending(name), "br" | "gz"))
        .collect()
}

fn is_hashed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap();
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn address(base: &str, name: &str) -> String {
    let name = name
        .replace(' ', "%20")
        .replace('&', "%26")
        .replace('한', "%ED%95%9C")
        .replace('글', "%EA%B8%80");
    format!("{base}/{name}")
}

#[test]
fn every_file_is_sent_in_each_encoding_with_its_type_and_cache_rule() {
    on_each(|host, base| {
        let mut kinds = BTreeSet::new();
        let mut sent = BTreeSet::new();
        for name in names(host) {
            for (accepted, encoding, beside) in [
                ("br", Some("br"), ".br"),
                ("gzip", Some("gzip"), ".gz"),
                ("gzip, deflate, br, zstd", Some("br"), ".br"),
                ("identity", None, ""),
                ("br;q=0, gzip;q=0", None, ""),
            ] {
                let what = format!("{name} for a browser that takes {accepted}");
                let compressed = host.files.join(format!("{name}{beside}"));
                let (file, encoding) = if compressed.is_file() {
                    (compressed, encoding)
                } else {
                    (host.files.join(&name), None)
                };
                let answer = host.get(&address(base, &name), accepted).unwrap();
                assert_eq!(answer.status, 200, "{what}");
                is_safe(&answer, &what);
                assert_eq!(answer.header("content-encoding"), encoding, "{what}");
                assert!(answer.body == fs::read(file).unwrap(), "other bytes: {what}");
                if host.files.join(format!("{name}.br")).is_file() {
                    assert_eq!(answer.header("vary"), Some("Accept-Encoding"), "{what}");
                }
                let kept = if is_hashed(&name) {
                    "public, max-age=31536000, immutable"
                } else {
                    "no-cache"
                };
                assert_eq!(answer.header("cache-control"), Some(kept), "{what}");
                if let Some((kind, wanted)) = TYPES.iter().find(|(kind, _)| *kind == ending(&name)) {
                    kinds.insert(*kind);
                    assert_eq!(answer.header("content-type"), Some(*wanted), "{what}");
                }
                sent.insert((encoding, is_hashed(&name)));
            }
        }
        assert_eq!(kinds.len(), TYPES.len(), "{kinds:?}");
        // Compressed and not, for good and not.
        assert_eq!(sent.len(), 6, "{sent:?}");
    });
}

#[test]
fn what_is_asked_about_again_costs_no_second_download() {
    on_each(|host, base| {
        for name in names(host) {
            for encoding in ["br", "gzip", "identity"] {
                let path = address(base, &name);
                let first = host.get(&path, encoding).unwrap();
                let tag = first.header("etag").unwrap();
                let headers = [("accept-encoding", encoding), ("if-none-match", tag)];
                let second = host.ask("GET", &path, &headers, &[]).unwrap();
                assert_eq!(
                    (second.status, second.body.len()),
                    (304, 0),
                    "{name} in {encoding}"
                );
                assert_eq!(
                    second.header("cache-control"),
                    first.header("cache-control"),
                    "{name} in {encoding}"
                );
                is_safe(&second, &name);
            }
        }
    });
}

#[test]
fn a_head_says_what_a_get_would() {
    on_each(|host, base| {
        for name in names(host) {
            let path = address(base, &name);
            let accepts = [("accept-encoding", "br")];
            let (head, get) = (
                host.ask("HEAD", &path, &accepts, &[]).unwrap(),
                host.ask("GET", &path, &accepts, &[]).unwrap(),
            );
            assert_eq!((head.status, head.body.len()), (200, 0), "{name}");
            for header in [
                "content-type",
                "content-encoding",
                "etag",
                "cache-control",
                "vary",
            ] {
                assert_eq!(head.header(header), get.header(header), "{header} of {name}");
            }
        }
    });
}

#[test]
fn what_a_host_adds_is_served_by_its_name() {
    on_each(|host, base| {
        for (name, content) in ADDED {
            let answer = host.get(&address(base, name), "br").unwrap();
            assert_eq!(
                (answer.status, answer.body.as_slice()),
                (200, content.as_bytes()),
                "{name}"
            );
        }
    });
}
