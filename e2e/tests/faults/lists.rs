//! Lists that count wrongly, ignore what they are asked for, or are asked for nonsense; records that go away.

use nse_e2e::{Fault, It, Outcome, Plan, QUICK_POLLS, User};
use nse_texts::en::MESSAGES;
use serde_json::{Value, json};

use crate::row::{Row, story};

/// With jobs asked for every second, of which one will be gone.
const POLLED: Plan = Plan {
    base: "",
    demo: QUICK_POLLS,
    expects: &["status of 404"],
};

#[rustfmt::skip]
pub fn table() -> Vec<Row> {
    vec![
        counts("total_records missing", Value::Null, "1–25", "26–50"),
        counts("total_records negative", json!(-5), "1–25", "26–50"),
        counts("total_records 1e18", json!(1_000_000_000_000_000_000_u64), "1–25", "26–50"),
        counts("total_records in words", json!("many"), "1–25", "26–50"),
        counts("total_records less than the rows sent", json!(3), "1–25", "26–50"),
        counts("total_records as text", json!("2625"), "1–25 of 2,625", "26–50 of 2,625"),
        story!("total_records far too large", "a way to the last page that ends at rows", Plan::default(), too_many),
        story!("total_records shrinks", "the last page that there still is", Plan::default(), shrinks),
        story!("limit ignored, everything sent", "all rows, no next page", Plan::default(), sends_all),
        story!("limit ignored, less sent", "the next page begins where this one ends", Plan::default(), sends_less),
        story!("sort_by ignored", "the order that was really sent", Plan::default(), sorts_otherwise),
        address("offset past the end", "/jobs?offset=999999", "/jobs?offset=2600", "2,601–2,625 of 2,625"),
        address("limit=1e9", "/jobs?limit=1e9", "/jobs?limit=1000", "1–1,000 of 2,625"),
        address("offset=-5", "/jobs?offset=-5", "/jobs", "1–25 of 2,625"),
        address("doubled parameters", "/jobs?offset=50&limit=10&offset=75&limit=50", "/jobs?offset=50&limit=10", "51–60 of 2,625"),
        address("broken parameters", "/jobs?offset=%FF%00&limit=%&sort_by=DROP&order_by=sideways&&==", "/jobs", "1–25 of 2,625"),
        address("words for numbers", "/jobs?limit=many&offset=soon", "/jobs", "1–25 of 2,625"),
        story!("the job that is looked at is deleted", "no longer there; last state kept", POLLED, job_deleted),
        story!("a watched job is deleted", "no longer there, in the header", POLLED, watched_deleted),
        story!("the region that is looked at is deleted", "no longer there; last state kept", POLLED, region_deleted),
    ]
}

/// The list's calls of any page.
const LIST: &str = "/v2.1/jobs/?*limit=25&*";

async fn rows(it: &It, count: usize) -> Result<Vec<Vec<String>>, Fault> {
    let table = it.page.table("Jobs");
    let state = table
        .until("its rows", |table| table.rows.len() == count && !table.busy)
        .await?;
    Ok(state.rows)
}

/// A row about `total_records`: what stands below the list then, on its first page and on the next.
fn counts(fault: &'static str, total: Value, first: &'static str, second: &'static str) -> Row {
    Row {
        fault,
        must: "a pager that says what it knows, and leads on",
        plan: Plan::default(),
        story: Box::new(move |it| Box::pin(counts_so(it, total.clone(), first, second))),
    }
}

async fn counts_so(it: &It, total: Value, first: &str, second: &str) -> Outcome {
    it.demo
        .faults(json!([{ "path": LIST, "set": { "result.total_records": total } }]))
        .await?;
    it.load_still_as(User::ADMIN, "/jobs").await?;
    let before = rows(it, 25).await?;
    says_whole(it, first).await?;
    it.page.button("Next page").click().await?;
    says_whole(it, second).await?;
    assert_ne!(rows(it, 25).await?, before);
    it.page.button("Previous page").click().await?;
    says_whole(it, first).await?;
    Ok(())
}

