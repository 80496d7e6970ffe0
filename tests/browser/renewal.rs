//! The renewal of a token: one for all that wait, one tab at a time, and never a wait without an end.

use crate::stage::*;
use leptos::task::spawn_local;
use nse_api::{Api, ErrorKind};
use nse_console::app::App;
use nse_console::client::Call;
use nse_console::session::End;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

type Outcomes = Rc<RefCell<Vec<Result<(), ErrorKind>>>>;

fn record(token: &str) -> serde_json::Value {
    json!({ "token": token, "user": { "username": "MyName", "tenancies": [] } })
}

fn renewed(token: &str) -> String {
    json!({ "status": { "code": 200 }, "result": { "records": [record(token)] } }).to_string()
}

fn signed_in() -> (Stage, App) {
    js_sys::eval("localStorage.clear()").unwrap();
    take_over_fetch();
    let (stage, app) = start_app();
    assert!(app.session.take(&record("t-1")));
    (stage, app)
}

/// Sends so many requests in the background.
fn send(app: App, count: usize) -> Outcomes {
    let outcomes = Outcomes::default();
    for _ in 0..count {
        let told = outcomes.clone();
        spawn_local(async move {
            let request = Api::default().region("a");
            let call = Call::default();
            // A fault of the network would be tried again, for seconds; what is asked here is what became of the 401.
            let own = call.clone();
            let outcome = app.client.send(&request, &call, move |_| own.abort()).await;
            told.borrow_mut()
                .push(outcome.map(drop).map_err(|error| error.kind));
        });
    }
    outcomes
}

#[wasm_bindgen_test]
async fn a_fault_of_the_renewal_is_shared_and_ends_nothing() {
    let (_stage, app) = signed_in();
    let outcomes = send(app, 10);
    wait_for("ten requests", || calls() == 10).await;
    (0..10).for_each(|call| answer(call, 401, ""));
    wait_for("the refresh", || calls() == 11).await;
    answer(10, 503, "");
    wait_for("ten outcomes", || outcomes.borrow().len() == 10).await;
    settle().await;
    assert_eq!(calls(), 11, "asked once, and not again by itself");
    assert!(
        outcomes
            .borrow()
            .iter()
            .all(|outcome| *outcome == Err(ErrorKind::Server)),
        "each is told why no new token came: {:?}",
        outcomes.borrow()
    );
    assert_eq!(app.session.token().as_deref(), Some("t-1"));
    app.session.finish(End::SignedOut);
}

#[wasm_bindgen_test]
async fn what_a_session_asked_for_ends_with_it() {
    let (_stage, app) = signed_in();
    let outcomes = send(app, 3);
    wait_for("three requests", || calls() == 3).await;
    app.session.finish(End::SignedOut);
    wait_for("their abortion", || (0..3).all(aborted)).await;
    wait_for("their end", || outcomes.borrow().len() == 3).await;
    settle().await;
    assert_eq!(calls(), 3, "none is tried again");
}

#[wasm_bindgen_test]
async fn an_answer_to_a_former_user_renews_nothing() {
    let (_stage, app) = signed_in();
    let outcomes = send(app, 1);
    wait_for("a request", || calls() == 1).await;
    // In the same breath: the answer is there before anything could be aborted.
    answer(0, 401, "");
    app.session
        .take(&json!({ "token": "other", "user": { "username": "other" } }));
    wait_for("its end", || outcomes.borrow().len() == 1).await;
    settle().await;
    assert_eq!(
        calls(),
        1,
        "the new user's token is not sent for the former one's page"
    );
    assert_eq!(app.session.token().as_deref(), Some("other"));
    app.session.finish(End::SignedOut);
}

/// Puts `locks` in the place of the browser's own for as long as `during` runs.
async fn with_locks(locks: &str, during: impl Future<Output = ()>) {
    js_sys::eval(&format!(
        "Object.defineProperty(navigator, 'locks', {{ configurable: true, value: {locks} }})"
    ))
    .unwrap();
    during.await;
    js_sys::eval("delete navigator.locks").unwrap();
}

