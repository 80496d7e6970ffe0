//! The bell: how the newest job stands, how many the user has not seen yet, and the ten newest at hand.

use crate::app::App;
use crate::clock;
use crate::i18n::{fill, format, messages};
use crate::live::{effect, live};
use crate::pages::job_cells::{status_word, tone};
use crate::prelude::*;
use crate::query::{Query, poll, use_query};
use crate::route::{JobList, Route};
use crate::ui::badge::{Tone, badge};
use crate::ui::disclosure::disclosure;
use crate::ui::dom::{El, View, el, steady_slot, views};
use crate::ui::icon::icon;
use crate::ui::time::time;
use nse_api::{Job, Moment, Paging};

const SHOWN: u32 = 10;
/// Where the choices keep up to when a user has seen the newest jobs, in milliseconds since 1970.
const KEY: &str = "seen";

/// The bell. It asks once the page is `calm`; where it can't know, it says that and nothing more.
pub fn bell(app: App, calm: RwSignal<bool>) -> El {
    let newest = Paging {
        limit: SHOWN,
        ..Paging::default()
    };
    let query = use_query(app, move || {
        let api = app.client.api();
        calm.get().then(|| api.jobs(&newest, app.tenant().as_deref()))
    });
    poll(app, query);
    let open = RwSignal::new(false);
    effect(move || {
        let newest = jobs(query).iter().filter_map(|job| job.created.ms()).max();
        if let (true, Some(newest), Some(username)) = (open.get(), newest, app.username.get_untracked()) {
            app.choices.set_tied(KEY, &username, |seen| {
                let seen = seen.and_then(|seen| seen.as_i64());
                seen.unwrap_or(newest).max(newest).into()
            });
        }
    });
    let button = el("button");
    let node = button.clone();
    live(move || draw(app, query, &node));
    let panel = el("section")
        .class("panel")
        .attr_says("aria-label", |m| m.recent_jobs)
        .child(steady_slot(move || open.get().then(|| content(app, query))));
    disclosure(button, panel, open).class("bell-place")
}

fn jobs(query: Query) -> Vec<Job> {
    query.answer.with(|answer| {
        let records = answer.iter().flat_map(|answer| &answer.records);
        records.map(Job::read).collect()
    })
}

fn draw(app: App, query: Query, button: &El) {
    let jobs = jobs(query);
    let (tone, word) = match jobs.first() {
        Some(job) if query.error.with(Option::is_none) => {
            (tone(job.state()), status_word(job.status.as_deref()))
        }
        _ => (Tone::Plain, status_word(None)),
    };
    let username = app.username.get().unwrap_or_default();
    let seen = app.choices.tied(KEY, &username).and_then(|seen| seen.as_i64());
    let is_new = |job: &&Job| seen.is_none_or(|seen| job.created.ms().is_some_and(|at| at > seen));
    let m = messages();
    let (label, count) = match jobs.iter().filter(is_new).count() {
        0 => (m.bell, String::new()),
        // Ten are all that is known: there may be more.
        10.. => (m.bell_unseen, format!("{}+", format::number(SHOWN.into()))),
        count => (m.bell_unseen, format::number(count as u64)),
    };
    let label = fill(label, &[&word, &count]);
    button.node().set_text_content(None);
    let _ = button
        .clone()
        .class(&format!("button bell {}", tone.name()))
        .attr("aria-label", &label)
        .attr("title", &label)
        .child(icon(tone.name()))
        .child(el("span").class("word").text(&word))
        // Its name says these one after the other.
        .text(" ")
        .child(el("span").class("count").text(&count));
}

fn content(app: App, query: Query) -> View {
    clock::ticks(10_000).track();
    let jobs = jobs(query);
    let all = Route::Jobs(JobList {
        tenant: app.tenant(),
        ..JobList::default()
    });
    let m = messages();
    let list = if jobs.is_empty() {
        let is_known = query.fetched.with(Option::is_some);
        let text = if is_known { m.empty_jobs } else { m.state_unknown };
        el("p").text(text)
    } else {
        el("ul").children(jobs.iter().map(|job| entry(app, job)))
    };
    let all = el("a")
        .class("all")
        .attr("href", &app.href(&all))
        .text(m.all_jobs)
        .child(icon("next"));
    views([el("h2").text(m.recent_jobs), list, all].map(View::from))
}

fn entry(app: App, job: &Job) -> El {
    let when = match &job.created {
        Moment::At(ms) => time(&format::ago(*ms, clock::now().max(*ms)), *ms),
        Moment::Odd(text) => el("time").text(text),
        Moment::None => el("time"),
    };
    let link = el("a")
        .child(badge(tone(job.state()), &status_word(job.status.as_deref())))
        .child(el("span").class("name").text(&job.title()))
        .child(when.class("quiet"));
    let link = match &job.id {
        Some(id) => link.attr("href", &app.href(&Route::Job(id.clone()))),
        None => link,
    };
    el("li").child(link)
}
