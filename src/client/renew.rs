//! A new token for an old one: asked for once, by one tab, for all that wait.

use super::shared::Shared;
use super::{Call, Client, Failed};
use crate::clock;
use crate::session::End;
use crate::session::lock::alone;
use leptos::task::spawn_local;
use nse_api::{ApiError, ErrorKind};

/// How long a tab keeps its turn after it renewed a token, in milliseconds. What it stored reaches the processes of other
/// tabs in its own time, which may be later than the turn does: then they would renew the old token once more.
const HEARD_MS: i64 = 250;

impl Client {
    /// Renews the token `old`, unless another tab has: one at a time asks the server, in all tabs together, and the
    /// others take up what it got. All that ask here while it is under way share it.
    ///
    /// `refused` is whether the server has refused that token: then the session ends where it gives no other one, by a
    /// missing refresh too. Ahead of its end only a 401 does, for the token still serves. Faults never end a session.
    ///
    /// # Errors
    /// The fault that kept the server from being asked, or from answering.
    pub async fn renew(self, old: &str, refused: bool) -> Result<(), ApiError> {
        let under_way = self.under_way.get_value();
        let shared = under_way.renewal.borrow().clone();
        let outcome = match shared {
            Some((token, outcome)) if token == old => outcome,
            _ => {
                let (token, outcome) = (old.to_owned(), Shared::default());
                *under_way.renewal.borrow_mut() = Some((token.clone(), outcome.clone()));
                let done = outcome.clone();
                spawn_local(alone(Box::pin(async move {
                    self.session.follow();
                    let is_ours = self.session.token().as_ref() == Some(&token);
                    let fault = match is_ours {
                        true => self.ask_for_token(&token, refused).await,
                        false => None,
                    };
                    // Whoever comes from here on has something new to ask.
                    *self.under_way.get_value().renewal.borrow_mut() = None;
                    done.end(fault);
                    if is_ours {
                        clock::sleep(HEARD_MS).await;
                    }
                })));
                outcome
            }
        };
        outcome.await.map_or(Ok(()), Err)
    }

    async fn ask_for_token(self, old: &str, refused: bool) -> Option<ApiError> {
        let outcome = self
            .once(&self.api().refresh(), &Call::default(), Some(old))
            .await;
        if self.session.token().as_deref() != Some(old) {
            return None;
        }
        let (goes_on, fault) = match outcome {
            Ok(answer) => {
                let record = answer.as_ref().and_then(|answer| answer.records.first());
                (
                    record.is_some_and(|record| self.session.take(record)) || !refused,
                    None,
                )
            }
            Err(Failed { error, .. }) if error.kind == ErrorKind::Unauthorized => (false, None),
            Err(Failed { error, .. }) => (error.kind.spares_session() || !refused, Some(error)),
        };
        if !goes_on {
            self.session.finish(End::Refused);
        }
        fault
    }
}
