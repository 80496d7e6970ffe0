//! A read that goes wrong: of the list of jobs as its page loads, and again when rows are there and asked for anew.

use nse_e2e::{Call, Fault, It, Outcome, Plan, User};
use nse_texts::{Messages, en};
use serde_json::{Value, json};

use crate::always::always;
use crate::row::Row;

/// What Chromium says of an answer that is no success or none at all; Firefox says nothing.
pub const SAYS_SO: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["Failed to load resource"],
};

/// The words of a server, for a user and for an expert.
pub const WORDS: &str = "Ordered by this journey.";
const VERBOSE: &str = "0x2a: as ordered by this journey";

/// What must happen to a read.
#[derive(Clone, Copy)]
pub enum Must {
    /// The rows come in the end, by so many calls, of which the second comes so many milliseconds after the first was
    /// answered.
    Rows { calls: FromTo, pause_ms: FromTo },
    /// The page says what happened and what to do, after so many calls, and keeps the rows that it had.
    Say {
        words: fn(&'static Messages) -> [&'static str; 2],
        calls: FromTo,
    },
}

/// At least, and at most.
type FromTo = (usize, usize);

/// An error in the API's own form.
pub fn envelope(code: impl Into<Value>) -> Value {
    let status = json!({ "user_message": WORDS, "verbose_message": VERBOSE, "code": code.into() });
    json!({ "status": status, "result": null })
}

/// A row: the order is the demo server's, without the path.
pub fn read(fault: &'static str, must: &'static str, order: fn() -> Value, must_be: Must) -> Row {
    Row {
        fault,
        must,
        plan: SAYS_SO,
        story: Box::new(move |it| Box::pin(goes_wrong(it, order, must_be))),
    }
}

/// The path of the list's call; the bell's and others' have another limit.
const LIST: &str = "/v2.1/jobs/?*limit=50*";

async fn goes_wrong(it: &It, order: fn() -> Value, must: Must) -> Outcome {
    order_for_list(it, order).await?;
    it.load_without_polls_as(User::ADMIN, "/jobs?limit=50").await?;
    ends(it, must, 0, None).await?;
    always(it).await?;

    it.demo.heal().await?;
    it.load_still_as(User::ADMIN, "/jobs?limit=50").await?;
    let before = rows(it).await?;
    it.demo.forget_calls().await?;
    let asked_before = asked(it).await?;
    order_for_list(it, order).await?;
    it.page.script(LISTEN, Vec::new()).await?;
    it.page.button("Refresh").click().await?;
    ends(it, must, asked_before, Some(&before)).await?;
    let said: Vec<String> =
        serde_json::from_value(it.page.script("return window.statuses", Vec::new()).await?)
            .map_err(Fault::from)?;
    let retrying = en::MESSAGES.retrying.split(" (").next().unwrap();
    let repeated = asked(it).await? > asked_before + 1;
    assert_eq!(
        said.iter().any(|words| words.starts_with(retrying)),
        repeated,
        "that it is tried again: {said:?}"
    );
    if let Must::Say { .. } = must {
        always(it).await?;
        it.demo.heal().await?;
        it.page.button("Retry").click().await?;
        it.page.alert().gone().await?;
        rows(it).await?;
    }
    Ok(())
}

/// Keeps what is said in passing, which may be gone before anybody looks.
const LISTEN: &str = "
    window.statuses = [];
    new MutationObserver(() => {
        for (const it of document.querySelectorAll('[role=status]')) {
            if (it.textContent) window.statuses.push(it.textContent);
        }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });";

async fn order_for_list(it: &It, order: fn() -> Value) -> Result<(), Fault> {
    let mut rule = order();
    rule["path"] = LIST.into();
    it.demo.faults(json!([rule])).await
}

async fn rows(it: &It) -> Result<Vec<Vec<String>>, Fault> {
    let table = it.page.table("Jobs").patiently();
    Ok(table.until("50 rows", |table| table.rows.len() == 50).await?.rows)
}

/// The calls for the list that the server has seen.
async fn list_calls(it: &It) -> Result<Vec<Call>, Fault> {
    let mut calls = it.demo.calls_to("/v2.1/jobs/?").await?;
    calls.retain(|call| call.parameter("limit").as_deref() == Some("50"));
    Ok(calls)
}

/// How often the page has asked for the list. Browsers ask by themselves once more for what a connection lost, Firefox up
/// to ten times, so the server may have seen more.
async fn asked(it: &It) -> Result<usize, Fault> {
    const ASKED: &str = "return performance.getEntriesByType('resource')
        .filter(it => it.name.includes('/v2.1/jobs/?') && it.name.includes('limit=50&')).length";
    Ok(serde_json::from_value(it.page.script(ASKED, Vec::new()).await?)?)
}

/// Waits for what must happen; `before` are the rows that were there, when the list had been asked for so often.
async fn ends(it: &It, must: Must, asked_before: usize, before: Option<&Vec<Vec<String>>>) -> Outcome {
    let within = |number: usize, (from, to): FromTo| (from..=to).contains(&number);
    match must {
        Must::Rows { calls, pause_ms } => {
            it.page
                .table("Jobs")
                .patiently()
                .until("rows, asked for as often as needed", |table| {
                    table.rows.len() == 50 && !table.busy
                })
                .await?;
            let asked = asked(it).await? - asked_before;
            assert!(within(asked, calls), "asked {asked} times, not {calls:?}");
            let seen = list_calls(it).await?;
            it.page.alert().gone().await?;
            if let [first, second, ..] = seen.as_slice() {
                let pause = second.at_ms - first.at_ms - first.ms.unwrap_or_default();
                assert!(
                    within(pause as usize, pause_ms),
                    "a pause of {pause} ms, not {pause_ms:?}"
                );
            }
        }
        Must::Say { words, calls } => {
            let words = words(&en::MESSAGES).map(|words| words.replace("{0}", &it.demo.origin));
            let alert = it.page.alert().patiently();
            let said = alert
                .until("what happened and what to do", |alert| {
                    words.iter().all(|words| alert.text.contains(words))
                })
                .await?;
            it.page.button("Retry").state().await?;
            let asked = asked(it).await? - asked_before;
            assert!(within(asked, calls), "asked {asked} times, not {calls:?}");
            it.page
                .part("button", "Details")
                .within(&it.page.alert())
                .click()
                .await?;
            let details = it
                .page
                .alert()
                .until("the details", |alert| alert.text.contains("/v2.1/jobs/?"))
                .await?;
            if words[0] == WORDS {
                assert!(details.text.contains(VERBOSE), "{details:?}");
            }
            let today = it
                .page
                .script("return new Date().toISOString().slice(0, 10)", Vec::new())
                .await?;
            assert!(
                details.text.contains(today.as_str().unwrap()),
                "when it was: {details:?}"
            );
            if let Some(before) = before {
                let age = en::MESSAGES.rows_from.split('{').next().unwrap();
                assert!(said.text.contains(age), "how old the rows are: {said:?}");
                assert_eq!(
                    &it.page.table("Jobs").state().await?.rows,
                    before,
                    "the rows are kept"
                );
            }
        }
    }
    assert!(it.page.look().await?.token().is_some(), "signed out");
    Ok(())
}
