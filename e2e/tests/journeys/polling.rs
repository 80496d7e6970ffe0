//! Jobs that are kept current while somebody looks at them.

use serde_json::{Value, json};

use nse_e2e::{Fault, It, Outcome, Plan, QUICK_POLLS, User, journey_with};

const QUICKLY: Plan = Plan {
    base: "",
    demo: QUICK_POLLS,
    expects: &[],
};

/// Puts a reader in the middle of the list: scrolled, with the focus on a job and some of its row selected.
const READ: &str = "
    const link = [...document.querySelectorAll('main a')].find(it => it.textContent === arguments[0]);
    link.scrollIntoView({ block: 'center' });
    link.focus();
    getSelection().selectAllChildren(link.closest('tr').lastElementChild.previousElementSibling);
    window.link = link;";

/// Where they are: what has the focus, how high on the screen it is, and what is selected.
const PLACE: &str = "
    return [document.activeElement === window.link, Math.round(window.link.getBoundingClientRect().top), String(getSelection())];";

async fn place(it: &It) -> Result<(bool, i64, String), Fault> {
    let place = it.page.script(PLACE, Vec::new()).await?;
    Ok((
        place[0] == true,
        place[1].as_i64().unwrap(),
        place[2].as_str().unwrap().to_owned(),
    ))
}

/// How many of the jobs that are shown are at a status.
async fn of_status(it: &It, status: &str) -> Result<usize, Fault> {
    let table = it.page.table("Jobs").state().await?;
    Ok(table
        .column("Status")
        .iter()
        .filter(|word| *word == status)
        .count())
}

/// Turns the server's clock on until no job that is shown runs any more, or another has come.
async fn something_happens(it: &It) -> Outcome {
    let before = it.page.table("Jobs").state().await?.column("Status");
    it.demo.advance(120).await?;
    it.page
        .table("Jobs")
        .until("other states", |table| table.column("Status") != before)
        .await?;
    Ok(())
}

#[test]
fn a_poll_moves_neither_focus_nor_scroll_nor_selection_nor_an_open_menu() {
    journey_with(QUICKLY, async |it| {
        it.load_as(User::ADMIN, "/jobs?limit=100").await?;
        let table = it
            .page
            .table("Jobs")
            .until("100 rows", |table| table.rows.len() == 100)
            .await?;
        // One that has ended, far enough down: new jobs come in above it.
        let names = table.column("Job");
        let name = names[40..]
            .iter()
            .find(|name| names.iter().filter(|other| other == name).count() == 1)
            .unwrap();
        it.page.script(READ, vec![name.as_str().into()]).await?;
        let before = place(it).await?;
        assert!(before.0 && !before.2.is_empty(), "{before:?}");
        something_happens(it).await?;
        something_happens(it).await?;
        let after = place(it).await?;
        assert_eq!((after.0, &after.2), (before.0, &before.2));
        assert!(
            (after.1 - before.1).abs() <= 2,
            "the row jumped on the screen: {before:?}, {after:?}"
        );

        let name = it.demo.shown_name(User::ADMIN).await?;
        it.page.button(&name).click().await?;
        it.page
            .menuitem("Account")
            .until("the focus", |item| item.focused)
            .await?;
        something_happens(it).await?;
        it.page
            .menuitem("Account")
            .until("the focus still", |item| item.focused)
            .await?;
        Ok(())
    });
}

#[test]
fn a_job_that_ends_leaves_a_typed_filter_and_its_focus_alone() {
    journey_with(QUICKLY, async |it| {
        it.load_as(User::ADMIN, "/jobs?limit=100").await?;
        it.page
            .table("Jobs")
            .until("100 rows", |table| table.rows.len() == 100)
            .await?;
        let filter = it.page.field("Filter");
        filter.type_text("create").await?;
        let kept = |table: &nse_e2e::State| {
            let names = table.column("Job");
            names.len() < 100 && names.iter().all(|name| name.contains("create"))
        };
        it.page.table("Jobs").until("what is created", kept).await?;
        something_happens(it).await?;
        let now = filter.state().await?;
        assert_eq!((now.value.as_deref(), now.focused), (Some("create"), true));
        it.page.table("Jobs").until("still what is created", kept).await?;
        filter.type_text(" bucket").await?;
        it.page.at("/jobs?limit=100&q=create+bucket").await?;
        Ok(())
    });
}

