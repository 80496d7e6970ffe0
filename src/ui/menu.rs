//! A menu button (WAI-ARIA Authoring Practices, *Menu Button*): arrows move, Escape closes and gives the focus back,
//! Tab and a click elsewhere close.

use super::dom::{El, el};
use super::icon::icon;
use crate::i18n::Pick;
use crate::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, FocusEvent, HtmlElement, KeyboardEvent, Node};

/// An entry of a menu.
pub struct Item {
    /// What it says.
    pub label: Pick,
    /// Its icon.
    pub icon: &'static str,
    /// What choosing it does.
    pub chosen: Callback<()>,
}

/// A button, with the icon of this name, that opens a menu.
pub fn menu(name: &str, label: Signal<String>, items: Vec<Item>) -> El {
    let open = RwSignal::new(false);
    let (button, list) = (el("button"), el("div"));
    let count = items.len();
    let show = {
        let list = list.clone();
        move |at: usize| {
            open.set(true);
            // The entries can take the focus once the stylesheet shows them.
            let list = list.clone();
            request_animation_frame(move || focus_child(&list, at));
        }
    };
    let close = {
        let button = button.clone();
        move || {
            open.set(false);
            button.focus();
        }
    };
    let press = {
        let (show, close) = (show.clone(), close.clone());
        move |_| if open.get_untracked() { close() } else { show(0) }
    };
    let on_button_key = move |event: Event| {
        let at = match key(&event).as_str() {
            "ArrowDown" => 0,
            "ArrowUp" => count.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        show(at);
    };
    let on_list_key = {
        let (list, close) = (list.clone(), close.clone());
        move |event: Event| {
            let at = focused_child(&list);
            let to = match key(&event).as_str() {
                "ArrowDown" => at.map_or(0, |at| (at + 1) % count),
                "ArrowUp" => at.map_or(0, |at| (at + count - 1) % count),
                "Home" => 0,
                "End" => count.saturating_sub(1),
                "Escape" => {
                    event.prevent_default();
                    return close();
                }
                _ => return,
            };
            event.prevent_default();
            focus_child(&list, to);
        }
    };
    let on_focus_out = {
        let (button, list) = (button.clone(), list.clone());
        move |event: Event| {
            let event: &FocusEvent = event.unchecked_ref();
            let to: Option<Node> = event.related_target().and_then(|target| target.dyn_into().ok());
            let stays = |part: &El| to.as_ref().is_some_and(|to| part.node().contains(Some(to)));
            if !stays(&list) && !stays(&button) {
                open.set(false);
            }
        }
    };
    let item = |Item {
                    label,
                    icon: name,
                    chosen,
                }: Item| {
        let close = close.clone();
        let choose = move |_| {
            close();
            chosen.run(());
        };
        el("button")
            .attr("type", "button")
            .attr("role", "menuitem")
            .attr("tabindex", "-1")
            .on("click", choose)
            .child(icon(name))
            .says(label)
    };
    let button = button
        .attr("type", "button")
        .class("menu-button")
        .attr("aria-haspopup", "menu")
        .attr_live("aria-expanded", move || open.get().to_string())
        .on("click", press)
        .on("keydown", on_button_key)
        .child(icon(name))
        .child(el("span").text_live(move || label.get()))
        .child(icon("down"));
    let list = list
        .attr("role", "menu")
        .attr_live("aria-label", move || label.get())
        .class("menu-list")
        .flag("hidden", move || !open.get())
        .on("keydown", on_list_key)
        .children(items.into_iter().map(item));
    el("div")
        .class("menu")
        .on("focusout", on_focus_out)
        .child(button)
        .child(list)
}

fn key(event: &Event) -> String {
    event.unchecked_ref::<KeyboardEvent>().key()
}

fn focus_child(list: &El, at: usize) {
    if let Some(child) = list.node().children().item(at as u32) {
        let _ = child.unchecked_ref::<HtmlElement>().focus();
    }
}

fn focused_child(list: &El) -> Option<usize> {
    let focused = document().active_element()?;
    let children = list.node().children();
    (0..children.length())
        .find(|at| children.item(*at).as_ref() == Some(&focused))
        .map(|at| at as usize)
}
