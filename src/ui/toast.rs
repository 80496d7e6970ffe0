//! What is said in passing: at the edge of the page, once for screen readers, and gone after a while unless somebody
//! reads it.

use super::badge::Tone;
use super::dom::{El, View, el, when};
use super::icon::{icon, icon_button};
use super::keyed::keyed;
use crate::clock;
use crate::i18n::Pick;
use leptos::prelude::*;

/// For how many seconds it stays, as long as nobody points at it and the page is shown.
const STAYS: u32 = 10;

/// Something to say.
#[derive(Clone)]
pub struct Toast {
    /// What it is about; a newer one about the same takes its place.
    pub key: String,
    /// How it looks.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// What can be done about it.
    pub action: Option<(Pick, Callback<()>)>,
    /// Called when it is dismissed by hand.
    pub dismissed: Callback<()>,
}

/// Those that stand there now, with the seconds that each has left.
#[derive(Clone, Copy, Default)]
pub struct Toasts(RwSignal<Vec<(Toast, u32)>>);

impl Toasts {
    /// Says something.
    pub fn say(&self, toast: Toast) {
        self.close(&toast.key);
        self.0.update(|all| all.push((toast, STAYS)));
    }

    /// Takes back what was said of something.
    pub fn close(&self, key: &str) {
        self.0.update(|all| all.retain(|(toast, _)| toast.key != key));
    }

    /// Takes everything back.
    pub fn clear(&self) {
        self.0.update(Vec::clear);
    }

    fn tick(&self) {
        self.0.update(|all| {
            all.retain_mut(|(_, left)| {
                *left = left.saturating_sub(1);
                *left > 0
            });
        });
    }
}

/// The place for toasts: it has to stand there before anything is said.
pub fn toasts(toasts: Toasts) -> El {
    let held = RwSignal::new(false);
    let keys = move || {
        let key = |(toast, _): &(Toast, u32)| toast.key.clone();
        toasts.0.with(|all| all.iter().map(key).collect())
    };
    let is_any = move || toasts.0.with(|all| !all.is_empty());
    let timer = when(is_any, move || {
        held.set(false);
        clock::every(1_000, move || {
            if !held.get_untracked() && !document().hidden() {
                toasts.tick();
            }
        });
        View::from("")
    });
    let build = move |key: &str| {
        let found = toasts
            .0
            .with_untracked(|all| all.iter().find(|(toast, _)| toast.key == key).cloned());
        found.map_or_else(|| el("div"), |(toast, _)| draw(toasts, toast))
    };
    let list = el("div").class("toasts").attr("role", "status");
    let list = list
        .on("mouseenter", move |_| held.set(true))
        .on("mouseleave", move |_| held.set(false))
        .on("focusin", move |_| held.set(true))
        .on("focusout", move |_| held.set(false));
    el("div").child(timer).child(keyed(list, keys, build))
}

fn draw(toasts: Toasts, toast: Toast) -> El {
    let Toast {
        key,
        tone,
        text,
        href,
        action,
        dismissed,
    } = toast;
    let words = match &href {
        Some(href) => el("a").attr("href", href),
        None => el("span"),
    };
    let action = action.map(|(label, act)| {
        el("button")
            .attr("type", "button")
            .class("button")
            .on("click", move |_| act.run(()))
            .says(label)
    });
    let dismiss = icon_button("close", |m| m.dismiss).on("click", move |_| {
        toasts.close(&key);
        dismissed.run(());
    });
    el("div")
        .class(&format!("toast {}", tone.name()))
        .child(icon(tone.name()))
        .child(words.text(&text))
        .children(action)
        .child(dismiss)
}
