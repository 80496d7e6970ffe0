//! The body of a table, drawn from plain data by the DOM itself.
//!
//! Rows are data, so two of them can be compared: a poll that brings the same rows touches no node, one changed cell changes
//! one cell, and a row whose state or times changed is marked for a moment. A new row is a copy of the one before it, changed
//! where the two differ. A thousand rows of eight cells built as reactive views would take ten times the time.

use super::badge::{Tone, badge, change_badge};
use super::chart::{bar, range};
use super::dom::{El, View, el};
use super::time::{change_time, time};
use js_sys::Map;
use leptos::prelude::document;
use nse_api::value::{LONGEST_NAME, cut};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, HtmlElement};

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// "—": there is nothing to show.
    None,
    /// Text.
    Text(String),
    /// A link within the console.
    Link(Link),
    /// Several of them, each with what is odd about it, if anything is.
    Links(Vec<(Link, Option<String>)>),
    /// A line to the second number with a mark at the first, in percent; only repeats what other cells say.
    Range(i64, i64),
    /// Heights on top of each other, in thousandths, each with its class; only repeats what other cells say.
    Bar(Vec<(&'static str, u64)>),
    /// A state.
    Badge(Tone, String),
    /// A time: its text, and the instant in milliseconds since 1970.
    Time(String, i64),
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

impl From<Vec<(Link, Option<String>)>> for Cell {
    fn from(links: Vec<(Link, Option<String>)>) -> Self {
        if links.is_empty() {
            Cell::None
        } else {
            Cell::Links(links)
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What tells it from the others; a row that keeps its key keeps its nodes.
    pub key: String,
    /// Its cells, as many as there are columns. Shared: rows are handed on from list to list.
    pub cells: Arc<[Cell]>,
}

impl Row {
    /// What it says, piece by piece.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        for cell in self.cells.iter() {
            match cell {
                Cell::Text(text) | Cell::Badge(_, text) | Cell::Time(text, _) => texts.push(text.as_str()),
                Cell::Link(link) => texts.push(&link.text),
                Cell::Links(links) => {
                    for (link, note) in links {
                        texts.push(&link.text);
                        texts.extend(note.as_deref());
                    }
                }
                Cell::None | Cell::Range(..) | Cell::Bar(_) => {}
            }
        }
        texts
    }

    /// Whether it tells of an event that `old` does not know: of another state or time. Its other cells follow the
    /// clock, the language or the time zone too.
    fn is_news_to(&self, old: &Self) -> bool {
        fn event(cell: &Cell) -> (Option<&str>, Option<i64>) {
            match cell {
                Cell::Badge(_, word) => (Some(word), None),
                Cell::Time(_, ms) => (None, Some(*ms)),
                _ => (None, None),
            }
        }
        self.cells.iter().map(event).ne(old.cells.iter().map(event))
    }
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

/// The longest word, in bytes (a letter of Hangul is three), that may keep a column from being narrower; longer ones are broken anywhere.
const LONGEST_WORD: usize = 24;

/// The rows that are drawn now.
#[derive(Default)]
pub struct Body {
    looks: Vec<Look>,
    /// A row with nothing in its cells.
    empty: Option<Element>,
    drawn: Vec<(Row, Element)>,
}

impl Body {
    /// Draws these rows in `body`, keeping every node that need not change. Where they are `newer` rows of the same
    /// list, those with news are marked, and their places returned.
    pub fn draw(&mut self, body: &Element, looks: &[Look], rows: &[Row], newer: bool) -> Vec<usize> {
        if self.looks != looks {
            self.looks = looks.to_vec();
            let cells = looks.iter().map(empty_cell);
            self.empty = Some(el("tr").children(cells).node().clone());
            for (_, node) in self.drawn.drain(..) {
                node.remove();
            }
        }
        let focused = self.focused_row(body);
        let mut news = Vec::new();
        // Rows that were not there yet: news once one that was stands below them. At the end they are just more rows.
        let mut unknown = Vec::new();
        let mut before = self.keep(rows);
        let mut place = body.first_element_child();
        let mut is_new = false;
        for row in rows {
            let node = match before.take(&row.key) {
                Some((old, node)) => {
                    is_new = false;
                    news.append(&mut unknown);
                    if row.is_news_to(&old) {
                        news.push(self.drawn.len());
                    }
                    patch(&node, &old.cells, &row.cells);
                    node
                }
                None => {
                    // What an older one has to itself, a mark or a title, is none of the new one's.
                    let like = self.drawn.last().filter(|_| is_new);
                    is_new = true;
                    unknown.push(self.drawn.len());
                    self.build(like, row)
                }
            };
            // Only what is not already in its place is moved: moving a node would end its focus and selection.
            if place.as_ref() == Some(&node) {
                place = node.next_element_sibling();
            } else {
                let _ = body.insert_before(&node, place.as_deref());
            }
            self.drawn.push((row.clone(), node));
        }
        before.remove();
        self.keep_focus(focused);
        if !newer {
            return Vec::new();
        }
        for at in &news {
            self.drawn.get(*at).into_iter().for_each(|(_, node)| mark(node));
        }
        news
    }

    /// The rows that are drawn, without those that are no longer wanted: what is left then stands in its place.
    fn keep(&mut self, rows: &[Row]) -> Before {
        if self.drawn.is_empty() {
            return Before::default();
        }
        let wanted = places(rows.iter());
        let (kept, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.drawn)
            .into_iter()
            .partition(|(row, _)| wanted.has(&row.key.as_str().into()));
        for (_, node) in others {
            node.remove();
        }
        Before {
            places: places(kept.iter().map(|(row, _)| row)),
            rows: kept.into_iter().map(Some).collect(),
        }
    }

    /// The row that holds the focus, with its place.
    fn focused_row(&self, body: &Element) -> Option<(usize, Element)> {
        let focused = document()
            .active_element()
            .filter(|focused| body.contains(Some(focused)))?;
        let place = self
            .drawn
            .iter()
            .position(|(_, node)| node.contains(Some(&focused)))?;
        Some((place, focused))
    }

    /// A reader whose row has gone stays in the list, at the row that took its place.
    fn keep_focus(&self, focused: Option<(usize, Element)>) {
        let Some((place, focused)) = focused else { return };
        if focused.is_connected() || self.drawn.is_empty() {
            return;
        }
        let row = self.drawn.get(place.min(self.drawn.len() - 1));
        if let Some(Ok(Some(link))) = row.map(|(_, node)| node.query_selector("a, button")) {
            let _ = link.unchecked_ref::<HtmlElement>().focus();
        }
    }

    /// A new row, from a copy of one that is like it or of the empty one: one call makes all of that.
    fn build(&self, like: Option<&(Row, Element)>, row: &Row) -> Element {
        let (cells, node) = match like {
            Some((like, node)) => (&*like.cells, Some(node)),
            None => (&[][..], self.empty.as_ref()),
        };
        let copy = node.and_then(|node| node.clone_node_with_deep(true).ok());
        let copy = copy.map_or_else(|| el("tr").node().clone(), JsCast::unchecked_into::<Element>);
        patch(&copy, cells, &row.cells);
        copy
    }
}

/// Changes the cells of a row that differ.
fn patch(row: &Element, old: &[Cell], new: &[Cell]) {
    let mut place = row.first_element_child();
    for (at, cell) in new.iter().enumerate() {
        let Some(node) = place else { break };
        place = node.next_element_sibling();
        let old = old.get(at);
        if old != Some(cell) {
            fill(&node, old, cell);
        }
    }
}

/// The stylesheet lights a row up once for each name of its animation: the two take turns.
fn mark(row: &Element) {
    let again = row.class_name() == "news";
    row.set_class_name(if again { "news again" } else { "news" });
}

/// The rows that were drawn before, each to be taken once.
#[derive(Default)]
struct Before {
    rows: Vec<Option<(Row, Element)>>,
    places: Map,
}

/// Rows by their keys, for lists of ten thousand. A table of the browser's: ours would have to be downloaded.
fn places<'a>(rows: impl Iterator<Item = &'a Row>) -> Map {
    let places = Map::new();
    for (at, row) in rows.enumerate() {
        places.set(&row.key.as_str().into(), &(at as f64).into());
    }
    places
}

impl Before {
    /// The row of a key.
    fn take(&mut self, key: &str) -> Option<(Row, Element)> {
        if self.rows.is_empty() {
            return None;
        }
        let at = self.places.get(&key.into()).as_f64()?;
        self.rows.get_mut(at as usize)?.take()
    }

    /// Takes what nobody took, rows of a doubled key, from the page.
    fn remove(self) {
        for (_, node) in self.rows.into_iter().flatten() {
            node.remove();
        }
    }
}

fn empty_cell(look: &Look) -> El {
    let node = if look.heads_row {
        el("th").attr("scope", "row")
    } else {
        el("td")
    };
    node.class(look.class).attr("data-label", look.label)
}

/// Shows something in a cell in place of what it showed.
fn fill(node: &Element, old: Option<&Cell>, new: &Cell) {
    let is_long = has_long_word(new);
    if is_long != old.is_some_and(has_long_word) {
        let _ = node.class_list().toggle_with_force("long", is_long);
    }
    match (old, new, node.first_element_child()) {
        // A row stays one to look over; the whole text is on the page about it.
        (_, Cell::Text(text), _) => node.set_text_content(Some(&cut(text, LONGEST_NAME))),
        (Some(Cell::Link(_)), Cell::Link(link), Some(there)) => change_link(&there, link),
        (Some(Cell::Badge(..)), Cell::Badge(tone, word), Some(there)) => change_badge(&there, *tone, word),
        (Some(Cell::Time(..)), Cell::Time(text, ms), Some(there)) => change_time(&there, text, *ms),
        _ => {
            node.set_text_content(None);
            let _ = El::of(node.clone()).child(content(new));
        }
    }
}

fn has_long_word(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) | Cell::Link(Link { text, .. }) => {
            text.len() > LONGEST_WORD && text.split([' ', '-']).any(|word| word.len() > LONGEST_WORD)
        }
        _ => false,
    }
}

/// What stands in a cell, in a table or elsewhere.
pub fn content(cell: &Cell) -> View {
    match cell {
        Cell::None => "—".into(),
        Cell::Text(text) => text.as_str().into(),
        Cell::Link(link) => build_link(link).into(),
        Cell::Links(links) => el("span")
            .class("links")
            .children(links.iter().map(|(link, note)| {
                let note = note.as_deref().map(|note| el("small").text(note));
                el("span").child(build_link(link)).children(note)
            }))
            .into(),
        Cell::Range(mark, end) => range(*mark, *end).into(),
        Cell::Bar(parts) => bar(parts).into(),
        Cell::Badge(tone, word) => badge(*tone, word).into(),
        Cell::Time(text, ms) => time(text, *ms).into(),
    }
}

fn build_link(link: &Link) -> El {
    let built = el("a");
    change_link(built.node(), link);
    built
}

fn change_link(there: &Element, link: &Link) {
    there.unchecked_ref::<HtmlAnchorElement>().set_href(&link.href);
    there.set_text_content(Some(&cut(&link.text, LONGEST_NAME)));
}
