//! The session: one key of localStorage, followed by every tab, and what the client does with the token.

use crate::stage::*;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nse_api::Api;
use nse_console::client::Call;
use nse_console::session::End;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

const KEY: &str = "nse-console.session";

fn storage() -> web_sys::Storage {
    window().local_storage().unwrap().unwrap()
}

/// What another tab does: this tab only hears of it.
fn another_tab_stores(value: Option<&str>) {
    match value {
        Some(value) => storage().set_item(KEY, value).unwrap(),
        None => storage().remove_item(KEY).unwrap(),
    }
    js_sys::eval(&format!(
        "window.dispatchEvent(new StorageEvent('storage', {{ key: '{KEY}' }}))"
    ))
    .unwrap();
}

fn record(token: &str) -> serde_json::Value {
    json!({ "token": token, "user": { "username": "MyName", "displayName": "My Name", "tenancies": [] } })
}

#[wasm_bindgen_test]
async fn the_session_is_kept_under_its_one_key_as_the_api_gave_it() {
    storage().clear().unwrap();
    let (_stage, app) = start_app();
    assert!(app.session.current().is_none());
    assert!(app.session.take(&record("t-1")));
    let stored: serde_json::Value = serde_json::from_str(&storage().get_item(KEY).unwrap().unwrap()).unwrap();
    assert_eq!(stored, record("t-1"));
    assert_eq!(app.username.get_untracked().as_deref(), Some("MyName"));
    app.sign_out();
    assert_eq!(storage().get_item(KEY).unwrap(), None);
    assert_eq!(app.session.end.get_untracked(), Some(End::SignedOut));
}

#[wasm_bindgen_test]
async fn rubbish_in_storage_is_dropped() {
    for rubbish in [
        "",
        "{",
        "null",
        "[]",
        "7",
        r#"{"token":7}"#,
        r#"{"token":""}"#,
        "{\"token\":\"a\\nb\"}",
        r#"{"token":"ü"}"#,
    ] {
        storage().set_item(KEY, rubbish).unwrap();
        let (_stage, app) = start_app();
        assert!(app.session.current().is_none(), "{rubbish}");
        assert_eq!(storage().get_item(KEY).unwrap(), None, "{rubbish}");
    }
}

#[wasm_bindgen_test]
async fn what_another_tab_does_reaches_this_one() {
    storage().clear().unwrap();
    let (_stage, app) = start_app();
    app.session.take(&record("t-1"));
    another_tab_stores(Some(&record("t-2").to_string()));
    assert_eq!(app.session.token().as_deref(), Some("t-2"));
    another_tab_stores(None);
    assert!(app.session.current().is_none());
    assert_eq!(app.session.end.get_untracked(), Some(End::Elsewhere));
}

#[wasm_bindgen_test]
async fn a_renewal_without_a_user_keeps_the_one_we_know() {
    storage().clear().unwrap();
    let (_stage, app) = start_app();
    app.session.take(&record("t-1"));
    app.session.take(&json!({ "token": "t-2" }));
    assert_eq!(app.session.current().unwrap().user.shown_name(), "My Name");
    assert_eq!(app.session.token().as_deref(), Some("t-2"));
    app.session.finish(End::SignedOut);
}

/// Sends a request for the regions in the background; the cell holds its outcome.
fn send(app: nse_console::app::App) -> Rc<RefCell<Option<bool>>> {
    let outcome = Rc::new(RefCell::new(None));
    let told = outcome.clone();
    spawn_local(async move {
        let request = Api::default().regions(&Default::default());
        let result = app.client.send(&request, &Call::default(), |_| {}).await;
        *told.borrow_mut() = Some(result.is_ok());
    });
    outcome
}

#[wasm_bindgen_test]
async fn a_401_to_an_old_token_is_repeated_once_with_the_new_one() {
    storage().clear().unwrap();
    take_over_fetch();
    let (_stage, app) = start_app();
    app.session.take(&record("t-1"));
    let outcome = send(app);
    wait_for("a request", || calls() == 1).await;
    assert_eq!(authorization(0).as_deref(), Some("Bearer t-1"));
    // Another tab has renewed the token, and its event has not come yet.
    storage().set_item(KEY, &record("t-2").to_string()).unwrap();
    answer(0, 401, "");
    wait_for("the repetition", || calls() == 2).await;
    assert_eq!(authorization(1).as_deref(), Some("Bearer t-2"));
    answer(1, 200, &names(&["a"]));
    wait_for("the outcome", || outcome.borrow().is_some()).await;
    assert_eq!(*outcome.borrow(), Some(true));
    app.session.finish(End::SignedOut);
}

