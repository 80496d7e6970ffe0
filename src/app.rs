//! The console as a whole: what lives as long as the page does, who may see which page, and the page itself.

use crate::behind::{self, Behind};
use crate::choices::Choices;
use crate::client::Client;
use crate::live::effect;
use crate::navigation::Navigation;
use crate::pages::neighbours::Neighbours;
use crate::prelude::*;
use crate::query::Memory;
use crate::query::scan::Beyond;
use crate::route::{JobList, Route};
use crate::session::idle::Idle;
use crate::session::{End, SessionStore, renewal};
use crate::ui::dom::{self, View, slot};
use crate::watch::Watch;
use crate::{early, failure, i18n, keys, pages};
use js_sys::{Promise, Reflect, global};
use leptos::task::spawn_local;
use nse_api::Config;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// What can stand over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The search over pages, records and actions.
    Palette,
    /// The list of shortcuts.
    Shortcuts,
    /// The search for a time zone.
    TimeZone,
    /// What this console is.
    About,
}

/// What lives as long as the page does. Every page gets it by value; there is no other way to reach these.
#[derive(Clone, Copy)]
pub struct App {
    /// The deployment's settings.
    pub config: StoredValue<Config>,
    /// What the user chose.
    pub choices: Choices,
    /// Who is signed in.
    pub session: SessionStore,
    /// Their name; changes only when another user signs in.
    pub username: Memo<Option<String>>,
    /// The code of what they see.
    pub behind: Behind,
    /// Where they are.
    pub navigation: Navigation,
    /// The API.
    pub client: Client,
    /// Answers that Back shows again.
    pub memory: Memory,
    /// The list of jobs that was shown last.
    pub neighbours: Neighbours,
    /// What was loaded beyond the page of a list.
    pub beyond: RwSignal<Beyond>,
    /// Counts the times that the page came back to the front or online: then what is stale is fetched again.
    pub woken: RwSignal<u32>,
    /// Whether the browser says that there is no network.
    pub offline: RwSignal<bool>,
    /// Whether another build of the console has been deployed since this one was loaded.
    pub outdated: RwSignal<bool>,
    /// Whether the page is hidden: another tab is in front of it, or the window is minimised.
    pub hidden: RwSignal<bool>,
    /// Whether somebody is there.
    pub idle: Idle,
    /// What stands over the page.
    pub overlay: RwSignal<Option<Overlay>>,
    /// Counts the wishes to see what the server has now, whatever is on the page.
    pub refreshed: RwSignal<u32>,
    /// The tenant that this tab showed last, empty for all; see [`App::tenant`].
    pub tenant_of_tab: RwSignal<String>,
    /// The jobs that the user watches.
    pub watch: Watch,
}

impl App {
    /// Everything at its start. Call it once, under the owner of the whole page.
    pub fn start(config: Config) -> Self {
        let choices = Choices::load(config.language.as_deref());
        let session = SessionStore::load();
        let username = session.username();
        let idle = Idle::start(session, username, config.idle_minutes);
        let config = StoredValue::new(config);
        let app = Self {
            config,
            choices,
            session,
            username,
            behind: Behind::start(username),
            navigation: Navigation::start(),
            client: Client::new(config, session),
            memory: Memory::default(),
            neighbours: Neighbours::default(),
            beyond: RwSignal::new(Beyond::default()),
            woken: RwSignal::new(0),
            offline: RwSignal::new(!window().navigator().on_line()),
            outdated: RwSignal::new(false),
            hidden: RwSignal::new(document().hidden()),
            idle,
            overlay: RwSignal::new(None),
            refreshed: RwSignal::new(0),
            tenant_of_tab: RwSignal::new(String::new()),
            watch: Watch::new(choices, username),
        };
        app.guard();
        app.forget_former_user();
        app.watch_surroundings();
        app.hear_of_another_build();
        renewal::start(app);
        keys::start(app);
        app
    }

    /// The address of a route, for a link.
    pub fn href(&self, route: &Route) -> String {
        self.navigation.href(route)
    }

    /// The first page of the jobs of that tenant; tracked.
    pub fn jobs(&self) -> Route {
        let tenant = self.tenant();
        Route::Jobs(JobList {
            tenant,
            ..JobList::default()
        })
    }

    /// Asks the server again for all that is shown.
    pub fn refresh(&self) {
        self.refreshed.update(|count| *count += 1);
    }

    /// Ends the session on the user's wish.
    pub fn sign_out(&self) {
        self.session.finish(End::SignedOut);
    }

