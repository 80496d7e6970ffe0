//! localStorage that is not there, throws, is cleared or edited by hand. How it is full: `journeys/storage.rs`.

use nse_e2e::{Bar, It, Outcome, Plan, User};
use nse_texts::Locale;
use serde_json::{Value, json};

use crate::always::always;
use crate::code::barred;
use crate::row::{Row, story};

#[rustfmt::skip]
pub fn table() -> Vec<Row> {
    vec![
        story!("localStorage throws", "works in memory, says so", Plan::default(), a_storage_that_throws_is_done_without),
        story!("localStorage missing", "works in memory, says so", Plan::default(), a_storage_that_is_missing_is_done_without),
        story!("localStorage cleared by hand", "goes on; on return, sign-in that says why", Plan::default(), a_storage_that_is_cleared_by_hand_ends_the_session_in_words),
        story!("choices edited by hand", "what can be read counts", Plan::default(), choices_that_were_edited_by_hand_count_as_far_as_they_can),
        story!("session edited by hand", "what can be read counts, else sign-in", Plan::default(), a_session_that_was_edited_by_hand_counts_as_far_as_it_can),
    ]
}

const SAID: &str = "This browser does not let the console store anything.";

/// Signs in, looks around, chooses, signs out: all that a browser which keeps nothing can't spoil.
async fn works_in_memory(it: &It) -> Outcome {
    it.load("/jobs").await?;
    it.fill_in("admin", "admin-password").await?;
    it.page.says("1–25 of 2,625").await?;
    it.page.says(SAID).await?;
    it.page.select("Theme").choose("Dark").await?;
    it.page.select("Language").choose("한국어").await?;
    it.page.until("Korean", |look| look.heading == "작업").await?;
    let dark = it
        .page
        .script("return document.documentElement.dataset.theme", Vec::new())
        .await?;
    assert_eq!(dark, "dark", "what was chosen goes on");
    let korean = Locale::Ko.built_in().unwrap();
    it.page.says(korean.storage_lost).await?;
    it.page.select("언어").choose("English").await?;
    it.page.main_link("Regions").click().await?;
    it.page
        .table("Regions")
        .until("rows", |table| table.rows.len() > 5)
        .await?;
    // Nothing of it is kept anywhere.
    assert_eq!(it.page.look().await?.storage.len(), 0);
    it.choose(User::ADMIN, "Sign out").await?;
    it.page.headed("Sign in").await?;
    it.page.reload().await?;
    it.page.headed("Sign in").await?;
    always(it).await
}

async fn a_storage_that_throws_is_done_without(it: &It) -> Outcome {
    barred(it, Bar::Storage, async |it| {
        it.load("/signin").await?;
        let throws = "try { localStorage.length; return false } catch (error) { return error.name }";
        assert_eq!(it.page.script(throws, Vec::new()).await?, "SecurityError");
        works_in_memory(it).await
    })
    .await
}

async fn a_storage_that_is_missing_is_done_without(it: &It) -> Outcome {
    barred(it, Bar::LocalStorage, async |it| {
        it.load("/signin").await?;
        let missing = "try { return localStorage == null } catch { return false }";
        assert_eq!(it.page.script(missing, Vec::new()).await?, true);
        works_in_memory(it).await
    })
    .await
}

async fn a_storage_that_is_cleared_by_hand_ends_the_session_in_words(it: &It) -> Outcome {
    it.load_as(User::ADMIN, "/jobs").await?;
    it.page
        .table("Jobs")
        .until("rows", |table| table.rows.len() == 25)
        .await?;
    it.page.select("Theme").choose("Dark").await?;
    it.page.script("localStorage.clear()", Vec::new()).await?;
    // What is at work goes on, and what is chosen from now on is kept.
    it.page.main_link("Regions").click().await?;
    it.page
        .table("Regions")
        .until("rows", |table| table.rows.len() > 5)
        .await?;
    it.page.select("Theme").choose("Light").await?;
    it.page
        .until("the choice", |look| {
            look.storage
                .get("nse-console.choices")
                .is_some_and(|it| it.contains("light"))
        })
        .await?;
    // Who cleared it wants to be gone, as far as anybody can tell: on return to the page.
    it.page
        .script("dispatchEvent(new Event('focus'))", Vec::new())
        .await?;
    it.page.headed("Sign in").await?;
    it.page.says("this browser’s storage was cleared").await?;
    Ok(())
}

