//! How jobs have gone of late: a day's jobs by outcome, and how long they took. Drawn from the newest jobs, as many as one
//! request brings, and said so.

use super::{job_list, jobs_href, section};
use crate::app::App;
use crate::clock;
use crate::i18n::{Pick, fill, format, messages};
use crate::query::{Query, poll_slowly, use_query};
use crate::route::JobList;
use crate::ui::dom::{El, View, el, steady_slot, svg, views, when};
use crate::ui::rows::{Cell, Link, Row, line};
use crate::ui::table::{Column, Table, skeleton};
use leptos::prelude::*;
use nse_api::paging::MAX_LIMIT;
use nse_api::stats::{Day, Days, Outcome, Sample, Times};
use nse_api::{Answer, Job, Paging};
use std::sync::Arc;

const DAY_COLUMNS: &[Column] = &[
    Column::plain(|m| m.day, "").heading(),
    Column::plain(|m| m.failed, "number"),
    Column::plain(|m| m.partly_failed, "number"),
    Column::plain(|m| m.successful, "number"),
    Column::plain(|m| m.in_progress, "number"),
    Column::plain(|m| m.total, "number"),
];

const TIME_COLUMNS: &[Column] = &[
    Column::plain(|m| m.job, "").heading(),
    Column::plain(|m| m.jobs, "number"),
    Column::plain(|m| m.median, "number"),
    Column::plain(|m| m.percentile, "number"),
    Column::plain(|m| m.spread, "drawn"),
];

/// The jobs that charts look back on: the newest ones that the page has anyway, or the most that one request brings. Those
/// come after them: a thousand jobs with all their tasks are some megabytes.
#[derive(Clone, Copy)]
pub struct History {
    /// The few.
    few: Query,
    /// The many; not asked for where the few are all there are.
    pub many: Query,
    is_long: Memo<bool>,
}

impl History {
    /// Begins with what `few` has.
    pub fn of(app: App, few: Query) -> Self {
        let is_long = Memo::new(move |_| {
            few.answer.with(|answer| {
                answer
                    .as_ref()
                    .is_some_and(|answer| !answer.is_whole(super::LOOKED_AT))
            })
        });
        let page = Paging::default().with_limit(MAX_LIMIT);
        let many = use_query(app, move || {
            is_long
                .get()
                .then(|| app.client.api().jobs(&page, app.tenant().as_deref()))
        });
        poll_slowly(app, many);
        Self { few, many, is_long }
    }

    /// What there is to draw from, with how many were asked for. Where the many can't be had, the few will do.
    fn answer(&self) -> Option<(Arc<Answer>, u32)> {
        let many = match self.is_long.get() {
            true => self.many.answer.get(),
            false => None,
        };
        if many.is_none() && self.is_long.get() && self.many.error.with(Option::is_none) {
            return None;
        }
        match many {
            Some(many) => Some((many, MAX_LIMIT)),
            None => Some((self.few.answer.get()?, super::LOOKED_AT)),
        }
    }

    /// From how many jobs it is drawn.
    fn source(&self) -> String {
        let Some((answer, limit)) = self.answer() else {
            return String::new();
        };
        let shown = format::number(answer.records.len() as u64);
        let m = messages();
        if answer.is_whole(limit) {
            return fill(m.from_all, &[&shown]);
        }
        let total = answer.total.map_or_else(|| "—".to_owned(), format::number);
        fill(m.from_newest, &[&shown, &total])
    }
}

/// Both charts, where there is anything to draw.
pub fn view(app: App, history: History) -> View {
    let is_waiting = move || history.answer().is_none() && history.few.error.with(Option::is_none);
    let is_empty = move || {
        history
            .answer()
            .is_none_or(|(answer, _)| answer.records.is_empty())
    };
    let charts = el("div")
        .class("halves charts")
        .flag("hidden", is_empty)
        .child(per_day(app, history))
        .child(times(app, history));
    views([charts.into(), when(is_waiting, || skeleton(4, 7).into())])
}

fn per_day(app: App, history: History) -> El {
    let days = Memo::new(move |_| {
        let found = history.answer().map(|(answer, limit)| {
            let jobs = Sample::all(&answer);
            Days::of(&jobs, answer.is_whole(limit), clock::now(), &format::day)
        });
        found.unwrap_or_default()
    });
    let rows = move || {
        let row = |day: &Day| {
            let text = day.name.clone();
            let name = match day_href(app, day) {
                Some(href) => Cell::Link(Link { text, href }),
                None => Cell::Text(text),
            };
            let counts = day.counts.iter().copied().chain([day.total()]);
            let counts = counts.map(|count| Cell::Text(format::number(count)));
            Row {
                key: day.name.clone(),
                cells: std::iter::once(name).chain(counts).collect(),
            }
        };
        days.with(|days| days.days.iter().map(row).collect())
    };
    let note = move || noted(history.source(), &[], days.with(|days| days.undated));
    let keys = Outcome::ALL.map(|outcome| {
        let (class, label) = look(outcome);
        el("li")
            .child(
                svg("svg")
                    .attr("aria-hidden", "true")
                    .child(upright(class, "100%", "0%")),
            )
            .says(label)
    });
    let table = table(|m| m.jobs_per_day, DAY_COLUMNS, Signal::derive(rows));
    section(|m| m.jobs_per_day, el("p").class("quiet").text_live(note))
        .child(steady_slot(move || {
            days.with(|days| Some(chart(app, &days.days).into()))
        }))
        .child(el("ul").class("legend").children(keys))
        .child(
            el("details")
                .child(el("summary").says(|m| m.show_as_table))
                .child(table),
        )
}

