//! Nobody there: the warning, the end, and the way back.

use nse_e2e::{Fault, It, Look, Part, User, journey};
use serde_json::Value;

const AWAY: &str = "
    const choices = JSON.parse(localStorage.getItem('nse-console.choices') || '{}');
    choices.active = Date.now() - arguments[0];
    localStorage.setItem('nse-console.choices', JSON.stringify(choices));";

/// What has the focus: a button of the question, something outside of it, or null for the browser's own parts.
const FOCUS: &str = "
    const it = document.activeElement;
    if (it === null || it === document.body) return null;
    return it.closest('[role=alertdialog]') ? it.textContent.trim() : `outside: ${it.outerHTML.slice(0, 200)}`;";

const TAB: &str = "\u{e004}";
const SHIFT: &str = "\u{e008}";
const ESCAPE: &str = "\u{e00c}";

/// Gives the browser a session whose user was last there so many seconds ago, by a page that runs no code.
async fn away(it: &It, user: User, seconds: u32) -> Result<(), Fault> {
    let session = it.demo.session(user).await?;
    it.beside().await?;
    it.store(&session).await?;
    it.page
        .script(AWAY, vec![(u64::from(seconds) * 1_000).into()])
        .await?;
    it.demo.forget_calls().await
}

fn warning(it: &It) -> Part<'_> {
    it.page.part("alertdialog", "Are you still there?")
}

async fn warned(it: &It) -> Result<(), Fault> {
    let dialog = warning(it).state().await?;
    assert!(
        dialog.text.contains("You will be signed out in"),
        "{}",
        dialog.text
    );
    it.page
        .button("Stay signed in")
        .until("focused", |button| button.focused)
        .await?;
    Ok(())
}

/// When somebody was last there.
fn active(look: &Look) -> i64 {
    let choices = look.storage.get("nse-console.choices");
    let choices: Option<Value> = choices.and_then(|text| serde_json::from_str(text).ok());
    choices
        .and_then(|choices| choices["active"].as_i64())
        .unwrap_or_default()
}

async fn now(it: &It) -> Result<i64, Fault> {
    let now = it.page.script("return Date.now()", Vec::new()).await?;
    Ok(now.as_i64().unwrap_or_default())
}

#[test]
fn who_was_away_is_asked_and_stays_by_enter() {
    journey(async |it| {
        away(it, User::MY_NAME, 29 * 60 + 20).await?;
        it.load("/jobs").await?;
        warned(it).await?;
        it.page.reload().await?;
        warned(it).await?;

        // A key that moves the focus is no answer.
        it.page.button("Stay signed in").type_text(TAB).await?;
        let leave = it.page.button("Sign out");
        leave.until("focused", |button| button.focused).await?;
        leave.type_text(&format!("{SHIFT}{TAB}")).await?;
        warned(it).await?;

        let before = now(it).await?;
        it.page.button("Stay signed in").enter().await?;
        warning(it).gone().await?;
        let look = it.page.headed("Jobs").await?;
        assert!(active(&look) >= before, "{look:?}");
        // And that is remembered.
        it.page.reload().await?;
        it.page
            .table("Jobs")
            .until("rows", |table| !table.rows.is_empty())
            .await?;
        assert!(warning(it).states().await?.is_empty());
        Ok(())
    });
}

#[test]
fn the_keyboard_stays_with_the_question() {
    journey(async |it| {
        away(it, User::MY_NAME, 29 * 60 + 20).await?;
        it.load("/jobs").await?;
        warned(it).await?;
        let mut passed = Vec::new();
        for _ in 0..6 {
            let focused = it.page.browser.driver.active_element().await;
            let focused = focused.map_err(Fault::from)?;
            focused.send_keys(TAB).await.map_err(Fault::from)?;
            let focus = it.page.script(FOCUS, Vec::new()).await?;
            passed.push(focus.as_str().unwrap_or("the browser").to_owned());
        }
        assert_eq!(passed[0], "Sign out", "{passed:?}");
        assert!(
            passed.iter().all(|focus| !focus.starts_with("outside")),
            "{passed:?}"
        );
        Ok(())
    });
}

#[test]
fn escape_says_that_somebody_is_there() {
    journey(async |it| {
        away(it, User::MY_NAME, 29 * 60 + 20).await?;
        it.load("/jobs").await?;
        warned(it).await?;
        let before = now(it).await?;
        it.page.button("Stay signed in").type_text(ESCAPE).await?;
        warning(it).gone().await?;
        let look = it.page.headed("Jobs").await?;
        assert!(active(&look) >= before, "{look:?}");
        assert!(look.token().is_some());
        Ok(())
    });
}

#[test]
fn staying_in_one_tab_is_staying_in_all() {
    journey(async |it| {
        away(it, User::MY_NAME, 29 * 60 + 20).await?;
        it.load("/jobs").await?;
        warned(it).await?;
        let first = it.page.tab().await?;
        it.page.new_tab().await?;
        it.load("/zones").await?;
        warned(it).await?;
        it.page.button("Stay signed in").click().await?;
        warning(it).gone().await?;
        it.page.turn_to(&first).await?;
        warning(it).gone().await?;
        let look = it.page.headed("Jobs").await?;
        assert!(look.token().is_some());
        Ok(())
    });
}

#[test]
fn who_was_away_too_long_signs_in_again_and_goes_on() {
    journey(async |it| {
        const ADDRESS: &str = "/jobs?offset=50&limit=10";
        away(it, User::MY_NAME, 31 * 60).await?;
        it.load(ADDRESS).await?;
        let look = it.page.headed("Sign in").await?;
        it.page.says("You were signed out because you were away.").await?;
        assert!(
            !look.storage.contains_key("nse-console.session"),
            "{:?}",
            look.storage
        );
        let calls = it.demo.calls().await?;
        assert!(calls.is_empty(), "the old token is not used any more: {calls:?}");
        it.fill_in("MyName", "newPassword").await?;
        it.page.at(ADDRESS).await?;
        it.page
            .table("Jobs")
            .until("10 rows", |table| table.rows.len() == 10)
            .await?;
        assert!(warning(it).states().await?.is_empty());
        Ok(())
    });
}
