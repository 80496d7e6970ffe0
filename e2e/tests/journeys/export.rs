//! Export of jobs, checked by the file that the browser saved.

use nse_e2e::{Fault, It, Plan, User, journey, journey_with};
use serde_json::{Value, json};

const CANARY: &str = "canary-secret-";

async fn choose(it: &It, entry: &str) -> Result<(), Fault> {
    // The driver would leave it below the bar.
    it.page.script("scrollTo(0, 0)", Vec::new()).await?;
    it.page.button("Export").click().await?;
    it.page.menuitem(entry).click().await
}

/// The file that was saved, once it is there.
async fn saved(it: &It) -> Result<(String, String), Fault> {
    let downloads = &it.page.browser.downloads;
    it.page
        .until_so("a file", async || Ok(downloads.whole()?.is_some()))
        .await?;
    let (name, bytes) = downloads.whole()?.unwrap();
    Ok((name, String::from_utf8(bytes).unwrap()))
}

/// A cell by RFC 4180 and OWASP, written anew.
fn cell(text: &str) -> String {
    let safe = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if safe.contains([',', '"', '\n', '\r', ';']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

async fn line(it: &It, job: &Value) -> Result<String, Fault> {
    const KEYS: [&str; 12] = [
        "id",
        "status",
        "action",
        "job_summary",
        "object_name",
        "object_type",
        "object_id",
        "created",
        "updated",
        "status_detail",
        "last_error",
        "user_id",
    ];
    let mut cells: Vec<String> = KEYS
        .iter()
        .map(|key| cell(job[*key].as_str().unwrap_or_default()))
        .collect();
    let seconds = "return Math.floor((Date.parse(arguments[1]) - Date.parse(arguments[0])) / 1000)";
    let times = vec![job["created"].clone(), job["updated"].clone()];
    cells.push(it.page.script(seconds, times).await?.to_string());
    Ok(cells.join(",") + "\r\n")
}

#[test]
fn a_filtered_page_is_saved_as_csv() {
    journey(async |it| {
        let (tenant, name, _) = it.demo.tenancies().await?.remove(0);
        it.load_as(
            User::ADMIN,
            &format!("/jobs?limit=100&tenant_id={tenant}&status=failed"),
        )
        .await?;
        let jobs = it
            .demo
            .records(&format!("/v2.1/jobs/?limit=100&tenant_id={tenant}"))
            .await?;
        let failed: Vec<&Value> = jobs.iter().filter(|job| job["status"] == "failed").collect();
        assert!(failed.len() > 2);
        it.page.says(&format!("{} of 100 loaded", failed.len())).await?;
        it.demo.forget_calls().await?;
        choose(it, "This page as CSV").await?;
        let (file, text) = saved(it).await?;
        let mut expected =
            "\u{feff}Id,Status,Action,Job,Object,Type,Object id,Created,Updated,Status detail,Last error,User id,\
                            Duration (s)\r\n"
                .to_owned();
        for job in &failed {
            expected.push_str(&line(it, job).await?);
        }
        assert_eq!(text, expected);
        let plain: String = name
            .chars()
            .map(|c| if c.is_whitespace() { '-' } else { c })
            .collect();
        assert!(file.starts_with(&format!("nse-jobs-{plain}-20")), "{file}");
        assert!(file.ends_with("Z.csv") && !file.contains(':'), "{file}");
        it.page
            .says(&format!("{} jobs saved as {file}", failed.len()))
            .await?;
        // What is on the screen is saved, not asked for again.
        let calls = it.demo.calls_to("/v2.1/jobs/?").await?;
        assert!(
            calls.iter().all(|call| !call.path.contains("limit=1000")),
            "{calls:?}"
        );
        Ok(())
    });
}

#[test]
fn all_pages_are_saved_as_json_without_a_secret() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs?sort_by=object_name&order_by=asc&q=bucket")
            .await?;
        it.page.says("of 25 loaded; 2,625 in all").await?;
        choose(it, "All pages as JSON").await?;
        let (file, text) = saved(it).await?;
        assert!(
            file.starts_with("nse-jobs-all-20") && file.ends_with("Z.json"),
            "{file}"
        );
        assert!(text.starts_with("[\n{") && text.ends_with("}\n]\n"));
        assert!(!text.contains(CANARY), "a secret is in the file");
        let written: Vec<Value> = serde_json::from_str(&text).unwrap();
        let mut expected = Vec::new();
        for offset in [0, 1_000, 2_000] {
            let path = format!("/v2.1/jobs/?limit=1000&sort_by=object_name&order_by=asc&offset={offset}");
            expected.extend(it.demo.records(&path).await?);
        }
        let shown = ["status", "job_summary", "object_name", "object_type"];
        expected.retain(|job| {
            shown
                .iter()
                .any(|key| job[*key].as_str().is_some_and(|text| text.contains("bucket")))
        });
        assert!(
            expected.iter().any(|job| job.to_string().contains(CANARY)),
            "there is no secret to mask"
        );
        assert_eq!(written.len(), expected.len());
        for (written, expected) in written.iter().zip(&expected) {
            for (key, value) in expected.as_object().unwrap() {
                if !value.to_string().contains(CANARY) {
                    assert_eq!(&written[key], value, "{key} of {}", expected["id"]);
                }
            }
            let tasks = |job: &Value| job["job_tasks"].as_array().map(Vec::len);
            assert_eq!(tasks(written), tasks(expected));
        }
        it.page.says(&format!("jobs saved as {file}")).await?;
        it.page.any("progressbar").gone().await?;
        Ok(())
    });
}

