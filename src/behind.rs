//! What is behind sign-in: the frame, and the pages in it.
//!
//! In the published console all that [`view`] alone leads to is a file of its own (script/lib/wasm.mjs), which the sign-in
//! page does not load. [`Behind`] says whether it is there.

use crate::app::App;
use crate::live::effect;
use crate::prelude::*;
use crate::route::Route;
use crate::ui::dom::View;
use crate::{frame, pages};
use js_sys::{Function, Promise, Reflect, global};
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// The code of what is behind sign-in.
#[derive(Clone, Copy)]
pub struct Behind(RwSignal<bool>);

impl Behind {
    /// Not there, but for who is signed in: they have it from the start, or get it as soon as they are.
    pub fn start(username: Memo<Option<String>>) -> Self {
        let behind = Self(RwSignal::new(false));
        // At once, not when effects run: who loads the page signed in sees the frame as the first thing.
        if username.get_untracked().is_some() {
            behind.ask();
        }
        effect(move || {
            if username.get().is_some() {
                behind.ask();
            }
        });
        behind
    }

    /// Whether it is there; tracked.
    pub fn is_there(self) -> bool {
        self.0.get()
    }

    /// Gets it, unless that was done or is under way. Where it does not come, `boot.js` shows the failure page.
    pub fn ask(self) {
        if self.0.get_untracked() {
            return;
        }
        match asked() {
            Some(asked) => spawn_local(async move {
                if JsFuture::from(asked).await.is_ok() {
                    let _ = self.0.try_set(true);
                }
            }),
            None => self.0.set(true),
        }
    }
}

/// What `boot.js` has under way. `None` where it is there, as it is in a build of one piece.
fn asked() -> Option<Promise> {
    let ask: Function = Reflect::get(&global(), &"codeBehind".into())
        .ok()?
        .dyn_into()
        .ok()?;
    ask.call0(&global()).ok()?.dyn_into().ok()
}

/// The frame with the current page in it. Never inlined: by its name the build finds what is behind it.
#[inline(never)]
pub fn view(app: App, page: Memo<Route>) -> View {
    // Untracked: what a page reads while it is built must not build it again, with the loss of what was typed.
    // In between, the guard is about to lead elsewhere: then there is no page.
    let in_frame = move || match page.get() {
        Route::SignIn { .. } => None,
        route => Some(untrack(|| pages::page(app, route))),
    };
    frame::frame(app, in_frame)
}
