//! From a typed request to an outcome: authorization, time limit, retries.

mod fetch;
mod renew;
mod shared;

use crate::clock;
use crate::prelude::*;
use crate::session::{End, SessionStore};
use fetch::{Reply, fetch};
use nse_api::{Answer, Api, ApiError, Config, ErrorKind, Method, Request, retry};
use shared::Shared;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use web_sys::AbortController;

/// The API as this page may use it.
#[derive(Clone, Copy)]
pub struct Client {
    config: StoredValue<Config>,
    session: SessionStore,
    under_way: StoredValue<Rc<UnderWay>>,
}

#[derive(Default)]
struct UnderWay {
    /// The requests that carry a token.
    calls: RefCell<Vec<Weak<CallState>>>,
    /// The renewal of a token, and the token.
    renewal: RefCell<Option<(String, Shared)>>,
}

/// A request under way, which its owner may abort.
#[derive(Clone, Default)]
pub struct Call(Rc<CallState>);

#[derive(Default)]
struct CallState {
    aborted: Cell<bool>,
    try_now: RefCell<Option<AbortController>>,
    /// Of the answer that its owner has, and of the one that came.
    digests: Cell<(Option<u64>, Option<u64>)>,
}

impl Call {
    /// A request whose owner has an answer of that digest.
    pub fn knowing(digest: Option<u64>) -> Self {
        let call = Self::default();
        call.0.digests.set((digest, None));
        call
    }

    /// The digest of the answer that came.
    pub fn digest(&self) -> Option<u64> {
        self.0.digests.get().1
    }

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
        Self {
            config,
            session,
            under_way: StoredValue::new(Rc::default()),
        }
    }

    /// Ends all requests of a session that has ended; their answers are nobody's concern.
    pub fn abort_all(&self) {
        let calls = self.under_way.get_value().calls.take();
        for call in calls.iter().filter_map(Weak::upgrade) {
            Call(call).abort();
        }
    }

    /// Whether nothing is under way.
    pub fn is_quiet(&self) -> bool {
        let under_way = self.under_way.try_get_value();
        under_way.is_none_or(|under_way| {
            under_way
                .calls
                .borrow()
                .iter()
                .all(|call| call.strong_count() == 0)
        })
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
    pub fn send(
        &self,
        request: &Request,
        call: &Call,
        retrying: impl Fn(u32) + 'static,
    ) -> impl Future<Output = Result<Answer, ApiError>> {
        let sent = self.look(request, call, Box::new(retrying));
        // Who knows nothing never gets nothing.
        async move { sent.await.map(Option::unwrap_or_default) }
    }

    /// The same; `None` where the very answer came that the call knows: a thousand records are then not read again.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn look(
        &self,
        request: &Request,
        call: &Call,
        retrying: Box<dyn Fn(u32)>,
    ) -> Result<Option<Answer>, ApiError> {
        let mut repeat = 0;
        loop {
            let Failed {
                error,
                retry_after,
                of_renewal,
            } = match self.authorized(request, call).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            // A renewal is a POST: it is not repeated because a GET waits for it.
            let may_pass = request.method == Method::Get && !of_renewal && error.kind.may_pass();
            let again = may_pass && repeat < retry::RETRIES;
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
        let turn = self.session.turn();
        let outcome = self.once(request, call, sent.as_deref()).await;
        if !request.authorized || !self.is_current(turn, call) || !is_unauthorized(&outcome) {
            return outcome;
        }
        let Some(sent) = sent else { return outcome };
        if let Err(fault) = self.renew(&sent, true).await {
            // The token may be as good as ever: what could not be asked is why this failed.
            return Err(Failed {
                of_renewal: true,
                ..fault.into()
            });
        }
        let newer = self.session.token();
        if !self.is_current(turn, call) || newer.is_none() || newer.as_ref() == Some(&sent) {
            return outcome;
        }
        let again = self.once(request, call, newer.as_deref()).await;
        // A change of password that is refused with a token of this very moment was refused for the old password.
        let is_read = request.method == Method::Get;
        if is_read && is_unauthorized(&again) && self.is_current(turn, call) && self.session.token() == newer
        {
            self.session.finish(End::Refused);
        }
        again
    }

    /// Whether a request that was sent in such a turn of the session is anybody's concern still.
    fn is_current(&self, turn: Option<u32>, call: &Call) -> bool {
        if self.session.turn() != turn {
            call.abort();
        }
        !call.is_aborted()
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
            return Err(ApiError::of_kind(ErrorKind::Unreachable).at(named).into());
        }
        *call.0.try_now.borrow_mut() = controller.clone();
        if request.authorized {
            let under_way = self.under_way.get_value();
            let mut calls = under_way.calls.borrow_mut();
            calls.retain(|call| call.strong_count() > 0);
            calls.push(Rc::downgrade(&call.0));
        }
        match fetch(request, &address, token, controller).await {
            Ok(Reply {
                status,
                body,
                retry_after,
            }) => {
                let (known, now) = (call.0.digests.get().0, Some(digest(status, &body)));
                call.0.digests.set((known, now));
                if known == now {
                    return Ok(None);
                }
                Answer::read(status, &body).map(Some).map_err(|error| Failed {
                    retry_after,
                    ..error.at(named).into()
                })
            }
            Err(kind) => Err(ApiError::of_kind(kind).at(named).into()),
        }
    }
}

type Outcome = Result<Option<Answer>, Failed>;

/// Tells one answer from another by all that [`Answer::read`] goes by: eight bytes at a time, by the round of XXH64, since an
/// answer may be megabytes.
fn digest(status: u16, body: &str) -> u64 {
    const PRIMES: [u64; 2] = [0x9e37_79b1_85eb_ca87, 0xc2b2_ae3d_27d4_eb4f];
    let round = |digest: u64, word: u64| {
        let sum = digest.wrapping_add(word.wrapping_mul(PRIMES[1]));
        sum.rotate_left(31).wrapping_mul(PRIMES[0])
    };
    let (words, rest) = body.as_bytes().as_chunks::<8>();
    let digest = words.iter().map(|word| u64::from_le_bytes(*word));
    let digest = digest.fold(u64::from(status), round);
    let digest = rest.iter().map(|byte| u64::from(*byte)).fold(digest, round);
    round(digest, body.len() as u64)
}

/// A try that failed.
struct Failed {
    error: ApiError,
    /// When the server wants to be asked again.
    retry_after: Option<String>,
    /// Whether it was not the request itself that failed, but the renewal of its token.
    of_renewal: bool,
}

impl From<ApiError> for Failed {
    fn from(error: ApiError) -> Self {
        Self {
            error,
            retry_after: None,
            of_renewal: false,
        }
    }
}

fn is_unauthorized(outcome: &Outcome) -> bool {
    matches!(outcome, Err(Failed { error, .. }) if error.kind == ErrorKind::Unauthorized)
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
