//! `poll`: quick while something may change, slow otherwise, none while hidden or offline, one at once on return.

use crate::stage::*;
use nse_api::{Config, Paging};
use nse_console::app::App;
use nse_console::query::{Query, poll, use_query};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

/// A pause that nothing else in the console has.
const QUICK_MS: u32 = 7_000;

/// A page of jobs that is kept current.
fn jobs() -> (Stage, App, Query) {
    take_over_fetch();
    take_over_timers();
    let made = Rc::new(RefCell::new(None));
    let stage = Stage::run({
        let made = made.clone();
        move || {
            let app = App::start(Config {
                poll_seconds: QUICK_MS / 1_000,
                ..Config::default()
            });
            app.choices.set_polling(true);
            let query = use_query(app, move || Some(app.client.api().jobs(&Paging::default(), None)));
            poll(app, query);
            *made.borrow_mut() = Some((app, query));
        }
    });
    let (app, query) = made.borrow().unwrap();
    (stage, app, query)
}

fn job(status: &str) -> String {
    serde_json::json!({ "status": { "code": 200 }, "result": { "records": [{ "id": "1", "status": status }] } })
        .to_string()
}

/// Answers a call and waits for the one pause that follows.
async fn answered(call: usize, status: &str, pause: u32) {
    wait_for("a call", || calls() == call + 1).await;
    answer(call, 200, &job(status));
    wait_for("the pause", || waiting(pause) == 1).await;
}

#[wasm_bindgen_test]
async fn quick_while_a_job_may_change_and_slower_while_nothing_does() {
    let (_stage, _, query) = jobs();
    answered(0, "running", QUICK_MS).await;
    pass(QUICK_MS);
    wait_for("a poll", || calls() == 2).await;
    assert!(!query.busy.get_untracked(), "nothing on the page tells of a poll");
    answered(1, "running", QUICK_MS).await;
    pass(QUICK_MS);
    answered(2, "successful", 30_000).await;
    for (call, (pause, next)) in [
        (30_000, 40_000),
        (40_000, 50_000),
        (50_000, 60_000),
        (60_000, 60_000),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(waiting(QUICK_MS), 0);
        pass(pause);
        answered(3 + call, "successful", next).await;
    }
}

#[wasm_bindgen_test]
async fn nobody_asks_while_the_page_is_hidden_and_at_once_when_it_is_back() {
    let (_stage, _, _) = jobs();
    answered(0, "running", QUICK_MS).await;
    set_hidden(true);
    wait_for("no pause any more", || waiting(QUICK_MS) == 0).await;
    set_hidden(false);
    answered(1, "running", QUICK_MS).await;
    settle().await;
    assert_eq!(calls(), 2, "one poll on return, not two");
}

#[wasm_bindgen_test]
async fn nobody_asks_without_a_network_and_at_once_when_it_is_back() {
    let (_stage, _, _) = jobs();
    answered(0, "successful", 30_000).await;
    set_online(false);
    wait_for("no pause any more", || waiting(30_000) == 0).await;
    set_online(true);
    answered(1, "successful", 40_000).await;
    settle().await;
    assert_eq!(calls(), 2);
}

#[wasm_bindgen_test]
async fn the_switch_stops_it_and_starts_it_again() {
    let (_stage, app, query) = jobs();
    answered(0, "running", QUICK_MS).await;
    app.choices.set_polling(false);
    wait_for("no pause any more", || waiting(QUICK_MS) == 0).await;
    query.refresh();
    wait_for("a refresh by hand", || calls() == 2).await;
    assert!(query.busy.get_untracked(), "what a person asks for is shown");
    answer(1, 200, &job("running"));
    wait_for("its end", || !query.busy.get_untracked()).await;
    settle().await;
    assert_eq!(waiting(QUICK_MS), 0);
    app.choices.set_polling(true);
    wait_for("a pause", || waiting(QUICK_MS) == 1).await;
}

#[wasm_bindgen_test]
async fn a_poll_that_fails_keeps_the_rows_and_asks_less_often() {
    let (_stage, _, query) = jobs();
    answered(0, "running", QUICK_MS).await;
    pass(QUICK_MS);
    wait_for("a poll", || calls() == 2).await;
    answer(1, 403, "");
    wait_for("a long pause", || waiting(30_000) == 1).await;
    assert_eq!(waiting(QUICK_MS), 0);
    assert!(query.record().is_some(), "the rows stay");
    assert!(query.error.with_untracked(Option::is_some));
    let said = Rc::new(RefCell::new(0));
    let counted = Stage::run({
        let said = said.clone();
        move || {
            nse_console::live::effect(move || {
                query.error.track();
                *said.borrow_mut() += 1;
            });
        }
    });
    for call in 2..5 {
        pass(30_000);
        wait_for("another poll", || calls() == call + 1).await;
        answer(call, 403, "");
        wait_for("the next pause", || waiting(30_000) == 1).await;
    }
    settle().await;
    assert_eq!(*said.borrow(), 1, "the same failure is said once");
    query.refresh();
    wait_for("a refresh by hand", || calls() == 6).await;
    answer(5, 403, "");
    wait_for("that it is said again", || *said.borrow() == 2).await;
    drop(counted);
    pass(30_000);
    answered(6, "running", QUICK_MS).await;
    assert_eq!(query.error.get_untracked(), None);
}

#[wasm_bindgen_test]
async fn a_page_that_is_left_leaves_no_timer_behind() {
    let (stage, _, _) = jobs();
    answered(0, "running", QUICK_MS).await;
    drop(stage);
    wait_for("no pause any more", || waiting(QUICK_MS) == 0).await;
}
