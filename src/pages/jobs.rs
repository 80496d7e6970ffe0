//! `/jobs`

use super::job_cells::{COLUMNS, rows};
use super::list::{List, rows_of};
use crate::app::App;
use crate::i18n::messages;
use crate::prelude::*;
use crate::query::use_query;
use crate::route::Route;
use crate::ui::dom::View;
use nse_api::request::newest_first;

/// The jobs.
pub fn page(app: App) -> View {
    let asked = app.navigation.of_page();
    let query = use_query(app, move || match asked.get() {
        Route::Jobs(list) => Some(app.client.api().jobs(&list.paging, list.tenant.as_deref())),
        _ => None,
    });
    let list = List {
        title: |m| m.jobs,
        query,
        live: true,
        columns: COLUMNS,
        rows: rows_of(app, query, rows),
        asked,
        own_sort: Some(newest_first()),
        filters: None,
        empty: Signal::derive(|| messages().empty_jobs.to_owned()),
        hint: |m| m.empty_jobs_hint,
    };
    list.view(app)
}