#[test]
fn an_export_is_cancelled_half_way() {
    journey(async |it| {
        it.demo.jobs(50_000, true).await?;
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page.says("1–25 of 50,000").await?;
        // So slowly that there is a middle to hit.
        it.demo
            .faults(json!([{ "path": "/v2.1/jobs/?*limit=1000*", "delay_ms": 150 }]))
            .await?;
        choose(it, "All pages as CSV").await?;
        it.page.part("progressbar", "Exporting").partly().state().await?;
        it.page.says("of 50,000 read").await?;
        it.page
            .until("some thousands", |look| {
                (2..20).any(|thousands| {
                    look.text
                        .contains(&format!("Exporting: {thousands},000 of 50,000 read"))
                })
            })
            .await?;
        it.page.button("Cancel").click().await?;
        it.page.any("progressbar").gone().await?;
        it.page
            .button("Export")
            .until("focused", |button| button.focused)
            .await?;
        let asked = async || -> Result<usize, Fault> {
            let calls = it.demo.calls_to("/v2.1/jobs/?").await?;
            Ok(calls
                .iter()
                .filter(|call| call.path.contains("limit=1000"))
                .count())
        };
        let before = asked().await?;
        assert!((2..50).contains(&before), "{before} pages were asked for");
        // Time for what would have gone on, and for a file that would have come.
        let sizes = it.page.select("Items per page");
        for size in ["100", "500", "50", "10"] {
            sizes.choose(size).await?;
            it.page.says(&format!("1–{size} of 50,000")).await?;
        }
        assert_eq!(asked().await?, before, "it goes on after all");
        assert_eq!(
            it.page.browser.downloads.files()?,
            Vec::<std::path::PathBuf>::new()
        );

        // And the whole of it, once nobody cancels.
        it.demo.heal().await?;
        choose(it, "All pages as CSV").await?;
        let end = std::time::Instant::now() + std::time::Duration::from_secs(120);
        while !it.page.look().await?.text.contains("50,000 jobs saved as") {
            assert!(std::time::Instant::now() < end, "it does not end");
        }
        let (_, text) = saved(it).await?;
        assert!(!text.contains(CANARY), "a secret is in the file");
        let mut ids: Vec<&str> = text
            .split("\r\n")
            .skip(1)
            .filter_map(|line| line.split(',').next())
            .collect();
        ids.retain(|id| id.len() == 36);
        assert_eq!(ids.len(), 50_000);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 50_000, "a job is there twice");
        Ok(())
    });
}

#[test]
fn an_export_that_fails_saves_nothing_until_it_is_whole() {
    let plan = Plan {
        expects: &["status of 412"],
        ..Plan::default()
    };
    journey_with(plan, async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page.says("1–25 of 2,625").await?;
        let fault = json!([{ "path": "/v2.1/jobs/?*limit=1000*", "skip": 1, "times": 1, "status": 412 }]);
        it.demo.faults(fault.clone()).await?;
        choose(it, "All pages as CSV").await?;
        it.page
            .alert()
            .until("which page failed", |alert| {
                alert.text.contains("1,000 of 2,625 read")
            })
            .await?;
        assert_eq!(
            it.page.browser.downloads.files()?,
            Vec::<std::path::PathBuf>::new()
        );
        it.page.button("Retry").click().await?;
        let (_, text) = saved(it).await?;
        it.page.says("2,625 jobs saved as").await?;
        let jobs = text
            .split("\r\n")
            .filter(|line| line.split(',').next().is_some_and(|id| id.len() == 36));
        assert_eq!(jobs.count(), 2_625);

        it.page.browser.downloads.clear()?;
        it.demo.faults(fault).await?;
        choose(it, "All pages as JSON").await?;
        it.page.alert().state().await?;
        it.page.button("Cancel").click().await?;
        it.page.alert().gone().await?;
        assert_eq!(
            it.page.browser.downloads.files()?,
            Vec::<std::path::PathBuf>::new()
        );
        Ok(())
    });
}
