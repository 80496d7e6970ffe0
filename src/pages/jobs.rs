//! `/jobs`

use super::job_cells::{COLUMNS, rows};
use super::list::List;
use crate::app::App;
use crate::i18n::messages;
use crate::query::use_query;
use crate::route::{JobList, Route};
use crate::ui::dom::View;
use leptos::prelude::*;
use nse_api::request::newest_first;

/// The jobs.
pub fn page(app: App) -> View {
    let asked = Memo::new(move |before: Option<&JobList>| match app.navigation.route.get() {
        Route::Jobs(list) => list,
        _ => before.cloned().unwrap_or_default(),
    });
    let query = use_query(app, move || {
        asked.with(|list| Some(app.client.api().jobs(&list.paging, list.tenant.as_deref())))
    });
    let list = List {
        title: |m| m.jobs,
        query,
        columns: COLUMNS,
        rows,
        paging: Memo::new(move |_| asked.with(|list| list.paging.clone())),
        own_sort: Some(newest_first()),
        go: Callback::new(move |(paging, replace)| {
            let route = Route::Jobs(JobList {
                paging,
                ..asked.get_untracked()
            });
            if replace {
                app.navigation.replace(route)
            } else {
                app.navigation.go(route)
            }
        }),
        filters: None,
        empty: Signal::derive(|| {
            (
                messages().empty_jobs.to_owned(),
                messages().empty_jobs_hint.to_owned(),
            )
        }),
    };
    list.view(app)
}