fn chart(app: App, days: &[Day]) -> El {
    let highest = days.iter().map(Day::total).max().unwrap_or_default().max(1);
    let column = |day: &Day| {
        let height = |count: u64| {
            let height = 1_000 - count * 1_000 / highest;
            format!("{}.{}%", height / 10, height % 10)
        };
        let (mut below, mut words) = (0, vec![format!("{}: {}", day.name, format::number(day.total()))]);
        let bar = svg("svg").attr("aria-hidden", "true");
        let parts = Outcome::ALL
            .into_iter()
            .zip(day.counts)
            .filter(|(_, count)| *count > 0);
        let parts = parts.map(|(outcome, count)| {
            let (class, label) = look(outcome);
            words.push(format!("{} {}", label(messages()), format::number(count)));
            let from = height(below);
            below += count;
            upright(class, &from, &height(below))
        });
        let bar = bar.children(parts);
        let words = words.join(" · ");
        let column = match day_href(app, day) {
            Some(href) => el("a")
                .attr("href", &href)
                .attr("title", &words)
                .attr("aria-label", &words),
            None => el("span"),
        };
        let total = Some(day.total()).filter(|total| *total > 0);
        let total = total.map(format::number).unwrap_or_default();
        el("li").child(
            column
                .child(el("span").text(&total))
                .child(bar)
                .child(el("span").text(&format::day_of_month(day.at))),
        )
    };
    let end = |day: Option<&Day>| el("span").text(day.map_or("", |day| &day.name));
    let columns = el("ol").class("days").children(days.iter().map(column));
    let ends = el("p")
        .class("ends")
        .attr("aria-hidden", "true")
        .children([end(days.first()), end(days.last())]);
    el("div").child(columns).child(ends)
}

/// The jobs of a day: where they stand side by side, a page of their own of the list.
fn day_href(app: App, day: &Day) -> Option<String> {
    let total = u32::try_from(day.total()).ok().filter(|total| *total > 0)?;
    let mut list = job_list(app, if day.is_a_stretch() { total } else { MAX_LIMIT });
    if day.is_a_stretch() {
        list.paging.offset = day.first as u64;
    }
    Some(jobs_href(app, list))
}

/// A part of a bar, between two heights.
fn upright(class: &str, from: &str, to: &str) -> El {
    line(class, ("50%", from), ("50%", to))
}

fn look(outcome: Outcome) -> (&'static str, Pick) {
    match outcome {
        Outcome::Failed => ("bad", |m| m.failed),
        Outcome::PartialFailures => ("warn", |m| m.partly_failed),
        Outcome::Successful => ("good", |m| m.successful),
        Outcome::Open => ("open", |m| m.in_progress),
    }
}

fn times(app: App, history: History) -> El {
    let found = move || {
        let answer = history.answer();
        answer
            .map(|(answer, _)| Times::of(&Sample::all(&answer)))
            .unwrap_or_default()
    };
    let rows = move || {
        let (times, _) = found();
        let longest = times
            .iter()
            .map(|time| time.most)
            .max()
            .unwrap_or_default()
            .max(1);
        let row = |time: Times| {
            let job = Job {
                action: time.action,
                object_type: time.object_type.clone(),
                ..Job::default()
            };
            let text = job.title();
            let list = JobList {
                text: time.object_type,
                ..job_list(app, MAX_LIMIT)
            };
            let href = jobs_href(app, list);
            Row {
                key: text.clone(),
                cells: vec![
                    Cell::Link(Link { text, href }),
                    Cell::Text(format::number(time.jobs)),
                    Cell::Text(format::duration(time.median)),
                    Cell::Text(format::duration(time.most)),
                    Cell::Range(time.median * 100 / longest, time.most * 100 / longest),
                ],
            }
        };
        times.into_iter().map(row).collect()
    };
    let note = move || noted(history.source(), &[messages().without_open], found().1);
    section(|m| m.time_to_finish, el("p").class("quiet").text_live(note)).child(table(
        |m| m.time_to_finish,
        TIME_COLUMNS,
        Signal::derive(rows),
    ))
}

/// What a chart is drawn from, and what is left out of it.
fn noted(source: String, more: &[&str], left_out: u64) -> String {
    let mut parts = vec![source];
    parts.extend(more.iter().map(|more| (*more).to_owned()));
    if left_out > 0 {
        parts.push(fill(messages().left_out, &[&format::number(left_out)]));
    }
    parts.join(" · ")
}

fn table(name: Pick, columns: &'static [Column], rows: Signal<Vec<Row>>) -> El {
    let table = Table {
        name,
        columns,
        rows,
        subject: Signal::stored(String::new()),
        sort: Signal::stored(None),
        on_sort: Callback::new(|_| {}),
        busy: Signal::stored(false),
    };
    el("div").class("tight").child(table.view())
}
