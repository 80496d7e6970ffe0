//! From a typed request to an outcome: authorization, time limit, retries.

mod fetch;

use crate::clock;
use crate::session::lock::alone;
use crate::session::{End, SessionStore};
use fetch::{Reply, fetch};
use leptos::prelude::*;
use nse_api::{Answer, Api, ApiError, Config, ErrorKind, Method, Request, retry};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::AbortController;

/// The API as this page may use it.
#[derive(Clone, Copy)]
pub struct Client {
    config: StoredValue<Config>,
    session: SessionStore,
}

/// A request under way, which its owner may abort.
#[derive(Clone, Default)]
pub struct Call(Rc<CallState>);

#[derive(Default)]
struct CallState {
    aborted: Cell<bool>,
    try_now: RefCell<Option<AbortController>>,
}

impl Call {
    /// Ends the request at once; its outcome is nobody's concern any more.
    pub fn abort(&self) {
        self.0.aborted.set(true);
        if let Some(controller) = self.0.try_now.borrow_mut().take() {
            controller.abort();
        }
    }

    /// Whether the owner has lost interest.
    pub fn is_aborted(&self) -> bool {
        self.0.aborted.get()
    }
}

impl Client {
    /// A client of the API that `config` names, with the session's token.
    pub fn new(config: StoredValue<Config>, session: SessionStore) -> Self {
        Self { config, session }
    }

    /// The builder of requests by this deployment's paths.
    pub fn api(&self) -> Api {
        self.config.with_value(|config| Api {
            paths: config.paths.clone(),
        })
    }

    /// Sends a request and waits for its outcome.
    ///
    /// A GET is repeated after 5xx, 429 and network faults by [`retry`]'s schedule, and `retrying` is told the number
    /// of each repetition. A POST is sent once. After a 401 the request is repeated once, if there is a newer token or
    /// the server gives one; if there is none to be had, the session ends.
    ///
    /// # Errors
    /// What happened, with the server's words and the address. Of an aborted call it means nothing.
    pub async fn send(
        &self,
        request: &Request,
        call: &Call,
        retrying: impl Fn(u32),
    ) -> Result<Answer, ApiError> {
        let mut repeat = 0;
        loop {
            let (error, retry_after) = match self.authorized(request, call).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            let again = request.method == Method::Get && error.kind.may_pass() && repeat < retry::RETRIES;
            if !again || call.is_aborted() {
                return Err(error);
            }
            repeat += 1;
            clock::sleep(retry::wait_ms(
                repeat,
                js_sys::Math::random(),
                retry_after.as_deref(),
                clock::now(),
            ))
            .await;
            if call.is_aborted() {
                return Err(error);
            }
            retrying(repeat);
        }
    }

    async fn authorized(&self, request: &Request, call: &Call) -> Outcome {
        let sent = if request.authorized {
            self.session.token()
        } else {
            None
        };
        let outcome = self.once(request, call, sent.as_deref()).await;
        if !is_unauthorized(&outcome) || !request.authorized {
            return outcome;
        }
        if call.is_aborted() {
            return outcome;
        }
        if let Some(sent) = &sent {
            self.renew(sent, true).await;
        }
        let newer = self.session.token();
        if newer.is_none() || newer == sent {
            return outcome;
        }
        let again = self.once(request, call, newer.as_deref()).await;
        if is_unauthorized(&again) && self.session.token() == newer {
            self.session.finish(End::Refused);
        }
        again
    }

    /// Renews the token `old`, unless another request or tab has: one at a time asks the server, in all tabs together,
    /// and the others take up what it got.
    ///
    /// `refused` is whether the server has refused that token: then the session ends where it gives no other one, by a
    /// missing refresh too. Ahead of its end only a 401 does, for the token still serves. Faults never end a session.
    pub async fn renew(self, old: &str, refused: bool) {
        let old = old.to_owned();
        let work = async move {
            self.session.follow();
            if self.session.token().as_deref() != Some(old.as_str()) {
                return;
            }
            let outcome = self
                .once(&self.api().refresh(), &Call::default(), Some(&old))
                .await;
            if self.session.token().as_deref() != Some(old.as_str()) {
                return;
            }
            let goes_on = match &outcome {
                Ok(answer) => {
                    answer
                        .records
                        .first()
                        .is_some_and(|record| self.session.take(record))
                        || !refused
                }
                Err((error, _)) if error.kind == ErrorKind::Unauthorized => false,
                Err((error, _)) => error.kind.spares_session() || !refused,
            };
            if !goes_on {
                self.session.finish(End::Refused);
            }
        };
        alone(Box::pin(work)).await;
    }

    async fn once(&self, request: &Request, call: &Call, token: Option<&str>) -> Outcome {
        let address = self
            .config
            .with_value(|config| format!("{}{}", config.api_base, request.address));
        let method = if request.method == Method::Get {
            "GET"
        } else {
            "POST"
        };
        let named = format!("{method} {address}");
        let controller = AbortController::new().ok();
        if call.is_aborted() {
            return Err((ApiError::of_kind(ErrorKind::Unreachable).at(named), None));
        }
        *call.0.try_now.borrow_mut() = controller.clone();
        match fetch(request, &address, token, controller).await {
            Ok(Reply {
                status,
                body,
                retry_after,
            }) => Answer::read(status, &body).map_err(|error| (error.at(named), retry_after)),
            Err(kind) => Err((ApiError::of_kind(kind).at(named), None)),
        }
    }
}

type Outcome = Result<Answer, (ApiError, Option<String>)>;

fn is_unauthorized(outcome: &Outcome) -> bool {
    matches!(outcome, Err((error, _)) if error.kind == ErrorKind::Unauthorized)
}

/// The origin that an address of the API leads to, for a person to know what can't be reached.
pub fn origin_of(address: &str) -> String {
    let address = address.split_once(' ').map_or(address, |(_, address)| address);
    match address.split_once("://") {
        Some((scheme, rest)) => {
            format!("{scheme}://{}", rest.split('/').next().unwrap_or_default())
        }
        None => window().location().origin().unwrap_or_default(),
    }
}
