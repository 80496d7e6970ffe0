//! What all lists share: heading, refresh, error, table, pager, and what an empty one says.

use super::error::{query_error, retrying};
use super::heading::heading;
use crate::app::App;
use crate::clock::{self, Interval};
use crate::i18n::{Pick, fill, format, messages};
use crate::live::effect;
use crate::query::Query;
use crate::ui::dom::{El, View, el, views, when};
use crate::ui::icon::{icon, icon_button};
use crate::ui::pager::pager;
use crate::ui::rows::Row;
use crate::ui::table::{Column, Table, skeleton};
use leptos::prelude::*;
use nse_api::{Answer, Paging, Sort, Span};

/// A page that is a list.
pub struct List {
    /// Its name: heading and table.
    pub title: Pick,
    /// What it reads.
    pub query: Query,
    /// Its columns.
    pub columns: &'static [Column],
    /// Reads a row from a record.
    pub rows: fn(App, &Answer) -> Vec<Row>,
    /// The page that the address asks for.
    pub paging: Memo<Paging>,
    /// Its own sorting, where the server has one.
    pub own_sort: Option<Sort>,
    /// Goes to another page of it; `true` in place of the current one.
    pub go: Callback<(Paging, bool)>,
    /// What stands above the table.
    pub filters: Option<El>,
    /// What an empty one says, and what to do.
    pub empty: Signal<(String, String)>,
}

impl List {
    /// Draws the page.
    pub fn view(self, app: App) -> View {
        let Self {
            title,
            query,
            columns,
            rows,
            paging,
            own_sort,
            go,
            filters,
            empty,
        } = self;
        let answer = query.answer;
        // Past the end: the address leads back to the last page there is.
        effect(move || {
            let busy = query.busy.get();
            let back = answer.with(|answer| Span::past_end(&paging.get(), answer.as_ref()?));
            if let Some(back) = back.filter(|_| !busy) {
                go.run((back, true));
            }
        });
        let shown = Signal::derive(move || {
            answer.with(|answer| {
                answer
                    .as_ref()
                    .map(|answer| rows(app, answer))
                    .unwrap_or_default()
            })
        });
        let sort = Signal::derive({
            let own_sort = own_sort.clone();
            move || {
                paging
                    .with(|paging| paging.sort.clone())
                    .or_else(|| own_sort.clone())
            }
        });
        let on_sort = Callback::new(move |attribute: &'static str| {
            go.run((
                paging.with_untracked(|paging| paging.sorted_by(attribute, own_sort.as_ref())),
                false,
            ));
        });
        let table = Table {
            name: title,
            columns,
            rows: shown,
            sort,
            on_sort,
            busy: query.busy.into(),
        }
        .view();
        let is_empty =
            Memo::new(move |_| answer.with(|answer| answer.as_ref().map(|answer| answer.records.is_empty())));
        let span = Signal::derive(move || {
            let paging = paging.get();
            answer.with(|answer| Span::of(&paging, answer.as_deref().unwrap_or(&Answer::default())))
        });
        let pages = pager(
            paging.into(),
            span,
            Callback::new(move |page| go.run((page, false))),
        );
        let is_waiting = move || is_empty.get().is_none() && query.busy.get();
        let is_nothing = move || is_empty.get() == Some(true) && paging.with(|paging| paging.offset == 0);
        let nothing = move || {
            el("div")
                .class("empty")
                .child(icon("empty"))
                .child(el("p").class("what").text_live(move || empty.get().0))
                .child(el("p").text_live(move || empty.get().1))
                .into()
        };
        let list = el("div")
            .class("list")
            .flag("hidden", move || is_empty.get() != Some(false));
        let head = el("div").class("page-head");
        let parts = [
            Some(
                head.child(heading(app, move || title(messages()).to_owned()))
                    .child(refresh(query))
                    .into(),
            ),
            filters.map(View::from),
            Some(query_error(query)),
            Some(retrying(query).into()),
            Some(list.child(table).child(pages).into()),
            Some(when(is_waiting, move || skeleton(columns.len(), 10).into())),
            Some(when(is_nothing, nothing)),
        ];
        views(parts.into_iter().flatten())
    }
}

/// The button that asks again, with how old the answer is.
pub fn refresh(query: Query) -> El {
    let now = RwSignal::new(clock::now());
    // Relative times move on by themselves, at a pace that nobody notices.
    let tick = StoredValue::new_local(Some(Interval::new(5_000, move || {
        let _ = now.try_set(clock::now());
    })));
    on_cleanup(move || drop(tick.try_update_value(Option::take)));
    let age = move || {
        let at = query.fetched.get();
        at.map_or_else(String::new, |at| {
            fill(messages().updated_at, &[&format::ago(at, now.get().max(at))])
        })
    };
    el("div")
        .class("refresh")
        .child(el("span").class("age").text_live(age))
        .child(icon_button("refresh", |m| m.refresh).on("click", move |_| query.refresh()))
}
