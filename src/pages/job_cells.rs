//! A job as a row, for the list and the overview alike.

use crate::app::App;
use crate::clock;
use crate::i18n::{format, messages};
use crate::route::Route;
use crate::ui::badge::Tone;
use crate::ui::rows::{Cell, Link, Row};
use crate::ui::table::{Column, Columns};
use nse_api::{Answer, Job, JobState, Moment};
use std::rc::Rc;

/// A column of a list of jobs.
pub struct JobColumn {
    /// How it looks and sorts.
    pub column: Column,
    cell: fn(App, &Job) -> Cell,
}

impl JobColumn {
    const fn new(column: Column, cell: fn(App, &Job) -> Cell) -> Self {
        Self { column, cell }
    }

    /// Its name where it is remembered: the attribute that it shows.
    pub fn key(&self) -> &'static str {
        self.column.sort_by.unwrap_or("duration")
    }
}

impl PartialEq for JobColumn {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

/// Columns of a list of jobs, in their order.
pub type JobColumns = Vec<&'static JobColumn>;

/// How many of the columns are shown unless others are chosen.
pub const USUAL: usize = 7;

/// The columns there are: the usual ones, then those to be chosen. Every attribute that the server sorts by has one.
pub static COLUMNS: &[JobColumn] = &[
    JobColumn::new(
        Column::plain(|m| m.status, "state").sorted_by("status"),
        |_, job| Cell::Badge(tone(job.state()), status_word(job.status.as_deref())),
    ),
    JobColumn::new(
        Column::plain(|m| m.job, "name")
            .sorted_by("job_summary")
            .heading(),
        name,
    ),
    JobColumn::new(
        Column::plain(|m| m.object, "mono").sorted_by("object_name"),
        |_, job| job.object_name.clone().into(),
    ),
    JobColumn::new(
        Column::plain(|m| m.kind, "mono kind").sorted_by("object_type"),
        |_, job| job.object_type.clone().into(),
    ),
    JobColumn::new(
        Column::plain(|m| m.created, "time").sorted_by("created"),
        |_, job| time(&job.created),
    ),
    JobColumn::new(
        Column::plain(|m| m.updated, "time").sorted_by("updated"),
        |_, job| time(&job.updated),
    ),
    JobColumn::new(Column::plain(|m| m.duration, "number"), |_, job| {
        job.duration_ms(clock::now()).map(format::duration).into()
    }),
    JobColumn::new(Column::plain(|m| m.action, "").sorted_by("action"), |_, job| {
        job.action.clone().into()
    }),
    JobColumn::new(
        Column::plain(|m| m.detail, "wide").sorted_by("status_detail"),
        |_, job| job.status_detail.clone().into(),
    ),
    JobColumn::new(
        Column::plain(|m| m.last_error, "wide").sorted_by("last_error"),
        |_, job| job.last_error.clone().into(),
    ),
    JobColumn::new(
        Column::plain(|m| m.object_id, "mono").sorted_by("object_id"),
        |_, job| job.object_id.clone().into(),
    ),
    JobColumn::new(
        Column::plain(|m| m.user_id, "mono").sorted_by("user_id"),
        |_, job| job.user_id.clone().into(),
    ),
    JobColumn::new(Column::plain(|m| m.id, "mono").sorted_by("id"), |_, job| {
        job.id.clone().into()
    }),
];

/// The columns that are shown unless others are chosen.
pub fn usual() -> JobColumns {
    COLUMNS.iter().take(USUAL).collect()
}

/// The columns that are chosen by their keys. Keys that there are none of are passed over; if there are only such, or
/// none were chosen, they are the usual ones. The column that heads the rows is always among them.
pub fn chosen(keys: Option<Vec<String>>) -> JobColumns {
    let Some(keys) = keys else { return usual() };
    let has = |column: &JobColumn| keys.iter().any(|key| key == column.key());
    if !keys.is_empty() && !COLUMNS.iter().any(has) {
        return usual();
    }
    COLUMNS
        .iter()
        .filter(|column| column.column.heads_row || has(column))
        .collect()
}

/// Columns for a table.
pub fn for_table(columns: &[&'static JobColumn]) -> Vec<&'static Column> {
    columns.iter().map(|column| &column.column).collect()
}

/// The usual columns for a table.
pub fn usual_columns() -> Columns {
    Rc::new(|| for_table(&usual()))
}

/// The rows of an answer, by the usual columns.
pub fn rows(app: App, answer: &Answer) -> Vec<Row> {
    let columns = usual();
    let records = answer.records.iter().enumerate();
    records
        .map(|(at, record)| row(app, &columns, at, &Job::read(record)))
        .collect()
}

/// A job as a row. `at` stands in for an id that is missing.
pub fn row(app: App, columns: &[&JobColumn], at: usize, job: &Job) -> Row {
    Row {
        key: job.id.clone().unwrap_or_else(|| format!("#{at}")),
        cells: columns.iter().map(|column| (column.cell)(app, job)).collect(),
    }
}

fn name(app: App, job: &Job) -> Cell {
    let text = job.summary.clone().unwrap_or_else(|| job.title());
    match &job.id {
        Some(id) => Cell::Link(Link {
            text,
            href: app.href(&Route::Job(id.clone())),
        }),
        None => Cell::Text(text),
    }
}

/// A time as a cell of a table.
pub fn time(moment: &Moment) -> Cell {
    at(moment, format::time)
}

/// A time that stands alone, with its zone.
pub fn time_with_zone(moment: &Moment) -> Cell {
    at(moment, format::time_with_zone)
}

fn at(moment: &Moment, text: fn(i64) -> String) -> Cell {
    match moment {
        Moment::None => Cell::None,
        Moment::At(ms) => Cell::Time(text(*ms), *ms),
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
