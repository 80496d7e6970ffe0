//! Languages: which one is spoken, its texts, and numbers, dates and durations by the browser's `Intl`.
//!
//! The language is one signal for the whole page, as `<html lang>` is. An element shows a text by `.says(|m| m.jobs)`:
//! every such closure is a plain function pointer, so that all texts share the code that shows them.

pub mod format;
mod texts;
pub mod time_zone;

use crate::prelude::*;
use leptos::task::spawn_local;
pub use nse_texts::{Locale, Messages};
use std::cell::Cell;
use std::sync::LazyLock;

/// The texts of a language; English until they are there.
pub fn messages_of(locale: Locale) -> &'static Messages {
    texts::of(locale).unwrap_or(&nse_texts::en::MESSAGES)
}

/// Nothing as long as the texts of the first language are under way.
static SPOKEN: LazyLock<ArcRwSignal<Option<Locale>>> = LazyLock::new(|| ArcRwSignal::new(None));

thread_local! {
    /// The language that was asked for last.
    static WANTED: Cell<Locale> = const { Cell::new(Locale::En) };
}

/// The language that is spoken now; tracked.
pub fn locale() -> Locale {
    SPOKEN.get().unwrap_or(Locale::En)
}

/// Whether it is known which language is spoken: what is drawn before would be drawn in English first; tracked.
pub fn is_settled() -> bool {
    SPOKEN.get().is_some()
}

/// Speaks another language from now on, everywhere on the page: at once where its texts are there, else once they are.
/// Where they don't come, the page goes on as it was, or begins in English.
pub fn speak(locale: Locale) {
    WANTED.set(locale);
    if texts::of(locale).is_some() {
        if SPOKEN.get_untracked() != Some(locale) {
            SPOKEN.set(Some(locale));
        }
        return declare(locale);
    }
    spawn_local(async move {
        let is_there = texts::fetch(locale).await.is_some();
        if WANTED.get() == locale {
            let spoken = if is_there {
                Some(locale)
            } else {
                SPOKEN.get_untracked()
            };
            let spoken = spoken.unwrap_or(Locale::En);
            // Even if it is the same as before: a select shows the choice that did not come true.
            SPOKEN.set(Some(spoken));
            declare(spoken);
        }
    });
}

/// Says so on `<html>`.
fn declare(locale: Locale) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", locale.tag());
    }
}

/// The texts of the language that is spoken now; tracked.
pub fn messages() -> &'static Messages {
    messages_of(locale())
}

/// Picks one text of the messages.
pub type Pick = fn(&'static Messages) -> &'static str;

/// A text with its places `{0}`, `{1}` … filled. A place without a value stays empty.
pub fn fill(text: &str, values: &[&str]) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((place, rest)) => {
                let value = place.parse::<usize>().ok().and_then(|place| values.get(place));
                filled.push_str(value.copied().unwrap_or_default());
                filled.push_str(rest);
            }
            None => filled.push_str(part),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in_any_order() {
        assert_eq!(fill("{0}–{1} of {2}", &["1", "25", "2,625"]), "1–25 of 2,625");
        assert_eq!(fill("{2}개 중 {0}–{1}", &["1", "25", "2,625"]), "2,625개 중 1–25");
        assert_eq!(fill("{7}x{", &[]), "x");
    }
}
