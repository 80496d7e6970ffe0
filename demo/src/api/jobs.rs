//! Jobs.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;

use super::caller::Caller;
use super::envelope::{Envelope, Fault};
use super::paging::{Order, Page, Query};
use crate::app::App;
use crate::seed::ATTRIBUTES;

pub(crate) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    RawQuery(raw): RawQuery,
) -> Result<Envelope, Fault> {
    let query = Query::read(raw.as_deref());
    let page = Page::read(&query, &ATTRIBUTES, ("created", Order::Desc))?;
    let tenant_id = query.get("tenant_id");
    let share = caller.user()?.share(tenant_id).ok_or_else(|| {
        let named = tenant_id.unwrap_or_default();
        Fault::new(
            StatusCode::FORBIDDEN,
            format!("The tenancy {named:?} is not one of yours."),
        )
    })?;
    let book = app.world.book();
    if page.sort_by == "created" {
        // Jobs are numbered as they were created: no search, however many there are.
        let total = share.count(book.total());
        let records = page.places(total).filter_map(|place| share.nth(place));
        return Ok(Envelope::page(
            records.map(|index| book.job(index).record()).collect(),
            page,
            total,
        ));
    }
    let sorted = app.sorted.by(book, share, page.sort_by).await;
    let total = sorted.len() as u64;
    let indices = page
        .places(total)
        .filter_map(|place| sorted.get(usize::try_from(place).ok()?));
    Ok(Envelope::page(
        indices.map(|index| book.job(*index).record()).collect(),
        page,
        total,
    ))
}

pub(crate) async fn one(
    State(app): State<Arc<App>>,
    caller: Caller,
    id: Result<Path<String>, PathRejection>,
) -> Result<Envelope, Fault> {
    let Path(id) =
        id.map_err(|fault| Fault::invalid("The id can't be read.").explained(fault.body_text()))?;
    let share = caller.user()?.share(None);
    // A job of somebody else's tenancy is as absent as one that never was.
    let job = app
        .world
        .book()
        .find(&id)
        .filter(|job| share.is_some_and(|share| share.holds(job.index())));
    job.map(|job| Envelope::one(job.record()))
        .ok_or_else(|| Fault::missing("job", &id))
}
