//! Moving between pages: history, clicks on links, scroll and focus.
//!
//! - The console lives below a base path (`/`, or `/console` where it is hosted under one), which `<base>` names.
//! - Back and forward restore the scroll once the rows, kept in memory, are drawn again; the browser would do it before
//!   they are. A change of parameters alone keeps scroll and focus.
//! - A change of page moves the focus to its `h1`, which is how a screen reader announces it.

use crate::prelude::*;
use crate::route::Route;
use nse_api::{Pairs, return_address};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlAnchorElement, HtmlElement, MouseEvent, PopStateEvent, ScrollRestoration};

/// How the current route was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// The page was loaded at it.
    Loaded,
    /// By a link or an action.
    Followed,
    /// By Back or Forward.
    Returned,
}

/// The place where the user is, and the ways to another.
#[derive(Clone, Copy)]
pub struct Navigation {
    /// Where the user is.
    pub route: RwSignal<Route>,
    arrival: StoredValue<Arrival>,
    base: StoredValue<String>,
    /// The scroll of each history entry, by the number that its state carries.
    scrolls: StoredValue<Pairs<u32, f64>>,
    entry: StoredValue<u32>,
}

impl Navigation {
    /// Reads where the page was loaded, and follows links and history from now on.
    pub fn start() -> Self {
        let base = base_path(&document().base_uri().ok().flatten().unwrap_or_default());
        let navigation = Self {
            route: RwSignal::new(Route::Overview),
            arrival: StoredValue::new(Arrival::Loaded),
            base: StoredValue::new(base),
            scrolls: StoredValue::default(),
            entry: StoredValue::new(entry_number().unwrap_or_default()),
        };
        navigation.route.set(navigation.current());
        // An address that was clamped or misspelt is corrected by replacement, so that it can be shared as it is meant.
        let route = navigation.route.get_untracked();
        if !matches!(route, Route::NotFound(_)) && navigation.href(&route) != location_text() {
            navigation.write(&route, true);
        }
        if let Ok(history) = window().history() {
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        navigation.listen();
        navigation
    }

    /// The address of a route, with the base, for a link.
    pub fn href(&self, route: &Route) -> String {
        self.base.with_value(|base| format!("{base}{route}"))
    }

    /// The route with its changes of parameters, for the page that is drawn now: another page's never reaches it.
    pub fn of_page(&self) -> Memo<Route> {
        let route = self.route;
        Memo::new(move |before: Option<&Route>| {
            let now = route.get();
            match before {
                Some(before) if !before.same_page(&now) => before.clone(),
                _ => now,
            }
        })
    }

    /// How the current route was come by.
    pub fn arrival(&self) -> Arrival {
        self.arrival.get_value()
    }

    /// Goes to a route, as a click on a link would.
    pub fn go(&self, route: Route) {
        self.leave(route, false);
    }

    /// Goes to a route in place of the current one: Back does not lead here again.
    pub fn replace(&self, route: Route) {
        self.leave(route, true);
    }

    /// Where to go after signing in: the return address, if it is safe, else the overview.
    pub fn after_sign_in(next: Option<&str>) -> Route {
        next.and_then(return_address)
            .map_or(Route::Overview, Route::read_address)
    }

    fn leave(&self, route: Route, replace: bool) {
        if route == self.route.get_untracked() {
            return;
        }
        self.keep_scroll();
        self.write(&route, replace);
        self.arrive(route, Arrival::Followed);
    }

    fn write(&self, route: &Route, replace: bool) {
        let Ok(history) = window().history() else {
            return;
        };
        let address = self.href(route);
        let entry = if replace {
            self.entry.get_value()
        } else {
            self.entry.get_value() + 1
        };
        let state = JsValue::from_f64(f64::from(entry));
        // Browsers refuse more than some 200 entries a minute (Safari 100 in 30 s): the address then stays behind.
        let _ = if replace {
            history.replace_state_with_url(&state, "", Some(&address))
        } else {
            history.push_state_with_url(&state, "", Some(&address))
        };
        self.entry.set_value(entry);
    }

    fn arrive(&self, route: Route, arrival: Arrival) {
        self.arrival.set_value(arrival);
        let same_page = self.route.with_untracked(|before| before.same_page(&route));
        self.route.set(route);
        let scroll = match arrival {
            Arrival::Returned => self
                .scrolls
                .with_value(|scrolls| scrolls.get(&self.entry.get_value()).copied()),
            _ if same_page => return,
            _ => Some(0.0),
        };
        // After the frame in which the page was drawn: effects run before it.
        request_animation_frame(move || {
            if !same_page {
                focus_heading();
            }
            window().scroll_to_with_x_and_y(0.0, scroll.unwrap_or_default());
        });
    }

    fn keep_scroll(&self) {
        let (entry, scroll) = (self.entry.get_value(), window().scroll_y().unwrap_or_default());
        self.scrolls.update_value(|scrolls| scrolls.insert(entry, scroll));
    }

    fn current(&self) -> Route {
        let location = window().location();
        let path = location.pathname().unwrap_or_default();
        let query = location.search().unwrap_or_default();
        match self
            .base
            .with_value(|base| below_base(base, &path).map(str::to_owned))
        {
            Some(path) => Route::read(&path, query.trim_start_matches('?')),
            None => Route::NotFound(path),
        }
    }

    fn listen(self) {
        let on_pop = Closure::<dyn Fn(PopStateEvent)>::new(move |_| {
            self.keep_scroll();
            self.entry.set_value(entry_number().unwrap_or_default());
            self.arrive(self.current(), Arrival::Returned);
        });
        let on_click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
            if let Some(route) = self.followed_link(&event) {
                event.prevent_default();
                self.go(route);
            }
        });
        let _ = window().add_event_listener_with_callback("popstate", on_pop.as_ref().unchecked_ref());
        let _ = document().add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref());
        on_pop.forget();
        on_click.forget();
    }

    /// The route of a plain click on a link of ours; any other click is the browser's.
    fn followed_link(&self, event: &MouseEvent) -> Option<Route> {
        let plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if !plain || event.default_prevented() {
            return None;
        }
        let target: Element = event.target()?.dyn_into().ok()?;
        let link: HtmlAnchorElement = target.closest("a[href]").ok().flatten()?.dyn_into().ok()?;
        let elsewhere = !link.target().is_empty() || link.has_attribute("download");
        if elsewhere
            || link.origin() != window().location().origin().unwrap_or_default()
            || !link.hash().is_empty()
        {
            return None;
        }
        let path = link.pathname();
        let below = self
            .base
            .with_value(|base| below_base(base, &path).map(str::to_owned))?;
        Some(Route::read(&below, link.search().trim_start_matches('?')))
    }
}

