//! Notifications of the desktop (WHATWG Notifications API), which not every browser has.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Whether the browser has them and does not refuse them here.
pub fn is_possible() -> bool {
    Reflect::has(&window(), &"Notification".into()) == Ok(true)
        && Notification::permission() != NotificationPermission::Denied
}

/// Asks the user for leave. Call it when they press something that says so: browsers ask at no other time.
pub async fn ask() -> bool {
    match Notification::request_permission() {
        Ok(answer) => JsFuture::from(answer)
            .await
            .is_ok_and(|answer| answer == "granted"),
        Err(_) => false,
    }
}

/// Shows one, where that was allowed. A newer one of the same `tag` takes its place, in other tabs too.
pub fn notify(title: &str, text: &str, tag: &str, pressed: impl FnOnce() + 'static) {
    if !is_possible() || Notification::permission() != NotificationPermission::Granted {
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(text);
    options.set_tag(tag);
    // Some browsers leave them to service workers, and throw.
    if let Ok(shown) = Notification::new_with_options(title, &options) {
        let press = Closure::once_into_js(move || {
            let _ = window().focus();
            pressed();
        });
        shown.set_onclick(Some(press.unchecked_ref()));
    }
}
