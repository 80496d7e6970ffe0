//! Elements, built by calls on the DOM itself, with parts that follow signals.
//!
//! leptos' own views are types, and each brings a copy of the code that builds, patches and drops it: 60 KB (brotli)
//! of what a browser had to load first. Here closures are boxed, so there is one copy of everything; signals, memos,
//! effects and owners remain leptos'. What is live ends, and what listens is let go, with the owner it was made under.

use crate::i18n::{Pick, messages};
use crate::live::live;
use crate::prelude::*;
use leptos::mount::{UnmountHandle, mount_to};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, EventTarget, HtmlElement, Node};

/// An element.
#[derive(Clone)]
pub struct El(Element);

/// Whatever can be drawn: an element, a text, or several of them side by side.
#[derive(Clone)]
pub struct View(Node);

/// An element of HTML.
pub fn el(tag: &str) -> El {
    // Fails only for what is no name: then nothing that is done with it has an effect.
    El(document()
        .create_element(tag)
        .unwrap_or_else(JsCast::unchecked_into))
}

/// An element of SVG.
pub fn svg(tag: &str) -> El {
    let made = document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag);
    El(made.unwrap_or_else(JsCast::unchecked_into))
}

/// Several views side by side.
pub fn views(views: impl IntoIterator<Item = View>) -> View {
    let all: Node = document().create_document_fragment().into();
    for view in views {
        append(&all, &view);
    }
    View(all)
}

/// A place among others that is drawn anew whenever a signal changes that `content` reads.
pub fn slot(content: impl Fn() -> Option<View> + 'static) -> View {
    place(Box::new(content), false)
}

/// The same for a place that is drawn anew in about the same shape: what a reader opened there stays open, and the
/// focus stays where it was.
pub fn steady_slot(content: impl Fn() -> Option<View> + 'static) -> View {
    place(Box::new(content), true)
}

/// A place that is filled while `holds` does.
pub fn when(holds: impl Fn() -> bool + Send + Sync + 'static, content: impl Fn() -> View + 'static) -> View {
    fn memo(holds: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<bool> {
        Memo::new(move |_| holds())
    }
    let holds = memo(Box::new(holds));
    slot(move || holds.get().then(&content))
}

impl El {
    /// An element that is there already.
    pub fn of(element: Element) -> Self {
        Self(element)
    }

    /// The element itself.
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// The element as one of its kind.
    pub fn as_kind<T: JsCast>(&self) -> &T {
        self.0.unchecked_ref()
    }

    /// Moves the focus here.
    pub fn focus(&self) {
        let _ = self.as_kind::<HtmlElement>().focus();
    }

    /// Its classes in the stylesheet.
    pub fn class(self, names: &str) -> Self {
        if names.is_empty() {
            self
        } else {
            self.attr("class", names)
        }
    }

    /// An attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// An attribute in the language that is spoken.
    pub fn attr_says(self, name: &'static str, text: Pick) -> Self {
        self.attr_live(name, move || text(messages()).to_owned())
    }

    /// An attribute that follows signals.
    pub fn attr_live(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self {
        self.attr_if(name, move || Some(value()))
    }

    /// An attribute that follows signals and is not there without a value.
    pub fn attr_if(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.follow(name, Box::new(value));
        self
    }

    /// An attribute that is there, empty, while `holds`.
    pub fn flag(self, name: &'static str, holds: impl Fn() -> bool + 'static) -> Self {
        self.attr_if(name, move || holds().then(String::new))
    }

    /// Calls back at an event.
    pub fn on(self, event: &'static str, run: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(run));
        self
    }

    /// A text at its end.
    pub fn text(self, text: &str) -> Self {
        self.child(text)
    }

    /// A text at its end, in the language that is spoken.
    pub fn says(self, text: Pick) -> Self {
        self.text_live(move || text(messages()).to_owned())
    }

    /// A text at its end that follows signals.
    pub fn text_live(self, text: impl Fn() -> String + 'static) -> Self {
        self.write(Box::new(text));
        self
    }

    /// A view at its end.
    pub fn child(self, view: impl Into<View>) -> Self {
        append(&self.0, &view.into());
        self
    }

    /// Views at its end.
    pub fn children(self, views: impl IntoIterator<Item = impl Into<View>>) -> Self {
        views.into_iter().fold(self, El::child)
    }

    fn follow(&self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) {
        let (element, mut shown) = (self.0.clone(), None);
        live(move || {
            let now = value();
            if now != shown {
                let _ = match &now {
                    Some(value) => element.set_attribute(name, value),
                    None => element.remove_attribute(name),
                };
                shown = now;
            }
        });
    }

    fn write(&self, text: Box<dyn Fn() -> String>) {
        let (node, mut shown) = (document().create_text_node(""), String::new());
        let _ = self.0.append_child(&node);
        live(move || {
            let now = text();
            if now != shown {
                node.set_data(&now);
                shown = now;
            }
        });
    }

    fn listen(&self, event: &'static str, run: Box<dyn FnMut(Event)>) {
        listen(self.0.clone().into(), event, run);
    }
}

/// Calls back at an event of the window, as long as the current owner lives.
pub fn on_window(event: &'static str, run: impl FnMut(Event) + 'static) {
    listen(window().into(), event, Box::new(run));
}

fn listen(target: EventTarget, event: &'static str, run: Box<dyn FnMut(Event)>) {
    let run = Closure::wrap(run);
    let _ = target.add_event_listener_with_callback(event, run.as_ref().unchecked_ref());
    StoredValue::new(Listener { target, event, run });
}

impl From<Element> for El {
    fn from(element: Element) -> Self {
        El(element)
    }
}

impl From<El> for View {
    fn from(element: El) -> Self {
        View(element.0.into())
    }
}

impl From<&str> for View {
    fn from(text: &str) -> Self {
        View(document().create_text_node(text).into())
    }
}

/// Listens until it is dropped: taking a node from the page may itself be an event, when nobody is there any more.
struct Listener {
    target: EventTarget,
    event: &'static str,
    run: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let run = self.run.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.event, run);
    }
}