/// Moves the focus to the heading of the page, unless its user was quicker (`early`).
fn focus_heading() {
    let find = |selector| document().query_selector(selector).ok().flatten();
    if find("main input:focus").is_some() {
        return;
    }
    let heading = find("h1");
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.focus();
    }
}

fn location_text() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

fn entry_number() -> Option<u32> {
    window()
        .history()
        .ok()?
        .state()
        .ok()?
        .as_f64()
        .map(|number| number as u32)
}

/// The path of `<base>` without its last slash: `https://host/console/` is `/console`, `https://host/` is nothing.
fn base_path(base_uri: &str) -> String {
    let path = base_uri
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    let directory = path
        .and_then(|path| path.rsplit_once('/'))
        .map_or("", |(directory, _)| directory);
    directory.to_owned()
}

/// A path below a base, by whole segments: `/console2` is not below `/console`.
fn below_base<'a>(base: &str, path: &'a str) -> Option<&'a str> {
    let rest = path.strip_prefix(base)?;
    if rest.is_empty() {
        Some("/")
    } else {
        rest.starts_with('/').then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_taken_by_whole_segments() {
        assert_eq!(base_path("https://host/console/"), "/console");
        assert_eq!(base_path("https://host/"), "");
        assert_eq!(base_path("http://127.0.0.1:8080/a/b/"), "/a/b");
        assert_eq!(below_base("/console", "/console/jobs"), Some("/jobs"));
        assert_eq!(below_base("/console", "/console"), Some("/"));
        assert_eq!(below_base("/console", "/console2/jobs"), None);
        assert_eq!(below_base("", "/jobs"), Some("/jobs"));
    }

    #[test]
    fn only_a_safe_return_address_is_followed() {
        assert_eq!(
            Navigation::after_sign_in(Some("/jobs/42")),
            Route::Job("42".into())
        );
        assert_eq!(Navigation::after_sign_in(Some("//evil.example")), Route::Overview);
        assert_eq!(
            Navigation::after_sign_in(Some("/signin?next=/jobs")),
            Route::Overview
        );
        assert_eq!(Navigation::after_sign_in(None), Route::Overview);
    }
}
