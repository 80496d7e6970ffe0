//! Time zones: the browser's, UTC, or any that is searched for, always named beside times.

use nse_e2e::{Fault, It, User, journey};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::palette::{press, press_ctrl_k, search};

/// Chooses what is not in the select.
async fn other(it: &It, letters: &str) -> Result<(), Fault> {
    // By its first letter, as a keyboard chooses: Firefox' driver chooses an option without moving the focus to its select.
    it.page.select("Time zone").type_text("O").await?;
    let field = it.page.part("combobox", "Search time zones");
    field
        .until("ready to be typed into", |field| field.focused)
        .await?;
    press(it, letters).await
}

/// The instants of the times that a page shows, and the text of the first.
async fn times(it: &It) -> Result<(Vec<String>, String), Fault> {
    const TIMES: &str = "
        const times = [...document.querySelectorAll('main time')];
        return [times.map(time => time.dateTime), times[0]?.innerText ?? ''];";
    Ok(serde_json::from_value(it.page.script(TIMES, Vec::new()).await?)?)
}

/// Points at the first time, which then says more.
async fn point_at_a_time(it: &It, more: &str) -> Result<(), Fault> {
    let driver = &it.page.browser.driver;
    let find = "return document.querySelector('main time')";
    let first = driver.execute(find, Vec::new()).await?.element()?;
    driver
        .action_chain()
        .move_to_element_center(&first)
        .perform()
        .await?;
    it.page
        .until_so("the time in full", async || {
            Ok(first
                .attr("title")
                .await?
                .is_some_and(|title| title.contains(more)))
        })
        .await
}

#[test]
fn any_zone_is_found_by_its_city_and_kept() {
    journey(async |it| {
        it.load_without_polls_as(User::ADMIN, "/jobs").await?;
        it.page.headed("Jobs").await?;
        it.page.select("Time zone").choose("UTC").await?;
        it.page.says("Times in UTC").await?;
        let (instants, in_utc) = times(it).await?;

        other(it, "seoul").await?;
        it.page.part("option", "Asia/Seoul").partly().state().await?;
        it.page.says("GMT+9").await?;
        press(it, Key::Enter + "").await?;
        it.page.part("dialog", "Time zone").gone().await?;
        it.page.says("Times in Asia/Seoul").await?;
        it.page
            .select("Time zone")
            .until("the zone, with the focus where it was", |select| {
                select.chosen.as_deref() == Some("Asia/Seoul") && select.focused
            })
            .await?;
        let (same, in_seoul) = times(it).await?;
        assert_eq!(same, instants, "the instants are the same");
        assert!(
            instants.iter().all(|instant| instant.ends_with('Z')),
            "{instants:?}"
        );
        assert_ne!(in_seoul, in_utc);
        point_at_a_time(it, "GMT+9").await?;

        it.page.reload().await?;
        it.page.says("Times in Asia/Seoul").await?;
        Ok(())
    });
}

#[test]
fn a_search_that_is_left_or_finds_nothing_changes_nothing() {
    journey(async |it| {
        it.load_without_polls_as(User::ADMIN, "/jobs").await?;
        it.page.select("Time zone").choose("UTC").await?;
        it.page.says("Times in UTC").await?;
        other(it, "qqq").await?;
        it.page.says("Nothing matches “qqq”").await?;
        press(it, Key::Enter + Key::Escape).await?;
        it.page.part("dialog", "Time zone").gone().await?;
        let select = it.page.select("Time zone");
        select
            .until("UTC as before", |select| select.chosen.as_deref() == Some("UTC"))
            .await?;
        it.page.says("Times in UTC").await?;
        Ok(())
    });
}

#[test]
fn the_palette_leads_there_and_other_tabs_follow() {
    journey(async |it| {
        it.load_without_polls_as(User::ADMIN, "/jobs").await?;
        it.page.headed("Jobs").await?;
        let first = it.page.tab().await?;
        let second = it.page.new_tab().await?;
        it.load("/").await?;
        it.page.headed("Overview").await?;

        it.page.turn_to(&first).await?;
        press_ctrl_k(it).await?;
        search(it).until("focused", |field| field.focused).await?;
        press(it, "zone other").await?;
        it.page.part("option", "Time zone: Other…").state().await?;
        press(it, Key::Enter + "").await?;
        let field = it.page.part("combobox", "Search time zones");
        field
            .until("ready to be typed into", |field| field.focused)
            .await?;
        press(it, "new york").await?;
        it.page
            .part("option", "America/New York")
            .partly()
            .click()
            .await?;
        it.page.says("Times in America/New York").await?;

        it.page.turn_to(&second).await?;
        it.page.says("Times in America/New York").await?;
        let session = it.page.select("Time zone").state().await?;
        assert_eq!(session.chosen.as_deref(), Some("America/New York"));
        Ok(())
    });
}

#[test]
fn a_time_that_stands_alone_names_its_zone() {
    journey(async |it| {
        let jobs = it.demo.records("/v2.1/jobs/?limit=1").await?;
        let id = jobs[0]["id"].as_str().unwrap();
        it.load_without_polls_as(User::ADMIN, &format!("/jobs/{id}"))
            .await?;
        it.page.select("Time zone").choose("UTC").await?;
        it.page.says("Times in UTC").await?;
        let (instants, text) = times(it).await?;
        assert!(text.ends_with("UTC"), "{text}");
        let created = jobs[0]["created"].as_str().unwrap();
        assert!(created.starts_with(&instants[0][..19]), "{created}: {instants:?}");

        it.load("/account").await?;
        it.page.headed("Account").await?;
        let (_, text) = times(it).await?;
        assert!(text.ends_with("UTC"), "{text}");
        Ok(())
    });
}

#[test]
fn a_browser_that_knows_no_names_offers_its_own_zone_and_utc() {
    journey(async |it| {
        it.load_without_polls_as(User::ADMIN, "/jobs").await?;
        it.page.headed("Jobs").await?;
        let forget: Value = it
            .page
            .script(
                "delete (window.wrappedJSObject ?? window).Intl.supportedValuesOf",
                Vec::new(),
            )
            .await?;
        assert_eq!(forget, json!(null));
        it.page.select("Time zone").choose("Other…").await?;
        it.page
            .part("option", "Browser")
            .partly()
            .within(&it.page.any("dialog"))
            .state()
            .await?;
        press(it, "seoul").await?;
        it.page.says("Nothing matches “seoul”").await?;
        Ok(())
    });
}
