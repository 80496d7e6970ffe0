//! One tab at a time: the lock under which a token is renewed.

use js_sys::{Function, Promise, Reflect};
use std::future::Future;
use std::pin::Pin;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

const NAME: &str = "nse-console.refresh";

/// Does something while no other tab, and no one else in this one, does the same (Web Locks, W3C). Whoever waited has to
/// look again at what there is. Where a browser has no locks (an insecure origin), it is done at once.
pub async fn alone(work: Pin<Box<dyn Future<Output = ()>>>) {
    let Some((locks, request)) = locks() else {
        return work.await;
    };
    let held = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    if let Ok(done) = request.call2(&locks, &NAME.into(), &held) {
        let _ = JsFuture::from(done.unchecked_into::<Promise>()).await;
    }
}

/// `navigator.locks` and its `request`; web-sys has no stable name for them.
fn locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())
        .ok()
        .filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
