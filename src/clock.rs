//! The one place for the time of day and for timers.

use crate::prelude::*;
use gloo_timers::callback::Interval;
pub use gloo_timers::callback::Timeout;

/// Now, in milliseconds since 1970 UTC by the browser's clock, which may be hours off the server's.
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// Waits.
pub async fn sleep(ms: i64) {
    gloo_timers::future::TimeoutFuture::new(u32::try_from(ms).unwrap_or_default()).await;
}

/// Calls back every so many milliseconds, as long as the current owner lives.
pub fn every(ms: u32, run: impl FnMut() + 'static) {
    StoredValue::new(Interval::new(ms, run));
}

/// A count that goes up every so many milliseconds, for what follows the clock: track it and look at [`now`].
pub fn ticks(ms: u32) -> RwSignal<u32> {
    let ticks = RwSignal::new(0_u32);
    every(ms, move || {
        let _ = ticks.try_update(|ticks| *ticks = ticks.wrapping_add(1));
    });
    ticks
}