#[test]
fn what_changed_is_said_once_in_words() {
    journey_with(QUICKLY, async |it| {
        it.load_as(User::ADMIN, "/jobs?limit=10").await?;
        let table = it
            .page
            .table("Jobs")
            .until("10 rows", |table| table.rows.len() == 10)
            .await?;
        let moving = table
            .column("Status")
            .iter()
            .any(|word| word == "running" || word == "pending");
        assert!(moving, "{:?}", table.rows);
        something_happens(it).await?;
        it.page.says("Changed:").await?;
        // The same again is no news. (The bell may still have to hear of it.)
        it.page.script(WATCH, vec![true.into()]).await?;
        three_polls(it, 10).await?;
        assert_eq!(touched(it).await?, json!([]));
        Ok(())
    });
}

/// Notes every change of the document, or of the page within its frame, but that of how long ago it was updated, which follows the clock.
const WATCH: &str = "
    window.touched = [];
    new MutationObserver(changes => {
        for (const it of changes) {
            const text = it.target.textContent;
            if (it.type !== 'characterData' || !text.startsWith('Updated')) window.touched.push(`${it.type} ${text}`.slice(0, 200));
        }
    }).observe(arguments[0] ? document.querySelector('main') : document, { subtree: true, childList: true, attributes: true, characterData: true });";

#[test]
fn an_answer_that_is_the_same_touches_no_node() {
    journey_with(QUICKLY, async |it| {
        it.load_as(User::ADMIN, "/jobs?limit=100").await?;
        it.page
            .table("Jobs")
            .until("100 rows", |table| table.rows.len() == 100 && !table.busy)
            .await?;
        // The bell asks after the page, and its first answer is news.
        it.page
            .part("button", "Newest job:")
            .partly()
            .until("how many are unseen", |bell| bell.name.contains("unseen"))
            .await?;
        it.page.script(WATCH, Vec::new()).await?;
        three_polls(it, 100).await?;
        assert_eq!(touched(it).await?, json!([]));
        Ok(())
    });
}

/// Waits until the page has asked three times more, and has the answers.
async fn three_polls(it: &It, limit: u32) -> Outcome {
    it.demo.forget_calls().await?;
    it.page
        .until_so("three polls", async || {
            let calls = it
                .demo
                .calls_to(&format!("/v2.1/jobs/?offset=0&limit={limit}&"))
                .await?;
            Ok(calls.iter().filter(|call| call.ms.is_some()).count() > 3)
        })
        .await?;
    Ok(())
}

async fn touched(it: &It) -> Result<Value, Fault> {
    it.page.script("return window.touched", Vec::new()).await
}

#[test]
fn the_switch_stops_polling_and_is_remembered() {
    journey_with(QUICKLY, async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        let switch = it.page.part("switch", "Live updates");
        switch.until("on", |switch| switch.checked).await?;
        switch.click().await?;
        switch.until("off", |switch| !switch.checked).await?;
        it.load("/jobs").await?;
        it.page
            .table("Jobs")
            .until("rows", |table| !table.rows.is_empty())
            .await?;
        switch.until("still off", |switch| !switch.checked).await?;
        assert!(of_status(it, "running").await? + of_status(it, "pending").await? > 0);
        it.demo.forget_calls().await?;
        let before = it.page.table("Jobs").state().await?.rows;
        it.demo.advance(600).await?;
        it.page.button("Refresh").click().await?;
        it.page
            .table("Jobs")
            .until("other rows", |table| table.rows != before)
            .await?;
        let calls = it.demo.calls_to("/v2.1/jobs/?offset=0&limit=25&").await?;
        assert_eq!(calls.len(), 1, "only what was asked for by hand");
        switch.click().await?;
        it.demo.advance(600).await?;
        let before = it.page.table("Jobs").state().await?.rows;
        it.page
            .table("Jobs")
            .until("rows that come by themselves", |table| table.rows != before)
            .await?;
        Ok(())
    });
}
