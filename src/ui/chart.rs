//! What charts are made of: lines of SVG, placed by attributes, drawn by the stylesheet.

use super::dom::{El, svg};
use super::rows::Row;
use crate::live::live;
use crate::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A line of a chart, between two points.
pub fn line(class: &str, [x1, y1, x2, y2]: [&str; 4]) -> El {
    let line = svg("line").class(class);
    line.attr("x1", x1).attr("y1", y1).attr("x2", x2).attr("y2", y2)
}

/// A picture that only repeats what is said beside it.
pub fn drawing(class: &str) -> El {
    svg("svg").class(class).attr("aria-hidden", "true")
}

/// Rows as children of any element, drawn by `draw`: what is the same as before is not touched.
pub fn drawn(parent: El, rows: Signal<Vec<Row>>, draw: fn(&Row) -> El) -> El {
    let (node, mut before) = (parent.clone(), Vec::new());
    live(move || {
        let now = rows.get();
        let children = node.node().children();
        for (at, row) in now.iter().enumerate() {
            if before.get(at) == Some(row) {
                continue;
            }
            let fresh = draw(row);
            match children.item(at as u32) {
                Some(old) => {
                    let had_focus = document()
                        .active_element()
                        .is_some_and(|it| old.contains(Some(&it)));
                    let _ = old.replace_with_with_node_1(fresh.node());
                    if let (true, Ok(Some(link))) = (had_focus, fresh.node().query_selector("a")) {
                        let _ = link.unchecked_ref::<HtmlElement>().focus();
                    }
                }
                None => drop(node.node().append_child(fresh.node())),
            }
        }
        while let Some(left) = children.item(now.len() as u32) {
            left.remove();
        }
        before = now;
    });
    parent
}

/// Lengths on top of each other, in thousandths of the height, each with its class.
pub fn bar(parts: &[(&'static str, u64)]) -> El {
    let mut top = 1_000;
    let percent = |thousandths: u64| format!("{}.{}%", thousandths / 10, thousandths % 10);
    let parts = parts.iter().map(|(class, height)| {
        let foot = percent(top);
        top = top.saturating_sub(*height);
        line(class, ["50%", &foot, "50%", &percent(top)])
    });
    drawing("bar").children(parts)
}

/// A line from the left to `end` percent, with a mark on it.
pub fn range(mark: i64, end: i64) -> El {
    let circle = svg("circle").attr("cx", &format!("{mark}%"));
    drawing("range")
        .child(line("", ["0", "50%", &format!("{end}%"), "50%"]))
        .child(circle.attr("cy", "50%").attr("r", "4"))
}
