use std::net::TcpListener;

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::support::Demo;

async fn before(real: &Demo, path: &str) -> Demo {
    let target = format!("{}{path}", real.origin()).parse().unwrap();
    Demo::with(|options| options.api = Some(target)).await
}

#[tokio::test]
async fn calls_go_to_the_real_server_and_back() {
    let real = Demo::start().await;
    let front = before(&real, "/api").await;
    let mine = front.my_token().await;
    let jobs = front.get_as(&mine, "/v2.1/jobs/?limit=2&offset=1").await;
    assert_eq!(jobs.records().len(), 2);
    assert_eq!(
        front
            .get_as(&mine, "/v2.1/regions/lab%2F50%25%20%2B%20%231")
            .await
            .record()["name"],
        "lab/50% + #1"
    );
    front.sign_in("MyName", "wrong").await.refusal(401);
    front.get_as(&mine, "/v2.1/jobs/4711").await.refusal(404);

    let calls = real.get("/__test/calls").await.json();
    let paths: Vec<&str> = calls
        .as_array()
        .unwrap()
        .iter()
        .map(|call| call["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths[..2], ["/v2.1/auth/signin", "/v2.1/jobs/?limit=2&offset=1"]);
    assert_eq!(paths[2], "/v2.1/regions/lab%2F50%25%20%2B%20%231");
}

#[tokio::test]
async fn an_answer_passes_as_it_is_but_for_what_concerns_the_connection() {
    let real = Demo::start().await;
    let front = before(&real, "/api/").await;
    real.faults(json!([
        { "path": "/moved", "redirect": "https://elsewhere.example/api" },
        { "path": "/busy", "status": 429, "body": "<b>later</b>",
          "headers": { "Retry-After": "7", "Connection": "x-private", "X-Private": "1", "X-Open": "1" } },
    ]))
    .await;
    let moved = front.get("/api/moved").await;
    assert_eq!(
        (moved.status.as_u16(), moved.header("location")),
        (302, "https://elsewhere.example/api")
    );
    let busy = front.get("/api/busy").await;
    assert_eq!(
        (busy.status.as_u16(), busy.text().as_str()),
        (429, "<b>later</b>")
    );
    assert_eq!(
        (
            busy.header("retry-after"),
            busy.header("x-open"),
            busy.header("x-private")
        ),
        ("7", "1", "")
    );
    assert_eq!(busy.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_long_answer_is_streamed() {
    let real = Demo::start().await;
    let front = before(&real, "/api").await;
    real.faults(json!([{ "path": "/stuck", "hang": "after_headers" }]))
        .await;
    // The headers are there although the body never ends.
    let response = front
        .head(Request::get("/api/stuck").body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(response.status(), 404);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_of_in_an_envelope() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = format!("http://{}/api", free.local_addr().unwrap())
        .parse()
        .unwrap();
    drop(free);
    let front = Demo::with(|options| options.api = Some(target)).await;
    assert!(
        front
            .get("/api/v2.1/jobs")
            .await
            .refusal(502)
            .contains("did not answer")
    );
}

#[tokio::test]
async fn no_path_climbs_out_of_the_api() {
    let real = Demo::start().await;
    let front = before(&real, "/api").await;
    for path in [
        "/api/../__test/calls",
        "/api/%2e%2e/__test/calls",
        "/api/v2.1/./jobs",
    ] {
        front.get(path).await.refusal(404);
    }
    assert_eq!(real.get("/__test/calls").await.json(), json!([]));
}
