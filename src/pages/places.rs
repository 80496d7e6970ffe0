//! What pages of regions and zones share: all of them, asked for once each, and how odd ones are marked.

use crate::app::App;
use crate::i18n::{fill, messages};
use crate::prelude::*;
use crate::query::{Query, use_query};
use crate::route::Route;
use crate::ui::dom::El;
use crate::ui::rows::{Cell, Link, Row};
use crate::ui::table::{Column, Table, fixed};
use nse_api::paging::MAX_LIMIT;
use nse_api::places::Member;
use nse_api::{Paging, Places, Tie};

/// All regions and zones, as far as they are known.
#[derive(Clone, Copy)]
pub struct Known {
    /// The regions.
    pub regions: Query,
    /// The zones.
    pub zones: Query,
}

/// Asks for both.
pub fn known(app: App) -> Known {
    Known {
        regions: all_regions(app),
        zones: all_zones(app),
    }
}

/// Asks for the regions in one request.
pub fn all_regions(app: App) -> Query {
    let all = Paging::default().with_limit(MAX_LIMIT);
    use_query(app, move || Some(app.client.api().regions(&all)))
}

/// Asks for the zones in one request.
pub fn all_zones(app: App) -> Query {
    let all = Paging::default().with_limit(MAX_LIMIT);
    use_query(app, move || Some(app.client.api().zones(&all, None)))
}

impl Known {
    /// How they hang together; tracked.
    pub fn places(&self) -> Places {
        places(Some(self.regions), Some(self.zones))
    }
}

/// The same of what a page has asked for; tracked.
pub fn places(regions: Option<Query>, zones: Option<Query>) -> Places {
    let answer = |query: Option<Query>| query.and_then(|query| query.answer.get());
    Places::read(answer(regions).as_deref(), answer(zones).as_deref())
}

/// What is odd about a zone of a region.
pub fn note(tie: &Tie) -> Option<String> {
    let m = messages();
    match tie {
        Tie::Agreed => None,
        Tie::Unknown => Some(m.zone_unknown.to_owned()),
        Tie::Elsewhere(region) => Some(fill(m.zone_elsewhere, &[region])),
        Tie::Unlisted => Some(m.zone_unlisted.to_owned()),
    }
}

/// The links to zones, with what is odd about them.
pub fn zone_links(app: App, zones: &[Member]) -> Vec<(Link, Option<String>)> {
    let link = |zone: &Member| {
        let href = app.href(&Route::Zone(zone.name.clone()));
        let text = zone.name.clone();
        (Link { text, href }, note(&zone.tie))
    };
    zones.iter().map(link).collect()
}

const COLUMNS: &[Column] = &[
    Column::plain(|m| m.zone, "").heading(),
    Column::plain(|m| m.description, "wide"),
];

/// Zones as a table, with what is said of them.
pub fn zone_table(app: App, zones: &[Member]) -> El {
    let rows = zones.iter().zip(zone_links(app, zones)).map(|(zone, link)| Row {
        key: zone.name.clone(),
        cells: vec![vec![link].into(), zone.description.clone().into()].into(),
    });
    Table {
        name: |m| m.zones,
        columns: fixed(COLUMNS),
        rows: Signal::stored(rows.collect()),
        subject: Signal::stored(String::new()),
        sort: Signal::stored(None),
        on_sort: Callback::new(|_| {}),
        busy: Signal::stored(false),
    }
    .view()
}

/// The region of a name; said where it is unknown.
pub fn region_link(app: App, name: String, known: bool) -> Cell {
    let note = (!known).then(|| messages().region_unknown.to_owned());
    let href = app.href(&Route::Region(name.clone()));
    vec![(Link { text: name, href }, note)].into()
}

/// The region that a zone names.
pub fn region_cell(app: App, places: &Places, name: Option<String>) -> Cell {
    name.map_or(Cell::None, |name| {
        let known = places.site(&name).known;
        region_link(app, name, known)
    })
}