#[wasm_bindgen_test]
async fn without_locks_or_a_turn_a_token_is_renewed_all_the_same() {
    for locks in [
        "undefined",
        "{ request: () => Promise.reject(new DOMException('', 'AbortError')) }",
        "{ request: () => { throw new DOMException('', 'SecurityError'); } }",
    ] {
        with_locks(locks, async {
            let (_stage, app) = signed_in();
            let outcomes = send(app, 10);
            wait_for("ten requests", || calls() == 10).await;
            (0..10).for_each(|call| answer(call, 401, ""));
            wait_for("the refresh", || calls() == 11).await;
            answer(10, 200, &renewed("t-2"));
            wait_for("ten repetitions", || calls() == 21).await;
            (11..21).for_each(|call| answer(call, 200, &names(&["a"])));
            wait_for("ten outcomes", || outcomes.borrow().len() == 10).await;
            assert!(outcomes.borrow().iter().all(Result::is_ok), "{locks}");
            app.session.finish(End::SignedOut);
        })
        .await;
    }
}

#[wasm_bindgen_test]
async fn a_tab_that_keeps_the_lock_stops_nobody_for_good() {
    // Twenty seconds of patience pass in a moment; another tab has the lock and never gives it back.
    js_sys::eval(
        "window.realTimeout = setTimeout;
         window.setTimeout = (run, ms, ...more) => realTimeout(run, ms === 20000 ? 100 : ms, ...more);
         window.kept = new Promise(done => { window.giveBack = done; });
         navigator.locks.request('nse-console.refresh', () => kept);",
    )
    .unwrap();
    let (_stage, app) = signed_in();
    let outcomes = send(app, 1);
    wait_for("a request", || calls() == 1).await;
    answer(0, 401, "");
    wait_for("the refresh", || calls() == 2).await;
    answer(1, 200, &renewed("t-2"));
    wait_for("the repetition", || calls() == 3).await;
    answer(2, 200, &names(&["a"]));
    wait_for("the outcome", || *outcomes.borrow() == [Ok(())]).await;
    js_sys::eval("window.setTimeout = realTimeout; giveBack();").unwrap();
    app.session.finish(End::SignedOut);
}

#[wasm_bindgen_test]
async fn who_waited_for_its_turn_takes_up_what_the_other_tab_got() {
    js_sys::eval(
        "window.kept = new Promise(done => { window.giveBack = done; });
         navigator.locks.request('nse-console.refresh', () => kept);",
    )
    .unwrap();
    let (_stage, app) = signed_in();
    let outcomes = send(app, 1);
    wait_for("a request", || calls() == 1).await;
    answer(0, 401, "");
    settle().await;
    assert_eq!(calls(), 1, "another tab is renewing the token");
    let stored = record("t-2").to_string();
    js_sys::eval(&format!(
        "localStorage.setItem('nse-console.session', '{stored}'); giveBack();"
    ))
    .unwrap();
    wait_for("the repetition", || calls() == 2).await;
    assert_eq!(authorization(1).as_deref(), Some("Bearer t-2"));
    answer(1, 200, &names(&["a"]));
    wait_for("the outcome", || *outcomes.borrow() == [Ok(())]).await;
    app.session.finish(End::SignedOut);
}

#[wasm_bindgen_test]
async fn a_change_of_password_that_is_refused_signs_nobody_out() {
    let (_stage, app) = signed_in();
    let outcome = Rc::new(RefCell::new(None));
    let told = outcome.clone();
    spawn_local(async move {
        let request = Api::default().change_password("MyName", "wrong", "a-new-password");
        let result = app.client.send(&request, &Call::default(), |_| {}).await;
        *told.borrow_mut() = Some(result.map(drop).map_err(|error| error.kind));
    });
    wait_for("the request", || calls() == 1).await;
    answer(0, 401, "");
    wait_for("the refresh", || calls() == 2).await;
    answer(1, 200, &renewed("t-2"));
    wait_for("the repetition", || calls() == 3).await;
    // The token is of this very moment: what is refused is the old password.
    answer(2, 401, "");
    wait_for("the outcome", || outcome.borrow().is_some()).await;
    assert_eq!(*outcome.borrow(), Some(Err(ErrorKind::Unauthorized)));
    assert_eq!(app.session.token().as_deref(), Some("t-2"));
    app.session.finish(End::SignedOut);
}
