//! A text field with a list of what fits (WAI-ARIA Authoring Practices, *Combobox* with a listbox): the focus stays in
//! the field, arrows move among the options, Enter chooses, and Home and End are the field's own.

use super::dom::{El, el};
use super::icon::icon;
use crate::i18n::Pick;
use crate::live::live;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlInputElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// What can be chosen.
#[derive(Clone)]
pub struct Choice {
    /// What it says.
    pub label: String,
    /// Which of its characters were typed, counted in characters.
    pub marks: Vec<usize>,
    /// What tells it from others of the same label.
    pub note: String,
    /// Its icon.
    pub icon: &'static str,
    /// What choosing it does.
    pub chosen: Rc<dyn Fn()>,
}

/// Choices that belong together.
pub struct Group {
    /// What they are.
    pub name: String,
    /// The choices, the best first.
    pub choices: Vec<Choice>,
}

/// The options as they are drawn, and which of them Enter chooses.
#[derive(Default)]
struct Options {
    drawn: Vec<(El, Choice)>,
    active: usize,
}

impl Options {
    /// Marks the active option, for the eye and for a screen reader.
    fn point(&mut self, field: &El, to: usize) {
        self.active = to;
        for (at, (option, _)) in self.drawn.iter().enumerate() {
            let _ = option
                .node()
                .set_attribute("aria-selected", if at == to { "true" } else { "false" });
        }
        let field = field.node();
        let _ = match self.drawn.get(to) {
            Some((option, _)) => {
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                option
                    .node()
                    .scroll_into_view_with_scroll_into_view_options(&nearest);
                field.set_attribute("aria-activedescendant", &option.node().id())
            }
            None => field.remove_attribute("aria-activedescendant"),
        };
        let _ = field.set_attribute(
            "aria-expanded",
            if self.drawn.is_empty() { "false" } else { "true" },
        );
    }
}

/// The field and its list. `typed` holds what stands in the field; `groups` makes from it what fits, and follows
/// signals.
pub fn combobox(
    id: &'static str,
    label: Pick,
    placeholder: Pick,
    typed: RwSignal<String>,
    groups: impl Fn() -> Vec<Group> + 'static,
) -> [El; 2] {
    let list_id = format!("{id}-list");
    let options = Rc::new(RefCell::new(Options::default()));
    let field = el("input")
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", &list_id)
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("enterkeyhint", "go")
        .attr_says("aria-label", label)
        .attr_says("placeholder", placeholder);
    let list = el("div")
        .attr("id", &list_id)
        .attr("role", "listbox")
        .attr_says("aria-label", label)
        // A press shall not take the focus from the field.
        .on("mousedown", |event| event.prevent_default())
        .on("click", {
            let options = options.clone();
            move |event| choose(&options, &option_of(&event))
        });
    follow(id, &field, &list, options.clone(), typed, Box::new(groups));
    let input = field.clone();
    let field = field
        .on("input", {
            let input = input.clone();
            move |_| typed.set(input.as_kind::<HtmlInputElement>().value())
        })
        .on("keydown", move |event| on_key(&event, &input, &options));
    [field, list]
}

fn on_key(event: &Event, field: &El, options: &RefCell<Options>) {
    let key: &KeyboardEvent = event.unchecked_ref();
    // An input method has arrows and Enter of its own.
    if key.is_composing() {
        return;
    }
    let (active, count) = {
        let options = options.borrow();
        (options.active, options.drawn.len().max(1))
    };
    match key.key().as_str() {
        "ArrowDown" => options.borrow_mut().point(field, (active + 1) % count),
        "ArrowUp" => options.borrow_mut().point(field, (active + count - 1) % count),
        "Enter" => choose(options, &Some(active)),
        _ => return,
    }
    event.prevent_default();
}

fn choose(options: &RefCell<Options>, at: &Option<usize>) {
    let chosen = at.and_then(|at| Some(options.borrow().drawn.get(at)?.1.chosen.clone()));
    if let Some(chosen) = chosen {
        chosen();
    }
}

fn option_of(event: &Event) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let option = target.closest("[role=option]").ok()??;
    option.id().rsplit_once('-')?.1.parse().ok()
}

/// Draws what fits, whenever that is something else. What was active stays so until something else is typed.
fn follow(
    id: &'static str,
    field: &El,
    list: &El,
    options: Rc<RefCell<Options>>,
    typed: RwSignal<String>,
    groups: Box<dyn Fn() -> Vec<Group>>,
) {
    let (field, list, mut before) = (field.clone(), list.clone(), String::new());
    live(move || {
        let groups = groups();
        let now = typed.get();
        let input: &HtmlInputElement = field.as_kind();
        if input.value() != now {
            input.set_value(&now);
        }
        list.node().set_text_content(None);
        let mut options = options.borrow_mut();
        let active = std::mem::take(&mut *options);
        for (number, group) in groups.into_iter().enumerate() {
            let name = format!("{id}-group{number}");
            let mut part = el("div")
                .attr("role", "group")
                .attr("aria-labelledby", &name)
                .child(el("p").attr("id", &name).text(&group.name));
            for choice in group.choices {
                let option = draw(&choice).attr("id", &format!("{id}-{}", options.drawn.len()));
                part = part.child(option.clone());
                options.drawn.push((option, choice));
            }
            let _ = list.node().append_child(part.node());
        }
        let same = |choice: &Choice| {
            let (_, active) = active.drawn.get(active.active)?;
            Some(now == before && active.label == choice.label && active.note == choice.note)
        };
        let to = options
            .drawn
            .iter()
            .position(|(_, choice)| same(choice) == Some(true))
            .unwrap_or_default();
        options.point(&field, to);
        before = now;
    });
}

fn draw(choice: &Choice) -> El {
    let mut label = el("span").class("label");
    let mut marks = choice.marks.iter().copied().peekable();
    let mut letters = choice.label.chars().enumerate().peekable();
    // Letters that stand side by side share a mark, or none.
    while letters.peek().is_some() {
        let mut run = String::new();
        let marked = letters.peek().map(|(at, _)| *at) == marks.peek().copied();
        while let Some((_, letter)) = letters.next_if(|(at, _)| (marks.peek() == Some(at)) == marked) {
            if marked {
                marks.next();
            }
            run.push(letter);
        }
        label = if marked {
            label.child(el("mark").text(&run))
        } else {
            label.text(&run)
        };
    }
    let option = el("div")
        .attr("role", "option")
        .child(icon(choice.icon))
        .child(label);
    if choice.note.is_empty() {
        option
    } else {
        option.child(el("span").class("note").text(&choice.note))
    }
}
