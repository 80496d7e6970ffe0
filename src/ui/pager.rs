//! What stands below a list: where its page is, the ways to the next and previous one, and items per page.

use super::dom::{El, el};
use super::icon::icon_button;
use super::select::select;
use crate::i18n::format::number;
use crate::i18n::{fill, messages};
use crate::prelude::*;
use nse_api::paging::SIZES;
use nse_api::{Paging, Span};

/// A pager. `go` gets the page to go to.
pub fn pager(paging: Signal<Paging>, span: Signal<Span>, go: Callback<Paging>) -> El {
    let place = move || {
        let Span {
            first, last, total, ..
        } = span.get();
        let (first, last) = (number(first), number(last));
        match total {
            Some(total) => fill(messages().span_of, &[&first, &last, &number(total)]),
            None => fill(messages().span, &[&first, &last]),
        }
    };
    let sizes = Signal::derive(move || {
        let limit = paging.with(|paging| paging.limit);
        let mut sizes = SIZES.to_vec();
        // An address may ask for any number up to the most; the select shows that one too.
        if !sizes.contains(&limit) {
            sizes.push(limit);
            sizes.sort_unstable();
        }
        sizes
            .into_iter()
            .map(|size| (size.to_string(), number(size.into())))
            .collect()
    });
    let limit = Signal::derive(move || paging.with(|paging| paging.limit.to_string()));
    let resize = Callback::new(move |size: String| {
        if let Ok(size) = size.parse() {
            go.run(paging.with_untracked(|paging| paging.with_limit(size)));
        }
    });
    let back = move |_| {
        if let Some(previous) = paging.with_untracked(Paging::previous) {
            go.run(previous);
        }
    };
    el("div")
        .class("pager")
        .child(select(|m| m.items_per_page, "inline", sizes, limit, resize))
        .child(el("p").class("span").text_live(place))
        .child(
            icon_button("previous", |m| m.previous_page)
                .flag("disabled", move || {
                    paging.with(|paging| paging.previous().is_none())
                })
                .on("click", back),
        )
        .child(
            icon_button("next", |m| m.next_page)
                .flag("disabled", move || !span.get().more)
                .on("click", move |_| go.run(paging.with_untracked(Paging::next))),
        )
}
