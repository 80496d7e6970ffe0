//! The client's own filters of the list of jobs: status chips with counts, and text. They look through what is loaded,
//! say so, and stand in the address.

use super::loaded::{Listing, Loaded, NO_STATUS, Shown};
use crate::app::App;
use crate::i18n::{fill, format, messages};
use crate::live::live;
use crate::pages::job_cells::tone;
use crate::prelude::*;
use crate::route::{JobList, Route};
use crate::ui::dom::{El, View, el, when};
use crate::ui::icon::icon;
use crate::ui::sheet::sheet;
use nse_api::filter::{Count, tally};
use nse_api::{Filter, JobState};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

/// The filters of a list.
#[derive(Clone, Copy)]
pub struct Filters {
    app: App,
    loaded: Loaded,
    field: StoredValue<El>,
}

impl Filters {
    /// The filters of what is loaded.
    pub fn new(app: App, loaded: Loaded) -> Self {
        let field = StoredValue::new(el("input"));
        Self { app, loaded, field }
    }

    /// The field for text.
    pub fn field(self) -> El {
        let (input, field) = (self.field.get_value(), self.field.get_value());
        live(move || {
            let text = self.loaded.listing.with(|listing| listing.list.text.clone());
            let (text, field) = (text.unwrap_or_default(), field.as_kind::<HtmlInputElement>());
            // Setting what is there already would move the cursor.
            if field.value() != text {
                field.set_value(&text);
            }
        });
        let typed = move |_| {
            let text = self.field.get_value().as_kind::<HtmlInputElement>().value();
            self.change(|list| list.text = (!text.is_empty()).then_some(text));
        };
        let input = input
            .attr("type", "search")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr_says("placeholder", |m| m.filter)
            .attr_says("aria-label", |m| m.filter)
            .on("input", typed);
        el("div").class("find").child(icon("search")).child(input)
    }

    /// The chips of the status words: toggle buttons with counts of what a press would show.
    fn chips(self) -> El {
        let group = el("div")
            .class("chips")
            .attr("role", "group")
            .attr_says("aria-label", |m| m.status)
            .on("click", move |event: Event| self.press(&event));
        let node = group.node().clone();
        live(move || self.loaded.listing.with(|listing| draw(&node, listing)));
        group
    }

    /// The chips, on phones behind a button that says which of them is pressed.
    pub fn sheet(self) -> El {
        let pressed = move || self.loaded.listing.with(|listing| listing.filter.status.clone());
        let word = move || {
            pressed().map_or_else(String::new, |word| {
                if word == NO_STATUS {
                    messages().state_unknown.to_owned()
                } else {
                    word
                }
            })
        };
        sheet("filter", |m| m.filters, word, self.chips(), true)
    }

    fn press(self, event: &Event) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let chip = target.and_then(|target| target.closest("[data-word]").ok().flatten());
        let Some(word) = chip.and_then(|chip| chip.get_attribute("data-word")) else {
            return;
        };
        self.change(|list| {
            let again = list.status.as_ref() == Some(&word);
            list.status = (!again && !word.is_empty()).then_some(word);
        });
    }

    /// How many of what is loaded are shown, and how many there are in all.
    pub fn note(self) -> El {
        let listing = self.loaded.listing;
        let is_set = move || listing.with(|listing| listing.filter.is_set());
        let clear = move || {
            el("button")
                .attr("type", "button")
                .class("plain-button")
                .on("click", move |_| self.clear())
                .says(|m| m.clear_filters)
                .into()
        };
        // A poll may change the numbers; nobody wants to be told at each.
        let mut told = Filter::default();
        let aloud = el("p").class("unseen").attr("role", "status");
        let node = aloud.node().clone();
        live(move || {
            listing.with(|listing| {
                if listing.filter != told {
                    told = listing.filter.clone();
                    node.set_text_content(Some(&note(listing)));
                }
            });
        });
        el("div")
            .class("loaded")
            .child(el("p").text_live(move || listing.with(note)))
            .child(aloud)
            .child(when(is_set, clear))
    }

    /// That nothing of what is loaded is left.
    pub fn nothing(self) -> View {
        let holds = move |listing: &Listing| listing.rows.is_empty() && !listing.items.is_empty();
        when(
            move || self.loaded.listing.with(holds),
            || {
                el("div")
                    .class("empty")
                    .child(icon("empty"))
                    .child(el("p").class("what").says(|m| m.no_match))
                    .child(el("p").says(|m| m.no_match_hint))
                    .into()
            },
        )
    }

    fn clear(self) {
        self.change(|list| (list.status, list.text) = (None, None));
        self.field.get_value().focus();
    }

    /// Changes the address in place: Back leads to where one came from, not through what was typed.
    fn change(self, change: impl FnOnce(&mut JobList)) {
        if let Route::Jobs(mut list) = self.app.navigation.route.get_untracked() {
            change(&mut list);
            self.app.navigation.replace(Route::Jobs(list));
        }
    }
}

