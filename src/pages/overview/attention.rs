//! Jobs of late that need a look: what has failed, what is under way.

use super::{LOOKED_AT, job_list, jobs_href, section};
use crate::app::App;
use crate::clock;
use crate::i18n::{Pick, format};
use crate::pages::job_cells::{status_word, tone};
use crate::query::Query;
use crate::route::{JobList, Route};
use crate::ui::badge::{Tone, badge};
use crate::ui::dom::{El, el, steady_slot};
use crate::ui::rows::Link;
use leptos::prelude::*;
use nse_api::{Answer, Job, JobState};

/// How many of them are shown.
const SHOWN: usize = 5;

/// The jobs in some states among the newest ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attention {
    /// The server's words for their states, and how many jobs have which.
    words: Vec<(Tone, Option<String>, u64)>,
    newest: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq)]
struct Item {
    state: (Tone, String),
    link: Link,
    /// When it last changed, or began.
    at: Option<i64>,
    /// Why it failed.
    why: Option<String>,
}

impl Attention {
    fn read(app: App, answer: &Answer, holds: fn(JobState) -> bool) -> Self {
        let mut found = Self::default();
        let records = answer.records.iter();
        for record in records.filter(|record| holds(JobState::read(record))) {
            let word = nse_api::value::text(record, "status");
            match found.words.iter_mut().find(|(_, known, _)| *known == word) {
                Some((_, _, count)) => *count += 1,
                None => found.words.push((tone(JobState::read(record)), word, 1)),
            }
            if found.newest.len() < SHOWN {
                found.newest.push(Item::of(app, Job::read(record)));
            }
        }
        found
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.words.iter().map(|(_, _, count)| count).sum()
    }

    /// The list behind them. It can be filtered by one word alone.
    pub fn list(&self, app: App) -> JobList {
        match self.words.as_slice() {
            [(_, word, _)] => list_of(app, word.clone()),
            _ => list_of(app, None),
        }
    }
}

impl Item {
    fn of(app: App, job: Job) -> Self {
        let reason = job.last_error.as_deref().unwrap_or_default();
        Self {
            state: (tone(job.state()), status_word(job.status.as_deref())),
            at: job.updated.ms().or(job.created.ms()),
            why: reason.lines().next().map(str::to_owned),
            link: Link {
                text: job.title(),
                href: match job.id {
                    Some(id) => app.href(&Route::Job(id)),
                    None => jobs_href(app, list_of(app, job.status)),
                },
            },
        }
    }
}

fn list_of(app: App, status: Option<String>) -> JobList {
    JobList {
        status,
        ..job_list(app, LOOKED_AT)
    }
}

/// Looks for jobs in such states.
pub fn attention(app: App, jobs: Query, holds: fn(JobState) -> bool) -> Memo<Attention> {
    Memo::new(move |_| {
        jobs.answer.with(|answer| {
            let answer = answer.as_ref();
            answer
                .map(|answer| Attention::read(app, answer, holds))
                .unwrap_or_default()
        })
    })
}

/// Draws them, or says that there are none.
pub fn view(app: App, found: Memo<Attention>, label: Pick, none: Pick) -> El {
    let ticks = RwSignal::new(());
    clock::every(5_000, move || ticks.set(()));
    let words = move || {
        let words = found.with(|found| found.words.clone());
        let links = words.into_iter().map(|(tone, word, count)| {
            let shown = format!("{} {}", status_word(word.as_deref()), format::number(count));
            el("a")
                .attr("href", &jobs_href(app, list_of(app, word)))
                .child(badge(tone, &shown))
        });
        Some(el("span").class("words").children(links).into())
    };
    let newest = move || {
        Some(found.with(|found| {
            match found.newest.as_slice() {
                [] => el("p").class("quiet").says(none).into(),
                newest => el("ul")
                    .class("newest")
                    .children(newest.iter().map(|item| draw(item, ticks)))
                    .into(),
            }
        }))
    };
    // The heading leads to the same list as the tile of the same name.
    section(label, steady_slot(words)).child(steady_slot(newest))
}

fn draw(item: &Item, ticks: RwSignal<()>) -> El {
    let Item { state, link, at, why } = item;
    let time = at.map(|at| {
        let ago = move || {
            ticks.track();
            format::ago(at, clock::now().max(at))
        };
        el("time")
            .attr("datetime", &format::iso(at))
            .attr("title", &format::full_time(at))
            .text_live(ago)
    });
    let why = why.as_deref().map(|why| el("p").attr("title", why).text(why));
    el("li")
        .child(el("a").attr("href", &link.href).text(&link.text))
        .child(badge(state.0, &state.1))
        .children(time)
        .children(why)
}
