//! `/jobs/{id}`

use super::job_cells::{status_word, time, tone};
use super::payload::tree;
use super::record::{Entry, Parent, fields, record_page};
use crate::app::App;
use crate::clock;
use crate::i18n::{Pick, format};
use crate::prelude::*;
use crate::query::use_query;
use crate::route::{JobList, Route};
use crate::ui::badge::badge;
use crate::ui::copy::copy_button;
use crate::ui::dom::{El, View, el, views};
use crate::ui::icon::icon;
use crate::ui::rows::{Cell, Row};
use crate::ui::table::{Column, Table, fixed};
use nse_api::{Job, Task};
use serde_json::{Map, Value};

const TASK_COLUMNS: &[Column] = &[
    Column::plain(|m| m.status, ""),
    Column::plain(|m| m.action, "name").heading(),
    Column::plain(|m| m.driver, "mono"),
    Column::plain(|m| m.resource, "mono"),
    Column::plain(|m| m.object_id, "mono"),
    Column::plain(|m| m.detail, "wide"),
];

/// One job with its tasks.
pub fn page(app: App, id: String) -> View {
    let query = use_query(app, {
        let id = id.clone();
        move || Some(app.client.api().job(&id))
    });
    let job = move || query.record().map(|record| Job::read(&record));
    let title = move || {
        let title = job().map(|job| job.title()).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| id.clone())
    };
    let parent = Parent {
        label: |m| m.jobs,
        route: |app| {
            Route::Jobs(JobList {
                tenant: app.tenant(),
                ..JobList::default()
            })
        },
    };
    let body = move || job().map(view);
    record_page(app, parent, title, query, true, body)
}

fn view(job: Job) -> View {
    let state = job.state();
    let duration = job.duration_ms(clock::now()).map(format::duration);
    let entries = vec![
        Entry::new(|m| m.summary, job.summary),
        Entry::new(|m| m.action, job.action),
        Entry::new(|m| m.kind, job.object_type),
        Entry::new(|m| m.object_name, job.object_name),
        Entry::new(|m| m.created, time(&job.created)),
        Entry::new(|m| m.updated, time(&job.updated)),
        Entry::new(|m| m.duration, duration),
        Entry::id(|m| m.id, job.id),
        Entry::id(|m| m.object_id, job.object_id),
        Entry::id(|m| m.user_id, job.user_id),
    ];
    let detail = job.status_detail.map(|detail| el("span").text(&detail));
    let badge = badge(tone(state), &status_word(job.status.as_deref()));
    let parts = [
        Some(el("p").class("state").child(badge).children(detail)),
        job.last_error.as_deref().map(error_text),
        Some(fields(entries)),
        others(job.others),
        Some(tasks(job.tasks, state.may_change())),
    ];
    views(parts.into_iter().flatten().map(View::from))
}

/// An error in full, with a copy button.
fn error_text(error: &str) -> El {
    let pre = el("pre").attr("tabindex", "0").text(error);
    let heading = el("h2")
        .child(icon("bad"))
        .says(|m| m.last_error)
        .child(copy_button(error.to_owned()));
    el("section").class("job-error").child(heading).child(pre)
}

fn tasks(tasks: Vec<Task>, may_change: bool) -> El {
    let section = el("section").child(el("h2").says(|m| m.tasks));
    if tasks.is_empty() {
        let why: Pick = if may_change {
            |m| m.no_tasks_yet
        } else {
            |m| m.no_tasks
        };
        return section.child(el("p").class("quiet").says(why));
    }
    let rows = tasks.iter().enumerate().map(|(at, task)| task_row(at, task));
    let table = Table {
        name: |m| m.tasks,
        columns: fixed(TASK_COLUMNS),
        rows: Signal::stored(rows.collect()),
        subject: Signal::stored(String::new()),
        sort: Signal::stored(None),
        on_sort: Callback::new(|_| {}),
        busy: Signal::stored(false),
    };
    section
        .child(table.view())
        .children(tasks.into_iter().map(task_details))
}

fn task_row(at: usize, task: &Task) -> Row {
    Row {
        key: format!("{at}"),
        cells: vec![
            Cell::Badge(tone(task.state()), status_word(task.status.as_deref())),
            task.action.clone().into(),
            task.driver.clone().into(),
            task.resource_type
                .clone()
                .or_else(|| task.object_type.clone())
                .into(),
            task.object_id.clone().into(),
            task.status_detail.clone().into(),
        ],
    }
}

fn task_details(task: Task) -> El {
    let name: Vec<&str> = [&task.action, &task.driver]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let summary = el("summary")
        .child(badge(tone(task.state()), &status_word(task.status.as_deref())))
        .child(el("span").text(&name.join(" · ")));
    let ids = fields(vec![
        Entry::id(|m| m.id, task.id),
        Entry::id(|m| m.user_id, task.user_id),
    ]);
    let details = el("details")
        .class("task")
        .child(summary)
        .children(task.last_error.as_deref().map(error_text))
        .child(ids);
    let details = match &task.request_payload {
        Some(payload) => details
            .child(el("h3").says(|m| m.payload))
            .child(el("p").class("quiet").says(|m| m.secrets_masked))
            .child(tree(payload)),
        None => details,
    };
    details.children(others(task.others))
}

/// Fields that a newer server sends, so that nothing it says is hidden.
fn others(fields: Vec<(String, Value)>) -> Option<El> {
    if fields.is_empty() {
        return None;
    }
    let mut all = Map::new();
    all.extend(fields);
    Some(
        el("section")
            .child(el("h3").says(|m| m.other_fields))
            .child(tree(&Value::Object(all))),
    )
}
