//! The texts that are not part of the code: `boot.js` fetches them, here they are read and kept.

use super::{Locale, Messages};
use js_sys::{Function, Promise, Reflect, global};
use serde_json::Value;
use std::sync::OnceLock;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

static KOREAN: OnceLock<Box<Messages>> = OnceLock::new();
static JAPANESE: OnceLock<Box<Messages>> = OnceLock::new();

/// The texts of a language, if they are there.
pub fn of(locale: Locale) -> Option<&'static Messages> {
    nse_texts::built_in(locale.tag()).or_else(|| Some(fetched(locale)?.get()?))
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
    Some(fetched(locale)?.get_or_init(|| messages))
}

fn fetched(locale: Locale) -> Option<&'static OnceLock<Box<Messages>>> {
    match locale {
        Locale::En => None,
        Locale::Ko => Some(&KOREAN),
        Locale::Ja => Some(&JAPANESE),
    }
}
