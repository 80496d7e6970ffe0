//! A page about one record: its heading, its error, and its fields as a description list.

use super::error::{query_error, retrying};
use super::heading::heading;
use super::list::refresh;
use crate::app::App;
use crate::i18n::{Pick, t};
use crate::query::Query;
use crate::route::Route;
use crate::ui::copy::copy_button;
use crate::ui::icon::icon;
use crate::ui::rows::{Cell, Link};
use leptos::prelude::*;

/// The list that a record belongs to.
pub struct Parent {
    /// Its name.
    pub label: Pick,
    /// Where it is.
    pub route: Route,
}

/// The frame of a record's page: the way back, the heading, refresh, and what can go wrong.
pub fn record_page(app: App, parent: Parent, title: Signal<String>, query: Query, body: AnyView) -> AnyView {
    view! {
        <nav class="crumbs" aria-label=t(parent.label)>
            <a href=app.href(&parent.route)>{icon("previous")} {t(parent.label)}</a>
        </nav>
        <div class="page-head">{heading(app, move || title.get())} {refresh(query)}</div>
        {query_error(query)}
        {retrying(query)}
        <div class="record" aria-busy=move || query.busy.get().to_string()>{body}</div>
    }
    .into_any()
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
pub fn fields(entries: Vec<Entry>) -> AnyView {
    let field = |Entry { label, cell, copied }| {
        let copy = match &cell {
            Cell::Text(text) if copied => Some(copy_button(text.clone())),
            _ => None,
        };
        let class = if copied { "mono" } else { "" };
        view! { <div><dt>{t(label)}</dt> <dd class=class>{cell_view(cell)} {copy}</dd></div> }
    };
    view! { <dl class="fields">{entries.into_iter().map(field).collect_view()}</dl> }.into_any()
}

/// A cell outside a table.
pub fn cell_view(cell: Cell) -> AnyView {
    match cell {
        Cell::None => "—".into_any(),
        Cell::Text(text) => text.into_any(),
        Cell::Link(link) => link_view(link),
        Cell::Links(links) => {
            view! { <span class="links">{links.into_iter().map(link_view).collect_view()}</span> }.into_any()
        }
        Cell::Badge(tone, word) => crate::ui::badge::badge(tone, word),
        Cell::Time(text, full, iso) => view! { <time datetime=iso title=full>{text}</time> }.into_any(),
    }
}

fn link_view(Link { text, href }: Link) -> AnyView {
    view! { <a href=href>{text}</a> }.into_any()
}