/// Waits for words that are a line of their own.
async fn says_whole(it: &It, words: &str) -> Result<(), Fault> {
    it.page
        .until(&format!("the line “{words}”"), |look| {
            look.text.lines().any(|line| line.trim() == words)
        })
        .await
        .map(drop)
}

async fn too_many(it: &It) -> Outcome {
    it.demo
        .faults(json!([{ "path": LIST, "set": { "result.total_records": 9_000_000 } }]))
        .await?;
    it.load_still_as(User::ADMIN, "/jobs").await?;
    says_whole(it, "1–25 of 9,000,000").await?;
    it.page.button("Last page").click().await?;
    it.page
        .until_so("a page with rows again", async || {
            let look = it.page.look().await?;
            Ok(look.address == "/jobs" && it.page.table("Jobs").states().await?.len() == 1)
        })
        .await?;
    rows(it, 25).await?;
    Ok(())
}

async fn shrinks(it: &It) -> Outcome {
    it.load_still_as(User::ADMIN, "/jobs?offset=2600").await?;
    rows(it, 25).await?;
    it.demo.jobs(30, true).await?;
    it.page.button("Refresh").click().await?;
    it.page.at("/jobs?offset=25").await?;
    says_whole(it, "26–30 of 30").await?;
    rows(it, 5).await?;
    Ok(())
}

/// An answer of so many jobs from an offset on, as a server sends it that was not asked for so many.
async fn answer(it: &It, offset: u64, limit: u64, total: Value) -> Result<Value, Fault> {
    let records = it
        .demo
        .records(&format!("/v2.1/jobs/?offset={offset}&limit={limit}"))
        .await?;
    let result = json!({ "records": records, "total_records": total });
    Ok(json!({ "status": { "user_message": "Okay.", "code": 200 }, "result": result }))
}

async fn sends_all(it: &It) -> Outcome {
    let all = answer(it, 0, 60, Value::Null).await?;
    it.demo
        .faults(json!([{ "path": LIST, "status": 200, "body": all }]))
        .await?;
    it.load_still_as(User::ADMIN, "/jobs").await?;
    rows(it, 60).await?;
    says_whole(it, "1–60").await?;
    assert!(
        it.page.button("Next page").state().await?.disabled,
        "there is no next page"
    );
    Ok(())
}

async fn sends_less(it: &It) -> Outcome {
    let (first, second) = (
        answer(it, 0, 10, json!(2_625)).await?,
        answer(it, 10, 10, json!(2_625)).await?,
    );
    it.demo
        .faults(json!([
            { "path": "/v2.1/jobs/?offset=0&limit=25&*", "status": 200, "body": first },
            { "path": "/v2.1/jobs/?offset=10&limit=25&*", "status": 200, "body": second },
        ]))
        .await?;
    it.load_still_as(User::ADMIN, "/jobs").await?;
    says_whole(it, "1–10 of 2,625").await?;
    it.page.button("Next page").click().await?;
    says_whole(it, "11–20 of 2,625").await?;
    it.page.at("/jobs?offset=10").await?;
    Ok(())
}

/// What tells the rows from others; their durations move on.
async fn ids(it: &It) -> Result<Vec<String>, Fault> {
    let table = it.page.table("Jobs");
    let state = table
        .until("25 rows", |table| table.rows.len() == 25 && !table.busy)
        .await?;
    Ok(state.column("Object"))
}

async fn sorts_otherwise(it: &It) -> Outcome {
    let mut newest = answer(it, 0, 25, json!(2_625)).await?;
    newest["result"]["sort_by"] = "created".into();
    newest["result"]["order_by"] = "desc".into();
    it.demo
        .faults(json!([{ "path": "/v2.1/jobs/?*sort_by=object_name*", "status": 200, "body": newest }]))
        .await?;
    it.load_still_as(User::ADMIN, "/jobs").await?;
    let before = ids(it).await?;
    it.page.button("Object").click().await?;
    it.page.at("/jobs?sort_by=object_name&order_by=asc").await?;
    assert_eq!(ids(it).await?, before);
    let sorted = async |header: &str| Ok::<_, Fault>(it.page.button(header).state().await?.sort);
    assert_eq!(sorted("Created").await?.as_deref(), Some("descending"));
    assert_eq!(sorted("Object").await?.as_deref(), Some("none"));
    Ok(())
}

