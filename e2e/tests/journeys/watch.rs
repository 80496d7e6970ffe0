//! Watched jobs: on every page, through a reload, until they end.

use nse_e2e::{Fault, It, Kind, Outcome, Plan, User, journey_with};
use serde_json::Value;

/// Jobs that may change are asked for every second.
pub const QUICK: Plan = Plan {
    base: "",
    demo: &[
        "--config",
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journeys/quick.json"),
    ],
    expects: &["status of 404"],
};

/// A job that is under way, among so many of the newest. The clock is turned on until there is one.
pub async fn running(it: &It, newest: u32) -> Result<Value, Fault> {
    for _ in 0..200 {
        let path = format!("/v2.1/jobs/?limit={newest}&sort_by=created&order_by=desc");
        let jobs = it.demo.records(&path).await?;
        if let Some(job) = jobs.into_iter().find(|job| job["status"] == "running") {
            return Ok(job);
        }
        it.demo.advance(20).await?;
    }
    Err(Fault::new("no job is ever under way"))
}

/// Turns the clock on until a job has ended; its status then.
pub async fn ends_after(it: &It, id: &str) -> Result<String, Fault> {
    for _ in 0..200 {
        let job = it.demo.records(&format!("/v2.1/jobs/{id}")).await?.remove(0);
        let status = job["status"].as_str().unwrap_or_default().to_owned();
        if status != "running" && status != "pending" {
            return Ok(status);
        }
        it.demo.advance(10).await?;
    }
    Err(Fault::new(format!("{id} never ends")))
}

/// Watches a job from its page; its title.
async fn watch(it: &It, id: &str) -> Result<String, Fault> {
    it.load_as(User::ADMIN, &format!("/jobs/{id}")).await?;
    let page = it
        .page
        .until("its title", |look| !look.heading.is_empty() && look.heading != id)
        .await?;
    it.page.button("Watch").click().await?;
    Ok(page.heading)
}

/// The link of a watched job in the header.
async fn pinned(it: &It, title: &str, word: &str) -> Outcome {
    it.page
        .link(title)
        .partly()
        .within(&it.page.part("list", "Watched jobs"))
        .until(word, |link| link.name.contains(word))
        .await?;
    Ok(())
}

#[test]
fn a_watched_job_is_on_every_page_and_its_end_is_told() {
    journey_with(QUICK, async |it| {
        let job = running(it, 25).await?;
        let id = job["id"].as_str().unwrap();
        let title = watch(it, id).await?;
        pinned(it, &title, "running").await?;
        let kept = &it.page.look().await?.storage["nse-console.choices"];
        assert!(kept.contains("\"watched\":{\"admin\":[{"), "{kept}");
        assert!(kept.contains(id) && !kept.contains(&title), "{kept}");

        it.page.main_link("Zones").click().await?;
        it.page.headed("Zones").await?;
        pinned(it, &title, "running").await?;
        it.page.reload().await?;
        pinned(it, &title, "running").await?;

        let end = ends_after(it, id).await?;
        let told = format!("{title} has ended: {end}");
        it.page
            .status()
            .until("the end", |status| status.text.contains(&told))
            .await?;
        it.page
            .until("marked in its title", |look| {
                look.title == "(1) Zones · NSE Console"
            })
            .await?;
        pinned(it, &title, &end).await?;
        it.page.link(&told).click().await?;
        it.page.headed(&title).await?;
        it.page.button(&format!("Stop watching {title}")).click().await?;
        it.page.part("list", "Watched jobs").gone().await?;
        let kept = &it.page.look().await?.storage["nse-console.choices"];
        assert!(!kept.contains("watched"), "{kept}");
        Ok(())
    });
}

