//! What a job's page answers, what can be taken along from it, and that it follows the job to its end.

use nse_e2e::{Fault, It, Plan, User, journey, journey_with};
use serde_json::{Value, json};

/// Polls every second, so that a job is followed in a test's time.
const QUICK: Plan = Plan {
    base: "",
    demo: &[
        "--config",
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/quick-polls.json"),
    ],
    expects: &["status of 404"],
};

fn text<'a>(record: &'a Value, key: &str) -> &'a str {
    record[key].as_str().unwrap_or_default()
}

async fn job_that(it: &It, fits: impl Fn(&Value) -> bool) -> Result<Value, Fault> {
    let jobs = it.demo.records("/v2.1/jobs/?limit=1000").await?;
    Ok(jobs.into_iter().find(fits).expect("such a job"))
}

async fn open(it: &It, job: &Value) -> Result<(), Fault> {
    it.load_as(User::ADMIN, &format!("/jobs/{}", text(job, "id")))
        .await?;
    it.page.says(text(job, "object_id")).await.map(drop)
}

/// Opens the one step of a job.
async fn open_step(it: &It, job: &Value) -> Result<(), Fault> {
    let driver = text(&job["job_tasks"][0], "driver");
    it.page.button(driver).partly().click().await?;
    it.page.button("Expand all").state().await.map(drop)
}

fn has_one_bucket_task(job: &Value) -> bool {
    let tasks = job["job_tasks"].as_array();
    tasks.is_some_and(|tasks| tasks.len() == 1)
        && job["job_tasks"][0]["request_payload"]["tags"].is_array()
        && job["object_type"] == "sg_buckets"
}

#[test]
fn a_failed_job_answers_at_a_glance() {
    journey(async |it| {
        let job = job_that(it, |job| {
            job["status"] == "failed" && job["object_name"].is_string()
        })
        .await?;
        open(it, &job).await?;
        let look = it.page.look().await?;
        let squeezed: String = look.text.split_whitespace().collect::<Vec<_>>().join(" ");
        // In the order in which they are asked, and before everything else.
        let answers = [
            "Status",
            "failed",
            "Object",
            text(&job, "object_name"),
            "Created",
            "Duration",
            "Last error",
            text(&job, "last_error").lines().next().unwrap(),
            "Tasks",
        ];
        let mut from = squeezed.find("Status").unwrap();
        for answer in answers {
            let at = squeezed[from..].find(answer);
            from += at.unwrap_or_else(|| panic!("{answer:?} is not where it is looked for in {squeezed}"));
        }
        // The drawn steps can be read: each says what it does and how it went.
        let steps = it.page.part("list", "Timeline").state().await?.text;
        for task in job["job_tasks"].as_array().unwrap() {
            let said = format!(
                "{} · {} {}",
                text(task, "action"),
                text(task, "driver"),
                text(task, "status")
            );
            let steps = steps.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(steps.contains(&said), "{said:?} is not among {steps:?}");
        }
        Ok(())
    });
}

#[test]
fn a_payload_is_searched_opened_and_copied() {
    journey(async |it| {
        let job = job_that(it, has_one_bucket_task).await?;
        open(it, &job).await?;
        open_step(it, &job).await?;
        let search = it.page.field("Search payload");

        it.page.says("versioning").await?;
        it.page.button("Collapse all").click().await?;
        it.page.says_no_more("cost_centre").await?;
        search.fill("COST_c").await?;
        it.page.says("1 found").await?;
        // What holds the hit is open, and the hit is marked.
        it.page.says("cost_centre").await?;
        let marked = "return [...document.querySelectorAll('mark')].map(it => it.textContent)";
        assert_eq!(it.page.script(marked, Vec::new()).await?, json!(["cost_c"]));
        search.fill("canary-secret").await?;
        it.page.says("0 found").await?;
        search.fill("").await?;
        it.page.says_no_more("found").await?;
        assert_eq!(it.page.script(marked, Vec::new()).await?, json!([]));

        it.page.button("Collapse all").click().await?;
        it.page.says_no_more("cost_centre").await?;
        it.page.button("Expand all").click().await?;
        it.page.says("cost_centre").await?;

        it.page.script(TAKE, Vec::new()).await?;
        let copied = taken(it, "Copy payload").await?;
        let payload: Value = serde_json::from_str(&copied).unwrap();
        assert_eq!(
            payload["bucket"],
            job["job_tasks"][0]["request_payload"]["bucket"]
        );
        assert!(!copied.contains("canary-secret-"), "a secret was copied");
        assert_eq!(payload["credentials"], "••••••");
        Ok(())
    });
}

