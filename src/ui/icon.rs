//! Icons: symbols of the one SVG sprite in `index.html`, drawn with one stroke in the colour of the text.

use leptos::prelude::*;

/// An icon that only repeats what stands beside it, hidden from screen readers.
pub fn icon(name: &'static str) -> AnyView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use_ href=format!("#i-{name}")></use_>
        </svg>
    }
    .into_any()
}
