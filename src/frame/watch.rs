//! The watched jobs in the header of every page, and the button that watches one.

use crate::app::App;
use crate::i18n::{Pick, fill, format, messages};
use crate::live::{effect, live};
use crate::pages::job_cells::{status_word, tone};
use crate::prelude::*;
use crate::query::{Query, poll_always, use_query};
use crate::route::Route;
use crate::ui::badge::Tone;
use crate::ui::dom::{El, el, steady_slot};
use crate::ui::icon::icon;
use crate::ui::keyed::keyed;
use crate::ui::toast::{self, toasts};
use crate::ui::{desktop, disclosure::disclosure};
use crate::watch::{self, MOST};
use leptos::task::spawn_local;
use nse_api::{ErrorKind, Job};

/// How many stand in the header; the others unfold. The stylesheet goes by it.
const SHOWN: usize = 2;
/// The key of the toast that offers to tell more.
const OFFER: &str = "watch";

/// The watched jobs. Each is asked for once the page is `calm`, and again and again until it ends.
pub fn watched(app: App, calm: RwSignal<bool>) -> El {
    effect(move || {
        // Who comes back to the tab sees what has ended.
        app.woken.track();
        app.watch.look();
    });
    let more = el("button").class("button");
    let button = more.clone();
    live(move || {
        let count = app.watch.ids().len();
        let number = |count: usize| format::number(count as u64);
        let button = button.node();
        button.set_text_content(Some(&format!("+{}", number(count.saturating_sub(SHOWN)))));
        let label = fill(messages().watched_all, &[&number(count)]);
        let _ = button.set_attribute("aria-label", &label);
        let _ = button.toggle_attribute_with_force("hidden", count <= SHOWN);
    });
    let list = el("ul").attr_says("aria-label", |m| m.watched_jobs);
    let list = keyed(list, move || app.watch.ids(), move |id| chip(app, calm, id));
    disclosure(more, list, RwSignal::new(false)).class("watched")
}

fn chip(app: App, calm: RwSignal<bool>, id: String) -> El {
    let is_over = RwSignal::new(false);
    let query = {
        let id = id.clone();
        use_query(app, move || {
            (calm.get() && !is_over.get()).then(|| app.client.api().job(&id))
        })
    };
    poll_always(app, query);
    follow(app, query, is_over, id.clone());
    el("li").child(steady_slot(move || {
        let kept = app.watch.job(&id);
        let name = title(query).unwrap_or_else(|| id.clone());
        let (tone, word) = if is_gone(query) {
            (Tone::Plain, messages().watch_gone.to_owned())
        } else {
            (tone(watch::state(&kept)), kept_word(&kept))
        };
        let link = el("a")
            .attr("href", &app.href(&Route::Job(id.clone())))
            .attr("title", &format!("{name} · {word}"))
            .child(icon(tone.name()))
            .child(el("span").class("unseen").text(&word))
            .child(el("span").class("name").text(&name));
        let job = id.clone();
        let unpin = el("button")
            .attr("type", "button")
            .class("icon-button")
            .attr("aria-label", &fill(messages().unwatch, &[&name]))
            .on("click", move |_| unpin(app, &job))
            .child(icon("close"));
        let chip = el("div").class(&format!("pin {}", tone.name()));
        Some(chip.child(link).child(unpin).into())
    }))
}

/// Keeps what is known of a watched job, here or by another tab, and tells its end.
fn follow(app: App, query: Query, is_over: RwSignal<bool>, id: String) {
    let (mut judged, mut before) = (None, None);
    effect(move || {
        let kept = app.watch.job(&id);
        let state = watch::state(&kept);
        let fetched = query.fetched.get();
        // Each answer counts once: what another tab learned later is not overruled.
        if fetched != judged {
            judged = fetched;
            if let Some(record) = untrack(|| query.record()) {
                let job = Job::read(&record);
                if state.may_change() && !job.state().may_change() && app.choices.desktop() == Some(true) {
                    notify(app, &id, &job);
                }
                // Comes back here, as it does in every other tab.
                return app.watch.note(&id, job.status);
            }
        }
        let was_under_way = before.replace(state).is_some_and(nse_api::JobState::may_change);
        if was_under_way && !state.may_change() {
            app.watch.ended();
            let title = untrack(|| title(query)).unwrap_or_default();
            let href = app.href(&Route::Job(id.clone()));
            let words = move || ended(&title, &kept_word(&kept));
            toast::say(&id, tone(state), Some(&href), words, None);
        }
        if is_gone(query) || (judged.is_some() && !state.may_change()) {
            is_over.set(true);
        }
    });
}

fn title(query: Query) -> Option<String> {
    query.record().map(|record| Job::read(&record).title())
}

fn is_gone(query: Query) -> bool {
    let kind = query.error.with(|error| error.as_ref().map(|error| error.kind));
    kind == Some(ErrorKind::NotFound)
}

fn kept_word(kept: &Option<serde_json::Value>) -> String {
    status_word(kept.as_ref().and_then(|job| job.get("status")?.as_str()))
}

fn ended(title: &str, status: &str) -> String {
    fill(messages().watch_ended, &[title, status])
}

fn notify(app: App, id: &str, job: &Job) {
    let route = Route::Job(id.to_owned());
    let console = app.config.with_value(|config| config.title.clone());
    let text = ended(&job.title(), &status_word(job.status.as_deref()));
    desktop::notify(&console, &text, id, move || app.navigation.go(route));
}

fn unpin(app: App, id: &str) {
    app.watch.unpin(id);
    toast::close(id);
}

/// The toggle that watches a job.
pub fn watch_button(app: App, id: String, query: Query) -> El {
    // Who looks at any job sees what has ended.
    app.watch.look();
    let key = id.clone();
    let is_watched = move || app.watch.job(&key).is_some();
    let press = move |_| {
        if untrack(|| app.watch.job(&id)).is_some() {
            return unpin(app, &id);
        }
        let record = untrack(|| query.record());
        let status = record.and_then(|record| Job::read(&record).status);
        if !app.watch.pin(&id, status) {
            warn(|| fill(messages().watch_full, &[&format::number(MOST as u64)]));
        } else if app.choices.desktop().is_none() && desktop::is_possible() {
            // Who watches a job for the first time may want to be told when they look elsewhere, too.
            let ask: Pick = |m| m.notify_me;
            toast::say(
                OFFER,
                Tone::Good,
                None,
                || messages().watching.to_owned(),
                Some(ask),
            );
        }
    };
    el("button")
        .attr("type", "button")
        .class("button watch")
        .attr_live("aria-pressed", move || is_watched().to_string())
        .on("click", press)
        .child(icon("watch"))
        .says(|m| m.watch)
}

fn warn(words: fn() -> String) {
    toast::say("", Tone::Warn, None, words, None);
}

/// The place where the end of a watched job is told.
pub fn told(app: App) -> El {
    let pressed = move |key: &str, is_wish: bool| {
        if !is_wish {
            app.watch.look();
        }
        if key != OFFER {
            return;
        }
        if !is_wish {
            return app.choices.set_desktop(false);
        }
        spawn_local(async move {
            let is_allowed = desktop::ask().await;
            app.choices.set_desktop(is_allowed);
            if !is_allowed {
                warn(|| messages().notify_refused.to_owned());
            }
        });
    };
    toasts(move || app.hidden.get(), pressed)
}
