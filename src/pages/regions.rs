//! `/regions`

use super::list::List;
use super::places::{all_zones, places, zone_links};
use super::row_filter::filtered;
use crate::app::App;
use crate::i18n::{format, messages};
use crate::prelude::*;
use crate::query::use_query;
use crate::route::Route;
use crate::ui::dom::{View, el};
use crate::ui::rows::{Cell, Link, Row};
use crate::ui::table::{Column, fixed};
use nse_api::{Answer, Places, Region};

const COLUMNS: &[Column] = &[
    Column::plain(|m| m.region, "name").sorted_by("name").heading(),
    Column::plain(|m| m.description, "wide").sorted_by("description"),
    Column::plain(|m| m.zone_count, "number"),
    Column::plain(|m| m.zones, ""),
];

/// The regions.
pub fn page(app: App) -> View {
    let asked = app.navigation.of_page();
    let query = use_query(app, move || Some(app.client.api().regions(&asked.get().paging())));
    let zones = all_zones(app);
    let all = Signal::derive(move || {
        let places = places(None, Some(zones));
        let answer = query.answer.get().unwrap_or_default();
        rows(app, &answer, &places)
    });
    let (filter, rows) = filtered(query, all);
    let list = List {
        title: |m| m.regions,
        query,
        live: false,
        columns: fixed(COLUMNS),
        rows,
        further: Box::new(|| 0),
        asked,
        own_sort: None,
        filters: Some(el("div").class("filters").child(filter)),
        below: None,
        empty: Signal::derive(|| messages().empty_regions.to_owned()),
        hint: |m| m.empty_hint,
    };
    list.view(app)
}

fn rows(app: App, answer: &Answer, places: &Places) -> Vec<Row> {
    let row = |(at, record)| {
        let site = places.site_of(&Region::read(record));
        let link = site.name.clone().map(|name| Link {
            href: app.href(&Route::Region(name.clone())),
            text: name,
        });
        Row {
            key: site.name.unwrap_or_else(|| format!("#{at}")),
            cells: vec![
                link.map_or(Cell::None, Cell::Link),
                site.description.into(),
                Cell::Text(format::number(site.zones.len() as u64)),
                zone_links(app, &site.zones).into(),
            ]
            .into(),
        }
    };
    answer.records.iter().enumerate().map(row).collect()
}
