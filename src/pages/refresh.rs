//! How current a page is, and the ways to make it so: the button that asks again, and the switch that keeps it current.

use crate::app::App;
use crate::clock;
use crate::i18n::{fill, format, messages, time_zone};
use crate::query::{Query, poll};
use crate::ui::dom::{El, el};
use crate::ui::icon::icon_button;
use crate::ui::switch::switch;
use nse_api::time_zone::label;

/// The button that asks again, with how old the answer is.
pub fn refresh(query: Query) -> El {
    refresh_all(query, Vec::new(), false)
}

/// The same for a page that shows more than one answer; it is as old as the first. Where it is `zoned` there are times on
/// the page, and their zone stands here.
fn refresh_all(query: Query, others: Vec<Query>, zoned: bool) -> El {
    // Relative times move on by themselves, at a pace that nobody notices.
    let ticks = clock::ticks(5_000);
    let age = move || {
        ticks.track();
        let at = query.fetched.get();
        at.map_or_else(String::new, |at| {
            fill(messages().updated_at, &[&format::ago(at, clock::now().max(at))])
        })
    };
    let age = el("div").class("age").child(el("div").text_live(age));
    let age = if zoned {
        let zone = || fill(messages().times_in, &[&label(&time_zone::current())]);
        age.child(el("div").text_live(zone))
    } else {
        age
    };
    el("div")
        .class("refresh")
        .child(age)
        .child(icon_button("refresh", |m| m.refresh).on("click", move |_| {
            query.refresh();
            others.iter().for_each(Query::refresh);
        }))
}

/// The same for jobs, which are kept current from now on: with the switch that stops that.
pub fn live_refresh(app: App, query: Query) -> El {
    live_refresh_all(app, query, Vec::new())
}

/// The same for a page that shows more than jobs, of which only they are kept current.
pub fn live_refresh_all(app: App, query: Query, others: Vec<Query>) -> El {
    poll(app, query);
    let polling = move || app.choices.polling();
    let toggle = move || app.choices.set_polling(!app.choices.polling());
    refresh_all(query, others, true).child(switch(|m| m.live_updates, polling, toggle))
}
