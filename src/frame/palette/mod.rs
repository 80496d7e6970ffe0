//! The palette: search over pages, regions, zones, jobs and actions, by Ctrl/⌘ K or the button above.

pub mod best;
pub mod items;

use crate::app::{App, Overlay};
use crate::clock::Timeout;
use crate::i18n::{fill, format, messages};
use crate::live::{effect, live};
use crate::prelude::*;
use crate::query::use_query;
use crate::ui::combobox::{Choice, combobox};
use crate::ui::dialog::light_dialog;
use crate::ui::dom::{El, View, el};
use crate::ui::icon::icon;
use best::best;
use items::{Act, FIRST, Section, job_of_id};
use nse_api::{Paging, paging::MAX_LIMIT};

/// How long nobody has typed when the number of results is announced, in milliseconds.
const PAUSE_MS: u32 = 600;

/// The keys that open it, as they are called on this machine.
pub fn key_hint() -> &'static str {
    let platform = window().navigator().platform().unwrap_or_default();
    if platform.starts_with("Mac") || platform.starts_with("iP") {
        "⌘ K"
    } else {
        "Ctrl K"
    }
}

/// The button that opens it.
pub fn search_button(app: App) -> El {
    el("button")
        .attr("type", "button")
        .class("menu-button search")
        .attr("aria-haspopup", "dialog")
        .attr("aria-keyshortcuts", "Control+K Meta+K")
        .on("click", move |_| app.overlay.set(Some(Overlay::Palette)))
        .child(icon("search"))
        .child(el("span").says(|m| m.search))
        .child(el("kbd").attr("aria-hidden", "true").text(key_hint()))
}

/// The palette itself.
pub fn palette(app: App) -> View {
    let open = move || app.overlay.get() == Some(Overlay::Palette);
    let all = Paging {
        limit: MAX_LIMIT,
        ..Paging::default()
    };
    // Asked for when it is first opened; while it is shut nothing is.
    let regions = use_query(app, {
        let all = all.clone();
        move || open().then(|| app.client.api().regions(&all))
    });
    let zones = use_query(app, move || open().then(|| app.client.api().zones(&all, None)));

    let typed = RwSignal::new(String::new());
    let sections = RwSignal::new(Vec::new());
    live(move || {
        if open() {
            sections.set(items::sections(app, [regions, zones]));
        } else {
            // Each time it begins anew, and what is not shown is not kept.
            typed.set(String::new());
            sections.set(Vec::new());
        }
    });
    let count = RwSignal::new(0_u32);
    let fitting = move || {
        let typed = typed.get();
        let found = sections.with(|sections| fitting(typed.trim(), sections));
        count.set(found.len() as u32);
        found
    };
    let close = move || app.overlay.set(None);
    let chosen = move |act: Act| {
        close();
        act.run(app);
    };
    let [field, list] = combobox(
        "palette",
        |m| m.search,
        |m| m.search_hint,
        typed,
        Box::new(fitting),
        Callback::new(chosen),
    );
    // Of what is still on its way nobody knows yet.
    let nothing = el("div")
        .class("none")
        .flag("hidden", move || {
            count.get() > 0 || regions.busy.get() || zones.busy.get()
        })
        .child(el("p").text_live(move || fill(messages().no_results, &[typed.get().trim()])))
        .child(el("p").class("quiet").says(|m| m.no_results_hint));
    let is_part = move || regions.error.with(Option::is_some) || zones.error.with(Option::is_some);
    let part = el("p")
        .class("part quiet")
        .flag("hidden", move || !is_part())
        .says(|m| m.search_partly);
    let field = el("label").class("query").child(icon("search")).child(field);
    let parts = vec![field, list, nothing, part, announced(typed, count)];
    light_dialog(
        "palette",
        |m| m.search,
        parts,
        Box::new(open),
        Callback::new(move |()| close()),
    )
}

/// What fits a text, with the job of that id where it may be one.
fn fitting(text: &str, sections: &[Section]) -> Vec<Choice<Act>> {
    let shown = if text.is_empty() { FIRST } else { sections.len() };
    let mut found = best(text, sections.get(..shown).unwrap_or_default());
    let by_id = job_of_id(text).filter(|job| !found.iter().any(|known| known.what == job.what));
    if let Some(job) = by_id {
        let of_jobs = found.iter().rposition(|known| known.group == job.group);
        found.insert(of_jobs.map_or(found.len(), |at| at + 1), job);
    }
    found
}

/// The number of results in words, said once when nobody has typed for a moment.
pub fn announced(typed: RwSignal<String>, count: RwSignal<u32>) -> El {
    let said = RwSignal::new(String::new());
    let timer = StoredValue::new(None::<Timeout>);
    effect(move || {
        let (nothing, count) = (typed.with(|typed| typed.trim().is_empty()), count.get());
        said.set(String::new());
        let say = move || said.set(fill(messages().results, &[&format::number(u64::from(count))]));
        timer.set_value((!nothing).then(|| Timeout::new(PAUSE_MS, say)));
    });
    el("p")
        .class("unseen")
        .attr("role", "status")
        .text_live(move || said.get())
}
