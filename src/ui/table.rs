//! The one table: named, sortable by its headers, its rows drawn by [`super::rows`].

use super::icon::icon;
use super::rows::{Body, Look, Row};
use crate::i18n::{Pick, messages, t};
use leptos::html::Tbody;
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
    pub fn view(self) -> AnyView {
        let Self {
            name,
            columns,
            rows,
            sort,
            on_sort,
            busy,
        } = self;
        let node = NodeRef::<Tbody>::new();
        let body = StoredValue::new_local(Body::default());
        Effect::new(move |_| {
            let looks: Vec<Look> = columns
                .iter()
                .map(|column| Look {
                    label: (column.label)(messages()),
                    class: column.class,
                    heads_row: column.heads_row,
                })
                .collect();
            let Some(node) = node.get() else { return };
            rows.with(|rows| body.update_value(|body| body.draw(&node, &looks, rows)));
        });
        let headers = columns
            .iter()
            .map(|column| header(column, sort, on_sort))
            .collect_view();
        view! {
            <div class="table-frame">
                <table aria-label=t(name) aria-busy=move || busy.get().to_string()>
                    <thead>
                        <tr>{headers}</tr>
                    </thead>
                    <tbody node_ref=node></tbody>
                </table>
            </div>
        }
        .into_any()
    }
}

fn header(column: &'static Column, sort: Signal<Option<Sort>>, on_sort: Callback<&'static str>) -> AnyView {
    let Some(attribute) = column.sort_by else {
        return view! { <th scope="col" class=column.class>{t(column.label)}</th> }.into_any();
    };
    let order = move || {
        sort.with(|sort| {
            sort.as_ref()
                .filter(|sort| sort.by == attribute)
                .map(|sort| sort.order)
        })
    };
    let aria = move || match order() {
        Some(Order::Ascending) => "ascending",
        Some(Order::Descending) => "descending",
        None => "none",
    };
    view! {
        <th scope="col" class=column.class aria-sort=aria>
            <button type="button" class="sort" on:click=move |_| on_sort.run(attribute)>
                {t(column.label)} {icon("sort")}
            </button>
        </th>
    }
    .into_any()
}

/// Rows that stand for a list on its way, drawn after a moment in its final shape.
pub fn skeleton(columns: usize, rows: usize) -> AnyView {
    let row = move || (0..columns).map(|_| view! { <span></span> }).collect_view();
    let rows = (0..rows).map(|_| view! { <div>{row()}</div> }).collect_view();
    view! { <div class="skeleton" aria-hidden="true">{rows}</div> }.into_any()
}
