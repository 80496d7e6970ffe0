//! What stands in place of the jobs where the address names a tenant that is not the user's.

use super::heading::heading;
use super::jobs;
use crate::app::App;
use crate::i18n::{fill, messages};
use crate::prelude::*;
use crate::ui::dom::{View, el, slot, views};
use crate::ui::icon::icon;

/// The jobs, or why they are not asked for and the way out.
pub fn or_jobs(app: App) -> View {
    let unknown = Memo::new(move |_| app.unknown_tenant());
    slot(move || {
        let id = unknown.get();
        Some(untrack(|| match id {
            Some(id) => notice(app, id),
            None => jobs::page(app),
        }))
    })
}

fn notice(app: App, id: String) -> View {
    let all = move || app.href(&app.navigation.route.get().of_no_tenant());
    let heading = heading(app, || messages().jobs.to_owned());
    let notice = el("div")
        .class("empty")
        .attr("role", "status")
        .child(icon("warn"))
        .child(
            el("p")
                .class("what")
                .text_live(move || fill(messages().unknown_tenant, &[&id])),
        )
        .child(el("p").says(|m| m.unknown_tenant_hint))
        .child(
            el("a")
                .class("button")
                .attr_live("href", all)
                .says(|m| m.show_all_tenants),
        );
    views([el("div").class("page-head").child(heading).into(), notice.into()])
}
