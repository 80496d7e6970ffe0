//! `/`

use super::error::{query_error, retrying};
use super::heading::heading;
use super::job_cells::{COLUMNS, rows};
use super::refresh::live_refresh;
use crate::app::App;
use crate::i18n::{Pick, fill, format, messages};
use crate::query::{Query, use_query};
use crate::route::{JobList, Route};
use crate::ui::dom::{El, View, el, views, when};
use crate::ui::icon::icon;
use crate::ui::table::{Table, skeleton};
use leptos::prelude::*;
use nse_api::request::newest_first;
use nse_api::{Answer, Job, JobState, Paging};

/// How many of the newest jobs are shown.
const NEWEST: usize = 10;
/// How many of the newest jobs are looked at for what needs attention.
const LOOKED_AT: u32 = 100;

/// What needs attention first, and the newest jobs.
pub fn page(app: App) -> View {
    let newest = Paging {
        limit: LOOKED_AT,
        ..Paging::default()
    };
    let jobs = use_query(app, move || {
        Some(app.client.api().jobs(&newest, app.tenant().as_deref()))
    });
    let one = Paging {
        limit: 1,
        ..Paging::default()
    };
    let regions = use_query(app, {
        let one = one.clone();
        move || Some(app.client.api().regions(&one))
    });
    let zones = use_query(app, move || Some(app.client.api().zones(&one, None)));

    let of_tenant = move || JobList {
        tenant: app.tenant(),
        ..JobList::default()
    };
    let failed = counted(jobs, |state| {
        matches!(state, JobState::Failed | JobState::PartialFailures)
    });
    let running = counted(jobs, JobState::may_change);
    let looked_at = move || {
        let count = jobs
            .answer
            .with(|answer| answer.as_ref().map(|answer| answer.records.len() as u64))?;
        Some(fill(messages().among_newest, &[&format::number(count)]))
    };
    let in_jobs = Signal::derive(move || app.href(&Route::Jobs(of_tenant())));
    let tiles = [
        tile("bad", |m| m.failed, failed, Signal::derive(looked_at), in_jobs),
        tile(
            "busy",
            |m| m.in_progress,
            running,
            Signal::derive(looked_at),
            in_jobs,
        ),
        tile("jobs", |m| m.jobs, total(jobs), Signal::stored(None), in_jobs),
        tile(
            "regions",
            |m| m.regions,
            total(regions),
            Signal::stored(None),
            Signal::stored(app.href(&Route::regions())),
        ),
        tile(
            "zones",
            |m| m.zones,
            total(zones),
            Signal::stored(None),
            Signal::stored(app.href(&Route::zones(None))),
        ),
    ];
    let shown = Signal::derive(move || {
        let mut rows = jobs.answer.with(|answer| {
            answer
                .as_ref()
                .map(|answer| rows(app, answer))
                .unwrap_or_default()
        });
        rows.truncate(NEWEST);
        rows
    });
    let table = Table {
        name: |m| m.newest_jobs,
        columns: COLUMNS,
        rows: shown,
        subject: Signal::derive(move || app.tenant().unwrap_or_default()),
        sort: Signal::stored(Some(newest_first())),
        // A header sorts the whole list, on its own page: these ten alone would mislead.
        on_sort: Callback::new(move |attribute| {
            let paging = Paging::default().sorted_by(attribute, Some(&newest_first()));
            app.navigation.go(Route::Jobs(JobList {
                paging,
                ..of_tenant()
            }));
        }),
        busy: jobs.busy.into(),
    };
    let is_waiting = move || jobs.answer.with(Option::is_none) && jobs.busy.get();
    let is_empty = move || {
        jobs.answer
            .with(|answer| answer.as_ref().is_some_and(|answer| answer.records.is_empty()))
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
        .attr_live("href", move || in_jobs.get())
        .says(|m| m.all_jobs)
        .child(icon("next"));
    let section = el("section")
        .child(
            el("div")
                .class("section-head")
                .child(el("h2").says(|m| m.newest_jobs))
                .child(all),
        )
        .child(
            el("div")
                .flag("hidden", move || shown.with(Vec::is_empty))
                .child(table.view()),
        )
        .child(when(is_waiting, || skeleton(COLUMNS.len(), NEWEST).into()))
        .child(when(is_empty, nothing));
    let heading = heading(app, || messages().overview.to_owned());
    views([
        el("div")
            .class("page-head")
            .child(heading)
            .child(live_refresh(app, jobs))
            .into(),
        query_error(jobs),
        retrying(jobs).into(),
        el("ul").class("tiles").children(tiles).into(),
        section.into(),
    ])
}

/// How many of the jobs that were looked at are in such a state.
fn counted(jobs: Query, holds: fn(JobState) -> bool) -> Signal<Option<u64>> {
    let count = move |answer: &Answer| {
        answer
            .records
            .iter()
            .filter(|record| holds(Job::read(record).state()))
            .count() as u64
    };
    Signal::derive(move || {
        jobs.answer
            .with(|answer| answer.as_ref().map(|answer| count(answer)))
    })
}

/// How many records there are in all, where the server says so.
fn total(query: Query) -> Signal<Option<u64>> {
    Signal::derive(move || {
        query
            .answer
            .with(|answer| answer.as_ref().and_then(|answer| answer.total))
    })
}

fn tile(
    name: &'static str,
    label: Pick,
    count: Signal<Option<u64>>,
    note: Signal<Option<String>>,
    href: Signal<String>,
) -> El {
    let number = move || count.get().map_or_else(|| "—".to_owned(), format::number);
    let class = move || {
        if count.get() == Some(0) {
            "tile quiet"
        } else {
            "tile"
        }
        .to_owned()
    };
    let label = el("span")
        .class(&format!("tile-label {name}"))
        .child(icon(name))
        .says(label);
    let link = el("a")
        .attr_live("href", move || href.get())
        .child(label)
        .child(el("span").class("tile-count").text_live(number))
        .child(
            el("span")
                .class("tile-note")
                .text_live(move || note.get().unwrap_or_default()),
        );
    el("li").attr_live("class", class).child(link)
}
