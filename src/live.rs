//! What follows signals: drawing, and acting.
//!
//! leptos compiles a copy of an effect, of 2 KB, for each closure; boxed, all of them share one.

use leptos::prelude::{Effect, RenderEffect, on_cleanup};

/// Runs now, and again whenever a signal that it read changes, as long as the current owner lives. For drawing.
pub fn live(run: impl FnMut() + 'static) {
    fn start(mut run: Box<dyn FnMut()>) {
        let effect = RenderEffect::new(move |_| run());
        on_cleanup(move || drop(effect));
    }
    start(Box::new(run));
}

/// The same, but not before what runs now has ended. For acting: it may set signals and leave the page.
pub fn effect(run: impl FnMut() + 'static) {
    fn start(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_| run());
    }
    start(Box::new(run));
}
