//! `/regions/{name}`

use super::record::{Entry, Parent, fields, record_page};
use crate::app::App;
use crate::i18n::t;
use crate::query::use_query;
use crate::route::Route;
use crate::ui::rows::{Cell, Link};
use leptos::prelude::*;
use nse_api::Region;

/// One region.
pub fn page(app: App, name: String) -> AnyView {
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
        route: Route::regions(),
    };
    record_page(
        app,
        parent,
        Signal::stored(name),
        query,
        view! { {body} }.into_any(),
    )
}

fn view(app: App, region: Region, zones: &Route) -> AnyView {
    let links = region.zones.into_iter().map(|zone| Link {
        href: app.href(&Route::Zone(zone.clone())),
        text: zone,
    });
    let links: Vec<_> = links.collect();
    let entries = vec![
        Entry::new(|m| m.description, region.description),
        Entry::new(
            |m| m.zones,
            if links.is_empty() {
                Cell::None
            } else {
                Cell::Links(links)
            },
        ),
        Entry::id(|m| m.id, region.id),
    ];
    view! {
        {fields(entries)}
        <p><a class="button" href=app.href(zones)>{t(|m| m.zones)}</a></p>
    }
    .into_any()
}
