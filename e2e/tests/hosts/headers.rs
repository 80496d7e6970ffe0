//! What every answer says, whatever it is.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use nse_e2e::{Demo, Web, ask_plainly, dist};
use reqwest::Url;
use sha2::{Digest as _, Sha256};

use super::{BASES, is_safe, on_each, safety};

#[test]
fn the_demo_server_sends_what_the_file_of_headers_names() {
    let demo = Demo::start("", &[]).unwrap();
    let port = Url::parse(&demo.origin).unwrap().port().unwrap();
    for path in ["/", "/config.json", "/missing.js"] {
        is_safe(&ask_plainly(port, "GET", path).unwrap(), path);
    }
}

#[test]
fn the_policies_are_those_that_the_console_was_made_for() {
    let headers = safety();
    let value = |name: &str| &headers.iter().find(|(known, _)| known == name).unwrap().1;
    // What stands in the page itself is allowed by its digest.
    let page = std::fs::read_to_string(dist().join("index.html")).unwrap();
    let digest_of = |name: &str| {
        let (start, end) = (format!("<{name}"), format!("</{name}>"));
        let inner = page
            .split(&start)
            .skip(1)
            .map(|rest| rest.split_once('>').unwrap().1)
            .map(|rest| rest.split_once(&end).unwrap().0);
        let inner: Vec<_> = inner.filter(|inner| !inner.is_empty()).collect();
        assert_eq!(inner.len(), 1, "{name}");
        BASE64_STANDARD.encode(Sha256::digest(inner[0]))
    };
    let wanted = format!(
        "default-src 'none'; script-src 'self' 'sha256-{}' 'wasm-unsafe-eval'; style-src 'self' 'sha256-{}'; \
         connect-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; base-uri 'self'; \
         form-action 'self'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; \
         trusted-types default nse-console",
        digest_of("script"),
        digest_of("style")
    );
    assert_eq!(value("content-security-policy"), &wanted);
    for (name, wanted) in [
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
    ] {
        assert_eq!(value(name), wanted);
    }
}

#[test]
fn every_answer_carries_them_even_one_that_refuses() {
    on_each(|host, base| {
        for (method, path, status) in [
            ("GET", "/", 200),
            ("HEAD", "/", 200),
            ("GET", "/jobs/1", 200),
            ("GET", "/missing.js", 404),
            ("GET", "/missing-0123456789abcdef.js", 404),
            ("HEAD", "/missing.css", 404),
            ("POST", "/", 405),
            ("POST", "/jobs", 405),
            ("PUT", "/config.json", 405),
            ("DELETE", "/index.html", 405),
        ] {
            let answer = host.ask(method, &format!("{base}{path}"), &[], &[]).unwrap();
            let what = format!("{method} {path}");
            assert_eq!(answer.status, status, "{what}");
            is_safe(&answer, &what);
            assert_eq!(answer.header("cache-control"), Some("no-cache"), "{what}");
            assert_eq!(answer.header("set-cookie"), None, "{what}");
            assert_eq!(
                answer.header("allow"),
                (status == 405).then_some("GET, HEAD"),
                "{what}"
            );
            // Which version it is, is for those who look for its faults.
            assert!(
                matches!(answer.header("server"), None | Some("nginx")),
                "{what}: {answer:?}"
            );
        }
    });
}

#[test]
fn plain_http_leads_to_tls_and_nowhere_else() {
    on_each(|host, base| {
        for path in [
            "/jobs?offset=25&q=a%2Fb",
            "/regions/%EC%84%9C%EC%9A%B8-1a",
            "/missing.js",
        ] {
            let answer = ask_plainly(host.plain, "GET", &format!("{base}{path}")).unwrap();
            assert_eq!(answer.status, 308, "{path}");
            assert_eq!(
                answer.header("location"),
                Some(format!("https://localhost{base}{path}").as_str())
            );
        }
    });
}

#[test]
fn above_its_path_a_console_is_shown_the_way_to_it() {
    for web in Web::ALL {
        let host = nse_e2e::Host::start(web, BASES[1], super::NO_API).unwrap();
        for path in ["/", "/console"] {
            let answer = host.get(path, "identity").unwrap();
            assert!(matches!(answer.status, 307 | 308), "{path}: {}", answer.status);
            assert_eq!(answer.header("location"), Some("/console/"), "{path}");
            is_safe(&answer, path);
        }
        for path in ["/index.html", "/jobs", "/consoles/", "/consolex"] {
            let answer = host.get(path, "identity").unwrap();
            assert_eq!(answer.status, 404, "{path}");
            is_safe(&answer, path);
        }
    }
}
