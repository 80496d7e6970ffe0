//! A point in time on the page.

use super::dom::{El, el, on_window};
use crate::i18n::format;
use nse_api::time::parse_rfc3339;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTimeElement};

/// A time, in milliseconds since 1970, as `text`.
pub fn time(text: &str, ms: i64) -> El {
    let time = el("time");
    change_time(time.node(), text, ms);
    time
}

/// Has it tell another time.
pub fn change_time(time: &Element, text: &str, ms: i64) {
    time.unchecked_ref::<HtmlTimeElement>()
        .set_date_time(&format::iso(ms));
    time.set_text_content(Some(text));
}

/// As long as somebody points at a time, it tells itself in full, with its weekday and zone, by a title. Made for all times
/// of a thousand rows, titles would take as long as the times themselves.
pub fn tell_in_full() {
    for event in ["pointerover", "pointerout"] {
        on_window(event, move |told| {
            let target = told.target().and_then(|it| it.dyn_into::<Element>().ok());
            let Some(time) = target.filter(|it| it.tag_name() == "TIME") else {
                return;
            };
            let ms = time.get_attribute("datetime");
            let ms = ms.as_deref().and_then(parse_rfc3339);
            let _ = match ms.filter(|_| event == "pointerover") {
                Some(ms) => time.set_attribute("title", &format::full_time(ms)),
                None => time.remove_attribute("title"),
            };
        });
    }
}
