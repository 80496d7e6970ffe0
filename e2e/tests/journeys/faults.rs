//! A server that leaves things out, fails, or is slow.

use nse_e2e::{Fault, It, Plan, User, journey, journey_with};
use serde_json::{Value, json};

const FAILS: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["status of 500"],
};

const WORDS: &str = "Ordered by this journey.";

/// A rule: an error in the API's own form.
fn fails(path: &str, status: u16, times: Option<u32>) -> Value {
    let body =
        json!({ "status": { "user_message": WORDS, "verbose_message": "", "code": status }, "result": null });
    let mut rule = json!({ "path": path, "status": status, "body": body });
    if let Some(times) = times {
        rule["times"] = times.into();
    }
    rule
}

#[test]
fn what_a_server_leaves_out_fails_no_page() {
    journey(async |it| {
        let job = super::pages::example_job(it).await?;
        it.demo.faults(json!([
            {
                "path": "/v2.1/auth/regions*",
                "set": { "result.records.*.zones": null, "status.code": "200" },
                "remove": ["result.total_records", "result.returned_records", "result.records.*.description"],
            },
            {
                "path": "/v2.1/auth/zones*",
                "set": { "result.records.*.description": 7, "status.verbose_message": null },
                "remove": ["result.total_records", "result.offset", "result.limit"],
            },
            {
                "path": "/v2.1/jobs*",
                "set": { "result.records.*.job_tasks": null, "status.code": "200" },
                "remove": ["result.records.*.object_name", "result.records.*.updated", "result.total_records"],
            },
        ])).await?;
        it.load_as(User::ADMIN, "/regions").await?;
        it.page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        it.load("/regions/eu-frankfurt-1").await?;
        it.page.headed("eu-frankfurt-1").await?;
        it.load("/zones").await?;
        it.page
            .table("Zones")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        it.load("/zones/eu-frankfurt-1a").await?;
        it.page.headed("eu-frankfurt-1a").await?;
        it.page.page_link("eu-frankfurt-1").state().await?;
        it.load("/jobs").await?;
        it.page
            .table("Jobs")
            .until("25 rows", |table| table.rows.len() == 25)
            .await?;
        // Nobody knows how many there are: nobody says so, but there is a way on.
        let look = it.page.says("1–25").await?;
        assert!(!look.text.contains("1–25 of"), "{}", look.text);
        it.page.button("Next page").click().await?;
        it.page.says("26–50").await?;
        it.load(&format!("/jobs/{job}")).await?;
        it.page
            .until("the job", |look| look.heading.starts_with("Create sg_buckets"))
            .await?;
        it.load("/").await?;
        it.page.headed("Overview").await?;
        assert!(it.page.alert().states().await?.is_empty());
        Ok(())
    });
}

#[test]
fn a_server_that_ignores_paging_is_shown_as_it_answers() {
    journey(async |it| {
        // What a server that knows no `limit` answers: everything.
        let records = it.demo.records("/v2.1/jobs/?limit=60").await?;
        let everything =
            json!({ "status": { "user_message": "Okay.", "code": 200 }, "result": { "records": records } });
        it.demo
            .faults(json!([{ "path": "/v2.1/jobs/", "status": 200, "body": everything }]))
            .await?;
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page
            .table("Jobs")
            .until("all 60 rows", |table| table.rows.len() == 60)
            .await?;
        it.page.says("1–60").await?;
        Ok(())
    });
}

/// The calls for the first page of the list.
async fn list_calls(it: &It) -> Result<usize, Fault> {
    let calls = it.demo.calls_to("/v2.1/jobs/?").await?;
    Ok(calls
        .iter()
        .filter(|call| call.parameter("limit").as_deref() == Some("50"))
        .count())
}

#[test]
fn what_passes_is_tried_again() {
    journey_with(FAILS, async |it| {
        it.demo
            .faults(json!([fails("/v2.1/jobs/?*limit=50*", 500, Some(3))]))
            .await?;
        it.load_as(User::ADMIN, "/jobs?limit=50").await?;
        it.page
            .table("Jobs")
            .until("rows in the end", |table| table.rows.len() == 50)
            .await?;
        assert_eq!(list_calls(it).await?, 4);
        assert!(
            it.page.alert().states().await?.is_empty(),
            "what passed is no error any more"
        );
        Ok(())
    });
}

