//! The session: one key of localStorage, followed by every tab, and what the client does with the token.

use crate::stage::*;
use leptos::task::spawn_local;
use nse_api::Api;
use nse_console::choices::Theme;
use nse_console::client::Call;
use nse_console::prelude::*;
use nse_console::session::End;
use nse_console::storage;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

const KEY: &str = "nse-console.session";
const CHOICES: &str = "nse-console.choices";

fn kept() -> web_sys::Storage {
    window().local_storage().unwrap().unwrap()
}

/// What another tab does: this tab only hears of it.
fn another_tab_stores(value: Option<&str>) {
    match value {
        Some(value) => kept().set_item(KEY, value).unwrap(),
        None => kept().remove_item(KEY).unwrap(),
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
    kept().clear().unwrap();
    let (_stage, app) = start_app();
    assert!(app.session.current().is_none());
    assert!(app.session.take(&record("t-1")));
    let stored: serde_json::Value = serde_json::from_str(&kept().get_item(KEY).unwrap().unwrap()).unwrap();
    assert_eq!(stored, record("t-1"));
    assert_eq!(app.username.get_untracked().as_deref(), Some("MyName"));
    app.sign_out();
    assert_eq!(kept().get_item(KEY).unwrap(), None);
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
        &"[".repeat(10_000),
        &json!({ "token": "x".repeat(1_000_000) }).to_string(),
    ] {
        kept().set_item(KEY, rubbish).unwrap();
        let (_stage, app) = start_app();
        assert!(app.session.current().is_none(), "{rubbish}");
        assert_eq!(kept().get_item(KEY).unwrap(), None, "{rubbish}");
    }
}

#[wasm_bindgen_test]
async fn what_another_tab_does_reaches_this_one() {
    kept().clear().unwrap();
    let (_stage, app) = start_app();
    app.session.take(&record("t-1"));
    another_tab_stores(Some(&record("t-2").to_string()));
    assert_eq!(app.session.token().as_deref(), Some("t-2"));
    another_tab_stores(None);
    assert!(app.session.current().is_none());
    assert_eq!(app.session.end.get_untracked(), Some(End::Elsewhere));
}

