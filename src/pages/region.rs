//! `/regions/{name}`

use super::record::{Entry, Parent, fields, record_page};
use crate::app::App;
use crate::query::use_query;
use crate::route::Route;
use crate::ui::dom::{View, el, steady_slot, views};
use crate::ui::rows::Link;
use nse_api::Region;

/// One region.
pub fn page(app: App, name: String) -> View {
    let query = use_query(app, {
        let name = name.clone();
        move || Some(app.client.api().region(&name))
    });
    let zones = Route::zones(Some(name.clone()));
    let body = move || {
        query
            .record()
            .map(|record| view(app, Region::read(&record), &zones))
    };
    let parent = Parent {
        label: |m| m.regions,
        route: Box::new(|_| Route::regions()),
        beside: None,
    };
    record_page(app, parent, move || name.clone(), query, false, steady_slot(body))
}

fn view(app: App, region: Region, zones: &Route) -> View {
    let links = region.zones.into_iter().map(|zone| Link {
        href: app.href(&Route::Zone(zone.clone())),
        text: zone,
    });
    let entries = vec![
        Entry::new(|m| m.description, region.description),
        Entry::new(|m| m.zones, links.collect::<Vec<_>>()),
        Entry::id(|m| m.id, region.id),
    ];
    let all = el("a")
        .class("button")
        .attr("href", &app.href(zones))
        .says(|m| m.zones);
    views([fields(entries).into(), el("p").child(all).into()])
}
