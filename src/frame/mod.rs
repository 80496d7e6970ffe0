//! The frame around every page of a signed-in user: navigation, tenant, bell, watched jobs, user menu, banners, display
//! settings.

mod about;
mod bell;
mod idle;
mod palette;
mod settings;
mod shortcuts;
mod time_zone;
mod watch;

use crate::app::{App, Overlay};
use crate::clock;
use crate::i18n::{Pick, format, messages};
use crate::prelude::*;
use crate::route::{JobList, Route};
use crate::storage;
use crate::ui::dom::{El, View, el, on_window, slot, views, when};
use crate::ui::icon::icon;
use crate::ui::menu::{Item, menu};
use crate::ui::select::{Choice, select};
use crate::ui::time::tell_in_full;
use leptos::task::spawn_local;
pub use settings::settings;
pub use watch::watch_button;

/// The frame, with the page that `page` draws now.
pub fn frame(app: App, page: impl Fn() -> Option<View> + 'static) -> View {
    app.keep_tenant();
    tell_in_full();
    let calm = calm(app);
    let tools = el("div")
        .class("top-tools")
        .child(palette::search_button(app))
        .child(bell::bell(app, calm))
        .child(tenant_select(app))
        .child(user_menu(app));
    let main = el("main")
        .attr("id", "content")
        .attr("tabindex", "-1")
        .child(printed())
        .child(banners(app))
        .child(slot(page));
    let frame = el("div")
        .class("frame")
        .child(
            el("header")
                .class("top")
                .child(brand(app))
                .child(watch::watched(app, calm))
                .child(tools),
        )
        .child(main_navigation(app))
        .child(main)
        .child(settings(app, true));
    views([
        el("a")
            .class("skip")
            .attr("href", "#content")
            .on("click", skip)
            .says(|m| m.skip)
            .into(),
        frame.into(),
        // In this order: the palette gives the focus back before what it opened takes it.
        palette::palette(app),
        shortcuts::shortcuts(app),
        time_zone::time_zone_search(app),
        about::about(app),
        idle::idle_warning(app),
        watch::told(app).into(),
    ])
}

/// Whether what the page itself asked for first has come: only then does the frame ask for anything.
fn calm(app: App) -> RwSignal<bool> {
    let calm = RwSignal::new(false);
    spawn_local(async move {
        loop {
            clock::sleep(100).await;
            if app.client.is_quiet() || calm.try_get_untracked().is_none() {
                break;
            }
        }
        let _ = calm.try_set(true);
    });
    calm
}

/// The console's mark and name.
pub fn brand(app: App) -> El {
    let title = app.config.with_value(|config| config.title.clone());
    el("a")
        .class("brand")
        .attr("href", &app.href(&Route::Overview))
        .child(icon("mark"))
        .child(el("span").text(&title))
}

/// The skip link moves the focus itself: a fragment would be resolved against `<base>`.
fn skip(event: web_sys::Event) {
    event.prevent_default();
    if let Some(content) = document().get_element_by_id("content") {
        use wasm_bindgen::JsCast;
        let _ = content.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

fn main_navigation(app: App) -> El {
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
    el("nav")
        .class("main-nav")
        .attr_says("aria-label", |m| m.main)
        .children(links)
}

fn entry(app: App, name: &'static str, label: Pick, route: fn() -> Route, holds: fn(&Route) -> bool) -> El {
    let href = move || match (route(), app.tenant()) {
        (Route::Jobs(list), tenant) => app.href(&Route::Jobs(JobList { tenant, ..list })),
        (route, _) => app.href(&route),
    };
    let current = move || app.navigation.route.with(holds).then(|| "page".to_owned());
    el("a")
        .attr_live("href", href)
        .attr_if("aria-current", current)
        .child(icon(name))
        .child(el("span").says(label))
}

fn tenant_select(app: App) -> El {
    let choices = Signal::derive(move || {
        let all = (String::new(), messages().all_tenants.to_owned());
        let tenancies = app
            .session
            .current()
            .map(|session| session.user.tenancies.clone())
            .unwrap_or_default();
        let named = tenancies
            .into_iter()
            .filter_map(|tenancy| Some((tenancy.id.clone()?, tenancy.shown_name())));
        let unknown = app.unknown_tenant().map(|id| (id.clone(), id));
        std::iter::once(all)
            .chain(named)
            .chain(unknown)
            .collect::<Vec<Choice>>()
    });
    let chosen = Signal::derive(move || app.unknown_tenant().or_else(|| app.tenant()).unwrap_or_default());
    let choose = Callback::new(move |id: String| {
        app.choose_tenant((!id.is_empty()).then_some(id));
    });
    select(|m| m.tenant, "tenant", choices, chosen, choose)
}

fn user_menu(app: App) -> El {
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
            label: |m| m.shortcuts,
            icon: "keyboard",
            chosen: Callback::new(move |()| app.overlay.set(Some(Overlay::Shortcuts))),
        },
        Item {
            label: |m| m.about,
            icon: "plain",
            chosen: Callback::new(move |()| app.overlay.set(Some(Overlay::About))),
        },
        Item {
            label: |m| m.sign_out,
            icon: "leave",
            chosen: Callback::new(move |()| app.sign_out()),
        },
    ];
    menu("user", name, items)
}

/// Which page was printed, and when: seen on paper alone.
fn printed() -> El {
    let line = el("p").class("printed").attr("aria-hidden", "true");
    let node = line.node().clone();
    on_window("beforeprint", move |_| {
        let address = window().location().href().unwrap_or_default();
        node.set_text_content(Some(&format!("{address} · {}", format::full_time(clock::now()))));
    });
    line
}

/// What a user must know on any page: no network, no storage, another build.
pub fn banners(app: App) -> El {
    let banner = |text: Pick| el("p").class("banner").child(icon("warn")).says(text);
    el("div")
        .class("banners")
        .attr("role", "status")
        .child(when(
            move || app.offline.get(),
            move || banner(|m| m.offline).into(),
        ))
        .child(when(storage::lost, move || banner(|m| m.storage_lost).into()))
        .child(when(move || app.outdated.get(), || new_version().into()))
}

/// Nothing is reloaded but by this button: what was typed may not be sent yet.
fn new_version() -> El {
    let reload = el("button")
        .attr("type", "button")
        .class("button")
        .on("click", |_| drop(window().location().reload()))
        .says(|m| m.reload);
    el("p")
        .class("banner news")
        .child(icon("refresh"))
        .child(el("span").says(|m| m.new_version))
        .child(reload)
}
