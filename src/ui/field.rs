//! A text field with its label, its hint and its error, tied together for a screen reader.

use super::icon::icon;
use crate::i18n::{Pick, t};
use leptos::html::Input;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

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
    node: NodeRef<Input>,
}

impl Field {
    /// An empty field.
    pub fn new(id: &'static str, label: Pick, kind: Kind, autocomplete: &'static str) -> Self {
        Self {
            id,
            label,
            kind,
            autocomplete,
            value: RwSignal::new(String::new()),
            error: RwSignal::new(None),
            hint: Signal::stored(None),
            node: NodeRef::new(),
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
        if let Some(input) = self.node.get_untracked() {
            self.value.set(input.value());
        }
        self.value.get_untracked()
    }

    /// Moves the focus here.
    pub fn focus(&self) {
        if let Some(input) = self.node.get_untracked() {
            let _ = input.focus();
        }
    }

    /// Draws it.
    pub fn view(self) -> AnyView {
        let Self {
            id,
            label,
            kind,
            autocomplete,
            value,
            error,
            hint,
            node,
        } = self;
        let (shown, capitals) = (RwSignal::new(false), RwSignal::new(false));
        let input_type = move || {
            if kind == Kind::Password && !shown.get() {
                "password"
            } else {
                "text"
            }
        };
        let invalid = move || error.with(Option::is_some).then_some("true");
        let watch_capitals = move |event: KeyboardEvent| {
            let on = kind == Kind::Password && event.get_modifier_state("CapsLock");
            if capitals.get_untracked() != on {
                capitals.set(on);
            }
        };
        let note = format!("{id}-note");
        view! {
            <div class="field">
                <label for=id>{t(label)}</label>
                <div class="input">
                    <input
                        id=id
                        name=id
                        type=input_type
                        autocomplete=autocomplete
                        autocapitalize="none"
                        spellcheck="false"
                        aria-describedby=note.clone()
                        aria-invalid=invalid
                        node_ref=node
                        prop:value=value
                        on:input=move |event| {
                            value.set(event_target_value(&event));
                            error.set(None);
                        }
                        on:keydown=watch_capitals
                    />
                    {(kind == Kind::Password).then(|| reveal(shown))}
                </div>
                <p id=note class="note" aria-live="polite">
                    <span class="error">{move || error.get()}</span>
                    <span class="hint">{move || hint.get()}</span>
                    <span class="hint">{move || capitals.get().then(t(|m| m.caps_lock))}</span>
                </p>
            </div>
        }
        .into_any()
    }
}

fn reveal(shown: RwSignal<bool>) -> AnyView {
    let label = move || {
        if shown.get() {
            t(|m| m.hide_password)()
        } else {
            t(|m| m.show_password)()
        }
    };
    view! {
        <button type="button" class="icon-button" aria-label=label title=label on:click=move |_| shown.update(|shown| *shown = !*shown)>
            {move || icon(if shown.get() { "hide" } else { "show" })}
        </button>
    }
    .into_any()
}
