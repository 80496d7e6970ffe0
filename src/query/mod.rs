//! `use_query`: the one primitive for reads. Keyed by the request, latest wins, remembered.
//!
//! - When the request changes, the older one is aborted at once; its answer can't come after the newer one's.
//! - The last answer stays on screen while the next loads. An answer that equals it touches nothing.
//! - Answers are kept in memory, so that Back shows rows at once, without a request while they are fresh.
//! - A failed refresh keeps the rows and says when they were fetched.
//! - What is kept current by [`poll`] is asked for quietly: nothing on the page tells that it is, unless it fails.
//!
//! It knows answers as plain records, not as types: one copy of this code serves every page.

mod poll;
pub mod scan;

use crate::app::App;
use crate::client::Call;
use crate::clock;
use crate::live::effect;
use crate::navigation::Arrival;
use crate::prelude::*;
use leptos::task::spawn_local;
use nse_api::{Answer, ApiError, Pairs, Request};
pub use poll::{poll, poll_always, poll_slowly};
use std::sync::Arc;

/// How long an answer counts as fresh, in milliseconds: Back shows it without a request, and coming back to the tab
/// or online does not fetch it again.
const FRESH_MS: i64 = 30_000;
/// How many answers are remembered.
const REMEMBERED: usize = 40;
/// And so many records of them all: forty of the longest pages would be some 300 MB.
const REMEMBERED_RECORDS: usize = 3_000;

/// A read, as signals.
#[derive(Clone, Copy)]
pub struct Query {
    /// The last good answer.
    pub answer: RwSignal<Option<Arc<Answer>>>,
    /// When it was fetched, in milliseconds since 1970.
    pub fetched: RwSignal<Option<i64>>,
    /// Why the last try failed, if it did.
    pub error: RwSignal<Option<ApiError>>,
    /// Notified at each failure, where `error` is not: the same one again, met by a poll.
    failed: RwSignal<()>,
    /// Whether a request is under way.
    pub busy: RwSignal<bool>,
    /// The number of the repetition that is under way, 0 for the first try.
    pub retrying: RwSignal<u32>,
    again: RwSignal<Again>,
    under_way: StoredValue<Option<Call>>,
}

/// How often it was asked again, and whether the last time was a poll's.
#[derive(Clone, Copy, Default)]
struct Again {
    count: u32,
    quietly: bool,
}

impl Query {
    /// Asks the server again.
    pub fn refresh(&self) {
        self.ask_again(false);
    }

    /// Asks the server again without a word about it on the page. A request that is under way will do as well.
    fn refresh_quietly(&self) {
        if self.under_way.with_value(Option::is_none) {
            self.ask_again(true);
        }
    }

    fn ask_again(&self, quietly: bool) {
        self.again.update(|again| {
            again.count = again.count.wrapping_add(1);
            again.quietly = quietly;
        });
    }

    /// The first record of the answer; tracked.
    pub fn record(&self) -> Option<serde_json::Value> {
        self.answer
            .with(|answer| answer.as_ref().and_then(|answer| answer.records.first().cloned()))
    }
}

/// Answers of this session by the address of their request.
#[derive(Clone, Copy, Default)]
pub struct Memory(StoredValue<Pairs<String, Kept>>);

#[derive(Clone)]
struct Kept {
    answer: Arc<Answer>,
    /// When it came, in milliseconds since 1970.
    fetched: i64,
    /// By which the same one is known when it comes again.
    digest: Option<u64>,
}

impl Memory {
    /// Forgets everything, at the end of a session.
    pub fn clear(&self) {
        self.0.update_value(Pairs::clear);
    }

    /// The answers to requests of addresses that begin so, the newest first.
    pub fn below(&self, address: &str) -> Vec<Arc<Answer>> {
        self.0.with_value(|answers| {
            let found = answers.iter().rev().filter(|(key, _)| key.starts_with(address));
            found.map(|(_, kept)| kept.answer.clone()).collect()
        })
    }

    fn recall(&self, address: &str) -> Option<Kept> {
        self.0.with_value(|answers| answers.get(address).cloned())
    }

    fn keep(&self, address: &str, kept: Kept) {
        self.0.update_value(|answers| {
            answers.insert(address.to_owned(), kept);
            answers.cut(REMEMBERED);
            answers.lighten(REMEMBERED_RECORDS, &|kept| kept.answer.records.len());
        });
    }
}

