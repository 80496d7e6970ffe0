//! `/jobs/{id}`: what happened, to what, why it failed, how long it took, at a glance; then everything else.

mod actions;
mod payload;
mod shown;
mod summary;
mod tasks;

use super::job_cells::status_word;
use super::neighbours;
use super::record::{Entry, Parent, fields, record_page};
use crate::app::App;
use crate::frame::watch_button;
use crate::live::effect;
use crate::prelude::*;
use crate::query::use_query;
use crate::ui::copy::copy_button;
use crate::ui::dom::{El, View, el, views, when};
use crate::ui::icon::icon;
use nse_api::{Job, JobState, job};
use serde_json::Value;
use shown::{Shown, only};

/// One job with its tasks.
pub fn page(app: App, id: String) -> View {
    let query = use_query(app, {
        let id = id.clone();
        move || Some(app.client.api().job(&id))
    });
    let shown = Shown(query);
    let watch = watch_button(app, id.clone(), query);
    let near = app.neighbours.of(&id);
    let beside = near.as_ref().map(|near| neighbours::links(app, near));
    let parent = Parent {
        label: |m| m.jobs,
        route: Box::new(move |app| near.as_ref().map_or_else(|| app.jobs(), |near| near.list.clone())),
        beside,
    };
    let title = {
        let id = id.clone();
        move || {
            let title = shown.job().title();
            if title.is_empty() { id.clone() } else { title }
        }
    };
    let body = when(
        move || query.answer.with(Option::is_some),
        move || view(app, shown, &id),
    );
    record_page(app, parent, title, query, true, Some(watch), body)
}

fn view(app: App, shown: Shown, id: &str) -> View {
    views([
        summary::summary(shown).into(),
        ending(shown).into(),
        shown.part(why, |why| why.as_str().map(|why| error_text(why).into())),
        actions::actions(app, shown, id).into(),
        tasks::tasks(shown).into(),
        shown.part(only(FIELDS), |record| Some(all_fields(Job::read(record)).into())),
        shown.part(
            |record| payload::others(record, Job::FIELDS),
            payload::other_fields,
        ),
    ])
}

/// Why a job failed; nothing as long as it has not.
fn why(record: &Value) -> Value {
    let failed = matches!(
        JobState::read(record),
        JobState::Failed | JobState::PartialFailures
    );
    match job::why(record) {
        Some(why) => why.into(),
        // Nothing to copy: `error_text` says so in words.
        None if failed => "".into(),
        None => Value::Null,
    }
}

const FIELDS: &[&str] = &[
    "job_summary",
    "action",
    "object_type",
    "object_name",
    "id",
    "object_id",
    "user_id",
];

fn all_fields(job: Job) -> El {
    let entries = vec![
        Entry::new(|m| m.summary, job.summary),
        Entry::new(|m| m.action, job.action),
        Entry::new(|m| m.kind, job.object_type),
        Entry::new(|m| m.object_name, job.object_name),
        Entry::id(|m| m.id, job.id),
        Entry::id(|m| m.object_id, job.object_id),
        Entry::id(|m| m.user_id, job.user_id),
    ];
    el("section")
        .child(el("h2").says(|m| m.details))
        .child(fields(entries))
}

/// An error in full, with a copy button.
fn error_text(error: &str) -> El {
    let heading = el("h2").child(icon("bad")).says(|m| m.last_error);
    let section = el("section").class("job-error");
    if error.is_empty() {
        return section.child(heading).child(el("p").says(|m| m.no_reason));
    }
    section
        .child(heading.child(copy_button(|m| m.last_error, error.to_owned())))
        .child(el("pre").attr("tabindex", "0").text(error))
}

/// Says once that the job has ended, to who can't see the badge turn.
fn ending(shown: Shown) -> El {
    let (ended, mut before) = (RwSignal::new(String::new()), false);
    effect(move || {
        let may_change = shown.may_change();
        if before && !may_change {
            let job = shown.job();
            ended.set(format!("{}: {}", job.title(), status_word(job.status.as_deref())));
        }
        before = may_change;
    });
    el("p")
        .class("unseen")
        .attr("role", "status")
        .text_live(move || ended.get())
}
