//! When a token is renewed ahead of its end.

use super::{Session, token_end};
use crate::app::App;
use crate::clock::{self, Timeout};
use crate::live::effect;
use crate::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// How long before its end a token is renewed, in milliseconds.
const AHEAD_MS: i64 = 60_000;
/// The shortest wait, in milliseconds. By a clock that is nearly the token's lifetime ahead every token seems to end at
/// once: then they are renewed at this pace and no faster.
const SHORTEST_MS: i64 = 5_000;
/// The longest that a timer can wait: browsers count 2³¹ ms (WHATWG HTML §8.6).
const LONGEST_MS: i64 = 2_000_000_000;

/// How long from now a token is renewed that has `left` ms left: 60 s before its end, or halfway, whichever is later.
/// `None` for one that has ended by our clock, or is about to: that may be off, and the server's 401 is the truth.
fn wait_ms(left: i64) -> Option<i64> {
    let wait = (left - AHEAD_MS).max(left / 2).max(SHORTEST_MS);
    (wait < left).then(|| wait.min(LONGEST_MS))
}

/// Renews each token of the session ahead of its end, as long as the user is there.
pub fn start(app: App) {
    let timer = StoredValue::new(None::<Timeout>);
    effect(move || {
        timer.set_value(None);
        if let Some(session) = app.session.current() {
            arm(app, timer, session);
        }
    });
}

fn arm(app: App, timer: StoredValue<Option<Timeout>>, session: Arc<Session>) {
    let left = token_end(&session).map(|end| end - clock::now());
    let Some(wait) = left.and_then(wait_ms) else {
        return;
    };
    let renew = move || {
        spawn_local(async move {
            if app.idle.is_attended() {
                let _ = app.client.renew(&session.token, false).await;
            }
            // A fault of the network: the token still serves, and there is time for another try.
            if app.session.token().as_ref() == Some(&session.token) {
                arm(app, timer, session);
            }
        });
    };
    timer.set_value(Some(Timeout::new(u32::try_from(wait).unwrap_or_default(), renew)));
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_renewed_a_minute_ahead_or_halfway() {
        assert_eq!(wait_ms(3_600_000), Some(3_540_000));
        assert_eq!(wait_ms(80_000), Some(40_000));
        assert_eq!(wait_ms(16_000), Some(8_000));
        assert_eq!(
            wait_ms(8_000),
            Some(SHORTEST_MS),
            "no faster, however little is left"
        );
        assert_eq!(wait_ms(5_000), None);
        assert_eq!(wait_ms(0), None);
        assert_eq!(
            wait_ms(-43_200_000),
            None,
            "a clock that is hours ahead does not loop"
        );
        assert_eq!(wait_ms(i64::MAX / 2), Some(LONGEST_MS));
    }
}
