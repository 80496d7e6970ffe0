//! The network goes, or leads elsewhere; the computer sleeps; pages are left while they wait.

use std::path::PathBuf;

use nse_e2e::{Demo, Fault, It, Outcome, Plan, QUICK_POLLS, State, User};
use nse_texts::en::MESSAGES;
use serde_json::json;

use crate::row::{Row, story};

/// With jobs asked for every second.
const POLLED: Plan = Plan {
    base: "",
    demo: QUICK_POLLS,
    expects: &["Failed to load resource"],
};
/// What Chromium and Firefox say of another origin that does not let itself be called.
const ELSEWHERE: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["Failed to load resource", "CORS", "Cross-Origin"],
};

#[rustfmt::skip]
pub fn table() -> Vec<Row> {
    vec![
        story!("connection refused", "cannot reach ORIGIN; a form keeps what was typed", ELSEWHERE, refused),
        story!("no TLS where it is expected", "cannot reach ORIGIN", ELSEWHERE, no_tls),
        story!("no such name (DNS)", "cannot reach ORIGIN", ELSEWHERE, no_name),
        story!("another origin without CORS", "cannot reach ORIGIN", ELSEWHERE, no_cors),
        story!("offline, and online again", "a banner; rows kept; no call; one refresh", POLLED, offline),
        story!("asleep, and the token ended meanwhile", "rows kept; one refresh, one renewal", POLLED, asleep),
        story!("request A slow, B quick: pages of a list", "B shown; A aborted; never A after B", Plan::default(), slow_page_of_list),
        story!("request A slow, B quick: two pages", "B shown; A aborted; never A after B", Plan::default(), slow_page),
        story!("a page left in mid-request, 200 times", "nothing in the log; nothing grows", Plan::default(), left_and_left),
    ]
}

/// A console whose `config.json` names an API elsewhere; it ends with its folder.
struct Elsewhere {
    console: Demo,
    folder: PathBuf,
}

