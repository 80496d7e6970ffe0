//! Every part of `ui/` in each of its states, at `/_parts`: where looks are decided and compared. Part of development builds
//! alone (`script/parts`), so its words are English and cost nobody a byte.

mod controls;
mod data;
mod marks;
mod notices;

use crate::app::App;
use crate::frame::{brand, settings};
use crate::ui::dom::{El, View, el, views};
use crate::ui::toast::toasts;
use js_sys::{Array, Function, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

/// The page.
pub fn page(app: App) -> View {
    let _ = style();
    leptos::prelude::document().set_title("Parts");
    let sections = [
        marks::sections(),
        controls::sections(),
        data::sections(),
        notices::sections(),
    ];
    let main = el("main")
        .class("parts")
        .child(el("h1").attr("tabindex", "-1").text("Parts"))
        .children(sections.into_iter().flatten());
    views([
        el("header").class("top").child(brand(app)).into(),
        main.into(),
        settings(app, false).into(),
        toasts(|| false, |_, _| ()).into(),
    ])
}

/// Its own rules, in a style sheet of this page alone: those of the console hold nothing that is not published.
fn style() -> Result<(), JsValue> {
    let class: Function = Reflect::get(&global(), &"CSSStyleSheet".into())?.dyn_into()?;
    let sheet = Reflect::construct(&class, &Array::new())?;
    let replace: Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
    replace.call1(&sheet, &include_str!("parts.css").into())?;
    let document = leptos::prelude::document();
    Reflect::set(&document, &"adoptedStyleSheets".into(), &Array::of1(&sheet)).map(|_| ())
}

/// A part's name and its states.
fn section(name: &str, states: impl IntoIterator<Item = El>) -> El {
    el("section").child(el("h2").text(name)).children(states)
}

/// A state of a part and what it is called.
fn state(name: &str, part: El) -> El {
    el("div")
        .class("state-of-part")
        .child(el("p").class("quiet").text(name))
        .child(part)
}

/// Several things in a row.
fn row(things: impl IntoIterator<Item = El>) -> El {
    el("div").class("tools").children(things)
}
