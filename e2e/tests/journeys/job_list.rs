//! The list of jobs: its pages, columns, filters, and what *Load more* adds.

use nse_e2e::{Fault, It, Outcome, State, User, journey};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

async fn rows(it: &It, count: usize) -> Result<State, Fault> {
    it.page
        .table("Jobs")
        .until(&format!("of {count} rows"), |table| table.rows.len() == count)
        .await
}

/// Waits for words that many rows have to be loaded for. (To ask the table would lay all of them out at each look.)
async fn says_in_time(it: &It, words: &str) -> Result<(), Fault> {
    let status = "return document.body.textContent.includes(arguments[0])";
    let end = Instant::now() + Duration::from_secs(90);
    while it.page.script(status, vec![words.into()]).await? != true {
        if Instant::now() > end {
            return Err(Fault::new(format!("“{words}” did not come")));
        }
    }
    Ok(())
}

/// Scrolls up, as one has to for what stands above a long list; the driver would leave it below the bar.
async fn to_top(it: &It) -> Result<(), Fault> {
    it.page.script("scrollTo(0, 0)", Vec::new()).await.map(drop)
}

#[test]
fn the_pager_goes_anywhere() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs?status=failed").await?;
        it.page.says("1–25 of 2,625").await?;
        it.page
            .button("First page")
            .until("of no use", |it| it.disabled)
            .await?;
        it.page.button("Last page").click().await?;
        it.page.says("2,601–2,625 of 2,625").await?;
        // The client's own filters stay while pages are turned.
        it.page.at("/jobs?offset=2600&status=failed").await?;
        it.page
            .button("Last page")
            .until("of no use", |it| it.disabled)
            .await?;
        it.page.button("First page").click().await?;
        it.page.at("/jobs?status=failed").await?;

        let field = it.page.part("spinbutton", "Go to page");
        for (typed, said, shown) in [
            ("7", "151–175 of 2,625", "7"),
            ("9999", "2,601–2,625 of 2,625", "105"),
            ("0", "1–25 of 2,625", "1"),
        ] {
            field.fill(typed).await?;
            field.enter().await?;
            it.page.says(said).await?;
            field
                .until("showing the page", |field| field.value.as_deref() == Some(shown))
                .await?;
        }
        // Leaving the field goes nowhere, and puts back what was typed over.
        field.fill("50").await?;
        it.page.field("Filter").click().await?;
        field
            .until("put back", |field| field.value.as_deref() == Some("1"))
            .await?;
        it.page.at("/jobs?status=failed").await?;

        // Where the server does not say how many there are, nobody knows the last page.
        it.demo
            .faults(json!([{ "path": "/v2.1/jobs*", "remove": ["result.total_records"] }]))
            .await?;
        it.load("/jobs?offset=25").await?;
        it.page
            .until("a span without a total", |look| {
                look.text.contains("26–50") && !look.text.contains("26–50 of")
            })
            .await?;
        it.page
            .button("Last page")
            .until("of no use", |it| it.disabled)
            .await?;
        field.gone().await?;
        Ok(())
    });
}

#[test]
fn columns_and_density_are_remembered() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        let usual = rows(it, 25).await?.headers;
        assert_eq!(
            usual,
            [
                "Status", "Job", "Object", "Type", "Created", "Updated", "Duration"
            ]
        );
        it.page.button("Columns").click().await?;
        it.page
            .part("checkbox", "Job")
            .until("fixed: it names the rows", |tick| tick.disabled && tick.checked)
            .await?;
        for name in ["Type", "Updated", "Id"] {
            let tick = it.page.part("checkbox", name);
            tick.click().await?;
        }
        it.page.part("radio", "Compact").click().await?;
        let wanted = ["Status", "Job", "Object", "Created", "Duration", "Id"];
        let changed = |table: &State| table.headers == wanted;
        let table = it.page.table("Jobs").until("of other columns", changed).await?;
        let jobs = it.demo.records("/v2.1/jobs/?limit=25").await?;
        let ids: Vec<&str> = jobs.iter().filter_map(|job| job["id"].as_str()).collect();
        assert_eq!(table.column("Id"), ids);

        it.page.reload().await?;
        it.page
            .table("Jobs")
            .until("of the chosen columns", changed)
            .await?;
        let density = "return document.documentElement.dataset.density";
        assert_eq!(it.page.script(density, Vec::new()).await?, "compact");
        let choices = it.page.look().await?.storage["nse-console.choices"].clone();
        let choices: Value = serde_json::from_str(&choices).unwrap();
        assert_eq!(choices["density"], "compact");
        assert_eq!(
            choices["columns"],
            json!([
                "status",
                "job_summary",
                "object_name",
                "created",
                "duration",
                "id"
            ])
        );

        // Every attribute has a header to sort by.
        it.page
            .button("Id")
            .within(&it.page.table("Jobs"))
            .click()
            .await?;
        it.page.at("/jobs?sort_by=id&order_by=asc").await?;

        // Escape closes the panel and gives the focus back.
        it.page.button("Columns").click().await?;
        it.page.part("checkbox", "Action").click().await?;
        it.page.part("checkbox", "Action").type_text("\u{e00c}").await?;
        it.page.part("checkbox", "Action").gone().await?;
        it.page
            .button("Columns")
            .until("focused", |button| button.focused)
            .await?;

        for (stored, headers) in [
            (json!(["nope", 7, "id"]), vec!["Job", "Id"]),
            (json!(["nope"]), usual.iter().map(String::as_str).collect()),
            (json!("all"), usual.iter().map(String::as_str).collect()),
        ] {
            let store =
                "localStorage.setItem('nse-console.choices', JSON.stringify({ columns: arguments[0] }))";
            it.page.script(store, vec![stored]).await?;
            it.page.reload().await?;
            it.page
                .table("Jobs")
                .until(&format!("of {headers:?}"), |table| table.headers == headers)
                .await?;
        }
        Ok(())
    });
}

