//! The warning that the session is about to end because nobody is there.

use crate::app::App;
use crate::i18n::{fill, format, messages};
use crate::ui::dialog::alert_dialog;
use crate::ui::dom::{View, el};

/// Asks whether the user is still there, a minute ahead of the idle limit.
pub fn idle_warning(app: App) -> View {
    let left = app.idle.left;
    let open = move || left.with(Option::is_some);
    let text = move || match left.get() {
        // Whole seconds, counted up: it is never said to be over before it is.
        Some(left) => fill(
            messages().idle_text,
            &[&format::long_duration((left + 999) / 1_000 * 1_000)],
        ),
        None => String::new(),
    };
    let stay = el("button")
        .attr("type", "button")
        .class("button primary")
        .on("click", move |_| app.idle.stay())
        .says(|m| m.idle_stay);
    let leave = el("button")
        .attr("type", "button")
        .class("button")
        .on("click", move |_| app.sign_out())
        .says(|m| m.sign_out);
    alert_dialog(
        "idle",
        |m| m.idle_title,
        text,
        [stay, leave],
        open,
        move || app.idle.stay(),
    )
}