/// Reads what `request` asks for, now and whenever it changes. `None` asks for nothing and keeps what is shown.
pub fn use_query(app: App, request: impl Fn() -> Option<Request> + 'static) -> Query {
    start(app, Box::new(request))
}

fn start(app: App, request: Box<dyn Fn() -> Option<Request>>) -> Query {
    let query = Query {
        answer: RwSignal::new(None),
        fetched: RwSignal::new(None),
        error: RwSignal::new(None),
        failed: RwSignal::new(()),
        busy: RwSignal::new(false),
        retrying: RwSignal::new(0),
        again: RwSignal::new(Again::default()),
        under_way: StoredValue::new(None),
    };
    let abort = move || {
        if let Some(call) = query.under_way.try_update_value(Option::take).flatten() {
            call.abort();
        }
    };
    let (mut address, mut asked, mut wished, mut awake) = (None, 0, 0, 0);
    effect(move || {
        let (again, wish, woken) = (query.again.get(), app.refreshed.get(), app.woken.get());
        let Some(request) = request() else { return };
        let is_new = address.as_ref() != Some(&request.address);
        let remembered = app.memory.recall(&request.address);
        if is_new && let Some(kept) = &remembered {
            show(query, kept);
        }
        let fresh = remembered
            .as_ref()
            .is_some_and(|kept| (0..FRESH_MS).contains(&(clock::now() - kept.fetched)));
        let from_memory = app.navigation.arrival() == Arrival::Returned;
        let wanted = if is_new {
            !(fresh && from_memory)
        } else {
            asked != again.count || wished != wish || (awake != woken && !fresh)
        };
        let quietly = again.quietly && !is_new && wished == wish && asked != again.count;
        if is_new || wanted {
            abort();
            query.retrying.set(0);
        }
        (address, asked, wished, awake) = (Some(request.address.clone()), again.count, wish, woken);
        if wanted {
            let call = Call::knowing(remembered.as_ref().and_then(|kept| kept.digest));
            query.under_way.set_value(Some(call.clone()));
            if !quietly {
                query.busy.set(true);
            }
            fetch(app, query, request, call, remembered, quietly);
        } else if is_new {
            query.busy.set(false);
            query.error.set(None);
        }
    });
    on_cleanup(abort);
    query
}

fn fetch(app: App, query: Query, request: Request, call: Call, known: Option<Kept>, quietly: bool) {
    spawn_local(async move {
        // What has failed is said once, not at each poll that meets the same: neither the repetitions nor the end.
        let said = move || query.error.try_get_untracked().flatten().filter(|_| quietly);
        let is_said = said().is_some();
        // The page may have gone when an answer comes: then there is nothing left to set.
        let retrying = move |count| {
            if !is_said {
                let _ = query.retrying.try_set(count);
            }
        };
        let outcome = app.client.look(&request, &call, Box::new(retrying)).await;
        if call.is_aborted() {
            return;
        }
        let _ = query.under_way.try_set_value(None);
        if query.retrying.try_get_untracked().is_some_and(|count| count > 0) {
            query.retrying.set(0);
        }
        match outcome {
            Ok(answer) => {
                let answer = answer.map(Arc::new).or(known.map(|kept| kept.answer));
                let kept = Kept {
                    answer: answer.unwrap_or_default(),
                    fetched: clock::now(),
                    digest: call.digest(),
                };
                show(query, &kept);
                app.memory.keep(&request.address, kept);
            }
            Err(error) if said().as_ref() == Some(&error) => drop(query.failed.try_set(())),
            Err(error) => drop(query.error.try_set(Some(error))),
        }
        if query.busy.try_get_untracked() == Some(true) {
            query.busy.set(false);
        }
    });
}

fn show(query: Query, kept: &Kept) {
    let Kept { answer, fetched, .. } = kept;
    let is_same = |shown: &Arc<Answer>| Arc::ptr_eq(shown, answer) || shown == answer;
    let same = query
        .answer
        .try_with_untracked(|shown| shown.as_ref().is_some_and(is_same))
        .unwrap_or(true);
    if !same {
        let _ = query.answer.try_set(Some(answer.clone()));
    }
    let _ = query.fetched.try_set(Some(*fetched));
    if query.error.try_with_untracked(Option::is_some) == Some(true) {
        let _ = query.error.try_set(None);
    }
}
