use axum::body::Body;
use axum::http::Request;
use nse_demo::Options;

use crate::support::{Answer, Demo, Folder};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      connect-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; \
                      base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; \
                      require-trusted-types-for 'script'; trusted-types default nse-console";

fn dist() -> Folder {
    Folder::with(&[
        ("index.html", b"<base href=\"/\"><h1>console</h1>"),
        ("config.json", b"{\"title\":\"from dist\"}"),
        ("boot.js", b"boot"),
        ("index-0123456789abcdef.js", b"plain script"),
        ("index-0123456789abcdef.js.br", b"brotli script"),
        ("index-0123456789abcdef.js.gz", b"gzip script"),
        ("nse-0123456789abcdef.wasm", b"\0asm"),
        ("icons/a b.svg", b"<svg/>"),
    ])
}

async fn serving(folder: &Folder, change: impl FnOnce(&mut Options)) -> Demo {
    Demo::with(|options| {
        options.dist = folder.path().to_owned();
        change(options);
    })
    .await
}

fn assert_secure(answer: &Answer) {
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
    ] {
        assert_eq!(answer.header(name), value);
    }
    assert!(answer.header("strict-transport-security").starts_with("max-age="));
    assert!(answer.header("permissions-policy").contains("camera=()"));
}

#[tokio::test]
async fn every_page_is_the_console_and_a_missing_file_is_missing() {
    let folder = dist();
    let demo = serving(&folder, |_| {}).await;
    for page in [
        "/",
        "/index.html",
        "/regions/a.b",
        "/jobs/x.js",
        "/regions/lab%2F50%25",
        "/account/password",
        "/nonsense",
        "/a.b",
    ] {
        let answer = demo.get(page).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text().as_str()),
            (200, "<base href=\"/\"><h1>console</h1>"),
            "{page}"
        );
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert_secure(&answer);
    }
    for file in [
        "/index-ffffffffffffffff.js",
        "/favicon.ico",
        "/icons/none.svg",
        "/old.wasm",
        "/..%2f..%2fetc/passwd.txt",
    ] {
        let answer = demo.get(file).await;
        assert_eq!(answer.status, 404, "{file}");
        assert!(!answer.text().contains("console</h1>"));
        assert_secure(&answer);
    }
    let posted = demo
        .send(Request::post("/jobs").body(Body::empty()).unwrap())
        .await;
    assert_eq!(posted.status, 405);
    assert_secure(&posted);
    let head = demo
        .send(Request::head("/boot.js").body(Body::empty()).unwrap())
        .await;
    assert_eq!(
        (
            head.status.as_u16(),
            head.header("content-length"),
            head.bytes.len()
        ),
        (200, "4", 0)
    );
}

#[tokio::test]
async fn files_have_their_type_and_their_age() {
    let folder = dist();
    let demo = serving(&folder, |_| {}).await;
    let for_ever = "public, max-age=31536000, immutable";
    for (path, content_type, kept) in [
        (
            "/index-0123456789abcdef.js",
            "text/javascript; charset=utf-8",
            for_ever,
        ),
        ("/nse-0123456789abcdef.wasm", "application/wasm", for_ever),
        ("/boot.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/icons/a%20b.svg", "image/svg+xml", "no-cache"),
        ("/config.json", "application/json", "no-cache"),
    ] {
        let answer = demo.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), content_type);
        assert_eq!(answer.header("cache-control"), kept);
        assert_secure(&answer);
    }
}

