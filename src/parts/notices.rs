//! What tells a person something: errors, banners, dialogs, toasts.

use super::{row, section, state};
use crate::prelude::*;
use crate::ui::badge::Tone;
use crate::ui::dialog::{alert_dialog, light_dialog};
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::toast;

pub fn sections() -> Vec<El> {
    let words = el("div")
        .child(el("p").class("what").text("What happened"))
        .child(el("p").text("What to do next."))
        .child(
            el("details")
                .child(el("summary").text("Details"))
                .child(el("p").class("mono").text("HTTP 503 · /v2.1/jobs/")),
        );
    let error = el("div")
        .class("error-panel")
        .child(icon("bad"))
        .child(words)
        .child(button("Retry"));
    let banner = |class: &str, name: &str| {
        el("p")
            .class(class)
            .child(icon(name))
            .text("What a user must know on any page.")
    };
    let open = RwSignal::new(false);
    let dialog = alert_dialog(
        "part-question",
        |m| m.sign_out,
        || "A question that has to be answered before anything else.".to_owned(),
        [
            button("Yes").on("click", move |_| open.set(false)),
            button("No").on("click", move |_| open.set(false)),
        ],
        move || open.get(),
        move || open.set(false),
    );
    let lit = RwSignal::new(false);
    let light = light_dialog(
        "",
        |m| m.search,
        vec![el("p").text("A dialog that may be left as it is.")],
        Box::new(move || lit.get()),
        Callback::new(move |()| lit.set(false)),
    );
    let said = [("good", Tone::Good), ("bad", Tone::Bad), ("idle", Tone::Idle)].map(|(key, tone)| {
        button(&format!("Toast: {key}")).on("click", move |_| {
            toast::say(
                key,
                tone,
                None,
                || "What became of something".to_owned(),
                Some(|m| m.retry),
            );
        })
    });
    let dialogs = [
        button("Question").on("click", move |_| open.set(true)),
        button("Light dialog").on("click", move |_| lit.set(true)),
    ];
    vec![
        section("Errors", [error]),
        section(
            "Banners",
            [
                state("a warning", banner("banner", "warn")),
                state("news", banner("banner news", "refresh")),
            ],
        ),
        section("Dialogs and toasts", [row(dialogs), row(said)])
            .child(dialog)
            .child(light),
    ]
}

fn button(word: &str) -> El {
    el("button").attr("type", "button").class("button").text(word)
}
