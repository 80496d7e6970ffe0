//! `/zones/{name}`

use super::record::{Entry, Parent, fields, record_page};
use crate::app::App;
use crate::query::use_query;
use crate::route::Route;
use crate::ui::dom::{View, steady_slot};
use crate::ui::rows::{Cell, Link};
use nse_api::Zone;

/// One zone.
pub fn page(app: App, name: String) -> View {
    let query = use_query(app, {
        let name = name.clone();
        move || Some(app.client.api().zone(&name))
    });
    let body = move || query.record().map(|record| view(app, Zone::read(&record)));
    let parent = Parent {
        label: |m| m.zones,
        route: Box::new(|_| Route::zones(None)),
        beside: None,
    };
    record_page(app, parent, move || name.clone(), query, false, steady_slot(body))
}

fn view(app: App, zone: Zone) -> View {
    let region = zone.region.map(|name| Link {
        href: app.href(&Route::Region(name.clone())),
        text: name,
    });
    let entries = vec![
        Entry::new(|m| m.description, zone.description),
        Entry::new(|m| m.region, region.map_or(Cell::None, Cell::Link)),
        Entry::id(|m| m.id, zone.id),
    ];
    fields(entries).into()
}