fn append(parent: &Node, view: &View) {
    let _ = parent.append_child(&view.0);
}

fn place(content: Box<dyn Fn() -> Option<View>>, steady: bool) -> View {
    let (start, end) = (View::from(""), View::from(""));
    let whole = views([start.clone(), end.clone()]);
    live(move || {
        let fresh = content();
        let Some(parent) = end.0.parent_node() else { return };
        let before = between(&start.0, &end.0);
        let focused = document().active_element();
        for node in &before {
            let _ = parent.remove_child(node);
        }
        if let Some(fresh) = fresh {
            let _ = parent.insert_before(&fresh.0, Some(&end.0));
        }
        if steady {
            carry_over(&before, &between(&start.0, &end.0), focused);
        }
    });
    whole
}

fn between(start: &Node, end: &Node) -> Vec<Node> {
    let next = std::iter::successors(start.next_sibling(), Node::next_sibling);
    next.take_while(|node| node != end).collect()
}

/// Opens what was open and focuses what had the focus, by its place among what can be opened and focused.
fn carry_over(before: &[Node], after: &[Node], focused: Option<Element>) {
    for (old, new) in handles(before).iter().zip(handles(after)) {
        if old.tag_name() != new.tag_name() {
            return;
        }
        if old.tag_name() == "DETAILS" {
            let _ = new.toggle_attribute_with_force("open", old.has_attribute("open"));
        }
        if focused.as_ref() == Some(old) {
            El(new).focus();
        }
    }
}

fn handles(nodes: &[Node]) -> Vec<Element> {
    let mut handles = Vec::new();
    for node in nodes {
        let Some(element) = node.dyn_ref::<Element>() else {
            continue;
        };
        if let Ok(found) = element.query_selector_all("details, summary, a, button, [tabindex]") {
            handles.extend((0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()));
        }
    }
    handles
}

/// What [`mount`] has drawn; ends when it is dropped.
pub type Mounted = UnmountHandle<<() as Render>::State>;

/// Draws a view in `place`, under an owner of its own.
pub fn mount(place: HtmlElement, view: impl FnOnce() -> View + 'static) -> Mounted {
    mount_to(place.clone(), move || append(&place, &view()))
}
