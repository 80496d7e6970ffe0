//! `/regions/{name}`

use super::places::{all_zones, places, zone_table};
use super::record::{Entry, Parent, fields, record_page};
use crate::app::App;
use crate::i18n::{fill, format, messages};
use crate::query::use_query;
use crate::route::Route;
use crate::ui::dom::{View, el};
use crate::ui::icon::icon;
use nse_api::{Places, Region};

/// One region, with its zones beside it.
pub fn page(app: App, name: String) -> View {
    let query = use_query(app, {
        let name = name.clone();
        move || Some(app.client.api().region(&name))
    });
    let zones = all_zones(app);
    let body = {
        let name = name.clone();
        move || {
            let region = Region::read(&query.record()?);
            Some(view(app, &name, region, &places(None, Some(zones))))
        }
    };
    let parent = Parent {
        label: |m| m.regions,
        route: |_| Route::regions(),
    };
    record_page(app, parent, move || name.clone(), query, false, body)
}

fn view(app: App, name: &str, region: Region, places: &Places) -> View {
    let zones = places.site_of(&region).zones;
    let entries = vec![
        Entry::new(|m| m.description, region.description),
        Entry::new(|m| m.zone_count, Some(format::number(zones.len() as u64))),
        Entry::id(|m| m.id, region.id),
    ];
    let all = el("a")
        .attr("href", &app.href(&Route::zones(Some(name.to_owned()))))
        .says(|m| m.zones)
        .child(icon("next"));
    let head = el("div")
        .class("section-head")
        .child(el("h2").says(|m| m.zones))
        .child(all);
    let list = match zones.as_slice() {
        [] => el("p")
            .class("quiet")
            .text(&fill(messages().empty_zones_of, &[name])),
        zones => zone_table(app, zones),
    };
    el("div")
        .class("beside")
        .child(fields(entries))
        .child(el("section").child(head).child(list))
        .into()
}
