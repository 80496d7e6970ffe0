//! `/zones?region=`

use super::list::List;
use crate::app::App;
use crate::i18n::{fill, messages};
use crate::query::use_query;
use crate::route::Route;
use crate::ui::dom::{El, View, el};
use crate::ui::rows::{Cell, Link, Row};
use crate::ui::select::{Choice, select};
use crate::ui::table::Column;
use leptos::prelude::*;
use nse_api::paging::MAX_LIMIT;
use nse_api::{Answer, Paging, Region, Zone};

const COLUMNS: &[Column] = &[
    Column::plain(|m| m.zone, "name").sorted_by("name").heading(),
    Column::plain(|m| m.region, "").sorted_by("region"),
    Column::plain(|m| m.description, "wide").sorted_by("description"),
];

/// The zones, of one region or of all.
pub fn page(app: App) -> View {
    let asked = app.navigation.of_page();
    let region = move || match asked.get() {
        Route::Zones { region, .. } => region,
        _ => None,
    };
    let query = use_query(app, move || {
        let paging = asked.get().paging();
        Some(app.client.api().zones(&paging, region().as_deref()))
    });
    let list = List {
        title: |m| m.zones,
        query,
        live: false,
        columns: COLUMNS,
        rows,
        asked,
        own_sort: None,
        filters: Some(region_filter(app, Signal::derive(region))),
        empty: Signal::derive(move || match region() {
            Some(region) => fill(messages().empty_zones_of, &[&region]),
            None => messages().empty_zones.to_owned(),
        }),
        hint: |m| m.empty_hint,
    };
    list.view(app)
}

/// The regions to choose from; one that the address names is among them, known or not.
fn region_filter(app: App, region: Signal<Option<String>>) -> El {
    let page = Paging {
        limit: MAX_LIMIT,
        ..Paging::default()
    };
    let regions = use_query(app, move || Some(app.client.api().regions(&page)));
    let choices = Signal::derive(move || {
        let mut names: Vec<String> = regions.answer.with(|answer| {
            let records = answer.iter().flat_map(|answer| &answer.records);
            records.filter_map(|record| Region::read(record).name).collect()
        });
        names.extend(region.get().filter(|region| !names.contains(region)));
        let all = (String::new(), messages().all_regions.to_owned());
        std::iter::once(all)
            .chain(names.into_iter().map(|name| (name.clone(), name)))
            .collect::<Vec<Choice>>()
    });
    let choose = Callback::new(move |name: String| {
        app.navigation
            .go(Route::zones((!name.is_empty()).then_some(name)))
    });
    let chosen = Signal::derive(move || region.get().unwrap_or_default());
    el("div")
        .class("filters")
        .child(select(|m| m.region, "inline", choices, chosen, choose))
}

fn rows(app: App, answer: &Answer) -> Vec<Row> {
    let row = |(at, record)| {
        let zone = Zone::read(record);
        let link = zone.name.clone().map(|name| Link {
            href: app.href(&Route::Zone(name.clone())),
            text: name,
        });
        let region = zone.region.map(|name| Link {
            href: app.href(&Route::Region(name.clone())),
            text: name,
        });
        Row {
            key: zone.name.unwrap_or_else(|| format!("#{at}")),
            cells: vec![
                link.map_or(Cell::None, Cell::Link),
                region.map_or(Cell::None, Cell::Link),
                zone.description.into(),
            ],
        }
    };
    answer.records.iter().enumerate().map(row).collect()
}
