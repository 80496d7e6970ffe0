//! `/jobs/{id}`

use super::job_cells::{status_word, time, tone};
use super::payload::tree;
use super::record::{Entry, Parent, fields, record_page};
use crate::app::App;
use crate::clock;
use crate::i18n::{Pick, format, t};
use crate::query::use_query;
use crate::route::{JobList, Route};
use crate::ui::badge::badge;
use crate::ui::copy::copy_button;
use crate::ui::icon::icon;
use crate::ui::rows::{Cell, Row};
use crate::ui::table::{Column, Table};
use leptos::prelude::*;
use nse_api::redact::redact_text;
use nse_api::{Job, Task};
use serde_json::Value;

const TASK_COLUMNS: &[Column] = &[
    Column::plain(|m| m.status, ""),
    Column::plain(|m| m.action, "name").heading(),
    Column::plain(|m| m.driver, "mono"),
    Column::plain(|m| m.resource, "mono"),
    Column::plain(|m| m.object_id, "mono"),
    Column::plain(|m| m.detail, "wide"),
];

/// One job with its tasks.
pub fn page(app: App, id: String) -> AnyView {
    let query = use_query(app, {
        let id = id.clone();
        move || Some(app.client.api().job(&id))
    });
    let job = Memo::new(move |_| query.record().map(|record| Job::read(&record)));
    let title = Signal::derive(move || {
        let title = job
            .with(|job| job.as_ref().map(Job::title))
            .filter(|title| !title.is_empty());
        title.unwrap_or_else(|| id.clone())
    });
    let parent = Parent {
        label: |m| m.jobs,
        route: Route::Jobs(JobList {
            tenant: app.tenant(),
            ..JobList::default()
        }),
    };
    let body = move || job.get().map(view);
    record_page(app, parent, title, query, view! { {body} }.into_any())
}

fn view(job: Job) -> AnyView {
    let state = job.state();
    let duration = job.duration_ms(clock::now()).map(format::duration);
    let entries = vec![
        Entry::new(|m| m.summary, redacted(job.summary)),
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
    let detail = redacted(job.status_detail).map(|detail| view! { <span>{detail}</span> });
    view! {
        <p class="state">{badge(tone(state), status_word(job.status.as_deref()))} {detail}</p>
        {job.last_error.map(error_text)}
        {fields(entries)}
        {others(job.others)}
        {tasks(&job.tasks, state.may_change())}
    }
    .into_any()
}

fn redacted(text: Option<String>) -> Option<String> {
    text.map(|text| redact_text(&text))
}

/// An error in full, with a copy button.
fn error_text(error: String) -> AnyView {
    let error = redact_text(&error);
    view! {
        <section class="job-error">
            <h2>{icon("bad")} {t(|m| m.last_error)} {copy_button(error.clone())}</h2>
            <pre tabindex="0">{error}</pre>
        </section>
    }
    .into_any()
}

fn tasks(tasks: &[Task], may_change: bool) -> AnyView {
    let heading: Pick = |m| m.tasks;
    if tasks.is_empty() {
        let why: Pick = if may_change {
            |m| m.no_tasks_yet
        } else {
            |m| m.no_tasks
        };
        return view! { <section><h2>{t(heading)}</h2> <p class="quiet">{t(why)}</p></section> }.into_any();
    }
    let rows = tasks
        .iter()
        .enumerate()
        .map(|(at, task)| task_row(at, task))
        .collect::<Vec<_>>();
    let table = Table {
        name: heading,
        columns: TASK_COLUMNS,
        rows: Signal::stored(rows),
        sort: Signal::stored(None),
        on_sort: Callback::new(|_| {}),
        busy: Signal::stored(false),
    };
    let details = tasks.iter().cloned().map(task_details).collect_view();
    view! {
        <section>
            <h2>{t(heading)}</h2>
            {table.view()}
            {details}
        </section>
    }
    .into_any()
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
            redacted(task.status_detail.clone()).into(),
        ],
    }
}

fn task_details(task: Task) -> AnyView {
    let name = [&task.action, &task.driver]
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>()
        .join(" · ");
    let payload = task.request_payload.as_ref().map(|payload| {
        view! {
            <h3>{t(|m| m.payload)}</h3>
            <p class="quiet">{t(|m| m.secrets_masked)}</p>
            {tree(payload)}
        }
    });
    let ids = fields(vec![
        Entry::id(|m| m.id, task.id.clone()),
        Entry::id(|m| m.user_id, task.user_id.clone()),
    ]);
    view! {
        <details class="task">
            <summary>{badge(tone(task.state()), status_word(task.status.as_deref()))} <span>{name}</span></summary>
            {task.last_error.map(error_text)}
            {ids}
            {payload}
            {others(task.others)}
        </details>
    }
    .into_any()
}

/// Fields that a newer server sends, so that nothing it says is hidden.
fn others(fields: Vec<(String, Value)>) -> Option<AnyView> {
    if fields.is_empty() {
        return None;
    }
    let fields = Value::Object(fields.into_iter().collect());
    let view = view! {
        <section>
            <h3>{t(|m| m.other_fields)}</h3>
            {tree(&fields)}
        </section>
    };
    Some(view.into_any())
}
