//! What all lists share: heading, refresh, error, table, pager, and what an empty one says.

use super::error::{query_error, retrying};
use super::heading::heading;
use crate::app::App;
use crate::clock::{self, Interval};
use crate::i18n::{Pick, fill, format, messages, t};
use crate::query::Query;
use crate::ui::icon::icon;
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
    pub filters: AnyView,
    /// What an empty one says, and what to do.
    pub empty: Signal<(String, String)>,
}

impl List {
    /// Draws the page.
    pub fn view(self, app: App) -> AnyView {
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
        Effect::new(move |_| {
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
        let waiting =
            move || (is_empty.get().is_none() && query.busy.get()).then(|| skeleton(columns.len(), 10));
        let nothing = move || {
            let (what, hint) = empty.get();
            let empty = is_empty.get() == Some(true) && paging.with(|paging| paging.offset == 0);
            empty.then(|| view! { <div class="empty">{icon("empty")} <p class="what">{what}</p> <p>{hint}</p></div> })
        };
        view! {
            <div class="page-head">{heading(app, move || title(messages()).to_owned())} {refresh(query)}</div>
            {filters}
            {query_error(query)}
            {retrying(query)}
            <div class="list" hidden=move || is_empty.get() != Some(false)>{table} {pages}</div>
            {waiting}
            {nothing}
        }
        .into_any()
    }
}

/// The button that asks again, with how old the answer is.
pub fn refresh(query: Query) -> AnyView {
    let now = RwSignal::new(clock::now());
    // Relative times move on by themselves, at a pace that nobody notices.
    let tick = StoredValue::new_local(Some(Interval::new(5_000, move || {
        let _ = now.try_set(clock::now());
    })));
    on_cleanup(move || drop(tick.try_update_value(Option::take)));
    let age = move || {
        let at = query.fetched.get()?;
        Some(fill(
            messages().updated_at,
            &[&format::ago(at, now.get().max(at))],
        ))
    };
    view! {
        <div class="refresh">
            <span class="age">{age}</span>
            <button
                type="button"
                class="icon-button"
                aria-label=t(|m| m.refresh)
                title=t(|m| m.refresh)
                on:click=move |_| query.refresh()
            >
                {icon("refresh")}
            </button>
        </div>
    }
    .into_any()
}
