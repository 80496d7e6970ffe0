//! *Load more*, below the list.

use super::loaded::{Listing, Loaded, MOST};
use super::scanning::{button, scanning};
use crate::i18n::{fill, format, messages};
use crate::prelude::*;
use crate::query::Query;
use crate::ui::dom::{El, el};
use std::rc::Rc;

/// The button that loads on, what it shows meanwhile, and why it went no further.
pub fn more(query: Query, loaded: Loaded) -> El {
    let Loaded { listing, scan } = loaded;
    // What is under way for another page, sort or tenant is about to replace what one would load on from.
    let is_idle = move || !scan.is_running() && !query.busy.get();
    let load = move |_| {
        if let Some(next) = listing.with_untracked(|listing| listing.next.clone())
            && untrack(is_idle)
        {
            scan.run(next);
        }
    };
    let is_of_use = |listing: &Listing| listing.next.is_some() && listing.left > 0;
    let start = button(|m| m.load_more)
        .flag("hidden", move || !listing.with(is_of_use))
        .attr_live("aria-disabled", move || (!is_idle()).to_string())
        .on("click", load);
    let progress = move || {
        listing.with(|listing| {
            let read = listing.items.len() as u64;
            let shown = format::number(read);
            let words = match listing.total {
                Some(total) => fill(messages().of_loaded, &[&shown, &format::number(total)]),
                None => fill(messages().loaded, &[&shown]),
            };
            (read, listing.total.map(|total| total.min(MOST as u64)), words)
        })
    };
    let limit = move || {
        listing.with(|listing| {
            let at_limit = listing.next.is_some() && listing.left == 0;
            let most = || fill(messages().load_limit, &[&format::number(MOST as u64)]);
            if at_limit { most() } else { String::new() }
        })
    };
    el("div")
        .class("more")
        .child(start.clone())
        .child(scanning(scan, &start, Rc::new(progress)))
        .child(el("p").attr("role", "status").text_live(limit))
}
