//! Free-form data as a tree to open and close.

use crate::ui::dom::{El, View, el};
use nse_api::redact::redact;
use serde_json::Value;

/// How deep a tree stands open at first.
const OPEN_DEPTH: usize = 2;
/// How deep a tree is drawn; what lies deeper is shown as text.
const DRAWN_DEPTH: usize = 24;

/// A value as a tree. Secrets are masked here, before anything of it becomes a node.
pub fn tree(value: &Value) -> El {
    el("div").class("tree mono").child(branch(&redact(value), 0))
}

/// `value` has been redacted.
fn branch(value: &Value, depth: usize) -> View {
    if depth >= DRAWN_DEPTH {
        return value.to_string().as_str().into();
    }
    let item = |key: &str, value: &Value| item(key, value, depth);
    match value {
        Value::Object(map) => el("ul").children(map.iter().map(|(key, value)| item(key, value))),
        Value::Array(list) => {
            let items = list
                .iter()
                .enumerate()
                .map(|(at, value)| item(&at.to_string(), value));
            el("ul").children(items)
        }
        Value::String(text) => el("span").class("text").text(text),
        plain => el("span").class("plain").text(&plain.to_string()),
    }
    .into()
}

fn item(key: &str, value: &Value, depth: usize) -> El {
    let size = match value {
        Value::Object(map) => format!("{{{}}}", map.len()),
        Value::Array(list) => format!("[{}]", list.len()),
        _ => {
            let key = el("span").class("key").text(key);
            return el("li").child(key).child(branch(value, depth + 1));
        }
    };
    let details = if depth < OPEN_DEPTH {
        el("details").attr("open", "")
    } else {
        el("details")
    };
    let summary = el("summary")
        .text(key)
        .text(" ")
        .child(el("span").class("size").text(&size));
    el("li").child(details.child(summary).child(branch(value, depth + 1)))
}
