//! Jobs of late that need a look: what has failed, what is under way.

use super::{LOOKED_AT, job_list, jobs_href, section, table};
use crate::app::App;
use crate::clock;
use crate::i18n::{Pick, format};
use crate::pages::job_cells::{status_word, tone};
use crate::prelude::*;
use crate::query::Query;
use crate::route::{JobList, Route};
use crate::ui::dom::{El, el, slot};
use crate::ui::rows::{Cell, Link, Row, content};
use crate::ui::table::Column;
use nse_api::value::text;
use nse_api::{Job, JobState};
use serde_json::Value;

/// How many of them are shown.
const SHOWN: usize = 5;

const COLUMNS: &[Column] = &[
    Column::plain(|m| m.status, ""),
    Column::plain(|m| m.job, "").heading(),
    Column::plain(|m| m.updated, "time"),
];

/// The jobs in some states among the newest ones.
#[derive(Clone, Copy)]
pub struct Attention {
    /// What they are called.
    pub label: Pick,
    /// In which states they are.
    pub holds: fn(JobState) -> bool,
}

impl Attention {
    /// Looks at each of them; tracked.
    fn each(self, jobs: Query, look: &mut dyn FnMut(&Value)) {
        jobs.answer.with(|answer| {
            let records = answer.iter().flat_map(|answer| &answer.records);
            records
                .filter(|record| (self.holds)(JobState::read(record)))
                .for_each(look);
        });
    }

    /// How many there are; tracked.
    pub fn total(self, jobs: Query) -> u64 {
        let mut total = 0;
        self.each(jobs, &mut |_| total += 1);
        total
    }

    /// The server's words for their states, each with the list behind it.
    fn words(self, app: App, jobs: Query) -> Vec<(Link, Option<String>)> {
        let mut words: Vec<(Option<String>, u64)> = Vec::new();
        self.each(jobs, &mut |record| {
            let word = text(record, "status");
            match words.iter_mut().find(|(known, _)| *known == word) {
                Some((_, count)) => *count += 1,
                None => words.push((word, 1)),
            }
        });
        let link = |(word, count): (Option<String>, u64)| {
            let text = format!("{} {}", status_word(word.as_deref()), format::number(count));
            let href = list_of(app, word);
            (Link { text, href }, None)
        };
        words.into_iter().map(link).collect()
    }

    /// Draws them.
    pub fn view(self, app: App, jobs: Query) -> El {
        let ticks = clock::ticks(5_000);
        let rows = Signal::derive(move || {
            ticks.track();
            let mut rows = Vec::new();
            self.each(jobs, &mut |record| {
                if rows.len() < SHOWN {
                    rows.push(row(app, Job::read(record)));
                }
            });
            rows
        });
        let words = slot(move || Some(content(&Cell::Links(self.words(app, jobs)))));
        let is_none = move || rows.with(Vec::is_empty);
        section(self.label, words)
            .child(
                table(self.label, COLUMNS, rows)
                    .class("brief")
                    .flag("hidden", is_none),
            )
            .child(
                el("p")
                    .class("quiet")
                    .flag("hidden", move || !is_none())
                    .says(|m| m.none),
            )
    }
}

fn row(app: App, job: Job) -> Row {
    let at = job.updated.ms().or(job.created.ms());
    let ago = |at: i64| Cell::Time(format::ago(at, clock::now().max(at)), at);
    let state = Cell::Badge(tone(job.state()), status_word(job.status.as_deref()));
    let text = job.title();
    let href = match &job.id {
        Some(id) => app.href(&Route::Job(id.clone())),
        None => list_of(app, job.status.clone()),
    };
    Row {
        key: href.clone(),
        cells: vec![state, Cell::Link(Link { text, href }), at.map_or(Cell::None, ago)].into(),
    }
}

fn list_of(app: App, status: Option<String>) -> String {
    let list = job_list(app, LOOKED_AT);
    jobs_href(app, JobList { status, ..list })
}
