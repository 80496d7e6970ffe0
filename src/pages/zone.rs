//! `/zones/{name}`

use super::places::{known, note, region_cell, zone_table};
use super::record::{Entry, Parent, fields, record_page};
use crate::app::App;
use crate::query::use_query;
use crate::route::Route;
use crate::ui::dom::{El, View, el};
use crate::ui::rows::{Cell, Link};
use nse_api::{Places, Zone};

/// One zone, with its region beside it.
pub fn page(app: App, name: String) -> View {
    let query = use_query(app, {
        let name = name.clone();
        move || Some(app.client.api().zone(&name))
    });
    let known = known(app);
    let body = {
        let name = name.clone();
        move || {
            let zone = Zone::read(&query.record()?);
            Some(view(app, &name, zone, &known.places()))
        }
    };
    let parent = Parent {
        label: |m| m.zones,
        route: |_| Route::zones(None),
    };
    record_page(app, parent, move || name.clone(), query, false, body)
}

fn view(app: App, name: &str, zone: Zone, places: &Places) -> View {
    let others = places
        .listing(name)
        .filter(|other| zone.region.as_deref() != Some(other));
    let others = others.map(|other| {
        let href = app.href(&Route::Region(other.to_owned()));
        (
            Link {
                text: other.to_owned(),
                href,
            },
            None,
        )
    });
    let others = Cell::from(others.collect::<Vec<_>>());
    let mut entries = vec![
        Entry::new(|m| m.description, zone.description),
        Entry::new(|m| m.region, region_cell(app, places, zone.region.clone())),
        Entry::id(|m| m.id, zone.id),
    ];
    if others != Cell::None {
        entries.insert(2, Entry::new(|m| m.also_listed_by, others));
    }
    el("div")
        .class("beside")
        .child(fields(entries))
        .children(zone.region.map(|region| beside(app, name, &region, places)))
        .into()
}

/// The zone's region: what is said of it, and its other zones.
fn beside(app: App, name: &str, region: &str, places: &Places) -> El {
    let mut site = places.site(region);
    let own = site.zones.iter().position(|zone| zone.name == name);
    let own = own.map(|own| site.zones.remove(own));
    let odd = own.and_then(|own| note(&own.tie));
    let sisters = (!site.zones.is_empty()).then(|| {
        el("div")
            .child(el("h3").says(|m| m.sister_zones))
            .child(zone_table(app, &site.zones))
    });
    el("section")
        .child(el("h2").says(|m| m.region))
        .children(site.description.map(|text| el("p").text(&text)))
        .children(odd.map(|odd| el("p").child(el("small").text(&odd))))
        .children(sisters)
}
