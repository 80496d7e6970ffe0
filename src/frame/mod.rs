//! The frame around every page of a signed-in user: navigation, tenant, user menu, banners, display settings.

mod settings;

use crate::app::App;
use crate::i18n::{Pick, t};
use crate::route::{JobList, Route};
use crate::storage;
use crate::ui::icon::icon;
use crate::ui::menu::{Item, menu};
use crate::ui::select::{Choice, select};
use leptos::prelude::*;
pub use settings::settings;

/// A page in its frame.
pub fn frame(app: App, page: AnyView) -> AnyView {
    view! {
        <a class="skip" href="#content" on:click=skip>{t(|m| m.skip)}</a>
        <div class="frame">
            <header class="top">
                {brand(app)} <div class="top-tools">{tenant_select(app)} {user_menu(app)}</div>
            </header>
            {main_navigation(app)}
            <main id="content" tabindex="-1">{banners(app)} {page}</main>
            {settings(app)}
        </div>
    }
    .into_any()
}

/// The console's mark and name.
pub fn brand(app: App) -> AnyView {
    let title = app.config.with_value(|config| config.title.clone());
    view! { <a class="brand" href=app.href(&Route::Overview)>{icon("mark")} <span>{title}</span></a> }
        .into_any()
}

/// The skip link moves the focus itself: a fragment would be resolved against `<base>`.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    if let Some(content) = document().get_element_by_id("content") {
        use wasm_bindgen::JsCast;
        let _ = content.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

fn main_navigation(app: App) -> AnyView {
    let links = [
        entry(
            app,
            "overview",
            |m| m.overview,
            || Route::Overview,
            |route| matches!(route, Route::Overview),
        ),
        entry(
            app,
            "regions",
            |m| m.regions,
            Route::regions,
            |route| matches!(route, Route::Regions(_) | Route::Region(_)),
        ),
        entry(
            app,
            "zones",
            |m| m.zones,
            || Route::zones(None),
            |route| matches!(route, Route::Zones { .. } | Route::Zone(_)),
        ),
        entry(
            app,
            "jobs",
            |m| m.jobs,
            Route::jobs,
            |route| matches!(route, Route::Jobs(_) | Route::Job(_)),
        ),
    ];
    view! { <nav class="main-nav" aria-label=t(|m| m.main)>{links.into_iter().collect_view()}</nav> }
        .into_any()
}

fn entry(
    app: App,
    name: &'static str,
    label: Pick,
    route: fn() -> Route,
    holds: fn(&Route) -> bool,
) -> AnyView {
    let href = move || match (route(), app.tenant()) {
        (Route::Jobs(list), tenant) => app.href(&Route::Jobs(JobList { tenant, ..list })),
        (route, _) => app.href(&route),
    };
    let current = move || app.navigation.route.with(holds).then_some("page");
    view! { <a href=href aria-current=current>{icon(name)} <span>{t(label)}</span></a> }.into_any()
}

fn tenant_select(app: App) -> AnyView {
    let choices = Signal::derive(move || {
        let all = (String::new(), t(|m| m.all_tenants)().to_owned());
        let tenancies = app
            .session
            .current()
            .map(|session| session.user.tenancies.clone())
            .unwrap_or_default();
        let named = tenancies
            .into_iter()
            .filter_map(|tenancy| Some((tenancy.id.clone()?, tenancy.shown_name())));
        std::iter::once(all).chain(named).collect::<Vec<Choice>>()
    });
    let chosen = Signal::derive(move || app.tenant().unwrap_or_default());
    let choose = Callback::new(move |id: String| {
        let tenant = (!id.is_empty()).then_some(id);
        if let Some(username) = app.username.get_untracked() {
            app.choices.set_tenant(&username, tenant.clone());
        }
        if let Route::Jobs(mut list) = app.navigation.route.get_untracked() {
            list.tenant = tenant;
            list.paging.offset = 0;
            app.navigation.go(Route::Jobs(list));
        }
    });
    select(|m| m.tenant, "tenant", choices, chosen, choose)
}

fn user_menu(app: App) -> AnyView {
    let name = Signal::derive(move || {
        app.session
            .current()
            .map(|session| session.user.shown_name())
            .unwrap_or_default()
    });
    let go = move |route: fn() -> Route| Callback::new(move |()| app.navigation.go(route()));
    let items = vec![
        Item {
            label: |m| m.account,
            icon: "user",
            chosen: go(|| Route::Account),
        },
        Item {
            label: |m| m.change_password,
            icon: "key",
            chosen: go(|| Route::Password),
        },
        Item {
            label: |m| m.sign_out,
            icon: "leave",
            chosen: Callback::new(move |()| app.sign_out()),
        },
    ];
    menu(name, items)
}

/// What a user must know on any page: no network, no storage.
pub fn banners(app: App) -> AnyView {
    view! {
        <div class="banners" role="status">
            {move || app.offline.get().then(|| view! { <p class="banner">{icon("warn")} {t(|m| m.offline)}</p> })}
            {storage::lost().then(|| view! { <p class="banner">{icon("warn")} {t(|m| m.storage_lost)}</p> })}
        </div>
    }
    .into_any()
}
