//! The jobs that are loaded: those of the page, kept current, and those that *Load more* adds behind them.
//!
//! A press on *Load more* reads on until the list ends, it is cancelled, or so much is loaded as a table still shows
//! smoothly. Of a job that comes twice the newer data counts: the page's, which polls refresh, before what was added. A
//! job that new ones push off the page stays where it was. What was added ends with another page, sort, tenant or limit,
//! and where the page has nothing in common any more with what was loaded: in between there would be a gap.

use super::filters::keeps;
use crate::app::App;
use crate::i18n::{Locale, locale};
use crate::live::live;
use crate::navigation::Arrival;
use crate::pages::job_cells::{JobColumns, chosen, row};
use crate::prelude::*;
use crate::query::Query;
use crate::query::scan::{Beyond, Scan};
use crate::route::{JobList, Route};
use crate::ui::rows::Row;
use nse_api::export::Seen;
use nse_api::{Answer, Filter, Job, Paging, Request, Span, value};
use serde_json::Value;
use std::rc::Rc;
use std::sync::Arc;

/// How many jobs are loaded at most.
pub const MOST: usize = 10_000;
/// How many are asked for at once.
const STEP: usize = 500;
/// Stands for a status that is missing.
pub const NO_STATUS: &str = "unknown";

/// A job as filters see it.
pub struct Shown {
    /// Its row.
    pub row: Row,
    /// The server's word for its state.
    pub status: String,
}

impl Shown {
    /// Reads a record. `at` stands in for an id that is missing.
    pub fn read(app: App, columns: &JobColumns, at: usize, record: &Value) -> Self {
        let job = Job::read(record);
        Self {
            row: row(app, columns, at, &job),
            status: job.status.unwrap_or_else(|| NO_STATUS.to_owned()),
        }
    }
}

/// A job that is loaded.
pub struct Item {
    /// What is shown of it.
    pub shown: Shown,
    page: Arc<Answer>,
    at: usize,
}

impl Item {
    /// Its record as it came. **Holds secrets.**
    pub fn record(&self) -> Option<&Value> {
        self.page.records.get(self.at)
    }
}

/// What is loaded, and what the filters leave of it.
#[derive(Default)]
pub struct Listing {
    /// The list, with its filters.
    pub list: JobList,
    /// What its filters keep.
    pub filter: Filter,
    /// Its columns.
    pub columns: JobColumns,
    /// What is loaded.
    pub items: Vec<Rc<Item>>,
    /// The rows that the filters leave.
    pub rows: Vec<Row>,
    /// How many of the jobs are the page's own.
    pub of_page: usize,
    /// How many jobs the list has in all, where the server says so.
    pub total: Option<u64>,
    /// What to ask for next, if the list goes on behind what is loaded.
    pub next: Option<Paging>,
    /// How many more may be loaded.
    pub left: usize,
    look: Option<(Option<Vec<String>>, Locale, Option<String>)>,
}

/// The jobs that are loaded.
#[derive(Clone, Copy)]
pub struct Loaded {
    /// What there is now.
    pub listing: RwSignal<Listing>,
    /// What *Load more* does.
    pub scan: Scan,
}

impl Loaded {
    /// What the query of a list has loaded, and what may be loaded beyond that.
    pub fn new(app: App, query: Query, asked: Memo<Route>) -> Self {
        let listing = RwSignal::new(Listing::default());
        let ask =
            move |paging: &Paging| listing.with_untracked(|listing| request(app, &listing.list, paging));
        let take = move |paging: &Paging, answer: Answer| {
            let span = Span::of(paging, &answer);
            let (of, left) = listing.with_untracked(|listing| (unfiltered(&listing.list), listing.left));
            let left = left.saturating_sub(answer.records.len());
            let next = span.more.then(|| step(paging, span.last, left));
            app.beyond.update(|beyond| {
                beyond.of = Some(of);
                beyond.pages.push(Arc::new(answer));
                beyond.next = next.clone();
            });
            next.filter(|_| left > 0)
        };
        let scan = Scan::new(app, Rc::new(ask), Rc::new(take));
        if app.navigation.arrival() != Arrival::Returned {
            app.beyond.set(Beyond::default());
        }
        live(move || {
            let Route::Jobs(list) = asked.get() else { return };
            let look = (app.choices.columns(), locale(), app.choices.time_zone());
            let page = query.answer.get();
            let of = Some(unfiltered(&list));
            let is_other = app
                .beyond
                .with_untracked(|beyond| beyond.of.is_some() && beyond.of != of);
            if is_other {
                scan.cancel();
                app.beyond.set(Beyond::default());
            }
            let (added, next) = app
                .beyond
                .with(|beyond| (beyond.pages.clone(), beyond.next.clone()));
            let renew = |listing: &mut Listing| listing.renew(app, list, look, page, added, next);
            if listing.try_update(renew) == Some(true) {
                scan.cancel();
                app.beyond.set(Beyond::default());
            }
        });
        Self { listing, scan }
    }
}