/// Takes what is written to the clipboard, which a browser under test has none of.
const TAKE: &str =
    "navigator.clipboard.writeText = text => { window.taken = text; return Promise.resolve(); }";

/// What a button copies, once it has answered that it did.
async fn taken(it: &It, button: &str) -> Result<String, Fault> {
    it.page.script("window.taken = ''", Vec::new()).await?;
    it.page.button(button).click().await?;
    it.page.button("Copied").state().await?;
    it.page.button("Copied").gone().await?;
    let taken = it.page.script("return window.taken", Vec::new()).await?;
    Ok(taken.as_str().unwrap_or_default().to_owned())
}

#[test]
fn copies_hold_neither_token_nor_secret() {
    journey(async |it| {
        let job = job_that(it, has_one_bucket_task).await?;
        assert!(
            job.to_string().contains("canary-secret-"),
            "the server sent no secret"
        );
        open(it, &job).await?;
        it.page.script(TAKE, Vec::new()).await?;
        let id = text(&job, "id");

        let link = taken(it, "Copy link").await?;
        assert_eq!(link, it.demo.address(&format!("/jobs/{id}")));
        let curl = taken(it, "Copy as curl").await?;
        assert_eq!(
            curl,
            format!(
                r#"curl --globoff -H "Authorization: Bearer $NSE_TOKEN" '{}/api/v2.1/jobs/{id}'"#,
                it.demo.origin
            )
        );
        let copied = taken(it, "Copy as JSON").await?;
        let record: Value = serde_json::from_str(&copied).unwrap();
        for key in ["id", "status", "created", "object_id", "user_id"] {
            assert_eq!(record[key], job[key], "{key}");
        }
        assert_eq!(record["job_tasks"].as_array().unwrap().len(), 1);
        assert!(!copied.contains("canary-secret-"), "a secret was copied");
        let token = it.page.look().await?.token().unwrap();
        for copy in [link, curl, copied] {
            assert!(!copy.contains(&token), "the token was copied");
        }
        Ok(())
    });
}

/// A job of a page whose summary no other there has, at least `from` rows down.
fn told_apart(jobs: &[Value], from: usize) -> usize {
    let same = |at: &usize| {
        let alike = |job: &&Value| job["job_summary"] == jobs[*at]["job_summary"];
        jobs.iter().filter(alike).count() == 1
    };
    (from..jobs.len() - 1).find(same).unwrap()
}

#[test]
fn from_a_job_to_its_neighbours_and_back_to_the_list() {
    journey(async |it| {
        let list = "/jobs?offset=10&limit=10&sort_by=object_name&order_by=asc";
        let jobs = it
            .demo
            .records("/v2.1/jobs/?offset=10&limit=10&sort_by=object_name&order_by=asc")
            .await?;
        let at = told_apart(&jobs, 1);
        let page_of = |at: usize| format!("/jobs/{}", text(&jobs[at], "id"));
        it.load_as(User::ADMIN, list).await?;
        it.page.page_link(text(&jobs[at], "job_summary")).click().await?;
        it.page.at(&page_of(at)).await?;
        it.page.link("Next job").click().await?;
        it.page.at(&page_of(at + 1)).await?;
        it.page.link("Previous job").click().await?;
        it.page.at(&page_of(at)).await?;
        // At the ends of what was shown there is none.
        for back in (0..at).rev() {
            it.page.link("Previous job").click().await?;
            it.page.at(&page_of(back)).await?;
        }
        it.page.says(text(&jobs[0], "object_id")).await?;
        it.page.link("Previous job").gone().await?;

        let crumb = it.page.link("Jobs").within(&it.page.part("navigation", "Jobs"));
        crumb.click().await?;
        it.page.at(list).await?;

        // Who comes by an address was in no list.
        it.load(&page_of(at)).await?;
        it.page.says(text(&jobs[at], "object_id")).await?;
        assert!(it.page.link("Next job").states().await?.is_empty());
        assert_eq!(crumb.state().await?.href.as_deref(), Some("/jobs"));
        Ok(())
    });
}

