//! The body of a table, drawn from plain data by the DOM itself.
//!
//! Rows are data, so two of them can be compared: a poll that brings the same rows touches no node, and one changed
//! cell replaces one cell. A thousand rows of eight cells built as reactive views would cost ten times the time.

use super::badge::Tone;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// "—": there is nothing to show.
    None,
    /// Text.
    Text(String),
    /// A link within the console.
    Link(Link),
    /// Several of them.
    Links(Vec<Link>),
    /// A state.
    Badge(Tone, String),
    /// A time: its text, its full text for hovering, and the instant for `<time datetime>`.
    Time(String, String, String),
}

/// Text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Cell::None, Cell::Text)
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What tells it from the others; a row that keeps its key keeps its nodes.
    pub key: String,
    /// Its cells, as many as there are columns.
    pub cells: Vec<Cell>,
}

/// How the cells of one column are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The column's name, which a card on a phone shows beside the cell.
    pub label: &'static str,
    /// Its class in the stylesheet.
    pub class: &'static str,
    /// Whether the cell names its row.
    pub heads_row: bool,
}

/// The rows that are drawn now.
#[derive(Default)]
pub struct Body {
    looks: Vec<Look>,
    drawn: Vec<(Row, Element)>,
}

impl Body {
    /// Draws these rows in `body`, keeping every node that need not change.
    pub fn draw(&mut self, body: &Element, looks: &[Look], rows: &[Row]) {
        let Some(document) = body.owner_document() else {
            return;
        };
        if self.looks != looks {
            self.looks = looks.to_vec();
            for (_, node) in self.drawn.drain(..) {
                node.remove();
            }
        }
        let mut before = std::mem::take(&mut self.drawn).into_iter().peekable();
        // Rows that were passed over and may be needed further down: a new job at the top moves all the others.
        let mut passed: Vec<(Row, Element)> = Vec::new();
        for row in rows {
            let kept = match before.next_if(|(old, _)| old.key == row.key) {
                Some(kept) => Some(kept),
                None => match passed.iter().position(|(old, _)| old.key == row.key) {
                    Some(at) => Some(passed.swap_remove(at)),
                    None => skip_to(&mut before, &mut passed, &row.key),
                },
            };
            let node = match kept {
                Some((old, node)) => {
                    self.patch(&document, &node, &old, row);
                    node
                }
                None => match self.build(&document, row) {
                    Some(node) => node,
                    None => continue,
                },
            };
            // Only what is not already in its place is moved: moving a node would end its focus and selection.
            let at = self.drawn.len() as u32;
            let there = body.children().item(at);
            if there.as_ref() != Some(&node) {
                let _ = body.insert_before(&node, there.as_deref());
            }
            self.drawn.push((row.clone(), node));
        }
        for (_, node) in before.chain(passed) {
            node.remove();
        }
    }

    fn build(&self, document: &Document, row: &Row) -> Option<Element> {
        let node = document.create_element("tr").ok()?;
        for (look, cell) in self.looks.iter().zip(&row.cells) {
            append(&node, build_cell(document, look, cell)?);
        }
        Some(node)
    }

    fn patch(&self, document: &Document, node: &Element, old: &Row, new: &Row) {
        let children = node.children();
        for (at, (look, cell)) in self.looks.iter().zip(&new.cells).enumerate() {
            if old.cells.get(at) == Some(cell) {
                continue;
            }
            let (Some(there), Some(fresh)) = (children.item(at as u32), build_cell(document, look, cell))
            else {
                continue;
            };
            let _ = there.replace_with_with_node_1(&fresh);
        }
    }
}

/// Looks for a key further down, but not so far that a wholly new list costs the square of its length.
fn skip_to(
    before: &mut std::iter::Peekable<std::vec::IntoIter<(Row, Element)>>,
    passed: &mut Vec<(Row, Element)>,
    key: &str,
) -> Option<(Row, Element)> {
    const REACH: usize = 64;
    while passed.len() < REACH {
        let (row, node) = before.next()?;
        if row.key == key {
            return Some((row, node));
        }
        passed.push((row, node));
    }
    None
}

fn build_cell(document: &Document, look: &Look, cell: &Cell) -> Option<Element> {
    let node = document
        .create_element(if look.heads_row { "th" } else { "td" })
        .ok()?;
    if look.heads_row {
        let _ = node.set_attribute("scope", "row");
    }
    if !look.class.is_empty() {
        node.set_class_name(look.class);
    }
    let _ = node.set_attribute("data-label", look.label);
    match cell {
        Cell::None => node.set_text_content(Some("—")),
        Cell::Text(text) => node.set_text_content(Some(text)),
        Cell::Link(link) => append(&node, build_link(document, link)?),
        Cell::Links(links) => {
            let list = document.create_element("span").ok()?;
            list.set_class_name("links");
            for link in links {
                append(&list, build_link(document, link)?);
            }
            append(&node, list);
        }
        Cell::Badge(tone, word) => append(&node, build_badge(document, *tone, word)?),
        Cell::Time(text, full, iso) => {
            let time: HtmlElement = document.create_element("time").ok()?.dyn_into().ok()?;
            let _ = time.set_attribute("datetime", iso);
            time.set_title(full);
            time.set_text_content(Some(text));
            let _ = node.append_child(&time);
        }
    }
    Some(node)
}

fn append(parent: &Element, child: Element) {
    let _ = parent.append_child(&child);
}

fn build_link(document: &Document, link: &Link) -> Option<Element> {
    let node = document.create_element("a").ok()?;
    let _ = node.set_attribute("href", &link.href);
    node.set_text_content(Some(&link.text));
    Some(node)
}

fn build_badge(document: &Document, tone: Tone, word: &str) -> Option<Element> {
    const SVG: Option<&str> = Some("http://www.w3.org/2000/svg");
    let node = document.create_element("span").ok()?;
    node.set_class_name(&format!("badge {}", tone.name()));
    let icon = document.create_element_ns(SVG, "svg").ok()?;
    let _ = icon.set_attribute("class", "icon");
    let _ = icon.set_attribute("aria-hidden", "true");
    let symbol = document.create_element_ns(SVG, "use").ok()?;
    let _ = symbol.set_attribute("href", &format!("#i-{}", tone.name()));
    let _ = icon.append_child(&symbol);
    let _ = node.append_child(&icon);
    let _ = node.append_child(&document.create_text_node(word));
    Some(node)
}
