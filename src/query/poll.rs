//! Keeps what a query of jobs shows current, as long as its page lives.

use super::Query;
use crate::app::App;
use crate::clock::Timeout;
use crate::live::effect;
use crate::prelude::*;
use nse_api::{Answer, JobState, Pace};
use std::sync::Arc;

/// Asks again and again, by [`Pace`], unless the user switched that off. While the page is hidden or there is no
/// network nobody asks; when it is back, at once.
pub fn poll(app: App, query: Query) {
    follow(app, query, quick_seconds(app), false);
}

/// The same for what is too big an answer to be asked for quickly, whatever may change in it.
pub fn poll_slowly(app: App, query: Query) {
    follow(app, query, quick_seconds(app).max(SLOW_SECONDS), false);
}

/// The same for what the user asked to be told of: the switch does not stop it, and while the page is hidden it goes on
/// slowly.
pub fn poll_always(app: App, query: Query) {
    follow(app, query, quick_seconds(app), true);
}

fn quick_seconds(app: App) -> u32 {
    app.config.with_value(|config| config.poll_seconds)
}

/// The pause between two answers of a query that is polled slowly.
const SLOW_SECONDS: u32 = 60;

fn follow(app: App, query: Query, quick_seconds: u32, always: bool) {
    let timer = StoredValue::new(None::<Timeout>);
    let (mut seen, mut judged, mut pace, mut paused) = (None::<Arc<Answer>>, None, Pace::default(), false);
    effect(move || {
        let wanted = always || app.choices.polling();
        let (hidden, offline) = (app.hidden.get(), app.offline.get());
        let away = hidden || offline;
        let fetched = query.fetched.get();
        query.failed.track();
        pace.failed = query.error.with(Option::is_some);
        // The one that waits is given up in any case: each answer starts its own pause.
        timer.set_value(None);
        if fetched != judged {
            let answer = query.answer.get_untracked();
            pace = judge(pace, seen.as_ref(), answer.as_ref());
            (seen, judged) = (answer, fetched);
        }
        let resumed = std::mem::replace(&mut paused, away) && !away;
        if !wanted || offline || (hidden && !always) || (fetched.is_none() && !pace.failed) {
            return;
        }
        let shown = Pace {
            may_change: pace.may_change && !hidden,
            ..pace
        };
        let pause = if resumed { 0 } else { shown.pause_ms(quick_seconds) };
        timer.set_value(Some(Timeout::new(pause, move || query.refresh_quietly())));
    });
}

fn judge(pace: Pace, seen: Option<&Arc<Answer>>, answer: Option<&Arc<Answer>>) -> Pace {
    // An answer that equals the one before it never replaced it.
    let same = match (seen, answer) {
        (Some(seen), Some(answer)) => Arc::ptr_eq(seen, answer),
        _ => false,
    };
    let records = answer.iter().flat_map(|answer| &answer.records);
    Pace {
        may_change: records.map(JobState::read).any(JobState::may_change),
        unchanged: if same { pace.unchanged.saturating_add(1) } else { 0 },
        failed: pace.failed,
    }
}
