//! The page of every part in each of its states.

use crate::stage::*;
use nse_console::parts;
use std::collections::BTreeSet;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_part_is_drawn_and_can_be_named() {
    let stage = Stage::of_app(parts::page);
    let headings: Vec<String> = stage
        .all("section h2")
        .iter()
        .filter_map(|heading| heading.text_content())
        .collect();
    for part in [
        "Icons",
        "Badges",
        "Buttons",
        "Fields",
        "Tables",
        "Pagers",
        "Errors",
        "Dialogs and toasts",
    ] {
        assert!(
            headings.iter().any(|heading| heading == part),
            "{part} is not among {headings:?}"
        );
    }
    for button in stage.all("button") {
        let label = button.get_attribute("aria-label").unwrap_or_default();
        let text = button.text_content().unwrap_or_default();
        assert!(
            !label.is_empty() || !text.trim().is_empty(),
            "{}",
            button.outer_html()
        );
    }
    let ids: Vec<String> = stage.all("[id]").iter().map(|element| element.id()).collect();
    let different: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(
        different.len(),
        ids.len(),
        "ids stand for one element each: {ids:?}"
    );
}
