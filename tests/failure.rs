//! A panic of the console's code in a real browser. A binary of its own: after a panic nothing here can be relied on.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use nse_console::clock::{self, Timeout};
use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// What a user might have typed.
const SECRET: &str = "canary-5e3c-password";

fn is(what: &str) -> bool {
    js_sys::eval(what).unwrap().as_bool().unwrap()
}

#[wasm_bindgen_test]
async fn a_panic_shows_the_failure_page_and_tells_no_secret() {
    js_sys::eval(
        "document.documentElement.dataset.code = 'on';
         document.body.insertAdjacentHTML('beforeend',
           '<div id=\"app\">the console</div><div id=\"failure\"><h1 tabindex=\"-1\">stopped</h1></div>');
         window.written = [];
         window.plainly = { ...console };
         for (const kind of ['debug', 'log', 'info', 'warn', 'error']) {
           console[kind] = (...said) => window.written.push(kind + ' ' + said.map(String).join(' '));
         }
         window.thrown = [];
         window.caught = event => window.thrown.push(String(event.error && event.error.message) + event.message);
         addEventListener('error', window.caught);",
    )
    .unwrap();
    // After the hook of the tests' own runner, whose place it takes.
    nse_console::failure::install();
    // In a task of its own, as a click or an answer is: this test goes on.
    let secret = String::from(SECRET);
    Timeout::new(0, move || panic!("the form holds {secret}")).forget();

    let end = clock::now() + 5_000;
    while !is("document.documentElement.dataset.code === 'off'") && clock::now() < end {
        clock::sleep(5).await;
    }
    js_sys::eval("Object.assign(console, window.plainly); removeEventListener('error', window.caught)")
        .unwrap();
    assert!(
        is("document.documentElement.dataset.code === 'off'"),
        "there is no failure page"
    );
    assert!(is(
        "document.activeElement === document.querySelector('#failure h1')"
    ));
    assert!(
        is("window.thrown.length === 1"),
        "the panic did not end its task, or more than that"
    );
    assert!(
        is(
            "window.written.some(said => /^error NSE Console stopped at tests.failure\\.rs:\\d+:\\d+$/.test(said))"
        ),
        "the place of the panic is not told"
    );
    let told = format!(
        "[...window.written, ...window.thrown, document.documentElement.outerHTML].some(text => text.includes('{}'))",
        SECRET
    );
    assert!(!is(&told), "the panic's message is told");
}