/// What a version stores that knows more than this one, or less.
#[wasm_bindgen_test]
async fn a_session_of_another_version_is_read_and_left_alone() {
    kept().clear().unwrap();
    let more =
        json!({ "v": 9, "device": [null], "token": "t-1", "user": { "username": "MyName", "groups": [1] } })
            .to_string();
    kept().set_item(KEY, &more).unwrap();
    let (_stage, app) = start_app();
    assert_eq!(app.username.get_untracked().as_deref(), Some("MyName"));
    assert_eq!(app.session.token().as_deref(), Some("t-1"));
    assert_eq!(
        kept().get_item(KEY).unwrap().as_deref(),
        Some(more.as_str()),
        "reading changes nothing"
    );
    // What it renews is taken up, whatever stands beside it.
    another_tab_stores(Some(&more.replace("t-1", "t-2")));
    assert_eq!(app.session.token().as_deref(), Some("t-2"));
    another_tab_stores(Some(r#"{"token":"t-3"}"#));
    assert_eq!(app.session.token().as_deref(), Some("t-3"));
    app.session.finish(End::SignedOut);
}

#[wasm_bindgen_test]
async fn choices_of_another_version_stay_as_they_are() {
    kept().clear().unwrap();
    let choices = || -> serde_json::Value {
        serde_json::from_str(&kept().get_item(CHOICES).unwrap().unwrap()).unwrap()
    };
    let unknown = json!([{ "a": null }, 12345678901234567890_u64, "x"]);
    let more = json!({ "pinned": unknown, "theme": "sepia", "columns": { "jobs": [] }, "tenant": { "MyName": { "id": 5 } } });
    kept().set_item(CHOICES, &more.to_string()).unwrap();
    let (_stage, app) = start_app();
    // A word or a form that is not known here is as none, until something else is chosen.
    assert_eq!(untrack(|| app.choices.theme()), Theme::System);
    app.choices.set_keys(false);
    nse_console::choices::set_active(Some(7));
    let now = choices();
    for field in ["pinned", "theme", "columns", "tenant"] {
        assert_eq!(now[field], more[field], "{field}");
    }
    assert_eq!(now["keys"], false);
    app.choices.set_theme(Theme::Dark);
    assert_eq!(choices()["pinned"], unknown);
    app.choices.set_theme(Theme::System);
    kept().clear().unwrap();
}

#[wasm_bindgen_test]
async fn a_renewal_without_a_user_keeps_the_one_we_know() {
    kept().clear().unwrap();
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
    kept().clear().unwrap();
    take_over_fetch();
    let (_stage, app) = start_app();
    app.session.take(&record("t-1"));
    let outcome = send(app);
    wait_for("a request", || calls() == 1).await;
    assert_eq!(authorization(0).as_deref(), Some("Bearer t-1"));
    // Another tab has renewed the token, and its event has not come yet.
    kept().set_item(KEY, &record("t-2").to_string()).unwrap();
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
    kept().clear().unwrap();
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
    kept().clear().unwrap();
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
    kept().clear().unwrap();
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
    assert_eq!(calls(), 2, "a renewal is a POST, which is not repeated by itself");
    assert_eq!(app.session.token().as_deref(), Some("t-1"));
    app.session.finish(End::SignedOut);
}

#[wasm_bindgen_test]
async fn a_refused_token_that_cannot_be_renewed_ends_the_session() {
    for refresh in [404, 405, 400] {
        kept().clear().unwrap();
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
        assert_eq!(kept().get_item(KEY).unwrap(), None);
    }
}

#[wasm_bindgen_test]
async fn a_token_that_still_serves_outlives_a_missing_refresh() {
    kept().clear().unwrap();
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

#[wasm_bindgen_test]
async fn storage_that_refuses_leaves_the_session_in_memory() {
    kept().clear().unwrap();
    let (_stage, app) = start_app();
    app.session.take(&record("t-1"));
    assert!(kept().get_item(KEY).unwrap().is_some());
    js_sys::eval(
        "window.plainly = { setItem: Storage.prototype.setItem, getItem: Storage.prototype.getItem };
         Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };",
    )
    .unwrap();
    let taken = app.session.take(&record("t-2"));
    let (stored, told) = (kept().get_item(KEY).unwrap(), untrack(storage::lost));
    js_sys::eval("Storage.prototype.getItem = () => { throw new DOMException('', 'SecurityError'); }")
        .unwrap();
    let token = app.session.token();
    let read = storage::read(storage::Key::Session);
    app.sign_out();
    let (_another_stage, another) = start_app();
    let after = another.session.token();
    let still_told = untrack(storage::lost);
    js_sys::eval("Object.assign(Storage.prototype, window.plainly)").unwrap();
    assert!(taken && told, "nobody is told");
    another.choices.set_theme(Theme::System);
    assert!(
        !untrack(storage::lost),
        "there is room again; before: {still_told}"
    );
    assert_eq!(stored, None, "a reload would bring the older token back");
    assert_eq!(token.as_deref(), Some("t-2"));
    assert!(read.is_some_and(|text| text.contains("t-2")));
    assert_eq!(after, None, "signing out leaves the session in memory");
    assert_eq!(kept().get_item(KEY).unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_long_token_is_sent_whole() {
    kept().clear().unwrap();
    take_over_fetch();
    let (_stage, app) = start_app();
    let long = "a1.-_".repeat(16_384 / 5);
    app.session.take(&record(&long));
    let outcome = send(app);
    wait_for("a request", || calls() == 1).await;
    assert!(authorization(0) == Some(format!("Bearer {long}")));
    answer(0, 200, &names(&["a"]));
    wait_for("the outcome", || *outcome.borrow() == Some(true)).await;
    app.session.finish(End::SignedOut);
}

/// A JWT with these claims, which nobody signed.
fn jwt(claims: serde_json::Value) -> String {
    let encode = |text: String| {
        let text = window().btoa(&text).unwrap();
        text.trim_end_matches('=').replace('+', "-").replace('/', "_")
    };
    format!(
        "{}.{}.c2lnbmVk",
        encode(json!({ "alg": "HS256" }).to_string()),
        encode(claims.to_string())
    )
}

/// One 401 leads to one refresh and one repetition, and then there is peace.
async fn is_renewed_once(app: nse_console::app::App, renewed: &str) {
    settle().await;
    assert_eq!(calls(), 0, "something is asked without a need");
    let outcome = send(app);
    wait_for("a request", || calls() == 1).await;
    answer(0, 401, "");
    wait_for("the refresh", || calls() == 2).await;
    assert_eq!(address(1), "/api/v2.1/auth/refresh");
    let answered = json!({ "status": { "code": 200 }, "result": { "records": [record(renewed)] } });
    answer(1, 200, &answered.to_string());
    wait_for("the repetition", || calls() == 3).await;
    assert_eq!(authorization(2), Some(format!("Bearer {renewed}")));
    answer(2, 200, &names(&["a"]));
    wait_for("the outcome", || *outcome.borrow() == Some(true)).await;
    settle().await;
    assert_eq!(calls(), 3, "renewing does not end");
    assert_eq!(app.session.token().as_deref(), Some(renewed));
}

#[wasm_bindgen_test]
async fn a_token_whose_end_says_nothing_is_kept_and_renewed_by_need_alone() {
    for (token, renewed) in [
        (jwt(json!({ "sub": "1" })), jwt(json!({ "sub": "2" }))),
        (
            jwt(json!({ "exp": 1_600_000_000 })),
            jwt(json!({ "exp": 1_600_000_001 })),
        ),
        ("no-jwt".to_owned(), "no-jwt-either".to_owned()),
        ("a.b.c".to_owned(), "..".to_owned()),
    ] {
        kept().clear().unwrap();
        take_over_fetch();
        let (_stage, app) = start_app();
        assert!(app.session.take(&record(&token)));
        is_renewed_once(app, &renewed).await;
        app.session.finish(End::SignedOut);
    }
}

#[wasm_bindgen_test]
async fn a_clock_that_is_hours_off_asks_for_nothing() {
    let real = js_sys::Date::now() as i64 / 1_000;
    let live = |second: i64| jwt(json!({ "exp": real + 3_600 + second }));
    for hours in [12, -12] {
        kept().clear().unwrap();
        take_over_fetch();
        js_sys::eval(&format!(
            "window.plainNow = Date.now; Date.now = () => window.plainNow.call(Date) + {hours} * 3_600_000"
        ))
        .unwrap();
        let off = js_sys::Date::now() as i64 / 1_000 - real;
        let (_stage, app) = start_app();
        app.session.take(&record(&live(0)));
        is_renewed_once(app, &live(1)).await;
        app.session.finish(End::SignedOut);
        js_sys::eval("Date.now = window.plainNow").unwrap();
        assert!((off - hours * 3_600).abs() < 60, "the clock was not off: {off}");
    }
}
