//! The outcome of one piece of work, for all that wait for it.

use nse_api::ApiError;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A future that any number may await: what went wrong with the work, if anything did.
#[derive(Clone, Default)]
pub struct Shared(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    ended: Option<Option<ApiError>>,
    waiting: Vec<Waker>,
}

impl Shared {
    /// Tells all that wait how the work ended.
    pub fn end(&self, fault: Option<ApiError>) {
        let mut state = self.0.borrow_mut();
        state.ended = Some(fault);
        state.waiting.drain(..).for_each(Waker::wake);
    }
}

impl Future for Shared {
    type Output = Option<ApiError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.0.borrow_mut();
        match &state.ended {
            Some(fault) => Poll::Ready(fault.clone()),
            None => {
                state.waiting.push(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
