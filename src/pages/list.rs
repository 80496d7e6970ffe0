//! What all lists share: heading, refresh, error, table, pager, and what an empty one says.

use super::error::{query_error, retrying};
use super::heading::heading;
use super::refresh::{live_refresh, refresh};
use super::sort_by::sort_by;
use crate::app::App;
use crate::i18n::{Pick, messages};
use crate::live::effect;
use crate::prelude::*;
use crate::query::Query;
use crate::route::Route;
use crate::ui::dom::{El, View, el, views, when};
use crate::ui::icon::icon;
use crate::ui::pager::pager;
use crate::ui::rows::Row;
use crate::ui::table::{Columns, Table, skeleton};
use nse_api::{Answer, Sort, Span};

/// A page that is a list.
pub struct List {
    /// Its name: heading and table.
    pub title: Pick,
    /// What it reads.
    pub query: Query,
    /// Whether it is kept current by itself.
    pub live: bool,
    /// Its columns.
    pub columns: Columns,
    /// Its rows.
    pub rows: Signal<Vec<Row>>,
    /// How many rows it holds beyond those of the page.
    pub further: Box<dyn Fn() -> u64 + Send + Sync>,
    /// The address with its parameters, among them the page of the list.
    pub asked: Memo<Route>,
    /// Its own sorting, where the server has one.
    pub own_sort: Option<Sort>,
    /// What stands above the table.
    pub filters: Option<El>,
    /// What stands between the table and the pager.
    pub below: Option<View>,
    /// What an empty one says.
    pub empty: Signal<String>,
    /// What to do then.
    pub hint: Pick,
}

impl List {
    /// Draws the page.
    pub fn view(self, app: App) -> View {
        let Self {
            title,
            query,
            live,
            columns,
            rows,
            further,
            asked,
            own_sort,
            filters,
            below,
            empty,
            hint,
        } = self;
        let answer = query.answer;
        let paging = Signal::derive(move || asked.get().paging());
        let go = Callback::new(move |paging| app.navigation.go(asked.get_untracked().at(paging)));
        // Past the end: the address leads back to the last page there is.
        effect(move || {
            // Each answer is judged once, when it comes: by the page it was asked for, not by the one that is next.
            query.fetched.track();
            let page = paging.get_untracked();
            let back = answer.with_untracked(|answer| Span::past_end(&page, answer.as_ref()?));
            if let Some(back) = back {
                app.navigation.replace(asked.get_untracked().at(back));
            }
        });
        // A server that sorts by something else than it was asked for is shown as it sorts.
        let sort = Signal::derive({
            let own_sort = own_sort.clone();
            move || {
                let wanted = paging.get().sort.or_else(|| own_sort.clone());
                let done = answer.with(|answer| answer.as_ref()?.sort.clone());
                match (&wanted, done) {
                    (Some(wanted), Some(done)) if wanted.by != done.by => Some(done),
                    _ => wanted,
                }
            }
        });
        let own = own_sort.clone();
        let on_sort = Callback::new(move |attribute: &'static str| {
            go.run(paging.get_untracked().sorted_by(attribute, own.as_ref()));
        });
        let on_choose =
            Callback::new(move |sort| go.run(paging.get_untracked().sorted(sort, own_sort.as_ref())));
        let width = columns.clone();
        let order = sort_by(columns.clone(), sort, on_choose);
        let table = Table {
            name: title,
            columns,
            rows,
            subject: Signal::derive(move || asked.get().to_string()),
            sort,
            on_sort,
            busy: query.busy.into(),
        }
        .view();
        let is_empty = move || answer.with(|answer| answer.as_ref().map(|answer| answer.records.is_empty()));
        let span = Signal::derive(move || {
            let paging = paging.get();
            let span =
                answer.with(|answer| Span::of(&paging, answer.as_deref().unwrap_or(&Answer::default())));
            span.with_further(further())
        });
        let pages = pager(paging, span, go);
        let is_waiting = move || is_empty().is_none() && query.busy.get();
        let is_nothing = move || is_empty() == Some(true) && paging.get().offset == 0;
        let nothing = move || {
            el("div")
                .class("empty")
                .child(icon("empty"))
                .child(el("p").class("what").text_live(move || empty.get()))
                .child(el("p").says(hint))
                .into()
        };
        let list = el("div")
            .class("list")
            .flag("hidden", move || is_empty() != Some(false));
        let head = el("div").class("page-head");
        let parts = [
            Some(
                head.child(heading(app, move || title(messages()).to_owned()))
                    .child(if live {
                        live_refresh(app, query)
                    } else {
                        refresh(query)
                    })
                    .into(),
            ),
            filters.map(View::from),
            Some(query_error(query)),
            Some(retrying(query).into()),
            Some(list.child(order).child(table).children(below).child(pages).into()),
            Some(when(is_waiting, move || {
                skeleton(untrack(|| width().len()), 10).into()
            })),
            Some(when(is_nothing, nothing)),
        ];
        views(parts.into_iter().flatten())
    }
}

/// The rows of what a query has, read from its records.
pub fn rows_of(app: App, query: Query, read: fn(App, &Answer) -> Vec<Row>) -> Signal<Vec<Row>> {
    let answer = query.answer;
    Signal::derive(move || {
        answer.with(|answer| {
            answer
                .as_ref()
                .map(|answer| read(app, answer))
                .unwrap_or_default()
        })
    })
}
