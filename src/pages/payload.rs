//! Free-form data as a tree to open and close.

use leptos::prelude::*;
use nse_api::redact::redact;
use serde_json::Value;

/// How deep a tree stands open at first.
const OPEN_DEPTH: usize = 2;
/// How deep a tree is drawn; what lies deeper is shown as text.
const DRAWN_DEPTH: usize = 24;

/// A value as a tree. Secrets are masked here, before anything of it becomes a node.
pub fn tree(value: &Value) -> AnyView {
    view! { <div class="tree mono">{branch(&redact(value), 0)}</div> }.into_any()
}

/// `value` has been redacted.
fn branch(value: &Value, depth: usize) -> AnyView {
    if depth >= DRAWN_DEPTH {
        return value.to_string().into_any();
    }
    let inner = |key: String, value: &Value| {
        let is_branch = matches!(value, Value::Object(_) | Value::Array(_));
        let shown = branch(value, depth + 1);
        if is_branch {
            let size = size_of(value);
            view! {
                <li>
                    <details open=depth < OPEN_DEPTH>
                        <summary>{key} " " <span class="size">{size}</span></summary>
                        {shown}
                    </details>
                </li>
            }
            .into_any()
        } else {
            view! { <li><span class="key">{key}</span> {shown}</li> }.into_any()
        }
    };
    match value {
        Value::Object(map) => {
            let items = map
                .iter()
                .map(|(key, value)| inner(key.clone(), value))
                .collect_view();
            view! { <ul>{items}</ul> }.into_any()
        }
        Value::Array(list) => {
            let items = list
                .iter()
                .enumerate()
                .map(|(at, value)| inner(at.to_string(), value))
                .collect_view();
            view! { <ul>{items}</ul> }.into_any()
        }
        Value::String(text) => view! { <span class="text">{text.clone()}</span> }.into_any(),
        plain => view! { <span class="plain">{plain.to_string()}</span> }.into_any(),
    }
}

fn size_of(value: &Value) -> String {
    match value {
        Value::Object(map) => format!("{{{}}}", map.len()),
        Value::Array(list) => format!("[{}]", list.len()),
        _ => String::new(),
    }
}
