//! Which columns the list has, and how close its rows stand.

use crate::app::App;
use crate::i18n::Pick;
use crate::live::live;
use crate::pages::job_cells::{COLUMNS, JobColumn, JobColumns, chosen, usual};
use crate::prelude::*;
use crate::ui::dom::{El, el};
use crate::ui::sheet::sheet;
use web_sys::HtmlInputElement;

/// The disclosure `Columns`.
pub fn arrange(app: App) -> El {
    let chosen = move || chosen(app.choices.columns());
    let boxes = COLUMNS.iter().map(|column| {
        let is_on = move || chosen().contains(&column);
        let switch = move |on| {
            let is_on = |it: &&'static JobColumn| {
                if *it == column {
                    on
                } else {
                    untrack(chosen).contains(it)
                }
            };
            let now: JobColumns = COLUMNS.iter().filter(is_on).collect();
            // A choice that is the usual one is none.
            let keys = (now != usual()).then(|| now.iter().map(|column| column.key()).collect());
            app.choices.set_columns(keys);
        };
        tick(
            "checkbox",
            column.column.label,
            column.column.heads_row,
            Box::new(is_on),
            Box::new(switch),
        )
    });
    let densities: [(Pick, bool); 2] = [(|m| m.comfortable, false), (|m| m.compact, true)];
    let radios = densities.into_iter().map(|(label, compact)| {
        let is_on = move || app.choices.is_compact() == compact;
        let switch = move |_| app.choices.set_compact(compact);
        tick("radio", label, false, Box::new(is_on), Box::new(switch))
    });
    let choices = el("div")
        .class("arrange")
        .child(group(|m| m.columns).children(boxes))
        .child(group(|m| m.density).children(radios));
    sheet("columns", |m| m.columns, String::new, choices, false)
}

fn group(label: Pick) -> El {
    el("fieldset").child(el("legend").says(label))
}

/// A box to tick, or a choice of several, with its label.
fn tick(kind: &str, label: Pick, fixed: bool, is_on: Box<dyn Fn() -> bool>, switch: Box<dyn Fn(bool)>) -> El {
    let mut input = el("input").attr("type", kind).attr("name", kind);
    if fixed {
        input = input.attr("disabled", "");
    }
    let (shown, ticked) = (input.clone(), input.clone());
    live(move || shown.as_kind::<HtmlInputElement>().set_checked(is_on()));
    let input = input.flag("disabled", move || fixed).on("change", move |_| {
        switch(ticked.as_kind::<HtmlInputElement>().checked())
    });
    el("label")
        .class("tick")
        .child(input)
        .child(el("span").says(label))
}