    /// Who is not signed in is led to sign-in, and from there back to the page that was asked for.
    fn guard(self) {
        let mut last = None;
        effect(move || {
            let (route, username) = (self.navigation.route.get(), self.username.get());
            let signed_in = username.is_some();
            // A tenant in an address is the former user's: the next one starts at their own.
            let is_another = signed_in && last.is_some() && last != username;
            last = username.or(last.take());
            let theirs = |route: Route| if is_another { route.of_no_tenant() } else { route };
            match route {
                // Not before there is anything to lead to: until then the form says that it is under way.
                Route::SignIn { next } if signed_in && self.behind.is_there() => self
                    .navigation
                    .replace(theirs(Navigation::after_sign_in(next.as_deref()))),
                Route::Jobs(_) if is_another => self.navigation.replace(theirs(route)),
                guarded if guarded.is_guarded() && !signed_in => {
                    // Who signed out on purpose starts afresh.
                    let left = self.session.end.get_untracked() == Some(End::SignedOut);
                    let next = (!left && guarded != Route::Overview).then(|| guarded.to_string());
                    self.navigation.replace(Route::SignIn { next });
                }
                _ => {}
            }
        });
    }

    /// What one user saw is nothing to the next.
    fn forget_former_user(self) {
        let mut before = None;
        effect(move || {
            let username = self.username.get();
            if before.is_some() && before != username {
                self.client.abort_all();
                self.memory.clear();
                self.beyond.set(Beyond::default());
                self.overlay.set(None);
                self.neighbours.clear();
                self.choices.forget_former_user(username.as_deref());
                self.watch.look();
            }
            before = username;
        });
    }

    fn watch_surroundings(self) {
        let listener = Closure::<dyn Fn()>::new(move || {
            self.catch_up();
            let (hidden, offline) = (document().hidden(), !window().navigator().on_line());
            self.hidden.set(hidden);
            self.offline.set(offline);
            if !hidden && !offline {
                self.woken.update(|count| *count += 1);
            }
        });
        let callback = listener.as_ref().unchecked_ref();
        for event in ["online", "offline", "focus"] {
            let _ = window().add_event_listener_with_callback(event, callback);
        }
        let _ = document().add_event_listener_with_callback("visibilitychange", callback);
        listener.forget();
        // A page that the browser kept and brings back (Back from another site) heard nothing in the meantime.
        let shown = Closure::<dyn Fn()>::new(move || self.catch_up());
        let _ = window().add_event_listener_with_callback("pageshow", shown.as_ref().unchecked_ref());
        shown.forget();
    }

    /// `boot.js` looks for it and tells once; where there is none (in tests), nobody does.
    fn hear_of_another_build(self) {
        let told =
            Reflect::get(&global(), &"anotherBuild".into()).and_then(|told| told.dyn_into::<Promise>());
        if let Ok(told) = told {
            spawn_local(async move {
                if JsFuture::from(told).await.is_ok() {
                    let _ = self.outdated.try_set(true);
                }
            });
        }
    }

    /// Looks at what may have changed while nobody told this page: the stored session, and the time.
    fn catch_up(&self) {
        self.session.follow();
        self.idle.look();
    }
}

/// Shows the console in `#app`, by the text of `config.json`.
pub fn mount(config: Option<String>) {
    failure::install();
    let Some(place) = document()
        .get_element_by_id("app")
        .and_then(|place| place.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let config = config.map_or_else(
        || Ok(Config::default()),
        |text| Config::read(&text, i18n::Locale::TAGS),
    );
    let drawn = dom::mount(place, move || match config {
        Ok(config) => view(App::start(config)),
        Err(fault) => early::take_over(|| pages::config_fault::page(fault)),
    });
    drawn.forget();
}

/// The frame with the current page in it, or sign-in.
pub fn view(app: App) -> View {
    // Compared by page, so that a change of parameters reaches the page as a signal instead of drawing it anew.
    let page = Memo::new_with_compare(
        move |_| app.navigation.route.get(),
        |before, now| match (before, now) {
            (Some(before), Some(now)) => !before.same_page(now),
            _ => true,
        },
    );
    // The console is not drawn in English first, for somebody whose language is under way.
    let settled = Memo::new(|_| i18n::is_settled());
    let inside = Memo::new(move |_| app.username.get().filter(|_| app.behind.is_there()));
    slot(move || match inside.get() {
        _ if !settled.get() => None,
        #[cfg(debug_assertions)]
        _ if page.get() == Route::Parts => Some(early::take_over(|| untrack(|| crate::parts::page(app)))),
        Some(_) => Some(early::take_over(|| untrack(|| behind::view(app, page)))),
        None => matches!(page.get(), Route::SignIn { .. })
            .then(|| early::take_over(|| untrack(|| pages::sign_in::page(app)))),
    })
}