fn note(listing: &Listing) -> String {
    let m = messages();
    if listing.items.is_empty() {
        return String::new();
    }
    let loaded = format::number(listing.items.len() as u64);
    let shown = if listing.filter.is_set() {
        fill(
            m.of_loaded,
            &[&format::number(listing.rows.len() as u64), &loaded],
        )
    } else {
        fill(m.loaded, &[&loaded])
    };
    match listing.total {
        Some(total) => fill(m.in_all, &[&shown, &format::number(total)]),
        None => shown,
    }
}

/// Whether a filter keeps a job.
pub fn keeps(filter: &Filter, shown: &Shown) -> bool {
    filter.keeps_status(&shown.status) && keeps_text(filter, shown)
}

fn keeps_text(filter: &Filter, shown: &Shown) -> bool {
    filter.keeps_text(&shown.row.texts())
}

/// Draws the chips: all, then each status word of what is loaded, with how many rows the text leaves of it. A node that
/// is there is kept, so a chip that has the focus keeps it while counts change.
fn draw(group: &Element, listing: &Listing) {
    let (m, filter) = (messages(), &listing.filter);
    let chosen = filter.status.as_deref();
    let rows = listing.items.iter().map(|item| {
        let shown = &item.shown;
        (shown.status.as_str(), keeps_text(filter, shown))
    });
    // What is chosen can be let go of, present or not.
    let counts = tally(&mut rows.chain(chosen.map(|word| (word, false))));
    let all = Count {
        word: String::new(),
        state: JobState::Unknown,
        rows: counts.iter().map(|count| count.rows).sum(),
    };
    let counts: Vec<&Count> = std::iter::once(&all)
        .chain(&counts)
        .filter(|_| !listing.items.is_empty())
        .collect();
    let children = group.children();
    for (at, count) in counts.iter().enumerate() {
        let mut there = (at as u32..children.length()).filter_map(|at| children.item(at));
        let node = there
            .find(|node| node.get_attribute("data-word").as_ref() == Some(&count.word))
            .unwrap_or_else(|| build(count));
        let here = children.item(at as u32);
        if here.as_ref() != Some(&node) {
            let _ = group.insert_before(&node, here.as_deref());
        }
        let is_pressed = chosen.unwrap_or_default() == count.word;
        let _ = node.set_attribute("aria-pressed", if is_pressed { "true" } else { "false" });
        let text = match count.word.as_str() {
            "" => m.all_statuses,
            NO_STATUS => m.state_unknown,
            word => word,
        };
        let number = node.last_element_child();
        let label = number.as_ref().and_then(Element::previous_element_sibling);
        write(label, text);
        write(number, &format::number(count.rows as u64));
    }
    while let Some(gone) = children.item(counts.len() as u32) {
        gone.remove();
    }
}

fn write(node: Option<Element>, text: &str) {
    if let Some(node) = node.filter(|node| node.text_content().as_deref() != Some(text)) {
        node.set_text_content(Some(text));
    }
}

fn build(count: &Count) -> Element {
    let tone = (!count.word.is_empty()).then(|| tone(count.state).name());
    let chip = el("button")
        .attr("type", "button")
        .class(&format!("chip {}", tone.unwrap_or_default()))
        .attr("data-word", &count.word)
        .children(tone.map(icon))
        .child(el("span"))
        .text(" ")
        .child(el("span").class("count"));
    chip.node().clone()
}
