//! Free-form data as a tree to open, close and search. Secrets are masked before anything of it becomes a node, is
//! copied or searched.

use crate::i18n::{fill, format, messages};
use crate::live::effect;
use crate::prelude::*;
use crate::ui::copy::copy_action;
use crate::ui::dom::{El, View, el, slot};
use nse_api::find::hits;
use nse_api::redact::redact;
use nse_api::value;
use serde_json::{Map, Value};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// How deep a tree stands open at first.
const OPEN_DEPTH: usize = 2;
/// How deep a tree is drawn; what lies deeper is shown as text.
const DRAWN_DEPTH: usize = 24;

/// Fields that a newer server sends, so that nothing it says is hidden, masked; null where there are none.
pub fn others(record: &Value, known: &[&str]) -> Value {
    let fields = value::others(record, known);
    if fields.is_empty() {
        return Value::Null;
    }
    let mut all = Map::new();
    for (key, value) in fields {
        all.insert(key, value);
    }
    redact(&Value::Object(all))
}

/// What [`others`] has found.
pub fn other_fields(masked: &Value) -> Option<View> {
    let section = el("section")
        .child(el("h3").says(|m| m.other_fields))
        .child(frame().child(Tree::default().branch(masked, 0)));
    Some(section.into())
}

/// What a driver was given, masked: with its search, and the ways to open, close and copy it.
pub fn payload(masked: Memo<Value>) -> El {
    let (typed, found) = (RwSignal::new(String::new()), RwSignal::new(0_u32));
    let frame = frame();
    let fold = |open: bool| {
        let frame = frame.clone();
        move |_| {
            let Ok(all) = frame.node().query_selector_all("details") else {
                return;
            };
            for node in (0..all.length()).filter_map(|at| all.item(at)) {
                let _ = node
                    .unchecked_ref::<Element>()
                    .toggle_attribute_with_force("open", open);
            }
        }
    };
    let button = |label, open| {
        el("button")
            .attr("type", "button")
            .class("button")
            .on("click", fold(open))
            .says(label)
    };
    let input = el("input")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr_says("aria-label", |m| m.search_payload)
        .attr_says("placeholder", |m| m.search_payload);
    let field = input.clone();
    let input = input.on("input", move |_| {
        typed.set(field.as_kind::<HtmlInputElement>().value().trim().to_owned());
    });
    let count = move || {
        if typed.with(String::is_empty) {
            return String::new();
        }
        fill(messages().found, &[&format::number(found.get().into())])
    };
    let tools = el("div")
        .class("tree-tools")
        .child(input)
        .child(el("span").class("quiet").attr("role", "status").text_live(count))
        .child(button(|m| m.expand_all, true))
        .child(button(|m| m.collapse_all, false))
        .child(copy_action(
            |m| m.copy_payload,
            move || masked.with_untracked(pretty),
        ));
    let tree = slot(move || {
        let mut tree = Tree::default();
        let drawn = masked.with(|masked| tree.branch(masked, 0));
        effect(move || found.set(typed.with(|typed| tree.mark(typed))));
        Some(drawn)
    });
    el("section")
        .flag("hidden", move || masked.with(Value::is_null))
        .child(el("h3").says(|m| m.payload))
        .child(el("p").class("quiet").says(|m| m.secrets_masked))
        .child(tools)
        .child(frame.child(tree))
}

/// A value as text to read, for a copy.
pub fn pretty(masked: &Value) -> String {
    format!("{masked:#}")
}

fn frame() -> El {
    el("div").class("tree mono")
}

/// The keys and values of a tree as it is drawn, for the search.
#[derive(Default)]
struct Tree(Vec<(El, String)>);

impl Tree {
    /// `value` has been masked.
    fn branch(&mut self, value: &Value, depth: usize) -> View {
        if depth >= DRAWN_DEPTH {
            return self.leaf("text", &value.to_string()).into();
        }
        match value {
            Value::Object(map) => map
                .iter()
                .fold(el("ul"), |list, (key, value)| {
                    let key = self.leaf("key", key);
                    list.child(self.item(key, value, depth))
                })
                .into(),
            Value::Array(all) => all
                .iter()
                .enumerate()
                .fold(el("ul"), |list, (at, value)| {
                    let key = el("span").class("key").text(&at.to_string());
                    list.child(self.item(key, value, depth))
                })
                .into(),
            Value::String(text) => self.leaf("text", text).into(),
            plain => self.leaf("plain", &plain.to_string()).into(),
        }
    }

    fn item(&mut self, key: El, value: &Value, depth: usize) -> El {
        let size = match value {
            Value::Object(map) => format!("{{{}}}", map.len()),
            Value::Array(list) => format!("[{}]", list.len()),
            _ => return el("li").child(key).child(self.branch(value, depth + 1)),
        };
        let details = if depth < OPEN_DEPTH {
            el("details").attr("open", "")
        } else {
            el("details")
        };
        let summary = el("summary")
            .child(key)
            .child(el("span").class("size").text(&size));
        el("li").child(details.child(summary).child(self.branch(value, depth + 1)))
    }

    fn leaf(&mut self, class: &str, text: &str) -> El {
        let leaf = el("span").class(class).text(text);
        self.0.push((leaf.clone(), text.to_owned()));
        leaf
    }

    /// Marks what holds `typed` and opens what it is in; says how often it was found.
    fn mark(&self, typed: &str) -> u32 {
        let mut found = 0;
        for (leaf, text) in &self.0 {
            let hits = hits(text, typed);
            let node = leaf.node();
            // What neither was nor is marked is left alone.
            if hits.is_empty() && node.child_element_count() == 0 {
                continue;
            }
            node.set_text_content(None);
            let cut = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
            let mut from = 0;
            let mut marked = leaf.clone();
            for (start, end) in &hits {
                marked = marked
                    .text(cut(from, *start))
                    .child(el("mark").text(cut(*start, *end)));
                from = *end;
                found += 1;
            }
            marked.text(cut(from, text.len()));
            if !hits.is_empty() {
                reveal(node);
            }
        }
        found
    }
}

/// Opens all that a node of a tree is in.
fn reveal(node: &Element) {
    let mut inner = Some(node.clone());
    while let Some(details) = inner.and_then(|node| node.closest(".tree details").ok().flatten()) {
        let _ = details.toggle_attribute_with_force("open", true);
        inner = details.parent_element();
    }
}
