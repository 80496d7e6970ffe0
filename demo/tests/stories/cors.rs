use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::support::Demo;

#[tokio::test]
async fn a_page_of_one_other_origin_may_call() {
    let origin = "http://127.0.0.1:9000";
    let demo = Demo::with(|options| options.cors_origin = Some(origin.parse().unwrap())).await;
    demo.faults(json!([{ "path": "*", "times": 1, "status": 503 }]))
        .await;
    let asked = Request::options("/api/v2.1/jobs")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "GET")
        .header("Access-Control-Request-Headers", "authorization");
    let preflight = demo.send(asked.body(Body::empty()).unwrap()).await;
    assert_eq!(preflight.status, 204);
    assert_eq!(preflight.header("access-control-allow-origin"), origin);
    assert!(
        preflight
            .header("access-control-allow-headers")
            .contains("Authorization")
    );
    // The question used up no order; the answers with a fault can be read by the page too.
    let first = demo.get_with("/api/v2.1/jobs", "Origin", origin).await;
    assert_eq!(
        (first.status.as_u16(), first.header("access-control-allow-origin")),
        (503, origin)
    );
    let second = demo
        .get_with("/api/v2.1/jobs", "Origin", "http://evil.example")
        .await;
    assert_eq!(
        (
            second.status.as_u16(),
            second.header("access-control-allow-origin")
        ),
        (401, "")
    );
    let without = Demo::start().await;
    assert_eq!(
        without
            .get_with("/api/v2.1/jobs", "Origin", origin)
            .await
            .header("access-control-allow-origin"),
        ""
    );
}
