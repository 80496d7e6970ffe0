//! `/account`

use super::heading::heading;
use super::job_cells::time_with_zone;
use super::record::{Entry, fields};
use crate::app::App;
use crate::clock;
use crate::i18n::{fill, format, messages};
use crate::prelude::*;
use crate::route::Route;
use crate::session::{Session, token_end};
use crate::ui::dom::{El, View, el, steady_slot, views};
use crate::ui::icon::icon;
use crate::ui::rows::{Cell, Row};
use crate::ui::table::{Column, Table, fixed};
use nse_api::Moment;

const COLUMNS: &[Column] = &[
    Column::plain(|m| m.name, "name").heading(),
    Column::plain(|m| m.code, "mono"),
    Column::plain(|m| m.role, ""),
    Column::plain(|m| m.id, "mono"),
];

/// Who the user is to the server.
pub fn page(app: App) -> View {
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
            ]
            .into(),
        };
        tenancies.into_iter().enumerate().map(row).collect()
    });
    let table = Table {
        name: |m| m.tenancies,
        columns: fixed(COLUMNS),
        rows,
        subject: Signal::stored(String::new()),
        sort: Signal::stored(None),
        on_sort: Callback::new(|_| {}),
        busy: Signal::stored(false),
    };
    let section = el("section")
        .child(el("h2").says(|m| m.tenancies))
        .child(table.view());
    let actions = el("p").class("actions").child(
        el("a")
            .class("button")
            .attr("href", &app.href(&Route::Password))
            .says(|m| m.change_password),
    );
    views([
        el("div")
            .class("page-head")
            .child(heading(app, || messages().account.to_owned()))
            .into(),
        el("p").class("lead").says(|m| m.account_lead).into(),
        el("div")
            .class("record")
            .child(steady_slot(about))
            .child(actions)
            .child(section)
            .child(session(app))
            .into(),
    ])
}

/// When the session ends, and the way to end it now.
fn session(app: App) -> El {
    let ticks = clock::ticks(1_000);
    let left = move || {
        ticks.track();
        let end = app.session.current().and_then(|session| token_end(&session));
        let now = clock::now();
        match end {
            Some(end) if end > now => fill(messages().session_left, &[&format::ahead(end, now)]),
            Some(_) => messages().session_over.to_owned(),
            None => String::new(),
        }
    };
    let limit = move || {
        let limit = app.idle.limit_ms();
        limit.map_or_else(String::new, |limit| {
            fill(messages().idle_limit, &[&format::long_duration(limit)])
        })
    };
    let leave = el("button")
        .attr("type", "button")
        .class("button")
        .on("click", move |_| app.sign_out())
        .child(icon("leave"))
        .says(|m| m.sign_out_everywhere);
    el("section")
        .child(el("h2").says(|m| m.session))
        .child(el("p").text_live(left))
        .child(el("p").class("quiet").text_live(limit))
        .child(el("p").class("actions").child(leave))
}

fn who(session: &Session) -> View {
    let user = &session.user;
    let end = token_end(session).map_or_else(
        || Cell::Text(messages().unknown_end.to_owned()),
        |end| time_with_zone(&Moment::At(end)),
    );
    let entries = vec![
        Entry::new(|m| m.name, Cell::Text(user.shown_name())),
        Entry::new(|m| m.username, user.username.clone()),
        Entry::new(|m| m.email, user.email.clone()),
        Entry::id(|m| m.user_id, user.id.clone()),
        Entry::new(|m| m.session_ends, end),
    ];
    fields(entries).into()
}