#[test]
fn what_does_not_pass_is_said_and_can_be_retried() {
    journey_with(FAILS, async |it| {
        it.demo
            .faults(json!([fails("/v2.1/jobs/?*limit=50*", 500, None)]))
            .await?;
        it.load_as(User::ADMIN, "/jobs?limit=50").await?;
        let alert = it.page.alert().patiently();
        alert
            .until("the server's words", |alert| alert.text.contains(WORDS))
            .await?;
        assert_eq!(list_calls(it).await?, 6, "one try and five more");
        it.demo.heal().await?;
        it.page.button("Retry").click().await?;
        it.page
            .table("Jobs")
            .until("rows", |table| table.rows.len() == 50)
            .await?;
        it.page.alert().gone().await?;
        Ok(())
    });
}

#[test]
fn a_failed_refresh_keeps_the_rows() {
    journey_with(FAILS, async |it| {
        it.load_as(User::ADMIN, "/regions").await?;
        let before = it
            .page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        it.demo
            .faults(json!([fails("/v2.1/auth/regions", 500, None)]))
            .await?;
        it.page.button("Refresh").click().await?;
        it.page
            .alert()
            .patiently()
            .until("the server's words", |alert| alert.text.contains(WORDS))
            .await?;
        assert_eq!(it.page.table("Regions").state().await?.rows, before.rows);
        Ok(())
    });
}

#[test]
fn a_client_error_is_not_tried_again() {
    const FORBIDDEN: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["status of 403"],
    };
    journey_with(FORBIDDEN, async |it| {
        it.demo
            .faults(json!([fails("/v2.1/auth/regions", 403, None)]))
            .await?;
        it.load_as(User::ADMIN, "/regions").await?;
        it.page
            .alert()
            .until("the server's words", |alert| alert.text.contains(WORDS))
            .await?;
        assert_eq!(it.demo.calls_to("/v2.1/auth/regions").await?.len(), 1);
        // Whoever may not see something is still signed in.
        let look = it.page.look().await?;
        assert_eq!(
            (look.address.as_str(), look.token().is_some()),
            ("/regions", true)
        );
        Ok(())
    });
}

/// Waits until no call is under way.
async fn quiet(it: &It) -> Result<(), Fault> {
    it.page
        .until_so("the end of all calls", async || {
            Ok(it.demo.calls().await?.iter().all(|call| call.ms.is_some()))
        })
        .await
}

#[test]
fn the_latest_page_wins_over_a_slow_one() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/").await?;
        it.page.headed("Overview").await?;
        quiet(it).await?;
        it.demo
            .faults(json!([{ "path": "/v2.1/auth/regions", "delay_ms": 2500 }]))
            .await?;
        it.page.main_link("Regions").click().await?;
        it.page.headed("Regions").await?;
        it.page.main_link("Zones").click().await?;
        it.page
            .table("Zones")
            .until("its own rows", |table| table.rows.len() > 5)
            .await?;
        quiet(it).await?;
        let look = it.page.headed("Zones").await?;
        assert_eq!(look.address, "/zones");
        assert!(it.page.table("Zones").state().await?.rows.len() > 5);
        assert!(it.page.table("Regions").states().await?.is_empty());
        Ok(())
    });
}

#[test]
fn the_latest_rows_win_over_slow_ones() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page.says("1–25 of 2,625").await?;
        it.demo
            .faults(json!([{ "path": "/v2.1/jobs/?*offset=25&*", "delay_ms": 2500 }]))
            .await?;
        it.page.button("Next page").click().await?;
        it.page.at("/jobs?offset=25").await?;
        it.page.button("Next page").click().await?;
        it.page.at("/jobs?offset=50").await?;
        let wanted = it.demo.records("/v2.1/jobs/?offset=50&limit=25").await?;
        let wanted: Vec<String> = wanted
            .iter()
            .map(|job| job["object_name"].as_str().unwrap_or("—").to_owned())
            .collect();
        it.page
            .table("Jobs")
            .until("the third page", |table| table.column("Object") == wanted)
            .await?;
        it.page.says("51–75 of 2,625").await?;
        quiet(it).await?;
        assert_eq!(
            it.page.table("Jobs").state().await?.column("Object"),
            wanted,
            "the slow page came after all"
        );
        Ok(())
    });
}
