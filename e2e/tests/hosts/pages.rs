//! Which address leads to the page, and which to nothing: the demo server and the web servers agree.

use std::fs;

use nse_e2e::{Demo, Host, ask_plainly};
use reqwest::Url;

use super::{is_safe, on_each};

/// All that mean the page, with names that hold what an address would trip over.
const PAGES: [&str; 22] = [
    "/",
    "/signin?next=%2Fjobs",
    "/regions",
    "/regions/eu-frankfurt-1",
    "/regions/a.js",
    "/regions/a-0123456789abcdef.js",
    "/regions/index.html",
    "/regions/config.json",
    "/zones/%EC%84%9C%EC%9A%B8-1a",
    "/zones/a%2Fb",
    "/zones/a%2Fb.css",
    "/zones/a%25b",
    "/zones/a+b",
    "/zones/a%23b%3Fc",
    "/zones/100%25%20of%20it.wasm",
    "/jobs?offset=25&limit=25",
    "/jobs/1.json",
    "/account/password",
    "/nowhere/at/all?x=1",
    "/what.ever",
    "/console",
    "/%5B*%5D",
];

/// Names of files that are not there.
const MISSING: [&str; 24] = [
    "/a.js",
    "/a.mjs",
    "/a.css",
    "/a.wasm",
    "/a.svg",
    "/a.png",
    "/a.ico",
    "/a.json",
    "/a.txt",
    "/a.map",
    "/a.webmanifest",
    "/a.html",
    "/a.xml",
    "/a.woff2",
    "/a.webp",
    "/a.jpg",
    "/a.br",
    "/a.gz",
    "/index-0123456789abcdef.js",
    "/regions.js",
    "/deep/down/index.html",
    "/deep/boot.js?x=1",
    "/*.css",
    "/%5Ba-z%5D*.js",
];

/// Ways that would lead out of the folder.
const ASTRAY: [&str; 10] = [
    "/../secret.txt",
    "/../../etc/passwd",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/jobs/../../secret.txt",
    "/x/..%5c..%5csecret.txt",
    "//etc/passwd",
    "/a%00.txt",
    "/.%2e/.%2e/.%2e/.%2e/.%2e/etc/passwd",
];

fn page(host: &Host) -> Vec<u8> {
    fs::read(host.files.join("index.html")).unwrap()
}

#[test]
fn every_page_is_the_same_file_whatever_its_name_holds() {
    on_each(|host, base| {
        for path in PAGES {
            let answer = host.get(&format!("{base}{path}"), "identity").unwrap();
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.body == page(host), "not the page: {path}");
            assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
            assert_eq!(answer.header("cache-control"), Some("no-cache"), "{path}");
            assert_eq!(answer.header("vary"), Some("Accept-Encoding"), "{path}");
            is_safe(&answer, path);
            let brotli = host.get(&format!("{base}{path}"), "br").unwrap();
            assert_eq!(brotli.header("content-encoding"), Some("br"), "{path}");
        }
    });
}

#[test]
fn a_missing_file_is_not_answered_with_a_page() {
    on_each(|host, base| {
        for path in MISSING {
            let answer = host.get(&format!("{base}{path}"), "br").unwrap();
            assert_eq!(answer.status, 404, "{path}");
            assert_eq!(answer.header("cache-control"), Some("no-cache"), "{path}");
            assert_eq!(answer.header("content-encoding"), None, "{path}");
            is_safe(&answer, path);
        }
    });
}

#[test]
fn the_demo_server_takes_the_same_addresses_for_pages_and_for_files() {
    let demo = Demo::start("", &[]).unwrap();
    let port = Url::parse(&demo.origin).unwrap().port().unwrap();
    let status = |path| ask_plainly(port, "GET", path).unwrap().status;
    for path in PAGES {
        assert_eq!(status(path), 200, "{path}");
    }
    for path in MISSING {
        assert_eq!(status(path), 404, "{path}");
    }
}

#[test]
fn nothing_outside_the_folder_can_be_reached() {
    on_each(|host, base| {
        let above = host.files.parent().unwrap();
        fs::write(above.join("secret.txt"), "secret").unwrap();
        for path in ASTRAY {
            let answer = host.get(&format!("{base}{path}"), "identity").unwrap();
            let body = String::from_utf8_lossy(&answer.body);
            assert!(
                !body.contains("secret\n") && body != "secret" && !body.contains("root:x:"),
                "{path}: {body}"
            );
            assert!(
                answer.body == page(host) || matches!(answer.status, 400 | 404),
                "{path}: {} {body}",
                answer.status
            );
        }
    });
}
