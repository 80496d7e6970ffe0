//! The one table: named, sortable by its headers, its rows drawn by [`super::rows`].

use super::dom::{El, el, slot, views};
use super::icon::icon;
use super::rows::{Body, Cell, Look, Row};
use crate::i18n::{Pick, fill, format, messages};
use crate::live::live;
use crate::prelude::*;
use nse_api::{Order, Sort};
use std::rc::Rc;

/// A column.
pub struct Column {
    /// Its name.
    pub label: Pick,
    /// The attribute that the server can sort by, where it can.
    pub sort_by: Option<&'static str>,
    /// Its class in the stylesheet.
    pub class: &'static str,
    /// Whether its cells name their rows.
    pub heads_row: bool,
}

impl Column {
    /// A column of plain cells.
    pub const fn plain(label: Pick, class: &'static str) -> Self {
        Self {
            label,
            sort_by: None,
            class,
            heads_row: false,
        }
    }

    /// The same column, sortable by an attribute.
    pub const fn sorted_by(self, attribute: &'static str) -> Self {
        Self {
            sort_by: Some(attribute),
            ..self
        }
    }

    /// The same column, naming its rows.
    pub const fn heading(self) -> Self {
        Self {
            heads_row: true,
            ..self
        }
    }
}

/// What says which columns a table has now; tracked.
pub type Columns = Rc<dyn Fn() -> Vec<&'static Column>>;

/// The columns of a table that always has the same ones.
pub fn fixed(columns: &'static [Column]) -> Columns {
    Rc::new(move || columns.iter().collect())
}

/// A table.
pub struct Table {
    /// What it is called.
    pub name: Pick,
    /// Its columns.
    pub columns: Columns,
    /// Its rows.
    pub rows: Signal<Vec<Row>>,
    /// What the rows are an answer to, e.g. an address: other rows for the same are newer ones, and what is new in them
    /// is marked and said.
    pub subject: Signal<String>,
    /// What it is sorted by now.
    pub sort: Signal<Option<Sort>>,
    /// Called with the attribute whose header was pressed.
    pub on_sort: Callback<&'static str>,
    /// Whether newer rows are on their way.
    pub busy: Signal<bool>,
}

impl Table {
    /// Draws it.
    pub fn view(self) -> El {
        let Self {
            name,
            columns,
            rows,
            subject,
            sort,
            on_sort,
            busy,
        } = self;
        let (body, headed) = (el("tbody"), columns.clone());
        let news = RwSignal::new(String::new());
        let (node, mut drawn, mut before) = (body.clone(), Body::default(), String::new());
        live(move || {
            let look = |column: &&Column| Look {
                label: (column.label)(messages()),
                class: column.class,
                heads_row: column.heads_row,
            };
            let looks: Vec<Look> = columns().iter().map(look).collect();
            // Untracked: the address changes before its rows come.
            let subject = subject.get_untracked();
            rows.with(|rows| {
                let changed = drawn.draw(node.node(), &looks, rows, subject == before);
                if !changed.is_empty() {
                    let rows = changed.iter().filter_map(|at| rows.get(*at));
                    news.set(words(&looks, rows.collect()));
                }
            });
            before = subject;
        });
        let headers = slot(move || {
            let headers = headed().into_iter().map(|column| header(column, sort, on_sort));
            Some(views(headers.map(Into::into)))
        });
        let table = el("table")
            .attr_live("aria-busy", move || busy.get().to_string())
            .child(el("caption").class("unseen").says(name))
            .child(el("thead").child(el("tr").child(headers)))
            .child(body);
        let said = el("p")
            .class("unseen")
            .attr("role", "status")
            .text_live(move || news.get());
        el("div").class("table-frame").child(table).child(said)
    }
}

fn header(column: &'static Column, sort: Signal<Option<Sort>>, on_sort: Callback<&'static str>) -> El {
    let header = el("th").attr("scope", "col").class(column.class);
    let Some(attribute) = column.sort_by else {
        return header.says(column.label);
    };
    let order = move |sort: &Option<Sort>| {
        let order = sort
            .as_ref()
            .filter(|sort| sort.by == attribute)
            .map(|sort| sort.order);
        let order = match order {
            Some(Order::Ascending) => "ascending",
            Some(Order::Descending) => "descending",
            None => "none",
        };
        order.to_owned()
    };
    let button = el("button")
        .attr("type", "button")
        .class("sort")
        .on("click", move |_| on_sort.run(attribute))
        .says(column.label)
        .child(icon("sort"));
    header
        .attr_live("aria-sort", move || sort.with(order))
        .child(button)
}

/// What changed, in words that a screen reader says once: the rows by name, or how many there are.
fn words(looks: &[Look], rows: Vec<&Row>) -> String {
    const NAMED: usize = 3;
    let what = if rows.len() > NAMED {
        format::number(rows.len() as u64)
    } else {
        let named: Vec<String> = rows.iter().map(|row| said(looks, row)).collect();
        format::list(&named)
    };
    fill(messages().changed, &[&what])
}

fn said(looks: &[Look], row: &Row) -> String {
    let mut words = ["", ""];
    let [name, state] = &mut words;
    for (look, cell) in looks.iter().zip(row.cells.iter()) {
        match cell {
            Cell::Badge(_, word) => *state = word,
            Cell::Text(text) if look.heads_row => *name = text,
            Cell::Link(link) if look.heads_row => *name = &link.text,
            _ => {}
        }
    }
    words.join(": ")
}

/// Rows that stand for a list on its way, drawn after a moment in its final shape.
pub fn skeleton(columns: usize, rows: usize) -> El {
    let row = |_| el("div").children((0..columns).map(|_| el("span")));
    el("div")
        .class("skeleton")
        .attr("aria-hidden", "true")
        .children((0..rows).map(row))
}
