//! A job's page.

use nse_e2e::{Fault, It, User, journey};
use serde_json::Value;

use super::pages::example_job;

#[test]
fn a_job_shows_its_fields_and_tasks() {
    journey(async |it| {
        let address = format!("/jobs/{}", example_job(it).await?);
        let (_, answer) = it
            .demo
            .api(
                reqwest::Method::GET,
                &format!("/v2.1{address}"),
                token(it).await?.as_deref(),
                None,
            )
            .await?;
        let job = &answer["result"]["records"][0];
        it.load_as(User::ADMIN, &address).await?;
        it.page.headed("Create sg_buckets test1234").await?;
        for field in [
            "id",
            "object_id",
            "object_type",
            "object_name",
            "user_id",
            "status",
        ] {
            it.page.says(job[field].as_str().unwrap()).await?;
        }
        let tasks = job["job_tasks"].as_array().unwrap();
        let table = it
            .page
            .table("Tasks")
            .until("a row a task", |table| table.rows.len() >= tasks.len())
            .await?;
        for task in tasks {
            let driver = task["driver"].as_str().unwrap();
            assert!(
                table.rows.iter().flatten().any(|cell| cell.contains(driver)),
                "{driver} is not in {:?}",
                table.rows
            );
        }
        Ok(())
    });
}

async fn token(it: &It) -> Result<Option<String>, Fault> {
    Ok(it.demo.session(User::ADMIN).await?["token"]
        .as_str()
        .map(str::to_owned))
}

#[test]
fn a_failed_job_shows_its_whole_error() {
    journey(async |it| {
        let jobs = it.demo.records("/v2.1/jobs/?limit=100").await?;
        let job = jobs.iter().find(|job| job["status"] == "failed").unwrap();
        it.load_as(User::ADMIN, &format!("/jobs/{}", job["id"].as_str().unwrap()))
            .await?;
        for line in job["last_error"]
            .as_str()
            .unwrap()
            .lines()
            .filter(|line| !line.trim().is_empty())
        {
            it.page
                .until(&format!("the line {line:?}"), |look| {
                    squeezed(&look.text).contains(&squeezed(line))
                })
                .await?;
        }
        Ok(())
    });
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Opens whatever can be opened in the page, as someone who looks everywhere would.
const OPEN_ALL: &str = "
    const closed = [...document.querySelectorAll('main details:not([open]), main [aria-expanded=false]')];
    for (const it of closed) it.localName === 'details' ? it.querySelector('summary').click() : it.click();
    return closed.length;";

#[test]
fn no_secret_reaches_the_page() {
    journey(async |it| {
        let jobs = it.demo.records("/v2.1/jobs/?limit=100").await?;
        let with_tasks: Vec<&Value> = jobs
            .iter()
            .filter(|job| job["job_tasks"].is_array())
            .take(15)
            .collect();
        assert_eq!(with_tasks.len(), 15);
        it.load_as(User::ADMIN, "/jobs?limit=100").await?;
        it.page
            .table("Jobs")
            .until("100 rows", |table| table.rows.len() == 100)
            .await?;
        silent(it, "the list").await?;
        for job in with_tasks {
            assert!(
                job.to_string().contains("canary-secret-"),
                "the server sent no secret: {job}"
            );
            let id = job["id"].as_str().unwrap();
            it.load(&format!("/jobs/{id}")).await?;
            it.page
                .table("Tasks")
                .until("rows", |table| !table.rows.is_empty())
                .await?;
            silent(it, id).await?;
            // What is opened may hold more to open.
            it.page
                .until_so("everything is open", async || {
                    Ok(it.page.script(OPEN_ALL, Vec::new()).await? == 0)
                })
                .await?;
            // The payload is there, its secrets are not.
            for task in job["job_tasks"].as_array().unwrap() {
                for key in task["request_payload"]
                    .as_object()
                    .into_iter()
                    .flat_map(serde_json::Map::keys)
                {
                    it.page.says(key).await?;
                }
            }
            silent(it, id).await?;
        }
        Ok(())
    });
}

async fn silent(it: &It, where_: &str) -> Result<(), Fault> {
    let markup = it.page.markup().await?;
    // Not the markup in the message: a failing test must not print what it guards.
    assert!(
        !markup.contains("canary-secret-"),
        "a secret is in the document of {where_}"
    );
    let values = "return [...document.querySelectorAll('input, textarea')].some(it => it.value.includes('canary-secret-'))";
    assert_eq!(
        it.page.script(values, Vec::new()).await?,
        false,
        "a secret is in a field of {where_}"
    );
    Ok(())
}
