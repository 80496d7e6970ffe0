//! A select with its label.

use super::dom::{El, el};
use crate::i18n::Pick;
use crate::live::live;
use crate::prelude::*;
use web_sys::{HtmlOptionElement, HtmlSelectElement};

/// A choice of a select: its value and what it says.
pub type Choice = (String, String);

/// A labelled select. `on_change` gets the value that was chosen.
pub fn select(
    label: Pick,
    class: &str,
    choices: Signal<Vec<Choice>>,
    chosen: Signal<String>,
    on_change: Callback<String>,
) -> El {
    let select = el("select");
    let choose = {
        let select = select.clone();
        move |_| on_change.run(select.as_kind::<HtmlSelectElement>().value())
    };
    let options = options(&select, choices, chosen);
    live(options);
    el("label")
        .class(&format!("select {class}"))
        .child(el("span").says(label))
        .child(select.on("change", choose))
}

/// Keeps the options of a select, which may be open, unless the choices themselves are others.
fn options(select: &El, choices: Signal<Vec<Choice>>, chosen: Signal<String>) -> impl FnMut() + use<> {
    let select = select.clone();
    let (mut drawn, mut options) = (Vec::new(), Vec::<El>::new());
    move || {
        let (choices, chosen) = (choices.get(), chosen.get());
        if choices != drawn {
            select.node().set_text_content(None);
            options = choices
                .iter()
                .map(|(value, text)| el("option").attr("value", value).text(text))
                .collect();
            for option in &options {
                let _ = select.node().append_child(option.node());
            }
            drawn = choices;
        }
        for ((value, _), option) in drawn.iter().zip(&options) {
            option
                .as_kind::<HtmlOptionElement>()
                .set_selected(*value == chosen);
        }
    }
}