#[test]
fn back_from_a_job_the_list_is_as_it_was() {
    journey(async |it| {
        let list = "/jobs?offset=100&limit=100&q=sg";
        let jobs = it.demo.records("/v2.1/jobs/?offset=100&limit=100").await?;
        let at = told_apart(&jobs, 60);
        it.load_as(User::ADMIN, list).await?;
        it.page.part("switch", "Live updates").click().await?;
        let job = it.page.page_link(text(&jobs[at], "job_summary"));
        job.state().await?;
        // The driver scrolls to what it presses: so the page itself notes where it was when it was left.
        let note =
            "addEventListener('click', () => { document.documentElement.dataset.left = scrollY }, true)";
        it.page.script(note, Vec::new()).await?;
        let rows = it.page.table("Jobs").state().await?.rows;
        job.click().await?;
        it.page.says(text(&jobs[at], "object_id")).await?;
        let left = it
            .page
            .script("return Number(document.documentElement.dataset.left)", Vec::new())
            .await?;
        let left = left.as_i64().unwrap();
        assert!(left > 300, "the list was not scrolled: {left}");

        it.demo.forget_calls().await?;
        it.page.back().await?;
        it.page
            .until("the list as it was", |look| {
                look.address == list && (look.scroll - left).abs() <= 2
            })
            .await?;
        assert_eq!(it.page.table("Jobs").state().await?.rows, rows);
        assert_eq!(it.demo.calls().await?.len(), 0, "the list was fetched again");
        Ok(())
    });
}

/// Counts what happens to the nodes of the page's sections, and to those of the payload alone.
const WATCH: &str = "
    window.touched = { sections: 0, payload: 0 };
    const count = (what, nodes) => {
      const observer = new MutationObserver(all => { window.touched[what] += all.length; });
      for (const node of nodes) {
        observer.observe(node, { subtree: true, childList: true, attributes: true, characterData: true });
      }
    };
    count('sections', document.querySelectorAll('main section'));
    const search = [...document.querySelectorAll('input[type=search]')].filter(it => it.checkVisibility());
    count('payload', search.map(it => it.closest('section')));
    return search.length;";

async fn touched(it: &It, what: &str) -> Result<Value, Fault> {
    it.page
        .script("return window.touched[arguments[0]]", vec![what.into()])
        .await
}

/// Waits until the page has asked so many times more.
async fn polls(it: &It, path: &str, count: usize) -> Result<(), Fault> {
    it.demo.forget_calls().await?;
    it.page
        .until_so("polls", async || {
            let calls = it.demo.calls_to(path).await?;
            Ok(calls.iter().filter(|call| call.ms.is_some()).count() >= count)
        })
        .await
}

