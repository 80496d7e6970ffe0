//! What stands on paper alone: which page it is, and when it was printed.

use crate::clock;
use crate::i18n::{fill, format, messages};
use crate::prelude::*;
use crate::ui::dom::{El, el, listen};

/// The line, written whenever the page is about to be printed.
pub fn printed() -> El {
    let at = RwSignal::new(clock::now());
    let now = move |_| at.set(clock::now());
    listen(window().into(), "beforeprint", Box::new(now));
    let line = move || {
        let address = window().location().href().unwrap_or_default();
        fill(messages().printed, &[&address, &format::time_with_zone(at.get())])
    };
    el("p").class("printed").text_live(line)
}
