//! `/zones?region=`

use super::list::List;
use super::places::{all_regions, places, region_cell};
use super::row_filter::filtered;
use crate::app::App;
use crate::i18n::{fill, messages};
use crate::prelude::*;
use crate::query::{Query, use_query};
use crate::route::Route;
use crate::ui::dom::{El, View, el};
use crate::ui::rows::{Cell, Link, Row};
use crate::ui::select::{Choice, select};
use crate::ui::table::{Column, fixed};
use nse_api::{Answer, Places, Region, Zone};

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
    let regions = all_regions(app);
    let all = Signal::derive(move || {
        let places = places(Some(regions), None);
        let answer = query.answer.get().unwrap_or_default();
        rows(app, &answer, &places)
    });
    let (filter, rows) = filtered(query, all);
    let choice = region_choice(app, regions, Signal::derive(region));
    let list = List {
        title: |m| m.zones,
        query,
        live: false,
        columns: fixed(COLUMNS),
        rows,
        further: Box::new(|| 0),
        asked,
        own_sort: None,
        filters: Some(el("div").class("filters").child(choice).child(filter)),
        below: None,
        empty: Signal::derive(move || match region() {
            Some(region) => fill(messages().empty_zones_of, &[&region]),
            None => messages().empty_zones.to_owned(),
        }),
        hint: |m| m.empty_hint,
    };
    list.view(app)
}

/// The regions to choose from; one that the address names is among them, known or not.
fn region_choice(app: App, regions: Query, region: Signal<Option<String>>) -> El {
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
    select(|m| m.region, "inline", choices, chosen, choose)
}

fn rows(app: App, answer: &Answer, places: &Places) -> Vec<Row> {
    let row = |(at, record)| {
        let zone = Zone::read(record);
        let link = zone.name.clone().map(|name| Link {
            href: app.href(&Route::Zone(name.clone())),
            text: name,
        });
        Row {
            key: zone.name.unwrap_or_else(|| format!("#{at}")),
            cells: vec![
                link.map_or(Cell::None, Cell::Link),
                region_cell(app, places, zone.region),
                zone.description.into(),
            ]
            .into(),
        }
    };
    answer.records.iter().enumerate().map(row).collect()
}
