//! The steps of a job: as a timeline whose steps open, and as a table.
//!
//! The API gives a task no times, only its place and its state. So the timeline is a track of steps in their order and
//! has no axis: lengths on it would be invented.

use super::error_text;
use super::payload::{other_fields, others, payload};
use super::shown::{Shown, only, task_record};
use crate::i18n::{Pick, fill, format, messages};
use crate::pages::job_cells::{status_word, tone};
use crate::pages::record::{Entry, fields};
use crate::prelude::*;
use crate::ui::dom::{El, View, el};
use crate::ui::each::each;
use crate::ui::icon::icon;
use crate::ui::rows::{Cell, Row};
use crate::ui::table::{Column, Table, fixed};
use nse_api::job::task_records;
use nse_api::redact::redact;
use nse_api::{JobState, Task};
use serde_json::Value;

const COLUMNS: &[Column] = &[
    Column::plain(|m| m.status, ""),
    Column::plain(|m| m.action, "name").heading(),
    Column::plain(|m| m.driver, "mono"),
    Column::plain(|m| m.resource, "mono"),
    Column::plain(|m| m.object_id, "mono"),
    Column::plain(|m| m.detail, "wide"),
];

/// The steps of a job.
pub fn tasks(shown: Shown) -> El {
    let count = move || shown.read(|record| task_records(record).count());
    let ended = move || {
        let ended = shown.read(|record| {
            let ended = |task: &&Value| !JobState::read(task).may_change();
            task_records(record).filter(ended).count()
        });
        let [ended, all] = [ended, count()].map(|count| format::number(count as u64));
        fill(messages().tasks_ended, &[&ended, &all])
    };
    let none = move || {
        let text: Pick = if count() > 0 {
            return String::new();
        } else if shown.may_change() {
            |m| m.no_tasks_yet
        } else {
            |m| m.no_tasks
        };
        text(messages()).to_owned()
    };
    let table = Table {
        name: |m| m.tasks,
        columns: fixed(COLUMNS),
        rows: Signal::derive(move || {
            shown.read(|record| task_records(record).enumerate().map(row).collect())
        }),
        subject: Signal::stored(String::new()),
        sort: Signal::stored(None),
        on_sort: Callback::new(|_| {}),
        busy: Signal::stored(false),
    };
    let track = el("ol")
        .class("track")
        .attr("role", "list")
        .attr_says("aria-label", |m| m.timeline);
    let steps = el("div")
        .flag("hidden", move || count() == 0)
        .child(el("p").class("quiet").text_live(ended))
        .child(each(track, count, move |at| step(shown, at)))
        .child(table.view());
    el("section")
        .class("tasks")
        .child(el("h2").says(|m| m.tasks))
        .child(el("p").class("quiet").text_live(none))
        .child(steps)
}

fn row((at, record): (usize, &Value)) -> Row {
    let task = Task::read(record);
    Row {
        key: format!("{at}"),
        cells: vec![
            Cell::Badge(tone(task.state()), status_word(task.status.as_deref())),
            task.action.into(),
            task.driver.into(),
            task.resource_type.or(task.object_type).into(),
            task.object_id.into(),
            task.status_detail.into(),
        ]
        .into(),
    }
}

/// A step of the timeline, which opens to all that is known of it.
fn step(shown: Shown, at: usize) -> El {
    let part = |pick: fn(&Value) -> Value, draw: fn(&Value) -> Option<View>| {
        shown.part(move |record| pick(task_record(record, at)), draw)
    };
    let masked = shown.piece(move |record| {
        let payload = Task::read(task_record(record, at)).request_payload;
        payload.as_ref().map_or(Value::Null, redact)
    });
    let details = el("details")
        .child(el("summary").child(part(
            |task| only(HEAD)(task),
            |task| Some(head(&Task::read(task))),
        )))
        .child(part(
            |task| Task::read(task).last_error.map_or(Value::Null, Value::from),
            |error| error.as_str().map(|error| error_text(error).into()),
        ))
        .child(part(
            |task| only(&["id", "object_id", "user_id"])(task),
            |task| Some(ids(Task::read(task)).into()),
        ))
        .child(payload(masked))
        .child(part(|task| others(task, Task::FIELDS), other_fields));
    el("li").child(details)
}

const HEAD: &[&str] = &["action", "driver", "status", "status_detail"];

fn head(task: &Task) -> View {
    let tone = tone(task.state()).name();
    let words = |class: &str, text: &str| el("span").class(class).text(text);
    let name = [&task.action, &task.driver].into_iter().flatten();
    let name: Vec<&str> = name.map(String::as_str).collect();
    el("span")
        .class(&format!("step {tone}"))
        .child(icon(tone))
        .child(words("step-name", &name.join(" · ")))
        .child(words("step-state", &status_word(task.status.as_deref())))
        .children(task.status_detail.as_deref().map(|detail| words("quiet", detail)))
        .into()
}

fn ids(task: Task) -> El {
    fields(vec![
        Entry::id(|m| m.id, task.id),
        Entry::id(|m| m.object_id, task.object_id),
        Entry::id(|m| m.user_id, task.user_id),
    ])
}
