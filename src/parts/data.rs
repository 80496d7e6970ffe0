//! What holds records: tables in each state, pagers.

use super::{section, state};
use crate::prelude::*;
use crate::ui::badge::Tone;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::pager::pager;
use crate::ui::rows::{Cell, Link, Row};
use crate::ui::table::{Column, Table, fixed, skeleton};
use nse_api::{Answer, Order, Paging, Sort, Span};

static COLUMNS: &[Column] = &[
    Column::plain(|m| m.status, "state").sorted_by("status"),
    Column::plain(|m| m.job, "name").sorted_by("name").heading(),
    Column::plain(|m| m.object, "mono"),
    Column::plain(|m| m.created, "time").sorted_by("created"),
    Column::plain(|m| m.duration, "number"),
];

pub fn sections() -> Vec<El> {
    let empty = el("div")
        .class("empty")
        .child(icon("empty"))
        .child(el("p").class("what").text("Nothing is here"))
        .child(el("p").text("What would be here, and what to do."));
    let tables = [
        state("full, sorted", table(false)),
        state("newer rows are on their way", table(true)),
        state("the first rows are on their way", skeleton(COLUMNS.len(), 3)),
        state("empty", empty),
    ];
    let pagers = [
        state("in the middle", pages(50, Some(2_625))),
        state("nobody knows how many there are", pages(0, None)),
    ];
    vec![section("Tables", tables), section("Pagers", pagers)]
}

fn table(busy: bool) -> El {
    let link = |text: &str| {
        Cell::Link(Link {
            text: text.to_owned(),
            href: "_parts".to_owned(),
        })
    };
    let row = |key: &str, tone, word: &str, name: &str| Row {
        key: key.to_owned(),
        cells: vec![
            Cell::Badge(tone, word.to_owned()),
            link(name),
            Cell::Text("payments-backups-70".to_owned()),
            Cell::Time("Mar 5, 2021, 07:14:33".to_owned(), 1_614_928_473_000),
            Cell::Text("1m 12s".to_owned()),
        ]
        .into(),
    };
    let rows = vec![
        row("a", Tone::Good, "successful", "create bucket payments-backups-70"),
        row("b", Tone::Bad, "failed", "이름이 한글인 작업"),
        row(
            "c",
            Tone::Busy,
            "running",
            &"a-name-of-sixty-characters-".repeat(3),
        ),
    ];
    let sort = Sort {
        by: "created".to_owned(),
        order: Order::Descending,
    };
    Table {
        name: |m| m.jobs,
        columns: fixed(COLUMNS),
        rows: Signal::stored(rows),
        subject: Signal::stored(String::new()),
        sort: Signal::stored(Some(sort)),
        on_sort: Callback::new(|_| {}),
        busy: Signal::stored(busy),
    }
    .view()
}

fn pages(offset: u64, total: Option<u64>) -> El {
    let paging = RwSignal::new(Paging {
        offset,
        ..Paging::default()
    });
    let span = Signal::derive(move || {
        let answer = Answer {
            records: vec![serde_json::Value::Null; 25],
            total,
            ..Answer::default()
        };
        Span::of(&paging.get(), &answer)
    });
    pager(paging.into(), span, Callback::new(move |to| paging.set(to)))
}
