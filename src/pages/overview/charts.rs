//! How jobs have gone of late: a day's jobs by outcome, and how long they took. Drawn from the newest jobs, as many as one
//! request brings, and said so.

use super::{job_list, jobs_href, section, table};
use crate::app::App;
use crate::clock;
use crate::i18n::{fill, format, messages};
use crate::prelude::*;
use crate::query::{Query, poll_slowly, use_query};
use crate::route::JobList;
use crate::ui::chart::{drawing, drawn, line};
use crate::ui::dom::{El, View, el, views, when};
use crate::ui::rows::{Cell, Link, Row, content};
use crate::ui::table::{Column, skeleton};
use nse_api::paging::MAX_LIMIT;
use nse_api::stats::{Day, Days, Sample, Times};
use nse_api::{Answer, Paging};
use std::sync::Arc;

/// The classes of the outcomes, in their order; so stand the columns of the table.
const OUTCOMES: [&str; 4] = ["bad", "warn", "good", "open"];

const DAY_COLUMNS: &[Column] = &[
    Column::plain(|m| m.day, "").heading(),
    Column::plain(|m| m.failed, "number"),
    Column::plain(|m| m.partly_failed, "number"),
    Column::plain(|m| m.successful, "number"),
    Column::plain(|m| m.in_progress, "number"),
    Column::plain(|m| m.jobs, "number"),
];

const TIME_COLUMNS: &[Column] = &[
    Column::plain(|m| m.job, "").heading(),
    Column::plain(|m| m.jobs, "number"),
    Column::plain(|m| m.median, "number"),
    Column::plain(|m| m.percentile, "number"),
    Column::plain(|m| m.duration, "drawn"),
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
        let Some((answer, _)) = self.answer() else {
            return String::new();
        };
        let shown = format::number(answer.records.len() as u64);
        let total = answer.total.map_or_else(|| "—".to_owned(), format::number);
        let (m, is_one) = (messages(), answer.total.is_some_and(format::is_one));
        let text = if is_one { m.from_newest_one } else { m.from_newest };
        fill(text, &[&shown, &total])
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
    let found = move || {
        let found = history.answer().map(|(answer, limit)| {
            let jobs = Sample::all(&answer);
            Days::of(&jobs, answer.is_whole(limit), clock::now(), &format::day)
        });
        found.unwrap_or_default()
    };
    let rows = Signal::derive(move || {
        let days = found().days;
        let highest = days.iter().map(Day::total).max().unwrap_or_default().max(1);
        days.iter().map(|day| row(app, day, highest)).collect()
    });
    let note = move || noted(history.source(), found().undated);
    let keys = OUTCOMES
        .iter()
        .zip(DAY_COLUMNS.iter().skip(1))
        .map(|(class, column)| {
            let key = drawing("").child(line(class, ["50%", "100%", "50%", "0%"]));
            el("li").child(key).says(column.label)
        });
    let table = table(|m| m.jobs_per_day, DAY_COLUMNS, rows);
    section(|m| m.jobs_per_day, el("p").class("quiet").text_live(note))
        .child(drawn(el("ol").class("days"), rows, column))
        .child(el("ul").class("legend").children(keys))
        .child(
            el("details")
                .child(el("summary").says(|m| m.show_as_table))
                .child(table),
        )
}

/// A day as a row of the table, with what only the chart shows behind it: its bar, and its number within the month.
fn row(app: App, day: &Day, highest: u64) -> Row {
    let total = day.total();
    // Where they stand side by side, they are a page of their own of the list.
    let mut list = job_list(app, MAX_LIMIT);
    if day.is_a_stretch() {
        list.paging = list.paging.with_limit(total as u32);
        list.paging.offset = day.first as u64;
    }
    let link = Link {
        text: day.name.clone(),
        href: jobs_href(app, list),
    };
    let bar = OUTCOMES.iter().zip(day.counts);
    let bar = bar.map(|(class, count)| (*class, count * 1_000 / highest));
    let counts = day.counts.iter().copied().chain([total]);
    let mut cells = vec![Cell::Link(link)];
    cells.extend(counts.map(|count| Cell::Text(format::number(count))));
    cells.extend([Cell::Bar(bar.collect()), Cell::Text(format::day_of_month(day.at))]);
    Row {
        key: day.name.clone(),
        cells: cells.into(),
    }
}

/// A day as a column of the chart.
fn column(row: &Row) -> El {
    let [Cell::Link(day), .., total, bar, number] = &*row.cells else {
        return el("li");
    };
    let words = DAY_COLUMNS.iter().zip(row.cells.iter()).skip(1);
    let words = words.filter_map(|(column, cell)| match cell {
        Cell::Text(count) => Some(format!("{} {count}", (column.label)(messages()))),
        _ => None,
    });
    let words = format!("{}: {}", day.text, format::list(&words.collect::<Vec<_>>()));
    // What is drawn only repeats the words.
    let part = |cell: &Cell| el("span").attr("aria-hidden", "true").child(content(cell));
    let link = el("a")
        .attr("href", &day.href)
        .attr("title", &words)
        .child(el("span").class("unseen").text(&words));
    el("li").child(link.children([total, bar, number].map(part)))
}

fn times(app: App, history: History) -> El {
    let found = move || {
        let answer = history.answer();
        let found = answer.map(|(answer, _)| Times::of(&Sample::all(&answer)));
        found.unwrap_or_default()
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
            let text = time.title();
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
                ]
                .into(),
            }
        };
        times.into_iter().map(row).collect()
    };
    let note = move || noted(history.source(), found().1);
    section(|m| m.time_to_finish, el("p").class("quiet").text_live(note)).child(table(
        |m| m.time_to_finish,
        TIME_COLUMNS,
        Signal::derive(rows),
    ))
}

/// What a chart is drawn from, and what is left out of it.
fn noted(source: String, left_out: u64) -> String {
    match left_out {
        0 => source,
        left_out => format!(
            "{source} · {}",
            fill(messages().left_out, &[&format::number(left_out)])
        ),
    }
}
