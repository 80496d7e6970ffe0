//! The head of a job: its state, what it works on, when it began and last changed, how long it has been
//! taking.

use super::shown::{Shown, only};
use crate::clock;
use crate::i18n::{Pick, format};
use crate::pages::job_cells::{status_word, time_with_zone, tone};
use crate::prelude::*;
use crate::ui::badge::badge;
use crate::ui::dom::{El, View, el, views};
use crate::ui::rows::content;
use nse_api::Job;

/// The head of a job.
pub fn summary(shown: Shown) -> El {
    let state = shown.part(only(&["status", "status_detail"]), |record| {
        let job = Job::read(record);
        let detail = job.status_detail.as_deref();
        let badge = badge(tone(job.state()), &status_word(job.status.as_deref()));
        let detail = detail.map(|detail| el("span").class("quiet").text(detail).into());
        Some(views([badge.into()].into_iter().chain(detail)))
    });
    let what = shown.part(only(WHAT), |record| {
        let job = Job::read(record);
        let name = content(&job.object_name.or(job.object_id).into());
        let kind = el("span")
            .class("mono quiet")
            .text(&job.object_type.unwrap_or_default());
        let object = views([name, kind.into()]);
        let created = content(&time_with_zone(&job.created));
        Some(views([
            fact(|m| m.object, object).into(),
            fact(|m| m.created, created).into(),
        ]))
    });
    let updated = shown.part(only(&["updated"]), |record| {
        Some(content(&time_with_zone(&Job::read(record).updated)))
    });
    let duration = el("span").text_live(duration(shown));
    el("dl")
        .class("job-head")
        .child(fact(|m| m.status, state))
        .child(what)
        .child(fact(|m| m.updated, updated))
        .child(fact(|m| m.duration, duration.into()))
}

const WHAT: &[&str] = &["object_type", "object_name", "object_id", "created"];

fn fact(label: Pick, value: View) -> El {
    el("div").child(el("dt").says(label)).child(el("dd").child(value))
}

/// How long the job took, or has been taking: then it goes on by itself, without a request.
fn duration(shown: Shown) -> impl Fn() -> String {
    let ticks = RwSignal::new(0_u32);
    clock::every(1_000, move || {
        if untrack(|| shown.may_change()) {
            ticks.update(|ticks| *ticks = ticks.wrapping_add(1));
        }
    });
    move || {
        ticks.track();
        let took = shown.job().duration_ms(clock::now());
        took.map_or_else(|| "—".to_owned(), format::duration)
    }
}