#[test]
fn filters_look_through_what_is_loaded() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs?limit=100").await?;
        rows(it, 100).await?;
        let jobs = it.demo.records("/v2.1/jobs/?limit=100").await?;
        let of_status = |word: &str| jobs.iter().filter(|job| job["status"] == word).count();
        let chips = it.page.part("group", "Status");
        let chip = |word: &str| it.page.button(word).within(&chips);
        for word in ["failed", "successful", "running"] {
            assert!(of_status(word) > 0, "no {word} job to filter by");
            chip(&format!("{word} {}", of_status(word))).state().await?;
        }
        it.page.says("100 loaded; 2,625 in all").await?;
        it.demo.forget_calls().await?;

        let failed = of_status("failed");
        chip(&format!("failed {failed}")).click().await?;
        let table = rows(it, failed).await?;
        assert!(table.column("Status").iter().all(|status| status == "failed"));
        it.page
            .says(&format!("{failed} of 100 loaded; 2,625 in all"))
            .await?;
        it.page.at("/jobs?limit=100&status=failed").await?;
        chip(&format!("failed {failed}"))
            .until("pressed", |chip| chip.pressed.as_deref() == Some("true"))
            .await?;

        // Text narrows further, in capitals or not, without a request, and the focus stays.
        let name = jobs
            .iter()
            .filter(|job| job["status"] == "failed")
            .find_map(|job| job["object_name"].as_str())
            .unwrap();
        let held = |job: &&Value| {
            let shown = ["job_summary", "object_name", "object_type"];
            let has = |key: &str| job[key].as_str().is_some_and(|text| text.contains(name));
            job["status"] == "failed" && shown.iter().any(|key| has(key))
        };
        let narrowed = jobs.iter().filter(held).count();
        let field = it.page.field("Filter");
        field.fill(&name.to_uppercase()).await?;
        rows(it, narrowed).await?;
        it.page
            .says(&format!("{narrowed} of 100 loaded; 2,625 in all"))
            .await?;
        field.until("focused", |field| field.focused).await?;
        let there = it.page.look().await?.address;
        assert!(there.starts_with("/jobs?limit=100&status=failed&q="), "{there}");
        // Chips count what a press on them would show.
        chip(&format!("failed {narrowed}")).state().await?;
        let calls = it.demo.calls_to("/v2.1/jobs/?").await?;
        assert!(
            calls
                .iter()
                .all(|call| !call.path.contains("status") && !call.path.contains("q=")),
            "{calls:?}"
        );

        it.page.reload().await?;
        rows(it, narrowed).await?;
        field
            .until("filled in again", |field| {
                field.value.as_deref() == Some(&name.to_uppercase())
            })
            .await?;

        field.fill("no such thing").await?;
        it.page.says("No loaded job matches").await?;
        it.page.button("Clear filters").click().await?;
        rows(it, 100).await?;
        it.page.at("/jobs?limit=100").await?;
        field.until("focused", |field| field.focused).await?;
        Ok(())
    });
}

#[test]
fn a_status_that_nobody_has_can_be_let_go_of() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs?status=hibernating").await?;
        it.page.says("No loaded job matches").await?;
        it.page.button("hibernating 0").click().await?;
        it.page.at("/jobs").await?;
        rows(it, 25).await?;
        Ok(())
    });
}

