//! What is pressed and typed into.

use super::{row, section, state};
use crate::prelude::*;
use crate::ui::combobox::{self, combobox};
use crate::ui::copy::{copy_action, copy_button};
use crate::ui::disclosure::disclosure;
use crate::ui::dom::{El, el};
use crate::ui::field::{Field, Kind};
use crate::ui::icon::{icon, icon_button};
use crate::ui::menu::{Item, menu};
use crate::ui::select::select;
use crate::ui::sheet::sheet;
use crate::ui::switch::switch;

pub fn sections() -> Vec<El> {
    vec![
        section("Buttons", buttons()),
        section("Fields", fields()),
        section("Choices", choices()),
        section("What opens", openings()),
    ]
}

fn buttons() -> [El; 2] {
    let button = |class: &str, word: &str| el("button").attr("type", "button").class(class).text(word);
    let plain = [
        button("button", "Button"),
        button("button primary", "Primary"),
        button("button primary", "Under way").attr("aria-disabled", "true"),
        button("plain-button", "Plain"),
    ];
    let icons = [
        icon_button("refresh", |m| m.refresh),
        icon_button("previous", |m| m.previous_page).attr("disabled", ""),
        copy_button(|m| m.id, "what is copied".to_owned()),
        copy_action(|m| m.copy, || "what is copied".to_owned()),
    ];
    [row(plain), row(icons)]
}

fn fields() -> [El; 4] {
    let field = |id, kind| Field::new(id, |m| m.username, kind, "off");
    let filled = field("part-filled", Kind::Text);
    filled.value.set("somebody".to_owned());
    let refused = field("part-refused", Kind::Text);
    refused
        .error
        .set(Some("Why it is refused, and what to do.".to_owned()));
    let hinted =
        field("part-hinted", Kind::Password).with_hint(|| Some("What is typed has a hint.".to_owned()));
    [
        state("empty", field("part-empty", Kind::Text).view()),
        state("filled", filled.view()),
        state("refused", refused.view()),
        state("password, with a hint", hinted.view()),
    ]
}

fn choices() -> [El; 2] {
    let choices = Signal::stored(vec![
        ("a".to_owned(), "One".to_owned()),
        ("b".to_owned(), "Another".to_owned()),
    ]);
    let (chosen, on) = (RwSignal::new("a".to_owned()), RwSignal::new(true));
    let choose = Callback::new(move |value| chosen.set(value));
    let selects =
        ["", "inline", "small"].map(|class| select(|m| m.theme, class, choices, chosen.into(), choose));
    let switches = [true, false].map(|is_on| {
        switch(
            |m| m.live_updates,
            move || on.get() == is_on,
            move || on.update(|on| *on = !*on),
        )
    });
    [row(selects), row(switches)]
}

fn openings() -> [El; 2] {
    let item = |label, icon| Item {
        label,
        icon,
        chosen: Callback::new(|()| ()),
    };
    let items = vec![item(|m| m.account, "user"), item(|m| m.sign_out, "leave")];
    let toggle = el("button")
        .class("button")
        .text("Disclosure")
        .child(icon("down"));
    let open = RwSignal::new(false);
    let shown = el("p").text("What it shows").flag("hidden", move || !open.get());
    let sheet = sheet(
        "columns",
        |m| m.columns,
        || "state".to_owned(),
        el("p").text("On phones it comes from below."),
        false,
    );
    let typed = RwSignal::new(String::new());
    let fitting = || {
        let choice = |label: &str, note: &str| combobox::Choice {
            what: (),
            group: "Group",
            icon: "jobs",
            label: label.to_owned(),
            note: note.to_owned(),
            marks: vec![0, 1],
        };
        vec![choice("What fits best", "note"), choice("What fits too", "")]
    };
    let [field, list] = combobox(
        "part-combobox",
        |m| m.search,
        |m| m.search,
        typed,
        Box::new(fitting),
        Callback::new(|()| ()),
    );
    let openings = [
        menu("user", Signal::stored("Menu".to_owned()), items),
        disclosure(toggle, shown, open),
        sheet,
    ];
    [
        row(openings),
        el("div")
            .class("palette-of-parts")
            .child(el("label").class("query").child(icon("search")).child(field))
            .child(list),
    ]
}