/// A row about an address: which one takes its place, without one more to go back to, and what the list then says.
fn address(fault: &'static str, typed: &'static str, corrected: &'static str, said: &'static str) -> Row {
    Row {
        fault,
        must: "clamped, and the address corrected",
        plan: Plan::default(),
        story: Box::new(move |it| Box::pin(corrects(it, typed, corrected, said))),
    }
}

async fn corrects(it: &It, typed: &str, corrected: &str, said: &str) -> Outcome {
    it.load_without_polls_as(User::ADMIN, "/account").await?;
    it.page.headed("Account").await?;
    it.load(typed).await?;
    it.page.at(corrected).await?;
    says_whole(it, said).await?;
    let calls = it.demo.calls_to("/v2.1/jobs/?").await?;
    assert!(calls.iter().all(|call| call.status == Some(200)), "{calls:?}");
    it.page.back().await?;
    it.page.headed("Account").await?;
    it.page.forward().await?;
    it.page.at(corrected).await?;
    says_whole(it, said).await?;
    Ok(())
}

/// The newest job that is under way.
async fn a_job(it: &It) -> Result<(String, String), Fault> {
    let jobs = it.demo.records("/v2.1/jobs/?limit=100").await?;
    let named = |job: &Value, field: &str| job[field].as_str().unwrap_or_default().to_owned();
    let job = jobs
        .iter()
        .find(|job| job["status"] == "pending" || job["status"] == "running");
    let job = job.ok_or_else(|| Fault::new("no job is under way"))?;
    Ok((named(job, "id"), named(job, "object_name")))
}

/// Orders that a record is gone.
async fn gone(it: &It, path: &str) -> Result<(), Fault> {
    it.demo
        .faults(json!([{ "path": path, "status": 404, "body": crate::read::envelope(404) }]))
        .await
}

async fn no_longer_there(it: &It) -> Result<(), Fault> {
    it.page
        .alert()
        .until("that it is gone, and what to do", |alert| {
            alert.text.contains(MESSAGES.no_longer_there) && alert.text.contains(MESSAGES.do_not_found)
        })
        .await
        .map(drop)
}

async fn job_deleted(it: &It) -> Outcome {
    let (id, _) = a_job(it).await?;
    it.load_as(User::ADMIN, &format!("/jobs/{id}")).await?;
    let shown = it.page.until("the job", |look| look.text.contains(&id)).await?;
    gone(it, &format!("/v2.1/jobs/{id}*")).await?;
    no_longer_there(it).await?;
    let look = it.page.look().await?;
    assert_eq!(look.heading, shown.heading, "the last state is kept");
    assert!(look.text.contains(&id) && look.token().is_some());
    Ok(())
}

async fn watched_deleted(it: &It) -> Outcome {
    let (id, _) = a_job(it).await?;
    it.load_as(User::ADMIN, &format!("/jobs/{id}")).await?;
    it.page.button(MESSAGES.watch).click().await?;
    it.page
        .button(MESSAGES.watch)
        .until("pressed", |button| button.pressed.as_deref() == Some("true"))
        .await?;
    it.page.main_link("Regions").click().await?;
    it.page.headed("Regions").await?;
    gone(it, &format!("/v2.1/jobs/{id}*")).await?;
    let pins = it.page.part("list", MESSAGES.watched_jobs);
    pins.until("that it is gone", |pins| pins.text.contains(MESSAGES.watch_gone))
        .await?;
    assert!(it.page.look().await?.token().is_some());
    Ok(())
}

async fn region_deleted(it: &It) -> Outcome {
    it.load_as(User::ADMIN, "/regions/eu-frankfurt-1").await?;
    it.page.headed("eu-frankfurt-1").await?;
    it.page.says("eu-frankfurt-1a").await?;
    gone(it, "/v2.1/auth/regions/eu-frankfurt-1*").await?;
    it.page.button("Refresh").click().await?;
    no_longer_there(it).await?;
    it.page.headed("eu-frankfurt-1").await?;
    it.page.says("eu-frankfurt-1a").await?;
    Ok(())
}
