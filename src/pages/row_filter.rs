//! A filter as one types, over the rows that are loaded: the server offers none.

use crate::i18n::{fill, format, messages};
use crate::prelude::*;
use crate::query::Query;
use crate::ui::dom::El;
use crate::ui::field::{Field, Kind};
use crate::ui::rows::Row;
use nse_api::Filter;

/// The field of the filter, and the rows of a query's `all` that it keeps.
pub fn filtered(query: Query, all: Signal<Vec<Row>>) -> (El, Signal<Vec<Row>>) {
    let field = Field::new("filter", |m| m.filter_rows, Kind::Text, "off");
    let kept = Signal::derive(move || {
        let filter = field.value.with(|text| Filter::new(None, Some(text)));
        let mut rows = all.get();
        rows.retain(|row| filter.keeps_text(&row.texts()));
        rows
    });
    let count = move || {
        if field.value.with(|value| value.trim().is_empty()) {
            return None;
        }
        let loaded = all.with(Vec::len) as u64;
        let total = query
            .answer
            .with(|answer| answer.as_ref()?.total)
            .unwrap_or(loaded);
        let words = if total > loaded {
            messages().kept_of_loaded
        } else {
            messages().kept
        };
        let counts = [kept.with(Vec::len) as u64, loaded, total].map(format::number);
        Some(fill(words, &counts.each_ref().map(String::as_str)))
    };
    (field.with_hint(count).view(), kept)
}