impl Elsewhere {
    fn start(origin: &str) -> Result<Self, Fault> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder =
            std::env::temp_dir().join(format!("nse-console-elsewhere-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let config = folder.join("config.json");
        std::fs::write(
            &config,
            json!({ "api_base": format!("{origin}/api") }).to_string(),
        )?;
        let config = config.to_string_lossy().into_owned();
        let console = Demo::start("", &["--config", &config, "--csp-connect", origin])?;
        Ok(Self { console, folder })
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Signs in where nothing answers, and reads with a session that is there already.
async fn cannot_reach(it: &It, origin: &str) -> Outcome {
    let elsewhere = Elsewhere::start(origin)?;
    let words = MESSAGES.err_unreachable.replace("{0}", origin);
    it.page.load(&elsewhere.console.address("/signin")).await?;
    it.fill_in("admin", "admin-password").await?;
    let alert = it.page.alert().patiently();
    alert
        .until("what can't be reached", |alert| alert.text.contains(&words))
        .await?;
    for (label, typed) in [("Username", "admin"), ("Password", "admin-password")] {
        assert_eq!(
            it.page.field(label).state().await?.value.as_deref(),
            Some(typed),
            "{label}"
        );
    }
    it.page
        .load(&format!("{}/__test/calls", elsewhere.console.origin))
        .await?;
    it.store(&it.demo.session(User::ADMIN).await?).await?;
    it.page.load(&elsewhere.console.address("/jobs")).await?;
    alert
        .until("what can't be reached, and what to do", |alert| {
            alert.text.contains(&words) && alert.text.contains(MESSAGES.do_unreachable)
        })
        .await?;
    assert!(it.page.look().await?.token().is_some(), "signed out");
    crate::always::always(it).await
}

/// An origin at which nobody listens.
fn closed() -> Result<String, Fault> {
    let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    Ok(format!("http://{address}"))
}

async fn refused(it: &It) -> Outcome {
    cannot_reach(it, &closed()?).await
}

async fn no_tls(it: &It) -> Outcome {
    cannot_reach(it, &it.demo.origin.replace("http:", "https:")).await
}

/// RFC 2606, section 2: there never is such a name.
async fn no_name(it: &It) -> Outcome {
    cannot_reach(it, "https://storage.invalid").await
}

async fn no_cors(it: &It) -> Outcome {
    cannot_reach(it, &it.demo.origin).await
}

/// The calls for the list's own page.
async fn list_calls(it: &It) -> Result<usize, Fault> {
    let calls = it.demo.calls_to("/v2.1/jobs/?").await?;
    let of_list = calls
        .iter()
        .filter(|call| call.parameter("limit").as_deref() == Some("25"));
    Ok(of_list.count())
}

async fn rows(it: &It) -> Result<Vec<Vec<String>>, Fault> {
    let table = it.page.table("Jobs");
    Ok(table.until("25 rows", |table| table.rows.len() == 25).await?.rows)
}

async fn polled(it: &It, calls: usize) -> Result<(), Fault> {
    it.page
        .until_so("polls", async || Ok(list_calls(it).await? >= calls))
        .await
}

async fn offline(it: &It) -> Outcome {
    it.load_as(User::ADMIN, "/jobs").await?;
    let before = rows(it).await?;
    polled(it, 2).await?;
    it.page.browser.cut_off(true).await?;
    it.page.says("offline").await?;
    it.demo.forget_calls().await?;
    // As long as two polls would have taken; nobody asks.
    let later = std::time::Instant::now() + std::time::Duration::from_millis(2_500);
    it.page
        .until_so("two polls' time", async || Ok(std::time::Instant::now() > later))
        .await?;
    assert_eq!(list_calls(it).await?, 0, "asked while offline");
    assert_eq!(rows(it).await?.len(), before.len(), "the rows are kept");
    it.page.browser.cut_off(false).await?;
    it.page.says_no_more("offline").await?;
    polled(it, 1).await?;
    assert_eq!(list_calls(it).await?, 1, "one refresh on return");
    Ok(())
}

async fn asleep(it: &It) -> Outcome {
    it.load_as(User::ADMIN, "/jobs").await?;
    rows(it).await?;
    polled(it, 2).await?;
    let asleep = it.page.browser.put_to_sleep()?;
    it.demo.expire().await?;
    it.demo.forget_calls().await?;
    // The sleep itself, as long as several polls.
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
    drop(asleep);
    it.page
        .until_so("a renewal", async || {
            Ok(!it.demo.calls_to("/v2.1/auth/refresh").await?.is_empty())
        })
        .await?;
    it.page
        .until_so("an answer to the list", async || {
            let calls = it.demo.calls_to("/v2.1/jobs/?").await?;
            Ok(calls.iter().any(|call| call.status == Some(200)))
        })
        .await?;
    rows(it).await?;
    assert_eq!(
        it.demo.calls_to("/v2.1/auth/refresh").await?.len(),
        1,
        "one renewal"
    );
    assert!(it.page.look().await?.token().is_some(), "signed out");
    Ok(())
}

/// Waits until no call is under way.
async fn quiet(it: &It) -> Result<(), Fault> {
    it.page
        .until_so("the end of all calls", async || {
            Ok(it.demo.calls().await?.iter().all(|call| call.ms.is_some()))
        })
        .await
}

async fn slow_page_of_list(it: &It) -> Outcome {
    const SLOW: &str = "/v2.1/jobs/?offset=25&limit=25&";
    it.load_still_as(User::ADMIN, "/jobs").await?;
    rows(it).await?;
    it.demo
        .faults(json!([{ "path": format!("{SLOW}*"), "delay_ms": 2500 }]))
        .await?;
    it.page.button("Next page").click().await?;
    it.page.at("/jobs?offset=25").await?;
    it.page.button("Next page").click().await?;
    it.page.at("/jobs?offset=50").await?;
    it.page.says("51–75 of 2,625").await?;
    let wanted = it.demo.records("/v2.1/jobs/?offset=50&limit=25").await?;
    let wanted: Vec<String> = wanted
        .iter()
        .map(|job| job["object_name"].as_str().unwrap_or("—").to_owned())
        .collect();
    let table = it.page.table("Jobs");
    let is_third = |table: &State| table.column("Object") == wanted;
    table.until("the third page", is_third).await?;
    quiet(it).await?;
    assert!(is_third(&table.state().await?), "the slow page came after all");
    aborted(it, SLOW).await
}

async fn slow_page(it: &It) -> Outcome {
    it.load_still_as(User::ADMIN, "/account").await?;
    it.demo
        .faults(json!([{ "path": "/v2.1/auth/regions", "delay_ms": 2500 }]))
        .await?;
    it.page.main_link("Regions").click().await?;
    it.page.headed("Regions").await?;
    it.page
        .until_so("the slow call", async || {
            Ok(!it.demo.calls_to("/v2.1/auth/regions").await?.is_empty())
        })
        .await?;
    it.page.main_link("Jobs").click().await?;
    rows(it).await?;
    quiet(it).await?;
    it.page.headed("Jobs").await?;
    assert!(it.page.table("Regions").states().await?.is_empty());
    aborted(it, "/v2.1/auth/regions").await
}

/// Whether all calls of a path were given up before they were answered.
async fn aborted(it: &It, path: &str) -> Outcome {
    let calls = it.demo.calls_to(path).await?;
    assert!(!calls.is_empty(), "{path} was not asked for");
    assert!(
        calls.iter().all(|call| call.status.is_none()),
        "answered: {calls:?}"
    );
    Ok(())
}

/// How often a page is left whose answer has not come.
const LEAVINGS: usize = 200;

/// The nodes of the document, and the wasm memory in bytes where the browser tells it.
const SIZE: &str = "return document.getElementsByTagName('*').length";

async fn left_and_left(it: &It) -> Outcome {
    it.load_still_as(User::ADMIN, "/regions").await?;
    it.page
        .table("Regions")
        .until("rows", |table| table.rows.len() > 5)
        .await?;
    it.page.main_link("Zones").click().await?;
    it.page
        .table("Zones")
        .until("rows", |table| table.rows.len() > 5)
        .await?;
    quiet(it).await?;
    let before = it.page.script(SIZE, Vec::new()).await?;
    it.demo
        .faults(json!([{ "path": "/v2.1/auth/*", "hang": "before_headers" }]))
        .await?;
    it.demo.forget_calls().await?;
    for turn in 0..LEAVINGS {
        let (name, path) = [("Regions", "/v2.1/auth/regions"), ("Zones", "/v2.1/auth/zones")][turn % 2];
        it.page.main_link(name).click().await?;
        it.page
            .until_so("its call", async || {
                Ok(it.demo.calls_to(path).await?.len() > turn / 2)
            })
            .await?;
    }
    it.demo.faults(json!([])).await?;
    it.page.main_link("Regions").click().await?;
    it.page.headed("Regions").await?;
    it.page.main_link("Zones").click().await?;
    quiet(it).await?;
    let calls = it.demo.calls_to("/v2.1/auth/").await?;
    let given_up = calls.iter().filter(|call| call.status.is_none()).count();
    assert!(
        given_up >= LEAVINGS,
        "{given_up} of {} calls were given up",
        calls.len()
    );
    it.page.headed("Zones").await?;
    it.page
        .table("Zones")
        .until("rows", |table| table.rows.len() > 5)
        .await?;
    let after = it.page.script(SIZE, Vec::new()).await?;
    assert_eq!(before, after, "elements left behind");
    Ok(())
}
