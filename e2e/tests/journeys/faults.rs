//! Faults on other pages than the list of jobs, about which the table in `tests/faults/` is.

use nse_e2e::{Plan, User, journey, journey_with};
use serde_json::json;

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
fn a_failed_refresh_keeps_the_rows() {
    const WORDS: &str = "Ordered by this journey.";
    const FAILS: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["status of 500"],
    };
    journey_with(FAILS, async |it| {
        it.load_as(User::ADMIN, "/regions").await?;
        let before = it
            .page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        let status = json!({ "user_message": WORDS, "verbose_message": "", "code": 500 });
        let body = json!({ "status": status, "result": null });
        it.demo
            .faults(json!([{ "path": "/v2.1/auth/regions", "status": 500, "body": body }]))
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
