//! What a page asks first is asked while the code is on its way, and once.

use nse_e2e::{Fault, It, User, journey};
use serde_json::json;

/// Until the next orders none of the code arrives.
async fn hold_the_code(it: &It) -> Result<(), Fault> {
    let code = json!([{ "path": "*.wasm", "static": true, "hang": "until_other_orders" }]);
    it.demo.faults(code).await
}

#[test]
fn every_page_asks_beside_its_code_and_no_more_than_once() {
    journey(async |it| {
        let jobs = it.demo.records("/v2.1/jobs/?limit=10").await?;
        let job = jobs[0]["id"].as_str().unwrap();
        let pages = [
            (
                "/",
                "/v2.1/jobs/?offset=0&limit=100&sort_by=created&order_by=desc".to_owned(),
            ),
            (
                "/jobs",
                "/v2.1/jobs/?offset=0&limit=25&sort_by=created&order_by=desc".to_owned(),
            ),
            (
                "/jobs?limit=100&offset=100&q=bucket",
                "/v2.1/jobs/?offset=100&limit=100&sort_by=created&order_by=desc".to_owned(),
            ),
            (&format!("/jobs/{job}"), format!("/v2.1/jobs/{job}")),
            ("/regions", "/v2.1/auth/regions?offset=0&limit=25".to_owned()),
            (
                "/regions/eu-frankfurt-1",
                "/v2.1/auth/regions/eu-frankfurt-1".to_owned(),
            ),
            ("/zones?limit=10", "/v2.1/auth/zones?offset=0&limit=10".to_owned()),
            (
                "/zones/eu-frankfurt-1a",
                "/v2.1/auth/zones/eu-frankfurt-1a".to_owned(),
            ),
        ];
        for (page, call) in pages {
            hold_the_code(it).await?;
            it.load_without_polls_as(User::ADMIN, page).await?;
            it.page
                .until_so(&format!("{call} while the code is held"), async || {
                    Ok(it.demo.calls().await?.iter().any(|made| made.path == call))
                })
                .await?;
            it.demo.heal().await?;
            it.page
                .until("the page", |look| {
                    look.title.contains('·') && !look.heading.is_empty()
                })
                .await?;
            it.page
                .until_so("the bell's answer, the last", async || {
                    let calls = it.demo.calls_to("/v2.1/jobs/?offset=0&limit=10&").await?;
                    Ok(calls.iter().any(|call| call.ms.is_some()))
                })
                .await?;
            let calls = it.demo.calls_to(&call).await?;
            assert_eq!(calls.len(), 1, "{page}: {calls:?}");
            assert!(calls[0].authorized, "{calls:?}");
        }
        Ok(())
    });
}

/// A page of jobs whose host configures this base of the API.
async fn jobs_by(it: &It, base: &str) -> Result<(), Fault> {
    let order = json!([{
        "path": "/config.json",
        "static": true,
        "status": 200,
        "headers": { "content-type": "application/json" },
        "body": json!({ "api_base": base }).to_string(),
    }]);
    it.demo.faults(order).await?;
    it.load_without_polls_as(User::ADMIN, "/jobs").await
}

#[test]
fn the_token_goes_nowhere_that_a_configuration_may_not_name() {
    journey(async |it| {
        // Browsers read each of them as another origin. The policy would bar it and say so, which fails a journey.
        for base in [
            "//other.example/api",
            "/\\other.example/api",
            "/\t/other.example/api",
            "http://other.example/api",
        ] {
            jobs_by(it, base).await?;
            it.page.says("api_base").await?;
            assert!(it.demo.calls().await?.is_empty(), "{base}");
        }
        Ok(())
    });
}

#[test]
fn a_base_that_is_spelled_otherwise_is_asked_once() {
    journey(async |it| {
        jobs_by(it, "/api/").await?;
        it.page.headed("Jobs").await?;
        let calls = it.demo.calls_to("/v2.1/jobs/?offset=0&limit=25").await?;
        assert_eq!(calls.len(), 1, "{calls:?}");
        Ok(())
    });
}

#[test]
fn who_was_away_too_long_asks_nothing() {
    journey(async |it| {
        it.beside().await?;
        let away = "localStorage.setItem('nse-console.choices', JSON.stringify({ active: Date.now() - 31 * 60000 }))";
        it.page.script(away, Vec::new()).await?;
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page.headed("Sign in").await?;
        let calls = it.demo.calls().await?;
        assert!(calls.is_empty(), "{calls:?}");
        Ok(())
    });
}