#[test]
fn watched_jobs_leave_with_the_user_and_follow_into_other_tabs() {
    journey_with(QUICK, async |it| {
        let jobs = it.demo.records("/v2.1/jobs/?limit=4").await?;
        let ids: Vec<&str> = jobs.iter().map(|job| job["id"].as_str().unwrap()).collect();
        let mut titles = Vec::new();
        for id in &ids {
            titles.push(watch(it, id).await?);
        }
        let list = it.page.part("list", "Watched jobs");
        let links = async || Ok::<_, Fault>(it.page.any("link").within(&list).states().await?.len());
        assert_eq!(links().await?, 2, "two stand there, the others unfold");
        let more = it.page.button("All 4 watched jobs");
        more.click().await?;
        it.page
            .until_so("all four", async || Ok(links().await? == 4))
            .await?;
        more.type_text(&thirtyfour::Key::Escape.value().to_string())
            .await?;
        it.page
            .until_so("two again", async || Ok(links().await? == 2))
            .await?;

        let first = it.page.tab().await?;
        it.page.new_tab().await?;
        it.load("/account").await?;
        it.page.button("All 4 watched jobs").state().await?;
        it.page
            .button(&format!("Stop watching {}", titles[3]))
            .click()
            .await?;
        it.page.button("All 3 watched jobs").state().await?;
        it.page.turn_to(&first).await?;
        it.page.button("All 3 watched jobs").state().await?;

        it.choose(User::ADMIN, "Sign out").await?;
        it.page.headed("Sign in").await?;
        let kept = it.page.look().await?.storage;
        assert!(!format!("{kept:?}").contains("watched"), "{kept:?}");
        it.fill_in(User::ADMIN.username, User::ADMIN.password).await?;
        it.page.headed("Overview").await?;
        assert!(it.page.part("list", "Watched jobs").states().await?.is_empty());
        Ok(())
    });
}

#[test]
fn a_watched_job_that_is_gone_says_so() {
    journey_with(QUICK, async |it| {
        let job = running(it, 25).await?;
        let id = job["id"].as_str().unwrap();
        let title = watch(it, id).await?;
        pinned(it, &title, "running").await?;
        it.demo
            .faults(serde_json::json!([{ "path": format!("/v2.1/jobs/{id}"), "status": 404 }]))
            .await?;
        pinned(it, &title, "no longer there").await
    });
}

/// Notes what is asked of the desktop, and passes it on.
const NOTE_DESKTOP: &str = "
    const Real = window.Notification;
    window.asked = 0;
    window.shown = [];
    window.Notification = class extends Real {
        constructor(title, options) { super(title, options); window.shown.push(`${title}: ${options.body}`); }
        static requestPermission() { window.asked += 1; return Real.requestPermission(); }
    };";

#[test]
fn the_desktop_is_offered_once_and_asked_for_on_the_press_of_a_button_alone() {
    journey_with(QUICK, async |it| {
        let job = running(it, 25).await?;
        let id = job["id"].as_str().unwrap();
        it.load_as(User::ADMIN, &format!("/jobs/{id}")).await?;
        let is_granted = it.page.browser.kind == Kind::Chromium;
        if is_granted {
            let grant = serde_json::json!({ "origin": it.demo.origin, "permissions": ["notifications"] });
            it.page
                .browser
                .devtools("Browser.grantPermissions", grant)
                .await?;
        }
        let page = it
            .page
            .until("its title", |look| !look.heading.is_empty() && look.heading != id)
            .await?;
        it.page.script(NOTE_DESKTOP, Vec::new()).await?;
        it.page.button("Watch").click().await?;
        let offer = it.page.button("Notify me on the desktop");
        offer.state().await?;
        assert_eq!(it.page.script("return window.asked", Vec::new()).await?, 0);
        let chosen = async |choice: &str| {
            it.page
                .until(choice, |look| {
                    look.storage["nse-console.choices"].contains(choice)
                })
                .await
        };
        if is_granted {
            offer.click().await?;
            chosen("\"desktop\":true").await?;
            assert_eq!(it.page.script("return window.asked", Vec::new()).await?, 1);
            let end = ends_after(it, id).await?;
            let told = format!("NSE Console: {} has ended: {end}", page.heading);
            it.page
                .until_so("told on the desktop", async || {
                    let shown = it.page.script("return window.shown", Vec::new()).await?;
                    Ok(shown == serde_json::json!([told]))
                })
                .await?;
        } else {
            it.page.button("Dismiss").click().await?;
            chosen("\"desktop\":false").await?;
            assert_eq!(it.page.script("return window.asked", Vec::new()).await?, 0);
        }
        // Not offered again.
        it.page.button("Watch").click().await?;
        it.page.part("list", "Watched jobs").gone().await?;
        it.page.button("Watch").click().await?;
        pinned(it, &page.heading, "").await?;
        offer.gone().await?;
        Ok(())
    });
}
