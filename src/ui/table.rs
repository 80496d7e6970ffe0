//! The one table: named, sortable by its headers, its rows drawn by [`super::rows`].

use super::dom::{El, el};
use super::icon::icon;
use super::rows::{Body, Look, Row};
use crate::i18n::{Pick, messages};
use crate::live::live;
use leptos::prelude::*;
use nse_api::{Order, Sort};

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

/// A table.
pub struct Table {
    /// What it is called.
    pub name: Pick,
    /// Its columns.
    pub columns: &'static [Column],
    /// Its rows.
    pub rows: Signal<Vec<Row>>,
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
            sort,
            on_sort,
            busy,
        } = self;
        let body = el("tbody");
        let (node, mut drawn) = (body.clone(), Body::default());
        live(move || {
            let look = |column: &Column| Look {
                label: (column.label)(messages()),
                class: column.class,
                heads_row: column.heads_row,
            };
            let looks: Vec<Look> = columns.iter().map(look).collect();
            rows.with(|rows| drawn.draw(node.node(), &looks, rows));
        });
        let headers = columns.iter().map(|column| header(column, sort, on_sort));
        let table = el("table")
            .attr_says("aria-label", name)
            .attr_live("aria-busy", move || busy.get().to_string())
            .child(el("thead").child(el("tr").children(headers)))
            .child(body);
        el("div").class("table-frame").child(table)
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

/// Rows that stand for a list on its way, drawn after a moment in its final shape.
pub fn skeleton(columns: usize, rows: usize) -> El {
    let row = |_| el("div").children((0..columns).map(|_| el("span")));
    el("div")
        .class("skeleton")
        .attr("aria-hidden", "true")
        .children((0..rows).map(row))
}
