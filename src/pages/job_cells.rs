//! A job as a row, for the list and the overview alike.

use crate::app::App;
use crate::clock;
use crate::i18n::{format, messages};
use crate::route::Route;
use crate::ui::badge::Tone;
use crate::ui::rows::{Cell, Link, Row};
use crate::ui::table::Column;
use nse_api::{Answer, Job, JobState, Moment};

/// The columns of a list of jobs.
pub const COLUMNS: &[Column] = &[
    Column::plain(|m| m.status, "").sorted_by("status"),
    Column::plain(|m| m.job, "name")
        .sorted_by("job_summary")
        .heading(),
    Column::plain(|m| m.object, "mono").sorted_by("object_name"),
    Column::plain(|m| m.kind, "mono kind").sorted_by("object_type"),
    Column::plain(|m| m.created, "time").sorted_by("created"),
    Column::plain(|m| m.updated, "time").sorted_by("updated"),
    Column::plain(|m| m.duration, "number"),
];

/// The rows of an answer.
pub fn rows(app: App, answer: &Answer) -> Vec<Row> {
    let now = clock::now();
    answer
        .records
        .iter()
        .enumerate()
        .map(|(at, record)| row(app, at, &Job::read(record), now))
        .collect()
}

fn row(app: App, at: usize, job: &Job, now: i64) -> Row {
    let text = job.summary.clone().unwrap_or_else(|| job.title());
    let name = match &job.id {
        Some(id) => Cell::Link(Link {
            text,
            href: app.href(&Route::Job(id.clone())),
        }),
        None => Cell::Text(text),
    };
    Row {
        key: job.id.clone().unwrap_or_else(|| format!("#{at}")),
        cells: vec![
            Cell::Badge(tone(job.state()), status_word(job.status.as_deref())),
            name,
            job.object_name.clone().into(),
            job.object_type.clone().into(),
            time(&job.created),
            time(&job.updated),
            job.duration_ms(now).map(format::duration).into(),
        ],
    }
}

/// A time as a cell.
pub fn time(moment: &Moment) -> Cell {
    match moment {
        Moment::None => Cell::None,
        Moment::At(ms) => Cell::Time(format::time(*ms), format::full_time(*ms), format::iso(*ms)),
        Moment::Odd(text) => Cell::Text(text.clone()),
    }
}

/// What a state means for the eye.
pub fn tone(state: JobState) -> Tone {
    match state {
        JobState::Pending => Tone::Idle,
        JobState::Running => Tone::Busy,
        JobState::Successful => Tone::Good,
        JobState::Warning | JobState::PartialFailures => Tone::Warn,
        JobState::Failed => Tone::Bad,
        JobState::Unknown => Tone::Plain,
    }
}

/// The server's own word: it is what logs and support cases speak of.
pub fn status_word(status: Option<&str>) -> String {
    status.map_or_else(|| messages().state_unknown.to_owned(), str::to_owned)
}
