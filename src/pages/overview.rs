//! `/`

mod attention;
mod charts;
mod map;

use super::error::{query_error, retrying};
use super::heading::heading;
use super::job_cells::{USUAL, rows, usual_columns};
use super::list::rows_of;
use super::places::{Known, known};
use super::refresh::live_refresh_all;
use crate::app::App;
use crate::i18n::{Pick, fill, format, messages};
use crate::prelude::*;
use crate::query::{Query, use_query};
use crate::route::{JobList, Route};
use crate::ui::dom::{El, View, el, views, when};
use crate::ui::icon::icon;
use crate::ui::rows::Row;
use crate::ui::table::{Column, Table, fixed, skeleton};
use attention::Attention;
use nse_api::paging::DEFAULT_LIMIT;
use nse_api::request::newest_first;
use nse_api::{JobState, Paging};

/// How many of the newest jobs are shown.
const NEWEST: usize = 10;
/// How many of the newest jobs are looked at for what needs attention.
const LOOKED_AT: u32 = 100;

/// What needs attention first, how things have gone of late, what there is, and the newest jobs.
pub fn page(app: App) -> View {
    let newest = Paging::default().with_limit(LOOKED_AT);
    let jobs = use_query(app, move || {
        Some(app.client.api().jobs(&newest, app.tenant().as_deref()))
    });
    let history = charts::History::of(app, jobs);
    let known = known(app);
    let failed = Attention {
        label: |m| m.failed,
        holds: |state| matches!(state, JobState::Failed | JobState::PartialFailures),
    };
    let open = Attention {
        label: |m| m.in_progress,
        holds: JobState::may_change,
    };
    let others = vec![history.many, known.regions, known.zones];
    views([
        el("div")
            .class("page-head")
            .child(heading(app, || messages().overview.to_owned()))
            .child(live_refresh_all(app, jobs, others))
            .into(),
        query_error(jobs),
        retrying(jobs).into(),
        tiles(app, jobs, [failed, open], known).into(),
        el("div")
            .class("halves")
            .child(failed.view(app, jobs))
            .child(open.view(app, jobs))
            .flag("hidden", move || jobs.answer.with(Option::is_none))
            .into(),
        charts::view(app, history),
        map::view(app, known, jobs),
        newest_jobs(app, jobs).into(),
    ])
}

/// The jobs of the tenant that is looked at.
fn job_list(app: App, limit: u32) -> JobList {
    JobList {
        paging: Paging::default().with_limit(limit),
        tenant: app.tenant(),
        ..JobList::default()
    }
}

fn jobs_href(app: App, list: JobList) -> String {
    app.href(&Route::Jobs(list))
}

/// A section with its heading, and what stands beside that.
fn section(label: Pick, beside: impl Into<View>) -> El {
    let head = el("div")
        .class("section-head")
        .child(el("h2").says(label))
        .child(beside);
    el("section").child(head)
}

/// What follows signals, boxed, so that all tiles share their code.
type Followed<T> = Box<dyn Fn() -> T>;

fn tiles(app: App, jobs: Query, found: [Attention; 2], known: Known) -> El {
    let looked_at = move || {
        let count = jobs
            .answer
            .with(|answer| answer.as_ref().map(|answer| answer.records.len() as u64));
        count.map_or_else(String::new, |count| {
            fill(messages().among_newest, &[&format::number(count)])
        })
    };
    let newest = move || jobs_href(app, job_list(app, LOOKED_AT));
    let total = |query: Query| query.answer.with(|answer| answer.as_ref()?.total);
    let (regions, zones) = (app.href(&Route::regions()), app.href(&Route::zones(None)));
    let attention = ["bad", "busy"].into_iter().zip(found).map(|(name, found)| {
        let count = move || {
            let is_there = jobs.answer.with(Option::is_some);
            is_there.then(|| found.total(jobs))
        };
        tile(
            name,
            found.label,
            Box::new(count),
            Box::new(newest),
            Box::new(looked_at),
        )
    });
    let counts: [(_, Pick, Query, Followed<String>); 3] = [
        ("jobs", |m| m.jobs, jobs, Box::new(move || all_jobs(app))),
        (
            "regions",
            |m| m.regions,
            known.regions,
            Box::new(move || regions.clone()),
        ),
        ("zones", |m| m.zones, known.zones, Box::new(move || zones.clone())),
    ];
    let counts = counts.into_iter().map(|(name, label, query, href)| {
        tile(
            name,
            label,
            Box::new(move || total(query)),
            href,
            Box::new(String::new),
        )
    });
    let tiles = attention.chain(counts);
    el("ul").class("tiles").children(tiles)
}

