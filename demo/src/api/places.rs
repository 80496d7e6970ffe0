//! Regions and zones.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery};
use serde_json::Value;

use super::caller::Caller;
use super::envelope::{Envelope, Fault};
use super::paging::{Order, Page, Query};
use crate::seed::places;

const REGION_ATTRIBUTES: [&str; 3] = ["name", "id", "description"];
const ZONE_ATTRIBUTES: [&str; 4] = ["name", "id", "description", "region"];

/// A name out of the address; it may be ill encoded.
type Name = Result<Path<String>, PathRejection>;

pub(crate) async fn regions(_: Caller, RawQuery(raw): RawQuery) -> Result<Envelope, Fault> {
    page(
        places::regions(),
        &Query::read(raw.as_deref()),
        &REGION_ATTRIBUTES,
    )
}

pub(crate) async fn zones(_: Caller, RawQuery(raw): RawQuery) -> Result<Envelope, Fault> {
    let query = Query::read(raw.as_deref());
    let mut zones = places::zones();
    if let Some(region) = query.get("region") {
        zones.retain(|zone| text(zone, "region") == Some(region));
    }
    page(zones, &query, &ZONE_ATTRIBUTES)
}

pub(crate) async fn region(_: Caller, name: Name) -> Result<Envelope, Fault> {
    one("region", places::regions(), name)
}

pub(crate) async fn zone(_: Caller, name: Name) -> Result<Envelope, Fault> {
    one("zone", places::zones(), name)
}

fn page(mut records: Vec<Value>, query: &Query, attributes: &[&'static str]) -> Result<Envelope, Fault> {
    let page = Page::read(query, attributes, ("name", Order::Asc))?;
    records.sort_by(|one, other| text(one, page.sort_by).cmp(&text(other, page.sort_by)));
    let total = records.len() as u64;
    let found = page
        .places(total)
        .filter_map(|place| records.get(usize::try_from(place).ok()?).cloned());
    Ok(Envelope::page(found.collect(), page, total))
}

fn one(kind: &str, records: Vec<Value>, name: Name) -> Result<Envelope, Fault> {
    let Path(name) =
        name.map_err(|fault| Fault::invalid("The name can't be read.").explained(fault.body_text()))?;
    let found = records
        .into_iter()
        .find(|record| text(record, "name") == Some(&name));
    found
        .map(Envelope::one)
        .ok_or_else(|| Fault::missing(kind, &name))
}

/// A record's attribute, under whichever of its names the record has it.
fn text<'a>(record: &'a Value, attribute: &str) -> Option<&'a str> {
    let other_name = match attribute {
        "description" => "Description",
        "region" => "region_name",
        _ => attribute,
    };
    record.get(attribute).or_else(|| record.get(other_name))?.as_str()
}
