//! A text field with a list of what fits (WAI-ARIA Authoring Practices, *Combobox* with a listbox): the focus stays in
//! the field, arrows move among the options, Enter chooses, and Home and End are the field's own.

use super::dom::{El, el};
use super::icon::icon;
use crate::i18n::Pick;
use crate::live::live;
use crate::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlInputElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// What can be chosen.
#[derive(Clone)]
pub struct Choice<T> {
    /// What it is itself, for who gets to know that it was chosen.
    pub what: T,
    /// What it belongs to; choices of one group stand side by side.
    pub group: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// What it says.
    pub label: String,
    /// What tells it from others of the same label.
    pub note: String,
    /// Which characters of its label were typed.
    pub marks: Vec<usize>,
}

/// The options as they are drawn, and which of them Enter chooses.
struct Options<T> {
    field: El,
    drawn: Vec<(El, Choice<T>)>,
    active: usize,
}

impl<T> Options<T> {
    /// Marks the active option, for the eye and for a screen reader.
    fn point(&mut self, to: usize) {
        let selected = |at: usize, value| {
            let option = &self.drawn.get(at)?.0;
            let _ = option.node().set_attribute("aria-selected", value);
            Some(option.node())
        };
        selected(self.active, "false");
        let field = self.field.node();
        if let Some(option) = selected(to, "true") {
            let _ = field.set_attribute("aria-activedescendant", &option.id());
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        } else {
            let _ = field.remove_attribute("aria-activedescendant");
        }
        let _ = field.set_attribute("aria-expanded", &(!self.drawn.is_empty()).to_string());
        self.active = to;
    }

    /// Where an arrow leads, round and round.
    fn neighbour(&self, by: usize) -> usize {
        (self.active + by) % self.drawn.len().max(1)
    }
}

/// The field and its list, under a name that no other on the page has. `typed` holds what stands in the field; `fitting` makes from it what fits, and follows
/// signals.
pub fn combobox<T: Clone + 'static>(
    id: &'static str,
    label: Pick,
    placeholder: Pick,
    typed: RwSignal<String>,
    fitting: Box<dyn Fn() -> Vec<Choice<T>>>,
    chosen: Callback<T>,
) -> [El; 2] {
    let field = el("input")
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", &format!("{id}-options"))
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr_says("aria-label", label)
        .attr_says("placeholder", placeholder);
    let list = el("div")
        .attr("id", &format!("{id}-options"))
        .attr("role", "listbox")
        .attr_says("aria-label", label);
    let options = Rc::new(RefCell::new(Options::<T> {
        field: field.clone(),
        drawn: Vec::new(),
        active: 0,
    }));
    let choose = {
        let options = options.clone();
        move |at: usize| {
            let what = options
                .borrow()
                .drawn
                .get(at)
                .map(|(_, choice)| choice.what.clone());
            if let Some(what) = what {
                chosen.run(what);
            }
        }
    };
    let input = field.clone();
    let typing = move |_| typed.set(input.as_kind::<HtmlInputElement>().value());
    let on_key = {
        let (options, choose) = (options.clone(), choose.clone());
        move |event: Event| {
            let key: &KeyboardEvent = event.unchecked_ref();
            let mut options = options.borrow_mut();
            let to = match key.key().as_str() {
                // An input method has arrows and Enter of its own.
                _ if key.is_composing() => return,
                "ArrowDown" => options.neighbour(1),
                "ArrowUp" => options.neighbour(options.drawn.len().saturating_sub(1)),
                "Enter" => {
                    let at = options.active;
                    drop(options);
                    event.prevent_default();
                    return choose(at);
                }
                _ => return,
            };
            event.prevent_default();
            options.point(to);
        }
    };
    let pressed_options = options.clone();
    draw(id, &field, &list, options, typed, fitting);
    let field = field.on("input", typing).on("keydown", on_key);
    let list = list
        // A press shall not take the focus from the field.
        .on("mousedown", |event| event.prevent_default())
        .on("click", move |event| {
            let pressed = option_of(&event);
            let is_pressed = |(option, _): &(El, _)| Some(option.node()) == pressed.as_ref();
            let at = pressed_options.borrow().drawn.iter().position(is_pressed);
            at.map(&choose);
        });
    [field, list]
}

fn option_of(event: &Event) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("[role=option]").ok()?
}

/// Draws what fits, whenever that is something else. What was active stays so until something else is typed.
fn draw<T: 'static>(
    id: &'static str,
    field: &El,
    list: &El,
    options: Rc<RefCell<Options<T>>>,
    typed: RwSignal<String>,
    fitting: Box<dyn Fn() -> Vec<Choice<T>>>,
) {
    let (field, list, mut before) = (field.clone(), list.clone(), String::new());
    live(move || {
        let (fitting, now) = (fitting(), typed.get());
        let input: &HtmlInputElement = field.as_kind();
        if input.value() != now {
            input.set_value(&now);
        }
        list.node().set_text_content(None);
        let mut options = options.borrow_mut();
        let drawn = std::mem::take(&mut options.drawn);
        let kept = drawn.get(options.active).filter(|_| now == before);
        let (mut part, mut name, mut to) = (el("div"), "", 0);
        for (at, choice) in fitting.into_iter().enumerate() {
            if choice.group != name {
                name = choice.group;
                let group = format!("{id}-group{at}");
                part = el("div")
                    .attr("role", "group")
                    .attr("aria-labelledby", &group)
                    .child(el("p").attr("id", &group).text(name));
                let _ = list.node().append_child(part.node());
            }
            if kept.is_some_and(|(_, kept)| kept.label == choice.label && kept.note == choice.note) {
                to = at;
            }
            let drawn = option(choice.icon, &choice.label, &choice.marks, &choice.note)
                .attr("id", &format!("{id}-option{at}"));
            let _ = part.node().append_child(drawn.node());
            options.drawn.push((drawn, choice));
        }
        options.point(to);
        before = now;
    });
}

fn option(name: &str, text: &str, marks: &[usize], note: &str) -> El {
    let (mut label, mut plain) = (el("span").class("label"), String::new());
    for (at, letter) in text.chars().enumerate() {
        if marks.contains(&at) {
            label = label
                .text(&std::mem::take(&mut plain))
                .child(el("mark").text(letter.encode_utf8(&mut [0; 4])));
        } else {
            plain.push(letter);
        }
    }
    el("div")
        .attr("role", "option")
        .attr("aria-selected", "false")
        .child(icon(name))
        .child(label.text(&plain))
        .child(el("span").class("note").text(note))
}
