use serde_json::json;

use crate::support::{Demo, claims, token};

#[tokio::test]
async fn signing_in_gives_the_user_and_a_token_that_opens_the_rest() {
    let demo = Demo::start().await;
    let session = demo.sign_in("MyName", "newPassword").await.record();
    assert_eq!(session["user"]["username"], "MyName");
    assert_eq!(session["user"]["displayName"], "My Name");
    assert_eq!(
        session["user"]["tenancies"],
        json!([{ "id": "7a1d2f60-5b0e-4c7f-9a55-0c1de0a5c001", "name": "Acme Storage", "code": "acme", "role": "user" }])
    );
    demo.get_as(&token(&session), "/v2.1/jobs").await.records();

    let admin = demo.sign_in("admin", "admin-password").await.record();
    assert_eq!(admin["user"]["tenancies"].as_array().unwrap().len(), 2);
    assert_eq!(admin["user"]["tenancies"][1]["role"], "admin");
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_refused_alike() {
    let demo = Demo::start().await;
    let wrong_password = demo.sign_in("MyName", "guess").await;
    let wrong_name = demo.sign_in("nobody", "newPassword").await;
    assert_eq!(wrong_password.refusal(401), wrong_name.refusal(401));
}

#[tokio::test]
async fn a_request_that_makes_no_sense_is_told_so() {
    let demo = Demo::start().await;
    for (body, word) in [
        ("{\"username\":", "not JSON"),
        ("", "empty"),
        ("[]", "object"),
        ("{}", "username"),
        ("{\"username\":\"MyName\"}", "password"),
        (
            "{\"username\":\"MyName\",\"password\":7}",
            "password must be text",
        ),
    ] {
        let message = demo.post(None, "/v2.1/auth/signin", body).await.refusal(400);
        assert!(message.contains(word), "{body}: {message}");
    }
    let long = json!({ "username": "MyName", "password": "x".repeat(70_000) }).to_string();
    demo.post(None, "/v2.1/auth/signin", long).await.refusal(413);
}

#[tokio::test]
async fn a_token_names_its_user_and_its_end_and_nothing_else() {
    let demo = Demo::with(|options| options.token_seconds = 90).await;
    let before = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let claims = claims(&demo.my_token().await);
    assert_eq!(claims.as_object().unwrap().len(), 2);
    assert_eq!(claims["username"], "MyName");
    let lives = claims["exp"].as_u64().unwrap() - before;
    assert!((90..=100).contains(&lives), "{lives} s");
}

#[tokio::test]
async fn a_token_ends_and_a_refresh_comes_before_that() {
    let demo = Demo::with(|options| options.token_seconds = 600).await;
    let first = demo.my_token().await;
    demo.advance(500).await;
    let second = token(&demo.post(Some(&first), "/v2.1/auth/refresh", "").await.record());
    assert_ne!(first, second);
    demo.advance(200).await;
    demo.get_as(&first, "/v2.1/regions").await.refusal(401);
    demo.get_as(&second, "/v2.1/regions").await.records();
    demo.post(Some(&first), "/v2.1/auth/refresh", "")
        .await
        .refusal(401);
}

#[tokio::test]
async fn nothing_but_signing_in_goes_without_a_token() {
    let demo = Demo::start().await;
    for path in [
        "/v2.1/jobs/",
        "/v2.1/jobs/x",
        "/v2.1/auth/regions",
        "/v2.1/zones/x",
    ] {
        let answer = demo.get(&format!("/api{path}")).await;
        answer.refusal(401);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        demo.get_as("not.a.token", path).await.refusal(401);
    }
    demo.post(None, "/v2.1/auth/refresh", "").await.refusal(401);
    demo.post(None, "/v2.1/auth/password", "{}").await.refusal(401);
    demo.get_with(
        "/api/v2.1/jobs",
        "Authorization",
        "Basic TXlOYW1lOm5ld1Bhc3N3b3Jk",
    )
    .await
    .refusal(401);
}

#[tokio::test]
async fn a_new_password_takes_the_old_ones_place() {
    let demo = Demo::start().await;
    let first = demo.my_token().await;
    demo.advance(1).await;
    let body =
        json!({ "username": "MyName", "old_password": "newPassword", "new_password": "긴 비밀번호 열두 자" });
    let session = demo
        .post(Some(&first), "/v2.1/auth/password", body.to_string())
        .await
        .record();
    assert_eq!(session["user"]["tenancies"][0]["role_name"], "user");
    assert_ne!(token(&session), first);
    demo.get_as(&token(&session), "/v2.1/regions").await.records();
    demo.get_as(&first, "/v2.1/regions").await.records();

    demo.sign_in("MyName", "newPassword").await.refusal(401);
    demo.sign_in("MyName", "긴 비밀번호 열두 자").await.record();
}

#[tokio::test]
async fn a_password_is_not_changed_by_just_anybody() {
    let demo = Demo::start().await;
    let mine = demo.my_token().await;
    let change = async |body: serde_json::Value| {
        demo.post(Some(&mine), "/v2.1/auth/password", body.to_string())
            .await
    };

    // Not 401: that would end the session of whoever mistyped.
    let wrong =
        change(json!({ "username": "MyName", "old_password": "x", "new_password": "long enough" })).await;
    assert_eq!(wrong.refusal(400), "The current password is not right.");
    change(json!({ "username": "MyName", "old_password": 7, "new_password": "long enough" }))
        .await
        .refusal(400);
    change(json!({ "username": "MyName", "old_password": "newPassword", "new_password": "short" }))
        .await
        .refusal(400);
    change(json!({ "username": "MyName", "old_password": "newPassword" }))
        .await
        .refusal(400);
    change(json!({ "old_password": "newPassword", "new_password": "long enough" }))
        .await
        .refusal(400);
    change(json!({ "username": "admin", "old_password": "newPassword", "new_password": "long enough" }))
        .await
        .refusal(403);
    demo.my_token().await;

    // The old password is not documented as required.
    change(json!({ "username": "MyName", "new_password": "long enough" }))
        .await
        .record();
    demo.sign_in("MyName", "long enough").await.record();
}

#[tokio::test]
async fn tests_can_revoke_tokens_and_put_everything_back() {
    let demo = Demo::start().await;
    let (mine, admin) = (demo.my_token().await, demo.admin_token().await);
    demo.order("POST", "revoke", json!({ "username": "MyName" }))
        .await;
    demo.get_as(&mine, "/v2.1/regions").await.refusal(401);
    demo.get_as(&admin, "/v2.1/regions").await.records();
    demo.order("POST", "revoke", json!(null)).await;
    demo.get_as(&admin, "/v2.1/regions").await.refusal(401);
    let mine = demo.my_token().await;
    let body = json!({ "username": "MyName", "new_password": "something else" });
    demo.post(Some(&mine), "/v2.1/auth/password", body.to_string())
        .await
        .record();
    demo.advance(100_000).await;

    demo.order("POST", "reset", json!(null)).await;
    let mine = demo.my_token().await;
    assert_eq!(
        demo.get_as(&mine, "/v2.1/jobs").await.json()["result"]["total_records"],
        1_575
    );
}

#[tokio::test]
async fn tests_can_declare_tokens_ended_that_are_still_good_for_new_ones() {
    let demo = Demo::start().await;
    let old = demo.my_token().await;
    demo.order("POST", "expire", json!(null)).await;
    demo.get_as(&old, "/v2.1/regions").await.refusal(401);
    let new = token(&demo.post(Some(&old), "/v2.1/auth/refresh", "").await.record());
    assert_ne!(new, old);
    demo.get_as(&new, "/v2.1/regions").await.records();
    demo.get_as(&old, "/v2.1/regions").await.refusal(401);

    demo.order("POST", "revoke", json!(null)).await;
    demo.post(Some(&old), "/v2.1/auth/refresh", "").await.refusal(401);
    demo.post(Some(&new), "/v2.1/auth/refresh", "").await.refusal(401);
}
