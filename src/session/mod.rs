//! The session: who is signed in, with which token, in every tab alike.
//!
//! localStorage is the truth that all tabs share; the signal here follows it.

pub mod idle;
pub mod lock;
pub mod renewal;

use crate::prelude::*;
use crate::storage::{self, Key};
use nse_api::User;
use nse_api::value::object;
use serde_json::Value;
use std::sync::Arc;

/// A signed-in user with the token that the server gave. Has no `Debug`: the token must not reach a log.
#[derive(Clone, PartialEq)]
pub struct Session {
    /// The JWT that every request but sign-in carries.
    pub token: String,
    /// Who it belongs to.
    pub user: User,
    record: Value,
}

/// Why a session ended, for sign-in to say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The user signed out here.
    SignedOut,
    /// In another tab.
    Elsewhere,
    /// The server no longer accepts the token.
    Refused,
    /// Nobody was there for as long as the limit allows.
    Idle,
}

impl Session {
    /// Reads `{user, token}`, as sign-in, refresh and password change answer and as it is stored.
    pub fn read(record: &Value) -> Option<Self> {
        let token = record
            .get("token")
            .and_then(Value::as_str)
            .filter(|token| fits_header(token))?;
        let user = record.get("user").cloned().unwrap_or_default();
        Some(Self {
            token: token.to_owned(),
            user: User::read(&user),
            record: user,
        })
    }

    /// The name that the session is tied to, or what stands in for one.
    pub fn username(&self) -> String {
        let user = &self.user;
        user.username
            .clone()
            .or_else(|| user.id.clone())
            .unwrap_or_default()
    }

    fn stored() -> Option<Self> {
        let text = storage::read(Key::Session)?;
        let session = serde_json::from_str(&text)
            .ok()
            .and_then(|record: Value| Self::read(&record));
        if session.is_none() {
            // Broken or foreign: nobody can use it, so nobody shall stumble over it again.
            storage::remove(Key::Session);
        }
        session
    }
}

/// A header takes visible ASCII only (RFC 9110 §5.5); fetch throws at anything else, and no server takes one that long.
fn fits_header(token: &str) -> bool {
    (1..=LONGEST).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic())
}

const LONGEST: usize = 1 << 18;

/// The session of this page.
#[derive(Clone, Copy)]
pub struct SessionStore {
    current: RwSignal<Option<Arc<Session>>>,
    /// Why the last session ended.
    pub end: RwSignal<Option<End>>,
    /// Counts the times that the user became another one, or nobody.
    turn: StoredValue<u32>,
}

impl SessionStore {
    /// Takes up what is stored, and follows the other tabs from now on.
    pub fn load() -> Self {
        let store = Self {
            current: RwSignal::new(Session::stored().map(Arc::new)),
            end: RwSignal::new(None),
            turn: StoredValue::new(0),
        };
        storage::on_change_elsewhere(move |key| {
            if key == Key::Session {
                store.follow();
            }
        });
        store
    }

    /// Who is signed in; tracked. Changes with every renewal of the token: a guard wants [`SessionStore::username`].
    pub fn current(&self) -> Option<Arc<Session>> {
        self.current.get()
    }

    /// The name of who is signed in, if anybody is; a memo, so that a renewed token rebuilds nothing.
    pub fn username(&self) -> Memo<Option<String>> {
        let current = self.current;
        Memo::new(move |_| current.with(|session| session.as_ref().map(|session| session.username())))
    }

    /// The token to send.
    pub fn token(&self) -> Option<String> {
        self.current
            .try_with_untracked(|session| session.as_ref().map(|session| session.token.clone()))
            .flatten()
    }

    /// Begins or renews the session with the record of an answer. A renewal without a user keeps the one we know.
    /// `false` where the record holds no token that can be sent.
    pub fn take(&self, record: &Value) -> bool {
        let Some(mut session) = Session::read(record) else {
            return false;
        };
        if session.user == User::default()
            && let Some(before) = self.current.get_untracked()
        {
            session.record = before.record.clone();
            session.user = before.user.clone();
        }
        let stored = object(vec![
            ("token", session.token.as_str().into()),
            ("user", session.record.clone()),
        ]);
        storage::write(Key::Session, &stored.to_string());
        self.end.set(None);
        self.put(Some(Arc::new(session)));
        true
    }

    /// A number that is another one as soon as the user is: what was asked for under the old number is nobody's concern.
    /// `None` where there is no page any more.
    pub fn turn(&self) -> Option<u32> {
        self.turn.try_get_value()
    }

    fn put(&self, session: Option<Arc<Session>>) {
        let name = |session: &Option<Arc<Session>>| session.as_ref().map(|session| session.username());
        if self.current.with_untracked(name) != name(&session) {
            self.turn.update_value(|turn| *turn += 1);
        }
        self.current.set(session);
    }

    /// Ends the session in every tab.
    pub fn finish(&self, end: End) {
        storage::remove(Key::Session);
        self.end.set(Some(end));
        self.put(None);
    }

    /// Takes up a newer token that another tab stored, if there is one.
    pub fn follow(&self) {
        let stored = Session::stored().map(Arc::new);
        if self
            .current
            .try_get_untracked()
            .is_none_or(|current| current == stored)
        {
            return;
        }
        self.end.set(stored.is_none().then_some(End::Elsewhere));
        self.put(stored);
    }
}

/// The end of a token, in milliseconds since 1970, where its claims tell.
pub fn token_end(session: &Session) -> Option<i64> {
    nse_api::jwt::end_ms(&session.token)
}
