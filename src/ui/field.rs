//! A text field with its label, its hint and its error, tied together for a screen reader.

use super::dom::{El, el};
use super::icon::icon_live;
use crate::early;
use crate::i18n::{Pick, messages};
use crate::live::live;
use crate::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

/// What a field is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Text,
    /// A password, hidden until it is asked for.
    Password,
}

/// A field of a form. The typed text lives in `value`, so that no fault of the server loses it.
#[derive(Clone, Copy)]
pub struct Field {
    /// Its id and name in the form.
    pub id: &'static str,
    /// Its label.
    pub label: Pick,
    /// What it is for.
    pub kind: Kind,
    /// What a password manager may fill in (WHATWG HTML §4.10.18.7).
    pub autocomplete: &'static str,
    /// What is typed.
    pub value: RwSignal<String>,
    /// Why it is refused.
    pub error: RwSignal<Option<String>>,
    /// What it says of what is typed, without refusing it.
    pub hint: Signal<Option<String>>,
    input: StoredValue<El>,
}

impl Field {
    /// A field, empty but for what was typed before the code was there.
    pub fn new(id: &'static str, label: Pick, kind: Kind, autocomplete: &'static str) -> Self {
        let input = early::input(id);
        Self {
            id,
            label,
            kind,
            autocomplete,
            value: RwSignal::new(value(&input)),
            error: RwSignal::new(None),
            hint: Signal::stored(None),
            input: StoredValue::new(input),
        }
    }

    /// The same field with a hint.
    pub fn with_hint(self, hint: impl Fn() -> Option<String> + Send + Sync + 'static) -> Self {
        Self {
            hint: Signal::derive(hint),
            ..self
        }
    }

    /// What is typed, taken from the field itself: a password manager may fill it without an event.
    pub fn typed(&self) -> String {
        self.value.set(self.input.with_value(value));
        self.value.get_untracked()
    }

    /// Moves the focus here.
    pub fn focus(&self) {
        self.input.with_value(El::focus);
    }

    /// Draws it.
    pub fn view(self) -> El {
        let Self {
            id,
            label,
            kind,
            autocomplete,
            value: typed,
            error,
            hint,
            input,
        } = self;
        let (shown, capitals) = (RwSignal::new(false), RwSignal::new(false));
        let is_password = kind == Kind::Password;
        let input_type = move || {
            let hidden = is_password && !shown.get();
            if hidden { "password" } else { "text" }.to_owned()
        };
        let watch_capitals = move |event: Event| {
            let event: &KeyboardEvent = event.unchecked_ref();
            let on = is_password && event.get_modifier_state("CapsLock");
            if capitals.get_untracked() != on {
                capitals.set(on);
            }
        };
        let take = move |_| {
            typed.set(input.with_value(value));
            error.set(None);
        };
        live(move || {
            let typed = typed.get();
            // Setting what is there already would move the cursor.
            input.with_value(|input| {
                if value(input) != typed {
                    input.as_kind::<HtmlInputElement>().set_value(&typed);
                }
            });
        });
        let note = format!("{id}-note");
        let input = input
            .get_value()
            .attr("id", id)
            .attr("name", id)
            .attr_live("type", input_type)
            .attr("autocomplete", autocomplete)
            .attr("autocapitalize", "none")
            .attr("spellcheck", "false")
            .attr("aria-describedby", &note)
            .attr_if("aria-invalid", move || {
                error.with(Option::is_some).then(|| "true".to_owned())
            })
            .on("input", take)
            .on("keydown", watch_capitals);
        let caps_lock = move || if capitals.get() { messages().caps_lock } else { "" }.to_owned();
        el("div")
            .class("field")
            .child(el("label").attr("for", id).says(label))
            .child(
                el("div")
                    .class("input")
                    .child(input)
                    .children(is_password.then(|| reveal(shown))),
            )
            .child(
                el("p")
                    .attr("id", &note)
                    .class("note")
                    .attr("aria-live", "polite")
                    .child(
                        el("span")
                            .class("error")
                            .text_live(move || error.get().unwrap_or_default()),
                    )
                    .child(
                        el("span")
                            .class("hint")
                            .text_live(move || hint.get().unwrap_or_default()),
                    )
                    .child(el("span").class("hint").text_live(caps_lock)),
            )
    }
}

fn value(input: &El) -> String {
    input.as_kind::<HtmlInputElement>().value()
}

fn reveal(shown: RwSignal<bool>) -> El {
    let label = move || {
        let label = if shown.get() {
            messages().hide_password
        } else {
            messages().show_password
        };
        label.to_owned()
    };
    el("button")
        .attr("type", "button")
        .class("icon-button")
        .attr_live("aria-label", label)
        .attr_live("title", label)
        .on("click", move |_| shown.update(|shown| *shown = !*shown))
        .child(icon_live(move || if shown.get() { "hide" } else { "show" }))
}
