//! Any address that is no page.

use super::heading::heading;
use crate::app::App;
use crate::i18n::{fill, messages, t};
use crate::route::Route;
use leptos::prelude::*;

/// Says which address leads nowhere, and where to go instead.
pub fn page(app: App, path: String) -> AnyView {
    let lead = move || fill(messages().not_found_lead, &[&path]);
    view! {
        <div class="page-head">{heading(app, || messages().not_found.to_owned())}</div>
        <p class="lead">{lead}</p>
        <p class="actions">
            <a class="button" href=app.href(&Route::Overview)>{t(|m| m.overview)}</a>
            <a class="button" href=app.href(&Route::jobs())>{t(|m| m.jobs)}</a>
        </p>
    }
    .into_any()
}
