//! What the web servers tell the API, and what they pass on of its answers.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use nse_e2e::{Host, Web};

use super::{BASES, NO_API};

/// An API that keeps what it is asked, to the letter, and always answers the same.
struct Upstream {
    origin: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Upstream {
    fn answering(headers: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let mut head = String::new();
                while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).is_ok_and(|read| read > 0) {}
                let length = head.lines().find_map(|line| {
                    line.to_ascii_lowercase()
                        .strip_prefix("content-length: ")?
                        .parse()
                        .ok()
                });
                let mut body = vec![0; length.unwrap_or(0)];
                if reader.read_exact(&mut body).is_ok() {
                    kept.lock().unwrap().push(head);
                    let mut stream = stream;
                    let _ = write!(
                        stream,
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n{headers}\r\n{{}}"
                    );
                }
            }
        });
        Self { origin, asked }
    }

    fn last(&self) -> String {
        self.asked.lock().unwrap().pop().unwrap_or_default()
    }
}

/// An API that sends what a page must not be given, or not twice.
const LOOSE: &str = "set-cookie: a=b\r\nx-content-type-options: nosniff\r\ncross-origin-resource-policy: cross-origin\r\n\
                     strict-transport-security: max-age=1\r\n";

fn on_each_before(headers: &'static str, look: impl Fn(&Host, &Upstream)) {
    for web in Web::ALL {
        for base in BASES {
            let upstream = Upstream::answering(headers);
            let host = Host::start(web, base, &upstream.origin).unwrap();
            eprintln!("{web:?} {base}/");
            look(&host, &upstream);
        }
    }
}

fn has_header(head: &str, name: &str) -> bool {
    head.lines()
        .any(|line| line.to_ascii_lowercase().starts_with(&format!("{name}:")))
}

#[test]
fn addresses_reach_the_api_as_they_were_sent() {
    on_each_before(LOOSE, |host, upstream| {
        for path in [
            "/api/v2.1/auth/regions?limit=25&offset=0",
            "/api/v2.1/auth/regions/a%2Fb",
            "/api/v2.1/auth/regions/100%25%20%23%3F+",
            "/api/v2.1/auth/zones/%EC%84%9C%EC%9A%B8-1a",
            "/api/v2.1/jobs/?q=a%2Fb%26c&status=x.js",
            "/api/v2.1/jobs/app.js",
            "/api/v2.1/jobs//",
            "/api/v2.1/auth/regions/a..b/.c",
        ] {
            let answer = host.get(path, "br").unwrap();
            assert_eq!(
                (answer.status, answer.body.as_slice()),
                (200, b"{}".as_slice()),
                "{path}"
            );
            let head = upstream.last();
            assert!(head.starts_with(&format!("GET {path} HTTP/1.1\r\n")), "{head}");
        }
    });
}

#[test]
fn an_address_that_would_mean_something_else_there_is_refused() {
    on_each_before(LOOSE, |host, upstream| {
        for path in [
            "/admin/../api/v2.1/jobs",
            "/admin/..%2Fapi/v2.1/jobs",
            "/api/%2e%2e/api/v2.1/jobs",
            "/api/x/..%2f..%2f../api/",
            "/api/./v2.1/jobs",
            "/%61pi/v2.1/jobs",
        ] {
            let answer = host.get(path, "br").unwrap();
            assert_eq!(answer.status, 400, "{path}");
            assert_eq!(upstream.last(), "", "{path}");
        }
        // What only looks like the API is not the API's.
        for path in ["/apis", "/api.js", "/api/../index.html"] {
            host.get(path, "br").unwrap();
            assert_eq!(upstream.last(), "", "{path}");
        }
    });
}

#[test]
fn the_token_reaches_the_api_and_cookies_go_neither_way() {
    on_each_before(LOOSE, |host, upstream| {
        let headers = [
            ("authorization", "Bearer sesame"),
            ("cookie", "session=of-someone-else"),
            ("content-type", "application/json"),
        ];
        let answer = host
            .ask("POST", "/api/v2.1/auth/password", &headers, b"{\"a\":1}")
            .unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("set-cookie"), None);
        let head = upstream.last();
        assert!(head.contains("Bearer sesame"), "{head}");
        assert!(!has_header(&head, "cookie"), "{head}");
        assert!(
            head.contains(upstream.origin.trim_start_matches("http://")),
            "{head}"
        );
        assert!(has_header(&head, "x-forwarded-proto"), "{head}");
        // Not on the disk either, in whatever the web server writes.
        let folder = host.certificate.parent().unwrap();
        for file in walk(folder) {
            let text = std::fs::read(&file).unwrap_or_default();
            assert!(
                !String::from_utf8_lossy(&text).contains("sesame"),
                "{} holds the token",
                file.display()
            );
        }
    });
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => walk(&path),
            path => vec![path],
        })
        .collect()
}

#[test]
fn answers_of_the_api_are_kept_by_nobody_and_carry_each_header_once() {
    for (sent, kept) in [(LOOSE, "no-store"), ("cache-control: no-cache\r\n", "no-cache")] {
        on_each_before(sent, |host, _| {
            let answer = host.get("/api/v2.1/jobs", "gzip").unwrap();
            for (name, value) in [
                ("cache-control", kept),
                ("x-content-type-options", "nosniff"),
                ("cross-origin-resource-policy", "same-origin"),
                ("strict-transport-security", "max-age=63072000; includeSubDomains"),
                ("content-type", "application/json"),
            ] {
                assert_eq!(answer.header(name), Some(value));
            }
            assert_eq!(answer.header("content-encoding"), None);
        });
    }
}

#[test]
fn a_body_that_no_request_of_the_console_has_is_refused() {
    on_each_before(LOOSE, |host, upstream| {
        let answer = host
            .ask("POST", "/api/v2.1/auth/password", &[], &vec![b'x'; 70_000])
            .unwrap();
        assert!(matches!(answer.status, 413 | 502), "{}", answer.status);
        assert_eq!(upstream.last(), "");
    });
}

#[test]
fn an_api_that_is_not_there_is_a_bad_gateway_not_a_page() {
    for web in Web::ALL {
        let host = Host::start(web, "", NO_API).unwrap();
        let answer = host.get("/api/v2.1/jobs", "br").unwrap();
        assert_eq!(answer.status, 502);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert!(
            answer
                .header("cache-control")
                .is_some_and(|value| value.starts_with("no-"))
        );
    }
}
