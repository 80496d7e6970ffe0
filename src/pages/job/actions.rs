//! What can be taken along from a job: its address, the request for it, and the record. None of it holds a secret.

use super::payload::pretty;
use super::shown::Shown;
use crate::app::App;
use crate::prelude::*;
use crate::route::Route;
use crate::ui::copy::copy_action;
use crate::ui::dom::{El, el};
use nse_api::curl::curl;
use nse_api::redact::redact;

/// The buttons.
pub fn actions(app: App, shown: Shown, id: &str) -> El {
    let link = app.href(&Route::Job(id.to_owned()));
    let base = app.config.with_value(|config| config.api_base.clone());
    let request = base + &app.client.api().job(id).address;
    el("div").class("job-actions").children([
        copy_action(|m| m.copy_link, move || whole(&link)),
        copy_action(|m| m.copy_curl, move || curl(&whole(&request))),
        copy_action(
            |m| m.copy_json,
            move || untrack(|| shown.read(|record| pretty(&redact(record)))),
        ),
    ])
}

/// An address with its origin, where it has none.
fn whole(address: &str) -> String {
    if address.starts_with('/') {
        window().location().origin().unwrap_or_default() + address
    } else {
        address.to_owned()
    }
}
