//! The bell: how the newest job stands, how many the user has not seen yet, and the ten newest at hand.

use crate::app::App;
use crate::clock;
use crate::i18n::{fill, format, messages};
use crate::live::effect;
use crate::pages::job_cells::{status_word, tone};
use crate::query::{poll, use_query};
use crate::route::{JobList, Route};
use crate::ui::badge::{Tone, badge};
use crate::ui::disclosure::disclosure;
use crate::ui::dom::{El, el, slot};
use crate::ui::icon::{icon, icon_live};
use crate::ui::keyed::keyed;
use leptos::prelude::*;
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
        calm.get()
            .then(|| app.client.api().jobs(&newest, app.tenant().as_deref()))
    });
    poll(app, query);
    let jobs = Memo::new(move |_| {
        let read = |answer: &nse_api::Answer| answer.records.iter().map(Job::read).collect::<Vec<_>>();
        query
            .answer
            .with(|answer| answer.as_deref().map(read))
            .unwrap_or_default()
    });
    let open = RwSignal::new(false);
    let is_known = move || query.error.with(Option::is_none);
    let newest = move || {
        let read = |job: &Job| (tone(job.state()), status_word(job.status.as_deref()));
        let job = jobs.with(|jobs| jobs.first().filter(|_| is_known()).map(read));
        job.unwrap_or_else(|| (Tone::Plain, status_word(None)))
    };
    let unseen = Memo::new(move |_| unseen(app, &jobs.get()));
    effect(move || {
        let newest = jobs.with(|jobs| jobs.iter().filter_map(|job| job.created.ms()).max());
        if let (true, Some(newest), Some(username)) = (open.get(), newest, app.username.get_untracked()) {
            app.choices.set_tied(KEY, &username, |seen| {
                let seen = seen.and_then(serde_json::Value::as_i64).unwrap_or(newest);
                seen.max(newest).into()
            });
        }
    });
    // Ten are all that is known: there may be more.
    let count = move || match unseen.get() {
        0 => String::new(),
        count if count < u64::from(SHOWN) => format::number(count),
        count => format!("{}+", format::number(count)),
    };
    let label = move || {
        let (word, count) = (newest().1, count());
        let text = if count.is_empty() {
            messages().bell
        } else {
            messages().bell_unseen
        };
        fill(text, &[&word, &count])
    };
    let button = el("button")
        .attr_live("class", move || format!("button bell {}", newest().0.name()))
        .attr_live("aria-label", label)
        .attr_live("title", label)
        .child(icon_live(move || newest().0.name()))
        .child(el("span").class("word").text_live(move || newest().1))
        .child(el("span").class("count").text_live(count));
    let id = |job: &Job| job.id.clone();
    // Only who looks sees the times move on, with each answer.
    let clock = Signal::derive(move || {
        if open.get() {
            query.fetched.track();
        }
        clock::now()
    });
    let list = keyed(
        el("ul"),
        move || jobs.with(|jobs| jobs.iter().filter_map(id).collect()),
        move |id| entry(app, jobs, clock, id),
    );
    let all = move || {
        app.href(&Route::Jobs(JobList {
            tenant: app.tenant(),
            ..JobList::default()
        }))
    };
    let panel = el("section")
        .class("panel")
        .attr_says("aria-label", |m| m.recent_jobs)
        .flag("hidden", move || !open.get())
        .child(el("h2").says(|m| m.recent_jobs))
        .child(
            el("p")
                .class("quiet")
                .flag("hidden", move || jobs.with(|jobs| !jobs.is_empty()))
                .text_live(move || {
                    let known = is_known() && query.fetched.get().is_some();
                    if known {
                        messages().empty_jobs
                    } else {
                        messages().state_unknown
                    }
                    .to_owned()
                }),
        )
        .child(list)
        .child(
            el("a")
                .class("all")
                .attr_live("href", all)
                .says(|m| m.all_jobs)
                .child(icon("next")),
        );
    disclosure(button, panel, open).class("bell-place")
}

fn unseen(app: App, jobs: &[Job]) -> u64 {
    let username = app.username.get().unwrap_or_default();
    let seen = app.choices.tied(KEY, &username).and_then(|seen| seen.as_i64());
    let is_new = |job: &&Job| seen.is_none_or(|seen| job.created.ms().is_some_and(|at| at > seen));
    jobs.iter().filter(is_new).count() as u64
}

fn entry(app: App, jobs: Memo<Vec<Job>>, clock: Signal<i64>, id: &str) -> El {
    let key = StoredValue::new(id.to_owned());
    let job = Memo::new(move |_| {
        let found = jobs
            .with(|jobs| key.with_value(|id| jobs.iter().find(|job| job.id.as_ref() == Some(id)).cloned()));
        found.unwrap_or_default()
    });
    let state = slot(move || {
        let job = job.get();
        Some(badge(tone(job.state()), &status_word(job.status.as_deref())).into())
    });
    let at = move || job.with(|job| job.created.ms());
    let when = el("time")
        .class("quiet")
        .attr_if("datetime", move || at().map(format::iso))
        .attr_if("title", move || at().map(format::full_time))
        .text_live(move || match job.with(|job| job.created.clone()) {
            Moment::At(ms) => format::ago(ms, clock.get().max(ms)),
            Moment::Odd(text) => text,
            Moment::None => String::new(),
        });
    let link = el("a")
        .attr("href", &app.href(&Route::Job(id.to_owned())))
        .child(state)
        .child(el("span").class("name").text_live(move || job.get().title()))
        .child(when);
    el("li").child(link)
}
