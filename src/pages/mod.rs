//! The pages, a file each, all in one order: the query, the columns or fields, the view.

mod account;
pub mod config_fault;
mod error;
mod form;
mod heading;
mod job;
pub mod job_cells;
mod jobs;
mod list;
pub mod neighbours;
mod not_found;
mod overview;
mod password;
mod places;
pub mod record;
mod refresh;
mod region;
mod regions;
mod row_filter;
pub mod sign_in;
mod sort_by;
mod unknown_tenant;
mod zone;
mod zones;

use crate::app::App;
use crate::route::Route;
use crate::ui::dom::View;

/// The page of a route, for a signed-in user.
pub fn page(app: App, route: Route) -> View {
    match route {
        Route::SignIn { .. } => sign_in::page(app),
        Route::Overview => overview::page(app),
        Route::Regions(_) => regions::page(app),
        Route::Region(name) => region::page(app, name),
        Route::Zones { .. } => zones::page(app),
        Route::Zone(name) => zone::page(app, name),
        Route::Jobs(_) => unknown_tenant::or_jobs(app),
        Route::Job(id) => job::page(app, id),
        Route::Account => account::page(app),
        Route::Password => password::page(app),
        #[cfg(debug_assertions)]
        Route::Parts => crate::parts::page(app),
        Route::NotFound(path) => not_found::page(app, path),
    }
}
