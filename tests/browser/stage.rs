//! A stage for the tests: a place to mount views, a `fetch` that the test answers, and waiting for a condition.

use nse_console::app::App;
use nse_console::clock;
use nse_console::prelude::*;
use nse_console::ui::dom::{self, El, Mounted, View, views};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A mounted view; gone when dropped.
pub struct Stage {
    pub root: HtmlElement,
    _mounted: Mounted,
}

impl Stage {
    /// Draws an element in an element of its own.
    pub fn new(draw: impl FnOnce() -> El + 'static) -> Self {
        Self::with(move || draw().into())
    }

    /// Runs what draws nothing, under an owner of its own.
    pub fn run(run: impl FnOnce() + 'static) -> Self {
        Self::with(move || {
            run();
            views([])
        })
    }

    /// Draws a page of the app.
    pub fn of_app(page: fn(App) -> View) -> Self {
        Self::with(move || page(App::start(Default::default())))
    }

    fn with(view: impl FnOnce() -> View + 'static) -> Self {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let _mounted = dom::mount(root.clone(), view);
        Self { root, _mounted }
    }

    /// The elements that a selector finds.
    pub fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|at| found.item(at).unwrap().unchecked_into())
            .collect()
    }

    /// The one element that a selector finds.
    pub fn one(&self, selector: &str) -> HtmlElement {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.root.inner_html());
        found.remove(0).unchecked_into()
    }

    /// What a person reads.
    pub fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// The app, started under the owner of a stage that must be kept alive.
pub fn start_app() -> (Stage, App) {
    let app = Rc::new(RefCell::new(None));
    let stage = Stage::run({
        let app = app.clone();
        move || *app.borrow_mut() = Some(App::start(Default::default()))
    });
    let started = app.borrow().unwrap();
    (stage, started)
}

/// Waits until a condition holds; fails with `what` after five seconds.
pub async fn wait_for(what: &str, mut holds: impl FnMut() -> bool) {
    let end = clock::now() + 5_000;
    while !holds() {
        assert!(clock::now() < end, "waited in vain for: {what}");
        clock::sleep(5).await;
    }
}

/// Lets everything run that is ready to.
pub async fn settle() {
    clock::sleep(30).await;
}

/// Puts the test in the place of the network: each call of `fetch` waits until [`answer`] or its abortion.
pub fn take_over_fetch() {
    js_sys::eval(
        "window.calls = [];
         window.fetch = request => new Promise((resolve, reject) => {
           const call = { address: request.url, method: request.method,
             authorization: request.headers.get('authorization'), aborted: false, resolve, reject };
           request.signal.addEventListener('abort', () => { call.aborted = true; reject(new DOMException('', 'AbortError')); });
           window.calls.push(call);
         });",
    )
    .unwrap();
}

fn eval(code: &str) -> wasm_bindgen::JsValue {
    js_sys::eval(code).unwrap()
}

/// How many calls were made so far.
pub fn calls() -> usize {
    eval("window.calls.length").as_f64().unwrap() as usize
}

/// The path and query of a call.
pub fn address(call: usize) -> String {
    let address = eval(&format!("window.calls[{call}].address"))
        .as_string()
        .unwrap();
    address
        .splitn(4, '/')
        .nth(3)
        .map(|path| format!("/{path}"))
        .unwrap()
}

/// The authorization header of a call.
pub fn authorization(call: usize) -> Option<String> {
    eval(&format!("window.calls[{call}].authorization")).as_string()
}

/// Whether a call was aborted.
pub fn aborted(call: usize) -> bool {
    eval(&format!("window.calls[{call}].aborted")).as_bool().unwrap()
}

/// Answers a call.
pub fn answer(call: usize, status: u16, body: &str) {
    let body = serde_json::to_string(body).unwrap();
    eval(&format!(
        "window.calls[{call}].resolve(new Response({body}, {{ status: {status} }}))"
    ));
}

/// An envelope with records of these names.
pub fn names(names: &[&str]) -> String {
    let records: Vec<_> = names
        .iter()
        .map(|name| serde_json::json!({ "name": name }))
        .collect();
    serde_json::json!({ "status": { "code": 200 }, "result": { "total_records": names.len(), "records": records } }).to_string()
}

/// Puts the test in the place of the clock for all pauses of a second or more: each waits until [`pass`].
pub fn take_over_timers() {
    js_sys::eval(
        "window.realTimers ??= [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
         const [set, clear] = window.realTimers;
         let last = 0;
         window.waiting = new Map();
         window.setTimeout = (run, ms, ...given) => {
           if (!(ms >= 1000)) return set(run, ms, ...given);
           window.waiting.set(--last, { ms, run });
           return last;
         };
         window.clearTimeout = id => { if (!window.waiting.delete(id)) clear(id); };",
    )
    .unwrap();
}

/// How many timers wait for so many milliseconds.
pub fn waiting(ms: u32) -> usize {
    let counted = eval(&format!(
        "[...window.waiting.values()].filter(it => it.ms === {ms}).length"
    ));
    counted.as_f64().unwrap() as usize
}

/// Lets so many milliseconds pass, for those who wait for just as many.
pub fn pass(ms: u32) {
    eval(&format!(
        "for (const [id, it] of [...window.waiting]) if (it.ms === {ms}) {{ window.waiting.delete(id); it.run(); }}"
    ));
}

/// Puts the page behind another, or in front again.
pub fn set_hidden(is_hidden: bool) {
    eval(&format!(
        "Object.defineProperty(document, 'hidden', {{ configurable: true, value: {is_hidden} }});
         document.dispatchEvent(new Event('visibilitychange'));"
    ));
}

/// Takes the network away, or gives it back.
pub fn set_online(is_online: bool) {
    eval(&format!(
        "Object.defineProperty(navigator, 'onLine', {{ configurable: true, value: {is_online} }});
         window.dispatchEvent(new Event({is_online} ? 'online' : 'offline'));"
    ));
}
