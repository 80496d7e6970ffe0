//! The texts that are not part of the code: `boot.js` fetches them, here they are read and kept.

use super::{Locale, Messages};
use js_sys::{Function, Promise, Reflect, global};
use serde_json::Value;
use std::sync::OnceLock;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Those that were fetched, by the place of their language in the table.
static FETCHED: [OnceLock<Box<Messages>>; Locale::ALL.len()] = [const { OnceLock::new() }; Locale::ALL.len()];

/// The texts of a language, if they are there.
pub fn of(locale: Locale) -> Option<&'static Messages> {
    locale
        .built_in()
        .or_else(|| Some(FETCHED.get(locale as usize)?.get()?))
}

/// Gets the texts of a language. `None` where they don't come, of which `boot.js` tells the browser's console.
pub async fn fetch(locale: Locale) -> Option<&'static Messages> {
    let ask: Function = Reflect::get(&global(), &"textsOf".into()).ok()?.dyn_into().ok()?;
    let asked: Promise = ask.call1(&global(), &locale.tag().into()).ok()?.dyn_into().ok()?;
    let text = JsFuture::from(asked).await.ok()?.as_string()?;
    let Value::Array(texts) = serde_json::from_str(&text).ok()? else {
        return None;
    };
    let texts: Option<Vec<String>> = texts
        .iter()
        .map(|text| text.as_str().map(str::to_owned))
        .collect();
    let messages = Messages::of(texts?)?;
    Some(FETCHED.get(locale as usize)?.get_or_init(|| messages))
}
