//! One tab at a time: the lock under which a token is renewed.

use crate::clock::Timeout;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::AbortController;

const NAME: &str = "nse-console.refresh";
/// How long a tab waits for its turn, in milliseconds: more than the one before it may take for a request (15 s). A tab
/// that holds the lock longer has stopped working, and the others must not stop with it.
const PATIENCE_MS: u32 = 20_000;

/// Does something while no other tab does the same (Web Locks, W3C). Whoever waited has to look again at what there is.
/// Where a browser has no locks (an insecure origin), or a turn does not come, it is done at once.
pub async fn alone(work: Pin<Box<dyn Future<Output = ()>>>) {
    let work = Rc::new(RefCell::new(Some(work)));
    let turn = take_turn(work.clone()).map(JsFuture::from);
    if let Some(turn) = turn {
        // Refused when the patience ends. Once the turn has come it has no end but the work's own.
        let _ = turn.await;
    }
    let left = work.borrow_mut().take();
    if let Some(work) = left {
        work.await;
    }
}

type Work = Rc<RefCell<Option<Pin<Box<dyn Future<Output = ()>>>>>>;

/// Asks for the lock; the promise ends with the work, or with the patience. web-sys has no stable name for locks.
fn take_turn(work: Work) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())
        .ok()
        .filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let patience = AbortController::new().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"signal".into(), &patience.signal()).ok()?;
    let end = Timeout::new(PATIENCE_MS, move || patience.abort());
    let held = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        drop(end);
        let work = work.borrow_mut().take();
        future_to_promise(async move {
            if let Some(work) = work {
                work.await;
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    request
        .call3(&locks, &NAME.into(), &options, &held)
        .ok()?
        .dyn_into()
        .ok()
}
