use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::support::{Demo, Folder};

const ZONES: &str = "/v2.1/zones";

/// Long enough for a slow machine to have answered, if it was going to.
const NEVER: Duration = Duration::from_millis(300);

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn a_status_comes_as_often_as_ordered() {
    let demo = Demo::start().await;
    let mine = demo.my_token().await;
    demo.faults(
        json!([{ "method": "GET", "path": "/v2.1/zones*", "skip": 1, "times": 2, "status": 503,
                         "headers": { "Retry-After": "1" } }]),
    )
    .await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(demo.get_as(&mine, ZONES).await.status.as_u16());
    }
    assert_eq!(seen, [200, 503, 503, 200]);
    demo.faults(json!([{ "path": "*", "status": 503, "headers": { "Retry-After": "1" } }]))
        .await;
    let answer = demo.get_as(&mine, ZONES).await;
    answer.refusal(503);
    assert_eq!(answer.header("retry-after"), "1");
    demo.order("DELETE", "faults", json!(null)).await;
    demo.get_as(&mine, ZONES).await.records();
}

#[tokio::test]
async fn a_body_can_be_anything() {
    let demo = Demo::start().await;
    demo.faults(json!([
        { "path": "/html", "status": 502, "body": "<h1>Bad gateway</h1>" },
        { "path": "/json", "status": 200, "body": "{\"odd\":1}" },
        { "path": "/value", "status": 200, "body": { "odd": [2] } },
        { "path": "/raw", "raw_base64": STANDARD.encode(b"\xff\x00{"), "headers": { "Content-Type": "text/plain" } },
        { "path": "/big", "big": 200_000 },
        { "path": "/moved", "redirect": "http://127.0.0.1:1/" },
    ]))
    .await;
    let html = demo.get("/api/html").await;
    assert_eq!(
        (html.status.as_u16(), html.header("content-type")),
        (502, "text/html; charset=utf-8")
    );
    assert_eq!(demo.get("/api/json").await.json(), json!({ "odd": 1 }));
    assert_eq!(demo.get("/api/value").await.json(), json!({ "odd": [2] }));
    let raw = demo.get("/api/raw").await;
    assert_eq!(
        (&raw.bytes[..], raw.header("content-type")),
        (&b"\xff\x00{"[..], "text/plain")
    );
    let big = demo.get("/api/big").await;
    assert_eq!(big.bytes.len(), 200_000);
    assert!(big.json()["junk"].is_string());
    let moved = demo.get("/api/moved").await;
    assert_eq!(
        (moved.status.as_u16(), moved.header("location")),
        (302, "http://127.0.0.1:1/")
    );
}

#[tokio::test]
async fn the_normal_answer_can_be_altered() {
    let demo = Demo::start().await;
    let mine = demo.my_token().await;
    demo.faults(
        json!([{ "path": ZONES, "edit": { "status": { "code": "200" }, "result": { "limit": null } },
                         "set": { "result.records.*.description": null, "status.verbose_message": 7 },
                         "remove": ["result.total_records", "result.records.*.region"] }]),
    )
    .await;
    let answer = demo.get_as(&mine, ZONES).await.json();
    assert_eq!(answer["status"]["code"], "200");
    for gone in ["limit", "total_records"] {
        assert!(answer["result"].get(gone).is_none(), "{gone}");
    }
    let records = answer["result"]["records"].as_array().unwrap();
    assert_eq!(records.len(), 14);
    assert!(
        records
            .iter()
            .all(|zone| zone.get("region").is_none() && zone.get("name").is_some())
    );
    assert!(
        records
            .iter()
            .all(|zone| zone.get("description") == Some(&Value::Null))
    );
    assert_eq!(answer["status"]["verbose_message"], 7);
}

#[tokio::test]
async fn an_answer_can_be_late_or_come_in_drops() {
    let demo = Demo::start().await;
    let mine = demo.my_token().await;
    demo.faults(json!([{ "path": ZONES, "delay_ms": 60, "times": 1 }, { "path": ZONES, "drip_ms": 1 }]))
        .await;
    let asked = Instant::now();
    assert_eq!(
        demo.get_as(&mine, &format!("{ZONES}?limit=1"))
            .await
            .records()
            .len(),
        1
    );
    assert!(asked.elapsed() >= Duration::from_millis(60));
    let asked = Instant::now();
    let drops = demo.get_as(&mine, &format!("{ZONES}?limit=1")).await;
    assert_eq!(drops.records().len(), 1);
    assert!(asked.elapsed() >= Duration::from_millis(drops.bytes.len() as u64));
}