/// What a person, or another program of the same origin, may leave there.
fn choices_by_hand() -> Vec<String> {
    let deep = |opening: &str| opening.repeat(10_000);
    vec![
        String::new(),
        "{".to_owned(),
        "5".to_owned(),
        "null".to_owned(),
        "[\"theme\"]".to_owned(),
        deep("["),
        deep("{\"theme\":"),
        json!({ "language": { "toString": 1, "valueOf": 1 }, "theme": ["dark"] }).to_string(),
        json!({ "language": ["ko"], "theme": { "dark": true }, "time_zone": "Nowhere/At All", "polling": "no", "keys": 0 }).to_string(),
        json!({ "time_zone": "\u{0}", "density": 7, "columns": { "0": "job" }, "active": "soon", "desktop": [] }).to_string(),
        json!({ "tenant": "all", "watched": { "admin": { "x": 1 } }, "seen": { "admin": [] }, "active": 1e300 }).to_string(),
        json!({ "tenant": { "admin": 5 }, "watched": { "admin": [null, 7, {}] }, "columns": ["no such", "no such", 7] }).to_string(),
        json!({ "theme": "x".repeat(2_000_000) }).to_string(),
    ]
}

async fn set(it: &It, key: &str, text: &str) -> Outcome {
    // The other tabs hear of it, and this one on return to it: it is another tab here.
    const SET: &str = "
        localStorage.setItem(arguments[0], arguments[1]);
        dispatchEvent(new StorageEvent('storage', { key: arguments[0], newValue: arguments[1] }));
        dispatchEvent(new Event('focus'));";
    it.page.script(SET, vec![key.into(), text.into()]).await?;
    Ok(())
}

async fn choices_that_were_edited_by_hand_count_as_far_as_they_can(it: &It) -> Outcome {
    it.load_as(User::ADMIN, "/jobs").await?;
    for text in choices_by_hand() {
        let few: String = text.chars().take(60).collect();
        set(it, "nse-console.choices", &text).await?;
        it.page.main_link("Overview").click().await?;
        it.page.headed("Overview").await?;
        it.load("/jobs").await?;
        let table = it
            .page
            .table("Jobs")
            .until("rows", |table| table.rows.len() == 25)
            .await;
        assert!(table.is_ok(), "{few}: {table:?}");
        it.page.select("Theme").choose("Dark").await?;
        let kept = it.page.look().await?.storage["nse-console.choices"].clone();
        let kept: Value = serde_json::from_str(&kept).unwrap();
        assert_eq!(kept["theme"], "dark", "{few}");
    }
    Ok(())
}

async fn a_session_that_was_edited_by_hand_counts_as_far_as_it_can(it: &It) -> Outcome {
    it.load_as(User::ADMIN, "/regions").await?;
    it.page
        .table("Regions")
        .until("rows", |table| table.rows.len() > 5)
        .await?;
    let token = it.page.look().await?.token().unwrap();
    for user in [
        json!(5),
        json!("admin"),
        json!([[]]),
        json!({ "username": ["admin"], "displayName": { "a": 1 }, "tenancies": "all", "id": 7 }),
        json!({ "username": "\u{202e}x".repeat(10_000), "tenancies": [null, 5, { "id": [] }, { "name": "x" }] }),
    ] {
        set(
            it,
            "nse-console.session",
            &json!({ "token": token, "user": user }).to_string(),
        )
        .await?;
        it.load("/regions").await?;
        it.page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        it.page.main_link("Jobs").click().await?;
        it.page.headed("Jobs").await?;
    }
    // Nobody can send such a token, or any that is longer than a server takes.
    let long = "x".repeat(3_000_000);
    for broken in [
        "{",
        "[]",
        &"[".repeat(10_000),
        &json!({ "token": long }).to_string(),
    ] {
        let session = it.demo.session(User::ADMIN).await?;
        set(it, "nse-console.session", &session.to_string()).await?;
        it.load("/regions").await?;
        it.page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        set(it, "nse-console.session", broken).await?;
        it.page.headed("Sign in").await?;
        it.load("/jobs").await?;
        it.page.headed("Sign in").await?;
    }
    Ok(())
}
