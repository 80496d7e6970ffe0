//! A select with its label.

use crate::i18n::{Pick, t};
use leptos::prelude::*;

/// A choice of a select: its value and what it says.
pub type Choice = (String, String);

/// A labelled select. `on_change` gets the value that was chosen.
pub fn select(
    label: Pick,
    class: &'static str,
    choices: Signal<Vec<Choice>>,
    chosen: Signal<String>,
    on_change: Callback<String>,
) -> AnyView {
    let options = move || {
        let chosen = chosen.get();
        let option = |(value, text): Choice| {
            let selected = value == chosen;
            view! { <option value=value prop:selected=selected>{text}</option> }
        };
        choices.get().into_iter().map(option).collect_view()
    };
    view! {
        <label class=format!("select {class}")>
            <span>{t(label)}</span>
            <select on:change=move |event| on_change.run(event_target_value(&event))>{options}</select>
        </label>
    }
    .into_any()
}
