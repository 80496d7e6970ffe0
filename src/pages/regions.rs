//! `/regions`

use super::list::List;
use crate::app::App;
use crate::i18n::messages;
use crate::query::use_query;
use crate::route::Route;
use crate::ui::dom::View;
use crate::ui::rows::{Cell, Link, Row};
use crate::ui::table::Column;
use leptos::prelude::*;
use nse_api::{Answer, Region};

const COLUMNS: &[Column] = &[
    Column::plain(|m| m.region, "name").sorted_by("name").heading(),
    Column::plain(|m| m.description, "wide").sorted_by("description"),
    Column::plain(|m| m.zones, ""),
];

/// The regions.
pub fn page(app: App) -> View {
    let asked = app.navigation.of_page();
    let query = use_query(app, move || Some(app.client.api().regions(&asked.get().paging())));
    let list = List {
        title: |m| m.regions,
        query,
        live: false,
        columns: COLUMNS,
        rows,
        asked,
        own_sort: None,
        filters: None,
        empty: Signal::derive(|| messages().empty_regions.to_owned()),
        hint: |m| m.empty_hint,
    };
    list.view(app)
}

fn rows(app: App, answer: &Answer) -> Vec<Row> {
    let row = |(at, record)| {
        let region = Region::read(record);
        let link = region.name.clone().map(|name| Link {
            href: app.href(&Route::Region(name.clone())),
            text: name,
        });
        let zones = region.zones.into_iter().map(|zone| Link {
            href: app.href(&Route::Zone(zone.clone())),
            text: zone,
        });
        Row {
            key: region.name.unwrap_or_else(|| format!("#{at}")),
            cells: vec![
                link.map_or(Cell::None, Cell::Link),
                region.description.into(),
                zones.collect::<Vec<_>>().into(),
            ],
        }
    };
    answer.records.iter().enumerate().map(row).collect()
}
