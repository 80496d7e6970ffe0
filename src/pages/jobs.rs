//! `/jobs`

mod arrange;
mod export;
mod filters;
mod loaded;
mod more;
mod scanning;

use super::job_cells::for_table;
use super::list::List;
use crate::app::App;
use crate::i18n::messages;
use crate::live::effect;
use crate::prelude::*;
use crate::query::use_query;
use crate::route::Route;
use crate::ui::dom::{View, el, views};
use filters::Filters;
use loaded::{Loaded, request};
use nse_api::request::newest_first;
use std::rc::Rc;

/// The jobs.
pub fn page(app: App) -> View {
    let asked = app.navigation.of_page();
    let query = use_query(app, move || match asked.get() {
        Route::Jobs(list) if app.unknown_tenant().is_none() => Some(request(app, &list, &list.paging)),
        _ => None,
    });
    let loaded = Loaded::new(app, query, asked);
    let listing = loaded.listing;
    // What a job's page leads on to: its neighbours as they are shown here, filtered.
    effect(move || {
        let keys = listing.with(|listing| listing.rows.iter().map(|row| row.key.clone()).collect());
        app.neighbours.remember(asked.get_untracked(), keys);
    });
    let filters = Filters::new(app, loaded);
    let (menu, exporting) = export::export(app, loaded);
    let tools = el("div")
        .class("tools")
        .child(filters.field())
        .child(arrange::arrange(app))
        .child(menu);
    let above = el("div")
        .class("job-filters")
        .child(tools)
        .child(
            el("div")
                .class("tools")
                .child(filters.sheet())
                .child(filters.note()),
        )
        .child(exporting);
    let list = List {
        title: |m| m.jobs,
        query,
        live: true,
        columns: Rc::new(move || for_table(&listing.with(|listing| listing.columns.clone()))),
        rows: Signal::derive(move || listing.with(|listing| listing.rows.clone())),
        further: Box::new(move || {
            listing.with(|listing| listing.items.len().saturating_sub(listing.of_page) as u64)
        }),
        asked,
        own_sort: Some(newest_first()),
        filters: Some(above),
        below: Some(views([filters.nothing(), more::more(query, loaded).into()])),
        empty: Signal::derive(|| messages().empty_jobs.to_owned()),
        hint: |m| m.empty_jobs_hint,
    };
    list.view(app)
}