impl Listing {
    /// Takes what is new. Whether what was added is no longer what follows the page.
    fn renew(
        &mut self,
        app: App,
        list: JobList,
        look: (Option<Vec<String>>, Locale, Option<String>),
        page: Option<Arc<Answer>>,
        mut added: Vec<Arc<Answer>>,
        next: Option<Paging>,
    ) -> bool {
        let mut known = std::mem::take(&mut self.items);
        // Back finds what was added before the page itself: then there is nothing to compare with.
        let is_torn = !added.is_empty() && self.of_page > 0 && !has_any(page.as_deref(), &known);
        if is_torn {
            added.clear();
        }
        if self.look.as_ref() != Some(&look) {
            known.clear();
            self.columns = chosen(look.0.clone());
            self.look = Some(look);
        }
        self.filter = Filter::new(list.status.clone(), list.text.as_deref());
        self.of_page = page.as_ref().map_or(0, |page| page.records.len());
        let further: usize = added.iter().map(|page| page.records.len()).sum();
        self.left = MOST.saturating_sub(self.of_page + further);
        let span = Span::of(&list.paging, page.as_deref().unwrap_or(&Answer::default()));
        self.next = if added.is_empty() {
            span.more.then(|| step(&list.paging, span.last, self.left))
        } else {
            next
        };
        self.list = list;
        self.items = items(app, &self.columns, page, added, known);
        self.total = span.total.filter(|total| *total >= self.items.len() as u64);
        let kept = self.items.iter().filter(|item| keeps(&self.filter, &item.shown));
        self.rows = kept.map(|item| item.shown.row.clone()).collect();
        is_torn
    }
}

/// A page of a list.
pub fn request(app: App, list: &JobList, paging: &Paging) -> Request {
    app.client.api().jobs(paging, list.tenant.as_deref())
}

fn unfiltered(list: &JobList) -> Route {
    Route::Jobs(JobList {
        paging: list.paging.clone(),
        tenant: list.tenant.clone(),
        ..JobList::default()
    })
}

fn step(paging: &Paging, offset: u64, left: usize) -> Paging {
    Paging {
        offset,
        limit: STEP.min(left).max(1) as u32,
        sort: paging.sort.clone(),
    }
}

/// Whether a page has any of these jobs. (Most often it has the first one.)
fn has_any(page: Option<&Answer>, known: &[Rc<Item>]) -> bool {
    let records = page.map_or(&[][..], |page| &page.records);
    let ids: Vec<String> = records
        .iter()
        .filter_map(|record| value::text(record, "id"))
        .collect();
    ids.is_empty() || known.iter().any(|item| ids.contains(&item.shown.row.key))
}

/// The jobs of the page, then those that were pushed off it, then those that were added, each once. What is `known` of
/// the same answers is not read again.
fn items(
    app: App,
    columns: &JobColumns,
    page: Option<Arc<Answer>>,
    added: Vec<Arc<Answer>>,
    known: Vec<Rc<Item>>,
) -> Vec<Rc<Item>> {
    let mut pages: Vec<Arc<Answer>> = page.into_iter().collect();
    if !added.is_empty() {
        for item in &known {
            let is_there = pages
                .iter()
                .chain(&added)
                .any(|page| Arc::ptr_eq(page, &item.page));
            if !is_there {
                pages.push(item.page.clone());
            }
        }
    }
    pages.extend(added);
    let (mut list, mut seen) = (Vec::new(), Seen::default());
    for (number, page) in pages.into_iter().enumerate() {
        let mut of_page = known
            .iter()
            .filter(|item| Arc::ptr_eq(&item.page, &page))
            .peekable();
        for (at, record) in page.records.iter().enumerate() {
            let item = of_page.next_if(|item| item.at == at).cloned().unwrap_or_else(|| {
                Rc::new(Item {
                    shown: Shown::read(app, columns, list.len(), record),
                    page: page.clone(),
                    at,
                })
            });
            let is_new = seen.is_new(&item.shown.row.key);
            // What the server sends as one page is shown as it sends it, twice the same id too.
            if is_new || number == 0 {
                list.push(item);
            }
        }
    }
    list
}
