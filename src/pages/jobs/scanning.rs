//! What a scan shows while it is under way, and when it failed.

use crate::i18n::Pick;
use crate::pages::error::{details, panel, what_happened};
use crate::prelude::*;
use crate::query::scan::Scan;
use crate::ui::dom::{El, View, el, slot, views, when};
use std::rc::Rc;

/// How far a scan is: rows read, of how many, and the words for it; tracked.
pub type Progress = Rc<dyn Fn() -> (u64, Option<u64>, String)>;

/// A bar with `Cancel` while a scan runs, an error with `Retry` and `Cancel` when it failed. `Cancel` gives the focus
/// back to `origin`, which started it.
pub fn scanning(scan: Scan, origin: &El, progress: Progress) -> View {
    let (after_run, after_failure, so_far) = (origin.clone(), origin.clone(), progress.clone());
    let bar = move || {
        let [words, most, read, said] = [(); 4].map(|()| progress.clone());
        let bar = el("progress")
            .attr_live("aria-label", move || words().2)
            .attr_if("max", move || most().1.map(|all| all.max(1).to_string()))
            .attr_if("value", move || {
                let (read, all, _) = read();
                all.map(|all| read.min(all).to_string())
            });
        el("div")
            .class("scanning")
            .child(bar)
            .child(el("p").text_live(move || said().2))
            .child(cancel(scan, after_run.clone()))
            .into()
    };
    let failed = slot(move || {
        let error = scan.error()?;
        let words = el("div")
            .child(el("p").class("what").text(&what_happened(&error)))
            .child(el("p").text(&untrack(|| so_far().2)))
            .child(details(&error));
        let retry = button(|m| m.retry).on("click", move |_| scan.retry());
        let cancel = cancel(scan, after_failure.clone());
        Some(panel().child(words).child(retry).child(cancel).into())
    });
    views([when(move || scan.is_running(), bar), failed])
}

fn cancel(scan: Scan, origin: El) -> El {
    button(|m| m.cancel).on("click", move |_| {
        origin.focus();
        scan.cancel();
    })
}

/// A button that says something.
pub fn button(label: Pick) -> El {
    el("button").attr("type", "button").class("button").says(label)
}
