//! The time zone that times are shown in, and those that the browser knows.

use super::format::{format, instant, intl, make};
use crate::clock;
use crate::prelude::*;
use js_sys::{Array, Function, Reflect};
use std::sync::LazyLock;
use wasm_bindgen::{JsCast, JsValue};

/// The chosen time zone (IANA name); `None` for the browser's own.
static CHOSEN: LazyLock<ArcRwSignal<Option<String>>> = LazyLock::new(|| ArcRwSignal::new(None));

/// Shows times in another zone from now on. One that the browser does not know is taken for its own.
pub fn choose(zone: Option<String>) {
    let known = zone.filter(|zone| make("en", "DateTimeFormat", &[("timeZone", zone)]).is_some());
    if CHOSEN.get_untracked() != known {
        CHOSEN.set(known);
    }
}

/// The zone that was chosen, `None` for the browser's own; tracked.
pub fn chosen() -> Option<String> {
    CHOSEN.get()
}

/// The zone that times are shown in; tracked.
pub fn current() -> String {
    chosen().unwrap_or_else(of_browser)
}

/// The browser's own time zone, e.g. `Asia/Seoul`.
pub fn of_browser() -> String {
    let resolved = make("en", "DateTimeFormat", &[]).and_then(|formatter| {
        let options = call(&formatter, "resolvedOptions", &[])?;
        Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
    });
    resolved.unwrap_or_else(|| "UTC".to_owned())
}

/// All zones that the browser knows; nothing where it does not say.
pub fn all() -> Vec<String> {
    let names = intl().and_then(|intl| call(&intl, "supportedValuesOf", &["timeZone".into()]));
    let names = names.and_then(|names| names.dyn_into::<Array>().ok());
    names
        .unwrap_or_default()
        .iter()
        .filter_map(|name| name.as_string())
        .collect()
}

/// How far a zone is from UTC now, e.g. `GMT+9`.
pub fn offset(zone: &str) -> String {
    name(zone, "shortOffset", clock::now())
}

/// What a zone is called at a time, in a word.
pub(super) fn name(zone: &str, form: &'static str, ms: i64) -> String {
    let shape = [("timeZoneName", form)];
    let text = format("DateTimeFormat", &shape, Some(zone), &instant(ms)).unwrap_or_default();
    // The date stands before it, in each language.
    text.rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn call(this: &JsValue, method: &str, values: &[JsValue]) -> Option<JsValue> {
    let method: Function = Reflect::get(this, &method.into()).ok()?.dyn_into().ok()?;
    method.apply(this, &values.iter().collect::<Array>()).ok()
}