#[test]
fn a_job_is_watched_from_its_beginning_to_its_end() {
    journey_with(QUICK, async |it| {
        let newest = it.demo.records("/v2.1/jobs/?limit=1").await?;
        let job = &newest[0];
        let path = format!("/v2.1/jobs/{}", text(job, "id"));
        assert!(job["job_tasks"].is_null(), "it has begun already");
        open(it, job).await?;
        it.page
            .says("The tasks appear here once the job has begun.")
            .await?;

        // A selection outlives the change of state.
        let select = "
            const id = [...document.querySelectorAll('main dd')].find(it => it.textContent.startsWith(arguments[0]));
            getSelection().selectAllChildren(id.firstChild.nodeType === 3 ? id : id.firstChild);
            getSelection().collapse(id.firstChild, 0);
            getSelection().extend(id.firstChild, 8);
            return getSelection().toString();";
        let selected = it.page.script(select, vec![job["object_id"].clone()]).await?;
        assert_eq!(selected.as_str().unwrap().len(), 8);
        it.demo.advance(25).await?;
        let step = it.page.button("storagegrid_ansible").partly();
        step.until("running", |step| step.name.contains("running"))
            .await?;
        assert_eq!(
            it.page
                .script("return String(getSelection())", Vec::new())
                .await?,
            selected
        );

        step.click().await?;
        it.page.button("Expand all").click().await?;
        let search = it.page.field("Search payload");
        search.fill("org").await?;
        it.page.says("1 found").await?;
        let scroll = it
            .page
            .script("scrollTo(0, 150); return scrollY", Vec::new())
            .await?;
        assert_eq!(it.page.script(WATCH, Vec::new()).await?, 1);

        // An answer that tells nothing new touches nothing.
        polls(it, &path, 3).await?;
        assert_eq!(touched(it, "sections").await?, 0);

        // The end: the state turns, is said once, and what was typed and opened is as it was.
        it.demo.advance(2_000).await?;
        let ended = it.demo.result(&path).await?["records"][0].clone();
        let status = text(&ended, "status");
        it.page
            .until_so("the end is said", async || {
                let said = it.page.status().states().await?;
                let ends = said.iter().filter(|said| {
                    said.text.starts_with("Create ")
                        || said.text.starts_with("Update ")
                        || said.text.starts_with("Delete ")
                });
                let ends: Vec<_> = ends.collect();
                Ok(ends.len() == 1 && ends[0].text.ends_with(&format!(": {status}")))
            })
            .await?;
        assert_ne!(touched(it, "sections").await?, 0, "the steps have not changed");
        assert_eq!(touched(it, "payload").await?, 0);
        let state = search.state().await?;
        assert!(
            state.focused && state.value.as_deref() == Some("org"),
            "{state:?}"
        );
        it.page.says("1 found").await?;
        assert_eq!(it.page.look().await?.scroll, scroll.as_i64().unwrap());
        Ok(())
    });
}

#[test]
fn a_running_job_grows_older_without_a_request() {
    journey(async |it| {
        let job = job_that(it, |job| job["status"] == "running").await?;
        open(it, &job).await?;
        it.page.part("switch", "Live updates").click().await?;
        it.demo.forget_calls().await?;
        let duration = "
            const label = [...document.querySelectorAll('dt')].find(it => it.textContent === 'Duration');
            return label.nextElementSibling.textContent;";
        let before = it.page.script(duration, Vec::new()).await?;
        it.page
            .until_so("a longer duration", async || {
                Ok(it.page.script(duration, Vec::new()).await? != before)
            })
            .await?;
        assert_eq!(it.demo.calls().await?.len(), 0);
        Ok(())
    });
}

#[test]
fn a_job_that_is_gone_is_said_to_be_and_stays_in_view() {
    journey_with(QUICK, async |it| {
        let newest = it.demo.records("/v2.1/jobs/?limit=1").await?;
        let job = &newest[0];
        let path = format!("/v2.1/jobs/{}", text(job, "id"));
        open(it, job).await?;
        it.demo.faults(json!([{ "path": path, "status": 404 }])).await?;
        let alert = it
            .page
            .alert()
            .until("that it is gone", |alert| alert.text.contains("no longer there"))
            .await?;
        assert!(alert.text.contains("Showing what was there at"), "{alert:?}");
        it.page.says(text(job, "object_id")).await?;
        Ok(())
    });
}