#[wasm_bindgen_test]
async fn only_a_401_ends_the_session() {
    storage().clear().unwrap();
    take_over_fetch();
    let (_stage, app) = start_app();
    app.session.take(&record("t-1"));
    let forbidden = send(app);
    wait_for("a request", || calls() == 1).await;
    answer(0, 403, "");
    wait_for("its outcome", || forbidden.borrow().is_some()).await;
    assert!(app.session.current().is_some());
    let refused = send(app);
    wait_for("another request", || calls() == 2).await;
    answer(1, 401, "");
    wait_for("a refresh", || calls() == 3).await;
    answer(2, 401, "");
    wait_for("its outcome", || refused.borrow().is_some()).await;
    assert!(app.session.current().is_none());
    assert_eq!(app.session.end.get_untracked(), Some(End::Refused));
}

#[wasm_bindgen_test]
async fn requests_that_wait_for_a_new_token_share_one_refresh() {
    storage().clear().unwrap();
    take_over_fetch();
    let (_stage, app) = start_app();
    app.session.take(&record("t-1"));
    let outcomes: Vec<_> = (0..10).map(|_| send(app)).collect();
    wait_for("ten requests", || calls() == 10).await;
    (0..10).for_each(|call| answer(call, 401, ""));
    wait_for("the refresh", || calls() == 11).await;
    assert_eq!(address(10), "/api/v2.1/auth/refresh");
    settle().await;
    assert_eq!(calls(), 11, "one refresh for all");
    let renewed = json!({ "status": { "code": 200 }, "result": { "records": [record("t-2")] } });
    answer(10, 200, &renewed.to_string());
    wait_for("ten repetitions", || calls() == 21).await;
    assert!((11..21).all(|call| authorization(call).as_deref() == Some("Bearer t-2")));
    (11..21).for_each(|call| answer(call, 200, &names(&["a"])));
    wait_for("their outcomes", || {
        outcomes.iter().all(|outcome| *outcome.borrow() == Some(true))
    })
    .await;
    app.session.finish(End::SignedOut);
}

#[wasm_bindgen_test]
async fn a_refresh_that_fails_on_its_way_ends_nothing() {
    storage().clear().unwrap();
    take_over_fetch();
    let (_stage, app) = start_app();
    app.session.take(&record("t-1"));
    let outcome = send(app);
    wait_for("a request", || calls() == 1).await;
    answer(0, 401, "");
    wait_for("the refresh", || calls() == 2).await;
    answer(1, 503, "");
    wait_for("the outcome", || outcome.borrow().is_some()).await;
    assert_eq!(*outcome.borrow(), Some(false));
    assert_eq!(app.session.token().as_deref(), Some("t-1"));
    app.session.finish(End::SignedOut);
}

#[wasm_bindgen_test]
async fn a_refused_token_that_cannot_be_renewed_ends_the_session() {
    for refresh in [404, 405, 400] {
        storage().clear().unwrap();
        take_over_fetch();
        let (_stage, app) = start_app();
        app.session.take(&record("t-1"));
        let outcome = send(app);
        wait_for("a request", || calls() == 1).await;
        answer(0, 401, "");
        wait_for("the refresh", || calls() == 2).await;
        answer(1, refresh, "");
        wait_for("the outcome", || outcome.borrow().is_some()).await;
        assert_eq!(app.session.end.get_untracked(), Some(End::Refused), "{refresh}");
        assert_eq!(storage().get_item(KEY).unwrap(), None);
    }
}

#[wasm_bindgen_test]
async fn a_token_that_still_serves_outlives_a_missing_refresh() {
    storage().clear().unwrap();
    take_over_fetch();
    let (_stage, app) = start_app();
    app.session.take(&record("t-1"));
    let done = Rc::new(RefCell::new(false));
    let told = done.clone();
    spawn_local(async move {
        app.client.renew("t-1", false).await.unwrap_err();
        *told.borrow_mut() = true;
    });
    wait_for("the refresh", || calls() == 1).await;
    answer(0, 404, "");
    wait_for("its end", || *done.borrow()).await;
    assert_eq!(app.session.token().as_deref(), Some("t-1"));
    app.session.finish(End::SignedOut);
}
