//! The idle limit: nobody's session goes on while nobody is there.
//!
//! When somebody was last there is known to all tabs and survives a reload (`choices.rs` keeps it): whoever works in one
//! tab is not signed out by another, and a page that is loaded after the limit starts at sign-in.

use super::{End, SessionStore};
use crate::choices::{active, set_active};
use crate::clock::{self, Timeout};
use crate::live::effect;
use crate::prelude::*;
use crate::storage::{self, Key};
use wasm_bindgen::{JsCast, closure::Closure};

/// How long before the end the user is warned, in milliseconds; of a very short limit the last half.
const WARNED_MS: i64 = 60_000;
/// How often at most other tabs are told that somebody is here, in milliseconds.
const TOLD_MS: i64 = 5_000;
/// The longest that a timer may wait: a clock that is set, or a machine that slept, is noticed by then.
const LONGEST_MS: i64 = 30_000;

/// What follows from how long nobody has been there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Somebody is there; the next look is due in so many milliseconds.
    Here(i64),
    /// The session ends in so many milliseconds.
    Leaving(i64),
    /// The limit has passed.
    Away,
}

/// Judges how long nobody has been there by the limit, both in milliseconds; 0 is no limit.
fn presence(idle: i64, limit: i64) -> Presence {
    let left = limit - idle;
    let warned = WARNED_MS.min(limit / 2);
    match left {
        _ if limit == 0 => Presence::Here(LONGEST_MS),
        ..=0 => Presence::Away,
        _ if left <= warned => Presence::Leaving(left),
        _ => Presence::Here(left - warned),
    }
}

/// Whether somebody is there.
#[derive(Clone, Copy)]
pub struct Idle {
    /// The milliseconds until the session ends, while the user is warned of it.
    pub left: RwSignal<Option<i64>>,
    /// In milliseconds; 0 for none.
    limit: i64,
    touched: StoredValue<i64>,
    told: StoredValue<i64>,
    timer: StoredValue<Option<Timeout>>,
    session: SessionStore,
}

impl Idle {
    /// Watches over the session from now on. `limit` is in minutes, 0 for none.
    pub fn start(session: SessionStore, username: Memo<Option<String>>, limit: u32) -> Self {
        let idle = Self {
            left: RwSignal::new(None),
            limit: i64::from(limit) * 60_000,
            touched: StoredValue::new(active().unwrap_or_else(clock::now)),
            told: StoredValue::new(0),
            timer: StoredValue::new(None),
            session,
        };
        // Before anything of the session is shown.
        idle.look();
        idle.listen();
        let mut before = username.get_untracked();
        effect(move || {
            let now = username.get();
            match &now {
                // Who signs in is there, by whatever tab.
                Some(_) if before != now => idle.stay(),
                Some(_) => idle.look(),
                None => idle.rest(before.is_some()),
            }
            before = now;
        });
        idle
    }

    /// The limit in milliseconds, if there is one.
    pub fn limit_ms(&self) -> Option<i64> {
        Some(self.limit).filter(|limit| *limit > 0)
    }

    /// Whether the session may be prolonged on the user's behalf.
    pub fn is_attended(&self) -> bool {
        !matches!(self.now(), Presence::Away)
    }

    /// The user says that they are there.
    pub fn stay(&self) {
        self.touched.set_value(clock::now());
        self.told.set_value(clock::now());
        set_active(Some(clock::now()));
        self.look();
    }

    /// Looks what is due: nothing, a warning, or the end. Call it whenever time may have leapt.
    pub fn look(&self) {
        if self.session.token().is_none() {
            return;
        }
        let (left, wait) = match self.now() {
            Presence::Here(wait) => (None, wait.min(LONGEST_MS)),
            Presence::Leaving(left) => (Some(left), 1_000),
            Presence::Away => return self.session.finish(End::Idle),
        };
        if self.left.get_untracked() != left {
            self.left.set(left);
        }
        let idle = *self;
        let timer = Timeout::new(u32::try_from(wait).unwrap_or_default(), move || idle.look());
        self.timer.set_value(Some(timer));
    }

    fn now(&self) -> Presence {
        let now = clock::now();
        let touched = self.touched.get_value();
        if touched > now {
            // The clock was set back: nobody can have been there in the future.
            self.touched.set_value(now);
        }
        presence((now - touched).max(0), self.limit)
    }

    /// Nobody is signed in. Another tab's end of the session is ours for the same reason.
    fn rest(&self, was_signed_in: bool) {
        self.timer.set_value(None);
        if was_signed_in {
            let warned = self.left.get_untracked().is_some();
            if warned && self.session.end.get_untracked() == Some(End::Elsewhere) {
                self.session.end.set(Some(End::Idle));
            }
            set_active(None);
        }
        self.left.set(None);
    }

    fn listen(self) {
        // Once warned, only an answer counts: a sleeve on the keyboard is none.
        let touch = Closure::<dyn Fn()>::new(move || {
            if self.left.try_get_untracked() != Some(None) || self.session.token().is_none() {
                return;
            }
            self.touched.set_value(clock::now());
            if clock::now() - self.told.get_value() > TOLD_MS {
                self.stay();
            }
        });
        for event in ["pointerdown", "keydown", "wheel"] {
            let _ = document().add_event_listener_with_callback(event, touch.as_ref().unchecked_ref());
        }
        touch.forget();
        storage::on_change_elsewhere(move |key| {
            let told = active().filter(|_| key == Key::Choices);
            if let (Some(told), Some(touched)) = (told, self.touched.try_get_value())
                && told > touched
            {
                self.touched.set_value(told);
                self.look();
            }
        });
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    #[test]
    fn a_minute_ahead_of_the_limit_the_user_is_warned() {
        let limit = 30 * MINUTE;
        assert_eq!(presence(0, limit), Presence::Here(29 * MINUTE));
        assert_eq!(presence(29 * MINUTE - 1, limit), Presence::Here(1));
        assert_eq!(presence(29 * MINUTE, limit), Presence::Leaving(MINUTE));
        assert_eq!(presence(limit - 1, limit), Presence::Leaving(1));
        assert_eq!(presence(limit, limit), Presence::Away);
        assert_eq!(presence(i64::MAX / 2, limit), Presence::Away);
    }

    #[test]
    fn a_short_limit_is_warned_of_in_its_last_half() {
        assert_eq!(presence(0, MINUTE), Presence::Here(30_000));
        assert_eq!(presence(30_000, MINUTE), Presence::Leaving(30_000));
    }

    #[test]
    fn no_limit_never_ends() {
        assert_eq!(presence(i64::MAX / 2, 0), Presence::Here(LONGEST_MS));
    }
}
