//! The clock, and the jobs as they are by it.

use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::held;
use crate::seed::{Book, Timeline};

/// The clock can be moved this far, in seconds, either way: beyond a century there are no four-digit years for long.
const FURTHEST: i64 = 100 * 366 * 86_400;

/// The clock and the jobs of this server.
pub(crate) struct World {
    seed: u64,
    started: (Instant, Duration),
    jobs_at_first: u64,
    state: Mutex<State>,
}

/// What a test can change.
struct State {
    /// How far the clock was moved, in seconds.
    moved: i64,
    jobs: u64,
    /// The moment at which the jobs were laid out.
    anchor: i64,
    /// Where a frozen list stands; only an order moves it then.
    frozen: Option<i64>,
    edition: u64,
}

impl World {
    pub(crate) fn new(seed: u64, jobs: u64) -> Self {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let started = (Instant::now(), since_1970);
        let state = State {
            moved: 0,
            jobs,
            anchor: whole(since_1970),
            frozen: None,
            edition: 0,
        };
        Self {
            seed,
            started,
            jobs_at_first: jobs,
            state: Mutex::new(state),
        }
    }

    fn undisturbed(&self) -> i64 {
        let (instant, since_1970) = self.started;
        whole(since_1970 + instant.elapsed())
    }

    /// The demo's now, in seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.undisturbed() + held(&self.state).moved
    }

    /// All jobs at this moment.
    pub(crate) fn book(&self) -> Book {
        let state = held(&self.state);
        let now = state.frozen.unwrap_or_else(|| self.undisturbed() + state.moved);
        let timeline = Timeline {
            seed: self.seed,
            at_first: state.jobs,
            anchor: state.anchor,
        };
        Book {
            timeline,
            now,
            edition: state.edition,
        }
    }

    /// Moves the clock, that of a frozen list too.
    pub(crate) fn advance(&self, by: i64) {
        let mut state = held(&self.state);
        let moved = state.moved.saturating_add(by).clamp(-FURTHEST, FURTHEST);
        let step = moved - state.moved;
        state.moved = moved;
        state.frozen = state.frozen.map(|now| now + step);
        state.edition += 1;
    }

    /// Lays the jobs out anew as of now: so many of them, moving or not.
    pub(crate) fn lay_out(&self, jobs: Option<u64>, frozen: bool) {
        let mut state = held(&self.state);
        state.anchor = self.undisturbed() + state.moved;
        state.jobs = jobs.unwrap_or(self.jobs_at_first);
        state.frozen = frozen.then_some(state.anchor);
        state.edition += 1;
    }

    /// Back to the true time and the first jobs, laid out as if the server had just been started.
    pub(crate) fn reset(&self) {
        held(&self.state).moved = 0;
        self.lay_out(None, false);
    }
}

fn whole(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

/// A moment as the API writes it.
pub(crate) fn written(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds)
        .unwrap_or_default()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(written(0), "1970-01-01T00:00:00Z");
        assert_eq!(written(1_800_000_000), "2027-01-15T08:00:00Z");
    }

    #[test]
    fn a_frozen_list_moves_by_order_alone() {
        let world = World::new(1, 2_625);
        world.advance(1_000);
        assert!(world.book().total() > 2_625);
        world.lay_out(None, true);
        assert_eq!(world.book().total(), 2_625);
        world.advance(100);
        assert_eq!(world.book().now - world.book().timeline.anchor, 100);
        world.lay_out(Some(10), false);
        assert_eq!(world.book().total(), 10);
    }
}
