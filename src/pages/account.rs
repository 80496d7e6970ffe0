//! `/account`

use super::heading::heading;
use super::job_cells::time;
use super::record::{Entry, fields};
use crate::app::App;
use crate::i18n::{messages, t};
use crate::route::Route;
use crate::session::{Session, token_end};
use crate::ui::rows::{Cell, Row};
use crate::ui::table::{Column, Table};
use leptos::prelude::*;
use nse_api::Moment;

const COLUMNS: &[Column] = &[
    Column::plain(|m| m.name, "name").heading(),
    Column::plain(|m| m.code, "mono"),
    Column::plain(|m| m.role, ""),
    Column::plain(|m| m.id, "mono"),
];

/// Who the user is to the server.
pub fn page(app: App) -> AnyView {
    let about = move || app.session.current().map(|session| who(&session));
    let rows = Signal::derive(move || {
        let tenancies = app
            .session
            .current()
            .map(|session| session.user.tenancies.clone())
            .unwrap_or_default();
        let row = |(at, tenancy): (usize, nse_api::Tenancy)| Row {
            key: format!("{at}"),
            cells: vec![
                Cell::Text(tenancy.shown_name()),
                tenancy.code.into(),
                tenancy.role.into(),
                tenancy.id.into(),
            ],
        };
        tenancies.into_iter().enumerate().map(row).collect()
    });
    let table = Table {
        name: |m| m.tenancies,
        columns: COLUMNS,
        rows,
        sort: Signal::stored(None),
        on_sort: Callback::new(|_| {}),
        busy: Signal::stored(false),
    };
    view! {
        <div class="page-head">{heading(app, || messages().account.to_owned())}</div>
        <p class="lead">{t(|m| m.account_lead)}</p>
        <div class="record">
            {about}
            <section><h2>{t(|m| m.tenancies)}</h2> {table.view()}</section>
            <p class="actions">
                <a class="button" href=app.href(&Route::Password)>{t(|m| m.change_password)}</a>
                <button type="button" class="button" on:click=move |_| app.sign_out()>{t(|m| m.sign_out)}</button>
            </p>
        </div>
    }
    .into_any()
}

fn who(session: &Session) -> AnyView {
    let user = &session.user;
    let end = token_end(session).map_or_else(
        || Cell::Text(messages().unknown_end.to_owned()),
        |end| time(&Moment::At(end)),
    );
    fields(vec![
        Entry::new(|m| m.name, Cell::Text(user.shown_name())),
        Entry::new(|m| m.username, user.username.clone()),
        Entry::new(|m| m.email, user.email.clone()),
        Entry::id(|m| m.user_id, user.id.clone()),
        Entry::new(|m| m.session_ends, end),
    ])
}
