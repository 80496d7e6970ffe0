use serde_json::json;

use crate::support::Demo;

#[tokio::test]
async fn every_spelling_of_the_paths_is_answered() {
    let demo = Demo::start().await;
    let mine = demo.my_token().await;
    for path in ["/v2.1/auth/regions", "/v2.1/regions"] {
        assert_eq!(demo.get_as(&mine, path).await.records().len(), 7, "{path}");
        assert_eq!(
            demo.get_as(&mine, &format!("{path}/eu-frankfurt-1"))
                .await
                .record()["name"],
            "eu-frankfurt-1"
        );
    }
    for path in ["/v2.1/auth/zones", "/v2.1/zones", "/v2.1/auth/zone"] {
        assert_eq!(demo.get_as(&mine, path).await.records().len(), 14, "{path}");
        assert_eq!(
            demo.get_as(&mine, &format!("{path}/ap-tokyo-1a")).await.record()["region"],
            "ap-tokyo-1"
        );
    }
    for path in ["/v2.1/jobs", "/v2.1/jobs/"] {
        assert_eq!(demo.get_as(&mine, path).await.records().len(), 25, "{path}");
    }
}

#[tokio::test]
async fn a_name_may_hold_anything() {
    let demo = Demo::start().await;
    let mine = demo.my_token().await;
    for (kind, encoded, name) in [
        ("regions", "lab%2F50%25%20%2B%20%231", "lab/50% + #1"),
        ("zones", "lab%2F50%25%20%2B%20%231%2Fa", "lab/50% + #1/a"),
        ("regions", "%EC%84%9C%EC%9A%B8-1", "서울-1"),
        ("zones", "lab%20b%3Fc%26d%3De", "lab b?c&d=e"),
        ("regions", "ap.singapore-1", "ap.singapore-1"),
    ] {
        assert_eq!(
            demo.get_as(&mine, &format!("/v2.1/{kind}/{encoded}"))
                .await
                .record()["name"],
            name
        );
    }
    demo.get_as(&mine, "/v2.1/regions/%ff").await.refusal(400);
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let demo = Demo::start().await;
    let mine = demo.my_token().await;
    for (path, name) in [
        ("/v2.1/regions/atlantis", "atlantis"),
        ("/v2.1/zones/atlantis", "atlantis"),
        ("/v2.1/jobs/4711", "4711"),
    ] {
        assert!(demo.get_as(&mine, path).await.refusal(404).contains(name));
    }
    assert!(
        demo.get("/api/v2.1/nothing")
            .await
            .refusal(404)
            .contains("/v2.1/nothing")
    );
    demo.get("/api").await.refusal(404);
    demo.get("/api/").await.refusal(404);
    let answer = demo.post(Some(&mine), "/v2.1/jobs/", "{}").await;
    assert!(answer.refusal(405).contains("POST"));
    assert!(answer.header("allow").contains("GET"));
    demo.get("/api/v2.1/auth/signin").await.refusal(405);
}

#[tokio::test]
async fn lists_are_sorted_cut_and_filtered() {
    let demo = Demo::start().await;
    let mine = demo.my_token().await;
    let answer = demo
        .get_as(&mine, "/v2.1/zones?sort_by=name&order_by=desc&offset=1&limit=2")
        .await;
    assert_eq!(answer.column("name"), [json!("서울-1a"), json!("us-ashburn-1b")]);
    let result = &answer.json()["result"];
    assert_eq!(result["total_records"], 14);
    assert_eq!(
        (&result["sort_by"], &result["order_by"]),
        (&json!("name"), &json!("desc"))
    );
    assert_eq!((&result["offset"], &result["limit"]), (&json!(1), &json!(2)));

    let amsterdam = demo.get_as(&mine, "/v2.1/auth/zones?region=eu-amsterdam-2").await;
    assert_eq!(
        amsterdam.column("name"),
        [json!("eu-amsterdam-2a"), json!("eu-amsterdam-2b")]
    );
    let lab = demo
        .get_as(&mine, "/v2.1/zones?region=lab%2F50%25+%2B+%231")
        .await;
    assert_eq!(
        lab.column("name"),
        [json!("lab b?c&d=e"), json!("lab/50% + #1/a")]
    );
    assert_eq!(
        demo.get_as(&mine, "/v2.1/zones?region=atlantis")
            .await
            .records()
            .len(),
        0
    );
    demo.get_as(&mine, "/v2.1/zones?limit=0").await.refusal(400);
}
