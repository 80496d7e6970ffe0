//! What a list is sorted by, as a select: for who sees cards, which have no headers to press.

use crate::i18n::{Pick, fill, messages};
use crate::live::live;
use crate::prelude::*;
use crate::ui::dom::El;
use crate::ui::select::select;
use crate::ui::table::Columns;
use nse_api::{Order, Sort};

const ORDERS: [(Order, Pick); 2] = [
    (Order::Ascending, |m| m.ascending_by),
    (Order::Descending, |m| m.descending_by),
];

/// The select `Sort by`, of every column that the server can sort by, either way; the stylesheet shows it beside cards.
pub fn sort_by(columns: Columns, sort: Signal<Option<Sort>>, choose: Callback<Sort>) -> El {
    let choices = RwSignal::new(Vec::new());
    live(move || {
        let m = messages();
        let labels = columns().into_iter();
        let labels = labels.filter_map(|column| Some((column.sort_by?, (column.label)(m))));
        let both = labels
            .flat_map(|(by, label)| ORDERS.map(|(order, text)| (value(by, order), fill(text(m), &[label]))));
        choices.set(both.collect());
    });
    let chosen = Signal::derive(move || {
        sort.with(|sort| sort.as_ref().map(|sort| value(&sort.by, sort.order)))
            .unwrap_or_default()
    });
    let on_change = Callback::new(move |value: String| {
        if let Some((by, order)) = value.split_once(' ') {
            let (by, order) = (by.to_owned(), Order::read(Some(order)));
            choose.run(Sort { by, order });
        }
    });
    select(|m| m.sort_by, "sort-by small", choices.into(), chosen, on_change)
}

fn value(by: &str, order: Order) -> String {
    format!("{by} {}", order.word())
}
