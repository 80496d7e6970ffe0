//! A menu button (WAI-ARIA Authoring Practices, *Menu Button*): arrows move, Escape closes and gives the focus back,
//! Tab and a click elsewhere close.

use super::icon::icon;
use crate::i18n::{Pick, t};
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::{Button, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// An entry of a menu.
pub struct Item {
    /// What it says.
    pub label: Pick,
    /// Its icon.
    pub icon: &'static str,
    /// What choosing it does.
    pub chosen: Callback<()>,
}

/// A button that opens a menu.
pub fn menu(label: Signal<String>, items: Vec<Item>) -> AnyView {
    let open = RwSignal::new(false);
    let (button, list) = (NodeRef::<Button>::new(), NodeRef::<Div>::new());
    let count = items.len();
    let focus_item = move |at: usize| {
        let item = list
            .get_untracked()
            .and_then(|list| list.children().item(at as u32));
        if let Some(item) = item.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
            let _ = item.focus();
        }
    };
    let show = move |at: usize| {
        open.set(true);
        // The entries can take the focus once the stylesheet shows them.
        request_animation_frame(move || focus_item(at));
    };
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let on_button_key = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            show(0);
        }
        "ArrowUp" => {
            event.prevent_default();
            show(count.saturating_sub(1));
        }
        _ => {}
    };
    let on_list_key = move |event: KeyboardEvent| {
        let at = focused_child(list);
        let to = match event.key().as_str() {
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
        focus_item(to);
    };
    let on_focus_out = move |event: FocusEvent| {
        let to: Option<Node> = event.related_target().and_then(|target| target.dyn_into().ok());
        let inside = to
            .as_ref()
            .is_some_and(|to| list.get_untracked().is_some_and(|list| list.contains(Some(to))));
        let on_button = to.as_ref().is_some_and(|to| {
            button
                .get_untracked()
                .is_some_and(|button| button.contains(Some(to)))
        });
        if !inside && !on_button {
            open.set(false);
        }
    };
    let items = items.into_iter().map(
        |Item {
             label,
             icon: name,
             chosen,
         }| {
            let choose = move |_| {
                close();
                chosen.run(());
            };
            view! {
                <button type="button" role="menuitem" tabindex="-1" on:click=choose>
                    {icon(name)} {t(label)}
                </button>
            }
        },
    );
    let items = items.collect_view();
    view! {
        <div class="menu" on:focusout=on_focus_out>
            <button
                type="button"
                class="menu-button"
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                node_ref=button
                on:click=move |_| if open.get_untracked() { close() } else { show(0) }
                on:keydown=on_button_key
            >
                {icon("user")} <span>{label}</span> {icon("down")}
            </button>
            <div role="menu" aria-label=label class="menu-list" hidden=move || !open.get() node_ref=list on:keydown=on_list_key>
                {items}
            </div>
        </div>
    }
    .into_any()
}

fn focused_child(list: NodeRef<Div>) -> Option<usize> {
    let focused = document().active_element()?;
    let children = list.get_untracked()?.children();
    (0..children.length())
        .find(|at| children.item(*at).as_ref() == Some(&focused))
        .map(|at| at as usize)
}
