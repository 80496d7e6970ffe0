//! What stands below a list: where its page is, the ways to others, and items per page.

use super::dom::{El, el};
use super::icon::icon_button;
use super::select::select;
use crate::i18n::format::number;
use crate::i18n::{Pick, fill, messages};
use crate::live::live;
use crate::prelude::*;
use nse_api::paging::SIZES;
use nse_api::{Paging, Span};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

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
    let way = |name, label: Pick, to: fn(Paging, Span) -> Option<Paging>| {
        icon_button(name, label)
            .flag("disabled", move || to(paging.get(), span.get()).is_none())
            .on("click", move |_| {
                if let Some(page) = to(paging.get_untracked(), span.get_untracked()) {
                    go.run(page);
                }
            })
    };
    let ways = el("div")
        .class("ways")
        .child(way(
            "first",
            |m| m.first_page,
            |paging, _| (paging.offset > 0).then(|| paging.at_page(1)),
        ))
        .child(way(
            "previous",
            |m| m.previous_page,
            |paging, _| paging.previous(),
        ))
        .child(page_field(paging, span, go))
        .child(way(
            "next",
            |m| m.next_page,
            |paging, span| span.more.then(|| paging.behind(span.rows())),
        ))
        .child(way(
            "last",
            |m| m.last_page,
            |paging, span| {
                let last = paging.last_of(span.total?);
                (span.more && last.offset > paging.offset).then_some(last)
            },
        ));
    el("div")
        .class("pager")
        .child(select(|m| m.items_per_page, "inline", sizes, limit, resize))
        .child(el("p").class("span").text_live(place))
        .child(ways)
}

/// The number of the page, to be typed over: Enter goes there, leaving the field does not. Not shown where it is not
/// known how many pages there are.
fn page_field(paging: Signal<Paging>, span: Signal<Span>, go: Callback<Paging>) -> El {
    let pages = move || {
        span.get()
            .total
            .map(|total| paging.with(|paging| paging.pages_of(total)))
    };
    let input = el("input");
    let field = input.clone();
    let reset = move || {
        let page = paging.with(Paging::page).to_string();
        field.as_kind::<HtmlInputElement>().set_value(&page);
    };
    let (field, put_back) = (input.clone(), reset.clone());
    let enter = move |event: web_sys::Event| {
        if event.unchecked_ref::<KeyboardEvent>().key() != "Enter" {
            return;
        }
        let typed = field.as_kind::<HtmlInputElement>().value().parse::<u64>();
        if let (Ok(typed), Some(pages)) = (typed, untrack(pages)) {
            go.run(paging.with_untracked(|paging| paging.at_page(typed.clamp(1, pages))));
        }
        untrack(&reset);
    };
    live(put_back.clone());
    let input = input
        .attr("type", "number")
        .attr("inputmode", "numeric")
        .attr("min", "1")
        .attr_if("max", move || pages().map(|pages| pages.to_string()))
        .on("keydown", enter)
        .on("blur", move |_| untrack(&put_back));
    el("label")
        .class("go")
        .flag("hidden", move || pages().is_none())
        .child(el("span").says(|m| m.go_to_page))
        .child(input)
}
