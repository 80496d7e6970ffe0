//! `use_query`: latest wins, older requests are aborted, rows stay, identical answers touch nothing.

use crate::stage::*;
use nse_api::{Api, Paging};
use nse_console::prelude::*;
use nse_console::query::{Query, use_query};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

/// A query of one page of the regions, whose offset the test turns.
fn regions(offset: RwSignal<u64>) -> (Stage, Query) {
    let query = Rc::new(RefCell::new(None));
    let stage = Stage::run({
        let query = query.clone();
        move || {
            let app = nse_console::app::App::start(Default::default());
            let paging = move || Paging {
                offset: offset.get(),
                ..Paging::default()
            };
            *query.borrow_mut() = Some(use_query(app, move || Some(Api::default().regions(&paging()))));
        }
    });
    let made = query.borrow().unwrap();
    (stage, made)
}

fn shown(query: Query) -> Option<String> {
    query
        .record()
        .and_then(|record| record.get("name")?.as_str().map(str::to_owned))
}

#[wasm_bindgen_test]
async fn the_latest_request_wins_and_the_older_one_is_aborted() {
    take_over_fetch();
    let offset = RwSignal::new(0);
    let (_stage, query) = regions(offset);
    wait_for("the first request", || calls() == 1).await;
    offset.set(25);
    wait_for("the second request", || calls() == 2).await;
    assert!(aborted(0), "the older request is aborted at once");
    assert!(address(1).contains("offset=25"), "{}", address(1));
    answer(1, 200, &names(&["second"]));
    wait_for("the second answer", || shown(query).as_deref() == Some("second")).await;
    // An answer that comes all the same, after its abortion, is nobody's concern.
    answer(0, 200, &names(&["first"]));
    settle().await;
    assert_eq!(shown(query).as_deref(), Some("second"));
    assert!(!query.busy.get_untracked());
}

#[wasm_bindgen_test]
async fn rows_stay_while_the_next_load_and_after_a_failure() {
    take_over_fetch();
    let offset = RwSignal::new(0);
    let (_stage, query) = regions(offset);
    wait_for("a request", || calls() == 1).await;
    answer(0, 200, &names(&["kept"]));
    wait_for("its answer", || shown(query).is_some()).await;
    offset.set(25);
    wait_for("the next request", || calls() == 2).await;
    assert_eq!(shown(query).as_deref(), Some("kept"));
    assert!(query.busy.get_untracked());
    answer(1, 403, r#"{"status":{"code":403,"user_message":"Not for you."}}"#);
    wait_for("the failure", || query.error.with_untracked(Option::is_some)).await;
    assert_eq!(shown(query).as_deref(), Some("kept"));
    let error = query.error.get_untracked().unwrap();
    assert_eq!(error.user_message.as_deref(), Some("Not for you."));
    assert!(
        error.address.starts_with("GET /api/v2.1/auth/regions?"),
        "{}",
        error.address
    );
    assert_eq!(calls(), 2, "a 403 is not repeated");
}

#[wasm_bindgen_test]
async fn an_identical_answer_wakes_nobody() {
    take_over_fetch();
    let offset = RwSignal::new(0);
    let (stage, query) = regions(offset);
    let woken = Rc::new(RefCell::new(0));
    let counted = Stage::run({
        let woken = woken.clone();
        move || {
            Effect::new(move |_| {
                query.answer.track();
                *woken.borrow_mut() += 1;
            });
        }
    });
    wait_for("a request", || calls() == 1).await;
    answer(0, 200, &names(&["a"]));
    wait_for("its answer", || shown(query).is_some()).await;
    settle().await;
    let before = *woken.borrow();
    query.refresh();
    wait_for("the refresh", || calls() == 2).await;
    answer(1, 200, &names(&["a"]));
    wait_for("its end", || !query.busy.get_untracked()).await;
    settle().await;
    assert_eq!(*woken.borrow(), before);
    query.refresh();
    wait_for("another refresh", || calls() == 3).await;
    answer(2, 200, &names(&["b"]));
    wait_for("the new answer", || *woken.borrow() == before + 1).await;
    drop((stage, counted));
}

#[wasm_bindgen_test]
async fn a_server_error_is_retried_and_said() {
    take_over_fetch();
    let (_stage, query) = regions(RwSignal::new(0));
    wait_for("a request", || calls() == 1).await;
    answer(0, 503, "");
    wait_for("a retry", || calls() == 2).await;
    assert_eq!(query.retrying.get_untracked(), 1);
    answer(1, 200, &names(&["back"]));
    wait_for("the answer", || shown(query).as_deref() == Some("back")).await;
    assert_eq!(query.error.get_untracked(), None);
}

#[wasm_bindgen_test]
async fn leaving_the_page_aborts_its_request() {
    take_over_fetch();
    let (stage, _query) = regions(RwSignal::new(0));
    wait_for("a request", || calls() == 1).await;
    drop(stage);
    wait_for("its abortion", || aborted(0)).await;
}
