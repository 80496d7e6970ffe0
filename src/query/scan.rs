//! Reading a list on, page after page: for *Load more* and for export.

use crate::app::App;
use crate::client::Call;
use crate::prelude::*;
use crate::route::Route;
use leptos::task::spawn_local;
use nse_api::{Answer, ApiError, Paging, Request};
use std::rc::Rc;
use std::sync::Arc;

/// What a scan has added to a page of a list. It outlives the page that shows it, so that Back finds it again.
#[derive(Default)]
pub struct Beyond {
    /// The page of the list.
    pub of: Option<Route>,
    /// What came, in its order.
    pub pages: Vec<Arc<Answer>>,
    /// What to ask for next, if the list goes on.
    pub next: Option<Paging>,
}

/// What a scan asks for a page.
pub type Ask = Rc<dyn Fn(&Paging) -> Request>;
/// What takes a page that has come, and says which one to ask for next, if any.
pub type Take = Rc<dyn Fn(&Paging, Answer) -> Option<Paging>>;

/// A scan. It ends with the owner it was made under.
#[derive(Clone, Copy)]
pub struct Scan {
    app: App,
    state: RwSignal<State>,
}

struct State {
    ask: Ask,
    take: Take,
    /// The request that is under way.
    call: Option<Call>,
    /// The page that did not come, though the client tried it again by its rules.
    failed: Option<(Paging, ApiError)>,
}

impl Scan {
    /// A scan that has not begun.
    pub fn new(app: App, ask: Ask, take: Take) -> Self {
        let state = RwSignal::new(State {
            ask,
            take,
            call: None,
            failed: None,
        });
        let scan = Self { app, state };
        on_cleanup(move || scan.cancel());
        scan
    }

    /// Reads on from a page.
    pub fn run(self, from: Paging) {
        self.cancel();
        let call = Call::default();
        self.state.update(|state| state.call = Some(call.clone()));
        let (ask, take) = self
            .state
            .with_untracked(|state| (state.ask.clone(), state.take.clone()));
        spawn_local(async move {
            let (mut next, mut failed) = (Some(from), None);
            while let Some(page) = next.take() {
                let outcome = self.app.client.send(&ask(&page), &call, |_| {}).await;
                if call.is_aborted() {
                    return;
                }
                match outcome {
                    Ok(answer) => next = take(&page, answer),
                    Err(error) => failed = Some((page, error)),
                }
            }
            self.state
                .update(|state| (state.call, state.failed) = (None, failed));
        });
    }

    /// Reads on from the page that failed.
    pub fn retry(self) {
        if let Some((page, _)) = self.state.with_untracked(|state| state.failed.clone()) {
            self.run(page);
        }
    }

    /// Ends it where it is, with its request.
    pub fn cancel(self) {
        self.state.update(|state| {
            state.failed = None;
            if let Some(call) = state.call.take() {
                call.abort();
            }
        });
    }

    /// Whether a page is being asked for; tracked.
    pub fn is_running(self) -> bool {
        self.state.with(|state| state.call.is_some())
    }

    /// Why it failed, if it did; tracked.
    pub fn error(self) -> Option<ApiError> {
        self.state
            .with(|state| state.failed.as_ref().map(|(_, error)| error.clone()))
    }
}
