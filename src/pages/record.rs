//! A page about one record: its heading, its error, and its fields as a description list.

use super::error::{query_error, retrying};
use super::heading::heading;
use super::refresh::{live_refresh, refresh};
use crate::app::App;
use crate::i18n::Pick;
use crate::query::Query;
use crate::route::Route;
use crate::ui::copy::copy_button;
use crate::ui::dom::{El, View, el, views};
use crate::ui::icon::icon;
use crate::ui::rows::{Cell, content};

/// The list that a record belongs to.
pub struct Parent {
    /// Its name.
    pub label: Pick,
    /// Where it is.
    pub route: Box<dyn Fn(App) -> Route>,
    /// What stands beside the way back.
    pub beside: Option<El>,
}

/// The frame of a record's page: the way back, the heading, refresh, and what can go wrong. Where it is `live`, it is
/// kept current.
pub fn record_page(
    app: App,
    parent: Parent,
    title: impl Fn() -> String + 'static,
    query: Query,
    live: bool,
    tool: Option<El>,
    body: View,
) -> View {
    let Parent { label, route, beside } = parent;
    let back = el("a")
        .attr_live("href", move || app.href(&route(app)))
        .child(icon("previous"))
        .says(label);
    let record = el("div")
        .class("record")
        .attr_live("aria-busy", move || query.busy.get().to_string());
    views([
        el("nav")
            .class("crumbs")
            .attr_says("aria-label", label)
            .child(back)
            .children(beside)
            .into(),
        el("div")
            .class("page-head")
            .child(heading(app, title))
            .children(tool)
            .child(if live {
                live_refresh(app, query)
            } else {
                refresh(query)
            })
            .into(),
        query_error(query),
        retrying(query).into(),
        record.child(body).into(),
    ])
}

/// A field of a record.
pub struct Entry {
    /// Its name.
    pub label: Pick,
    /// What it holds.
    pub cell: Cell,
    /// Whether it is worth copying.
    pub copied: bool,
}

impl Entry {
    /// A field.
    pub fn new(label: Pick, cell: impl Into<Cell>) -> Self {
        Self {
            label,
            cell: cell.into(),
            copied: false,
        }
    }

    /// A field with a copy button.
    pub fn id(label: Pick, text: Option<String>) -> Self {
        Self {
            label,
            cell: text.into(),
            copied: true,
        }
    }
}

/// The fields of a record.
pub fn fields(entries: Vec<Entry>) -> El {
    let field = |Entry { label, cell, copied }| {
        let copy = match &cell {
            Cell::Text(text) if copied => Some(copy_button(label, text.clone())),
            _ => None,
        };
        let class = if copied { "mono" } else { "" };
        el("div")
            .child(el("dt").says(label))
            .child(el("dd").class(class).child(content(&cell)).children(copy))
    };
    el("dl").class("fields").children(entries.into_iter().map(field))
}
