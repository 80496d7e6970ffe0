//! Regions and zones as a map: a box a region, with its zones in it.

use super::section;
use crate::app::App;
use crate::i18n::{format, messages};
use crate::pages::error::query_error;
use crate::pages::places::{Known, region_link, zone_links};
use crate::query::Query;
use crate::route::Route;
use crate::ui::dom::{El, View, el, slot, when};
use crate::ui::rows::{Cell, content};
use nse_api::Site;

/// The map. What it can't load is said, unless the page can't load anything anyway.
pub fn view(app: App, known: Known, jobs: Query) -> View {
    let to = |route: Route| el("a").attr("href", &app.href(&route));
    let links = el("span")
        .class("words")
        .child(to(Route::regions()).says(|m| m.regions))
        .child(to(Route::zones(None)).says(|m| m.zones));
    let boxes = move || {
        let sites = known.places().sites();
        let boxes = sites.into_iter().map(|site| draw(app, site));
        Some(el("ul").class("sites").children(boxes).into())
    };
    let is_alone = move || jobs.error.with(Option::is_none);
    section(|m| m.regions_and_zones, links)
        .child(when(is_alone, move || query_error(known.regions)))
        .child(slot(boxes))
        .into()
}

fn draw(app: App, site: Site) -> El {
    let name = match site.name {
        Some(name) => region_link(app, name, site.known),
        None => Cell::Text(messages().no_region.to_owned()),
    };
    let zones = zone_links(app, &site.zones);
    let count = format::number(zones.len() as u64);
    let count = format!("{} {count}", messages().zones);
    let description = site.description.map(|text| el("p").text(&text));
    el("li")
        .child(
            el("h3")
                .child(content(&name))
                .child(el("span").class("quiet").text(&count)),
        )
        .children(description)
        .child(content(&Cell::Links(zones)))
}