#[tokio::test]
async fn an_answer_can_fail_to_come() {
    let demo = Demo::start().await;
    demo.faults(json!([
        { "path": "/silent", "hang": "before_headers" },
        { "path": "/stuck", "hang": "after_headers" },
        { "path": "/dropped", "drop": true },
    ]))
    .await;
    assert!(timeout(NEVER, demo.head(get("/api/silent"))).await.is_err());
    let stuck = demo.head(get("/api/stuck")).await.unwrap();
    assert!(
        timeout(NEVER, to_bytes(stuck.into_body(), usize::MAX))
            .await
            .is_err()
    );
    assert!(demo.head(get("/api/dropped")).await.is_err());

    // The server learns in its own time that the client has given up.
    let calls = timeout(Duration::from_secs(10), async {
        loop {
            let calls = demo.get("/__test/calls").await.json();
            if calls
                .as_array()
                .unwrap()
                .iter()
                .all(|call| call["ms"].is_number())
            {
                return calls;
            }
        }
    });
    let calls = calls.await.unwrap();
    let status = |path: &str| {
        let calls = calls.as_array().unwrap();
        calls
            .iter()
            .find(|call| call["path"] == path)
            .map(|call| call["status"].clone())
    };
    assert_eq!(status("/silent"), Some(Value::Null));
    assert_eq!(status("/stuck"), Some(json!(404)));
    assert_eq!(status("/dropped"), Some(Value::Null));
    // None of them holds up the end of the server.
    timeout(Duration::from_secs(10), demo.stop()).await.unwrap();
}

#[tokio::test]
async fn a_file_can_be_altered_and_nothing_else() {
    let folder = Folder::with(&[
        ("index-0123abcd.js", b"0000000"),
        ("index-0123abcd.js.br", b"br"),
        ("a.css", b"a"),
    ]);
    let demo = Demo::with(|options| {
        options.dist = folder.path().to_owned();
        options.base = "/console".to_owned();
    })
    .await;
    demo.faults(
        json!([{ "path": "/index-*.js", "static": true, "flip_byte": true },
                       { "path": "/a.css", "static": true, "status": 500 },
                       { "path": "*", "status": 418 }]),
    )
    .await;
    let script = demo
        .get_with("/console/index-0123abcd.js", "Accept-Encoding", "br")
        .await;
    assert_eq!((script.status.as_u16(), script.text().as_str()), (200, "0001000"));
    assert_eq!(script.header("content-encoding"), "");
    assert_eq!(script.header("cache-control"), "no-store");
    assert!(
        script
            .header("content-security-policy")
            .contains("default-src 'none'")
    );
    assert_eq!(demo.get("/console/a.css").await.status, 500);
    assert_eq!(demo.get("/console/b.css").await.status, 404);
    assert_eq!(demo.get("/api/v2.1/jobs").await.status, 418);
}

#[tokio::test]
async fn the_calls_are_on_record_without_their_secrets() {
    let demo = Demo::start().await;
    let (mine, admin) = (demo.my_token().await, demo.admin_token().await);
    demo.order("DELETE", "calls", json!(null)).await;
    demo.get_as(&mine, "/v2.1/zones?limit=1").await;
    demo.get_as(&mine, "/v2.1/jobs/none").await;
    demo.get_as(&admin, ZONES).await;
    demo.sign_in("MyName", "wrong").await;
    demo.get_as("a.bad.token", ZONES).await;
    let answer = demo.get("/__test/calls").await;
    let calls = answer.json();
    assert_eq!(calls.as_array().unwrap().len(), 5);
    assert_eq!(
        (&calls[0]["method"], &calls[0]["path"]),
        (&json!("GET"), &json!("/v2.1/zones?limit=1"))
    );
    assert_eq!(
        (&calls[0]["status"], &calls[1]["status"]),
        (&json!(200), &json!(404))
    );
    assert_eq!(calls[0]["token"], calls[1]["token"]);
    assert_ne!(calls[0]["token"], calls[2]["token"]);
    assert_eq!(
        (&calls[3]["authorized"], &calls[3]["token"]),
        (&json!(false), &json!(null))
    );
    assert_eq!(
        (&calls[0]["authorized"], &calls[4]["authorized"]),
        (&json!(true), &json!(false))
    );
    assert!(calls[4]["token"].is_string());
    assert!(calls[3]["at_ms"].as_u64() >= calls[0]["at_ms"].as_u64());
    assert!(!answer.text().contains(&mine) && !answer.text().contains("wrong"));
}

#[tokio::test]
async fn an_order_that_is_not_understood_says_why() {
    let demo = Demo::start().await;
    for (method, what, body, word) in [
        ("PUT", "faults", "[{\"path\":\"/x\"}]", "no action"),
        ("PUT", "faults", "[{\"path\":\"/x\",\"stauts\":1}]", "stauts"),
        ("PUT", "faults", "{", "sequence"),
        ("POST", "clock", "{}", "advance_seconds"),
        ("PUT", "jobs", "{\"total\":-1}", "-1"),
        ("PUT", "jobs", "{\"total\":99999999}", "at most"),
    ] {
        let request = Request::builder().method(method).uri(format!("/__test/{what}"));
        let answer = demo.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, 400);
        assert!(
            answer.json()["error"].as_str().unwrap().contains(word),
            "{}",
            answer.text()
        );
    }
    assert_eq!(demo.get("/__test/nothing").await.status, 404);
}
