//! The one place for localStorage. Two keys, and nothing else is kept.
//!
//! A browser may refuse storage (a setting, a private window, a full disk): then the values live in memory until the
//! page closes, and [`lost`] says so.

use crate::prelude::*;
use nse_api::Pairs;
use std::cell::RefCell;
use std::sync::LazyLock;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Storage, StorageEvent};

/// What is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// `{"token", "user"}` as the API gave them.
    Session,
    /// What the user chose: language, theme, time zone, tenant; and when somebody was last there.
    Choices,
}

impl Key {
    /// Its name in localStorage.
    pub fn name(self) -> &'static str {
        match self {
            Key::Session => "nse-console.session",
            Key::Choices => "nse-console.choices",
        }
    }
}

thread_local! {
    static MEMORY: RefCell<Pairs<Key, String>> = const { RefCell::new(Pairs::new()) };
}

static LOST: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| ArcRwSignal::new(false));

/// Whether something is kept that the browser refused to store; tracked.
pub fn lost() -> bool {
    LOST.get()
}

/// Reads a value.
pub fn read(key: Key) -> Option<String> {
    let kept = MEMORY.with_borrow(|memory| memory.get(&key).cloned());
    kept.or_else(|| browser().and_then(|storage| storage.get_item(key.name()).ok().flatten()))
}

/// Keeps a value; in memory where the browser refuses it.
pub fn write(key: Key, value: &str) {
    let stored = || browser().is_some_and(|storage| storage.set_item(key.name(), value).is_ok());
    // What stands there is older than what could not be written: a reload must not bring it back. Without it there may
    // be room enough.
    let is_stored = stored() || (take_away(key) && stored());
    keep((!is_stored).then(|| value.to_owned()), key);
}

/// Keeps a value in memory, or no longer.
fn keep(value: Option<String>, key: Key) {
    let lost = MEMORY.with_borrow_mut(|memory| {
        match value {
            Some(value) => memory.insert(key, value),
            None => memory.remove(&key),
        }
        memory.iter().next().is_some()
    });
    if LOST.get_untracked() != lost {
        LOST.set(lost);
    }
}

/// Removes a value.
pub fn remove(key: Key) {
    keep(None, key);
    take_away(key);
}

fn take_away(key: Key) -> bool {
    browser().is_some_and(|storage| storage.remove_item(key.name()).is_ok())
}

/// Calls back whenever another tab changes a value or clears the storage, for as long as the page lives.
pub fn on_change_elsewhere(changed: impl Fn(Key) + 'static) {
    let listener = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| match event.key() {
        // A cleared storage has no key (WHATWG HTML §12.2.3).
        None => [Key::Session, Key::Choices].into_iter().for_each(&changed),
        Some(name) => [Key::Session, Key::Choices]
            .into_iter()
            .filter(|key| key.name() == name)
            .for_each(&changed),
    });
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("storage", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

fn browser() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
