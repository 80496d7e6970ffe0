//! Any address that is no page.

use super::heading::heading;
use crate::app::{App, Overlay};
use crate::i18n::{Pick, fill, messages};
use crate::route::Route;
use crate::ui::dom::{View, el, views};
use crate::ui::icon::icon;

/// Says which address leads nowhere, and where to go instead.
pub fn page(app: App, path: String) -> View {
    let lead = move || fill(messages().not_found_lead, &[&path]);
    let link = |route, label: Pick| {
        el("a")
            .class("button")
            .attr("href", &app.href(&route))
            .says(label)
    };
    let search = el("button")
        .attr("type", "button")
        .class("button")
        .on("click", move |_| app.overlay.set(Some(Overlay::Palette)))
        .child(icon("search"))
        .child(el("span").says(|m| m.search));
    views([
        el("div")
            .class("page-head")
            .child(heading(app, || messages().not_found.to_owned()))
            .into(),
        el("p").class("lead").text_live(lead).into(),
        el("p")
            .class("actions")
            .child(link(Route::Overview, |m| m.overview))
            .child(link(Route::jobs(), |m| m.jobs))
            .child(search)
            .into(),
    ])
}