#[tokio::test]
async fn the_smallest_encoding_is_sent_that_the_browser_takes() {
    let folder = dist();
    let demo = serving(&folder, |_| {}).await;
    let path = "/index-0123456789abcdef.js";
    for (accepted, encoding, body) in [
        ("gzip, deflate, br, zstd", "br", "brotli script"),
        ("gzip", "gzip", "gzip script"),
        ("br;q=0, gzip", "gzip", "gzip script"),
        ("identity", "", "plain script"),
    ] {
        let answer = demo.get_with(path, "Accept-Encoding", accepted).await;
        assert_eq!(
            (answer.header("content-encoding"), answer.text().as_str()),
            (encoding, body),
            "{accepted}"
        );
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(answer.header("vary"), "Accept-Encoding");

        let tag = answer.header("etag").to_owned();
        let request = Request::get(path)
            .header("Accept-Encoding", accepted)
            .header("If-None-Match", &tag);
        let again = demo.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0));
        assert_secure(&again);
        assert_eq!(
            demo.get_with(path, "If-None-Match", "\"other\"").await.status,
            200
        );
    }
}

#[tokio::test]
async fn the_console_can_live_below_a_path() {
    let folder = dist();
    let demo = serving(&folder, |options| options.base = "/console".to_owned()).await;
    for page in ["/console/", "/console/jobs/1", "/console/boot.js"] {
        assert_eq!(demo.get(page).await.status, 200, "{page}");
    }
    let page = demo.get("/console/jobs").await.text();
    assert!(page.contains("<base href=\"/console/\">"), "{page}");
    for (from, to) in [("/", "/console/"), ("/console", "/console/")] {
        let answer = demo.get(from).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (307, to));
        assert_secure(&answer);
    }
    for elsewhere in ["/console2", "/boot.js", "/jobs"] {
        let answer = demo.get(elsewhere).await;
        assert_eq!(answer.status, 404, "{elsewhere}");
        assert_secure(&answer);
    }
    let mine = demo.my_token().await;
    demo.get_as(&mine, "/v2.1/regions").await.records();
}

#[tokio::test]
async fn a_configuration_can_take_the_place_of_the_built_one() {
    let folder = dist();
    let own = Folder::with(&[("mine.conf", b"{\"title\":\"mine\"}")]);
    let demo = serving(&folder, |options| {
        options.base = "/console".to_owned();
        options.config = Some(own.path().join("mine.conf"));
        options.csp_connect = Some("http://127.0.0.1:9000".parse().unwrap());
    })
    .await;
    let answer = demo.get("/console/config.json").await;
    assert_eq!(
        (answer.text().as_str(), answer.header("content-type")),
        ("{\"title\":\"mine\"}", "application/json")
    );
    let policy = POLICY.replace("connect-src 'self'", "connect-src 'self' http://127.0.0.1:9000");
    assert_eq!(answer.header("content-security-policy"), policy);
}

#[tokio::test]
async fn without_a_built_console_the_api_is_there_and_the_page_says_what_to_do() {
    let demo = Demo::with(|options| options.test_hooks = false).await;
    let answer = demo.get("/").await;
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("script/build"));
    demo.my_token().await;
    assert_eq!(demo.get("/__test/calls").await.status, 404);
}

#[tokio::test]
async fn a_build_brings_its_policy_along() {
    let folder = dist();
    let demo = serving(&folder, |_| {}).await;
    let policy = async || {
        demo.get("/jobs")
            .await
            .header("content-security-policy")
            .to_owned()
    };
    assert_eq!(policy().await, POLICY);
    let own = POLICY.replace("style-src 'self'", "style-src 'self' 'sha256-abc='");
    let headers = format!("/*\n  Content-Security-Policy: {own}\n/\n  Cache-Control: no-cache\n");
    std::fs::write(folder.path().join("_headers"), headers).unwrap();
    assert_eq!(policy().await, own, "as soon as it is there");

    let to = "http://127.0.0.1:9000";
    let demo = serving(&folder, |options| {
        options.test_hooks = true;
        options.csp_connect = Some(to.parse().unwrap());
    })
    .await;
    let wider = own.replace("connect-src 'self'", &format!("connect-src 'self' {to}"));
    assert_eq!(
        demo.get("/missing.js").await.header("content-security-policy"),
        wider
    );
}