fn tile(
    name: &'static str,
    label: Pick,
    count: Followed<Option<u64>>,
    href: Followed<String>,
    note: Followed<String>,
) -> El {
    let count = std::rc::Rc::new(count);
    let class = {
        let count = count.clone();
        move || if count() == Some(0) { "tile quiet" } else { "tile" }.to_owned()
    };
    let number = move || count().map_or_else(|| "—".to_owned(), format::number);
    let label = el("span")
        .class(&format!("tile-label {name}"))
        .child(icon(name))
        .says(label);
    let link = el("a")
        .attr_live("href", href)
        .child(label)
        .child(el("span").class("tile-count").text_live(number))
        .child(el("span").class("tile-note").text_live(note));
    el("li").attr_live("class", class).child(link)
}

/// The address of the list of all jobs.
fn all_jobs(app: App) -> String {
    jobs_href(app, job_list(app, DEFAULT_LIMIT))
}

/// A table that is as it is: no header sorts it, and nobody is told when it changes, as the table of jobs tells it all.
fn table(name: Pick, columns: &'static [Column], rows: Signal<Vec<Row>>) -> El {
    let table = Table {
        name,
        columns: fixed(columns),
        rows,
        subject: Signal::derive(|| crate::clock::now().to_string()),
        sort: Signal::stored(None),
        on_sort: Callback::new(|_| {}),
        busy: Signal::stored(false),
    };
    el("div").class("tight").child(table.view())
}

fn newest_jobs(app: App, jobs: Query) -> El {
    let newest = rows_of(app, jobs, |app, answer| {
        let mut rows = rows(app, answer);
        rows.truncate(NEWEST);
        rows
    });
    let table = Table {
        name: |m| m.newest_jobs,
        columns: usual_columns(),
        rows: newest,
        subject: Signal::derive(move || app.tenant().unwrap_or_default()),
        sort: Signal::stored(Some(newest_first())),
        // A header sorts the whole list, on its own page: these ten alone would mislead.
        on_sort: Callback::new(move |attribute| {
            let list = job_list(app, DEFAULT_LIMIT);
            let paging = list.paging.sorted_by(attribute, Some(&newest_first()));
            app.navigation.go(Route::Jobs(JobList { paging, ..list }));
        }),
        busy: jobs.busy.into(),
    };
    let records = move || {
        jobs.answer
            .with(|answer| answer.as_ref().map(|answer| answer.records.len()))
    };
    let nothing = || {
        el("div")
            .class("empty")
            .child(icon("empty"))
            .child(el("p").class("what").says(|m| m.empty_jobs))
            .child(el("p").says(|m| m.empty_jobs_hint))
            .into()
    };
    let all = el("a")
        .attr_live("href", move || all_jobs(app))
        .says(|m| m.all_jobs)
        .child(icon("next"));
    section(|m| m.newest_jobs, all)
        .child(
            el("div")
                .flag("hidden", move || records().is_none_or(|count| count == 0))
                .child(table.view()),
        )
        .child(when(
            move || records().is_none() && jobs.busy.get(),
            || skeleton(USUAL, NEWEST).into(),
        ))
        .child(when(move || records() == Some(0), nothing))
}