#[test]
fn load_more_reads_on_to_the_end() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        rows(it, 25).await?;
        it.demo.forget_calls().await?;
        it.page.button("Load more").click().await?;
        says_in_time(it, "2,625 loaded; 2,625 in all").await?;
        let table = rows(it, 2_625).await?;
        it.page.says("1–2,625 of 2,625").await?;
        it.page.button("Load more").gone().await?;
        let mut jobs = Vec::new();
        for offset in [0, 1_000, 2_000] {
            jobs.extend(
                it.demo
                    .records(&format!("/v2.1/jobs/?limit=1000&offset={offset}"))
                    .await?,
            );
        }
        let names: Vec<&str> = jobs
            .iter()
            .filter_map(|job| job["job_summary"].as_str())
            .collect();
        assert_eq!(
            table.column("Job"),
            names,
            "every job once, in the server's order"
        );

        // New jobs at the top push others off the page: each is there, once, with what was loaded.
        it.demo.advance(120).await?;
        to_top(it).await?;
        it.page.button("Refresh").click().await?;
        let total = it.demo.result("/v2.1/jobs/?limit=1").await?["total_records"]
            .as_u64()
            .unwrap();
        assert!(total > 2_625 && total < 2_650, "{total}");
        let shown = format!("{},{:03}", total / 1_000, total % 1_000);
        says_in_time(it, &format!("{shown} loaded; {shown} in all")).await?;
        let table = it.page.table("Jobs").state().await?;
        assert_eq!(table.rows.len() as u64, total);

        // So many new ones that the page has nothing in common with what was loaded would leave a gap: it begins anew.
        it.demo.advance(1_200).await?;
        to_top(it).await?;
        it.page.button("Refresh").click().await?;
        rows(it, 25).await?;
        it.page.button("Load more").click().await?;
        let total = it.demo.result("/v2.1/jobs/?limit=1").await?["total_records"]
            .as_u64()
            .unwrap();
        let shown = format!("{},{:03}", total / 1_000, total % 1_000);
        says_in_time(it, &format!("{shown} loaded; {shown} in all")).await?;
        // And so it does in another order.
        to_top(it).await?;
        it.page
            .button("Status")
            .within(&it.page.table("Jobs"))
            .click()
            .await?;
        rows(it, 25).await?;
        Ok(())
    });
}

#[test]
fn load_more_can_be_cancelled() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs?q=bucket").await?;
        it.page.says("of 25 loaded; 2,625 in all").await?;
        it.demo
            .faults(json!([{ "path": "/v2.1/jobs/?*limit=500*", "delay_ms": 2000 }]))
            .await?;
        it.page.button("Load more").click().await?;
        let bar = it.page.part("progressbar", "loaded").partly();
        bar.state().await?;
        it.page.says("525 of 2,625 loaded").await?;
        it.page.button("Cancel").click().await?;
        bar.gone().await?;
        it.page
            .button("Load more")
            .until("focused", |button| button.focused)
            .await?;
        let asked = it.demo.calls_to("/v2.1/jobs/?").await?;
        let asked = asked
            .iter()
            .filter(|call| call.path.contains("limit=500"))
            .count();
        assert!(asked < 6, "it had read all already");
        // What was loaded stays, is looked through, and is kept by a refresh; nothing more is asked for.
        it.demo.forget_calls().await?;
        to_top(it).await?;
        it.page.button("Refresh").click().await?;
        it.page
            .until_so("the refresh", async || {
                let calls = it.demo.calls_to("/v2.1/jobs/?").await?;
                Ok(calls.iter().any(|call| call.status == Some(200)))
            })
            .await?;
        it.page
            .until("what was loaded", |look| {
                look.text.contains("of 525 loaded; 2,625 in all")
            })
            .await?;
        let more = it.demo.calls_to("/v2.1/jobs/?").await?;
        assert!(
            more.iter().all(|call| !call.path.contains("limit=500")),
            "{more:?}"
        );

        // Back from a job it is all there again.
        it.demo.heal().await?;
        let shown = it.page.table("Jobs").state().await?.rows.len();
        let last = it.page.table("Jobs").state().await?.column("Job").pop().unwrap();
        let click = "
            const links = [...document.querySelectorAll('main table a')];
            links.filter(it => it.innerText === arguments[0]).at(-1).click();";
        it.page.script(click, vec![last.into()]).await?;
        it.page
            .any("table")
            .until("the job's tasks", |table| table.name == "Tasks")
            .await?;
        it.page.back().await?;
        rows(it, shown).await?;
        it.page.says("of 525 loaded; 2,625 in all").await?;
        Ok(())
    });
}

#[test]
fn load_more_that_fails_can_be_tried_again() {
    journey_that_fails(async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        rows(it, 25).await?;
        it.demo
            .faults(json!([{ "path": "/v2.1/jobs/?*limit=500*", "skip": 1, "times": 1, "status": 412 }]))
            .await?;
        it.page.button("Load more").click().await?;
        it.page
            .alert()
            .until("the error", |alert| alert.text.contains("525 of 2,625 loaded"))
            .await?;
        it.page.button("Retry").click().await?;
        says_in_time(it, "2,625 loaded; 2,625 in all").await?;
        it.page.alert().gone().await?;
        Ok(())
    });
}

fn journey_that_fails(body: impl AsyncFnOnce(&It) -> Outcome) {
    let plan = nse_e2e::Plan {
        expects: &["status of 412"],
        ..nse_e2e::Plan::default()
    };
    nse_e2e::journey_with(plan, body);
}

#[test]
fn load_more_stops_by_itself() {
    journey(async |it| {
        it.demo.jobs(12_000, true).await?;
        it.load_as(User::ADMIN, "/jobs?limit=1000&q=failed").await?;
        it.page.says("of 1,000 loaded; 12,000 in all").await?;
        it.page.button("Load more").click().await?;
        says_in_time(it, "Stopped at 10,000 jobs").await?;
        it.page.says("of 10,000 loaded; 12,000 in all").await?;
        it.page.button("Load more").gone().await?;
        Ok(())
    });
}
