//! The watched jobs in the header of every page, and the button that watches one.

use crate::app::App;
use crate::i18n::{fill, format, messages};
use crate::live::effect;
use crate::pages::job_cells::{status_word, tone};
use crate::query::{Query, poll_always, use_query};
use crate::route::Route;
use crate::ui::badge::Tone;
use crate::ui::desktop;
use crate::ui::disclosure::disclosure;
use crate::ui::dom::{El, el};
use crate::ui::icon::{icon, icon_live};
use crate::ui::keyed::keyed;
use crate::ui::toast::Toast;
use crate::watch::MOST;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nse_api::{ErrorKind, Job, JobState};

/// How many stand in the header; the others unfold. The stylesheet goes by it.
const SHOWN: usize = 2;
const OFFER: &str = "watch";

/// The watched jobs. Each is asked for once the page is `calm`, and again and again until it ends.
pub fn watched(app: App, calm: RwSignal<bool>) -> El {
    // Who comes back to the tab sees what has ended.
    effect(move || {
        app.woken.track();
        untrack(|| app.watch.look());
    });
    effect(move || {
        if let Route::Job(id) = app.navigation.route.get() {
            untrack(|| app.watch.seen(&id));
        }
    });
    let open = RwSignal::new(false);
    let count = Memo::new(move |_| app.watch.ids().len());
    let number = |count: usize| format::number(count as u64);
    let more = el("button")
        .class("button")
        .attr_live("aria-label", move || {
            fill(messages().watched_all, &[&number(count.get())])
        })
        .flag("hidden", move || count.get() <= SHOWN)
        .text_live(move || format!("+{}", number(count.get().saturating_sub(SHOWN))));
    let list = el("ul").attr_says("aria-label", |m| m.watched_jobs);
    let list = keyed(list, move || app.watch.ids(), move |id| chip(app, calm, id));
    disclosure(more, list, open)
        .attr_live("class", move || {
            if open.get() && count.get() > SHOWN {
                "watched open"
            } else {
                "watched"
            }
            .to_owned()
        })
        .flag("hidden", move || count.get() == 0)
}

fn chip(app: App, calm: RwSignal<bool>, id: &str) -> El {
    let key = StoredValue::new(id.to_owned());
    let state = Memo::new(move |_| {
        key.with_value(|id| app.watch.state(id))
            .unwrap_or(JobState::Unknown)
    });
    let is_gone = RwSignal::new(false);
    let title = RwSignal::new(None::<String>);
    let query = use_query(app, move || {
        let wanted =
            calm.get() && !is_gone.get() && (state.get().may_change() || title.with(Option::is_none));
        wanted.then(|| app.client.api().job(&key.get_value()))
    });
    poll_always(app, query);
    let word = RwSignal::new(String::new());
    effect(move || {
        if let Some(record) = query.record() {
            let job = Job::read(&record);
            let (before, now) = (state.get_untracked(), job.state());
            title.set(Some(job.title()));
            word.set(status_word(job.status.as_deref()));
            if before != now {
                key.with_value(|id| app.watch.note(id, job.status.as_deref()));
            }
            // Only the tab that learned of it says so on the desktop.
            if before.may_change() && !now.may_change() && app.choices.desktop() == Some(true) {
                notify(app, &key.get_value(), &job);
            }
        }
        let failed = query.error.with(|error| error.as_ref().map(|error| error.kind));
        if failed == Some(ErrorKind::NotFound) {
            is_gone.set(true);
        }
    });
    let mut before = state.get_untracked();
    effect(move || {
        let now = state.get();
        if before.may_change() && !now.may_change() {
            tell(
                app,
                key.get_value(),
                now,
                &untrack(|| title.get()).unwrap_or_default(),
            );
        }
        before = now;
    });
    let shown_tone = move || {
        if is_gone.get() {
            Tone::Plain
        } else {
            tone(state.get())
        }
    };
    let said = move || {
        if is_gone.get() {
            messages().watch_gone.to_owned()
        } else {
            word.get()
        }
    };
    let name = move || title.get().unwrap_or_else(|| key.get_value());
    let link = el("a")
        .attr("href", &app.href(&Route::Job(id.to_owned())))
        .attr_live("title", move || format!("{} · {}", name(), said()))
        .child(icon_live(move || shown_tone().name()))
        .child(el("span").class("unseen").text_live(said))
        .child(el("span").class("name").text_live(name));
    let unpin = el("button")
        .attr("type", "button")
        .class("icon-button")
        .attr_live("aria-label", move || fill(messages().unwatch, &[&name()]))
        .on("click", move |_| unpin(app, &key.get_value()))
        .child(icon("close"));
    el("li")
        .attr_live("class", move || format!("chip {}", shown_tone().name()))
        .child(link)
        .child(unpin)
}

fn unpin(app: App, id: &str) {
    app.watch.unpin(id);
    app.toasts.close(id);
}

fn ended_text(title: &str, status: &str) -> String {
    fill(messages().watch_ended, &[title, status])
}

fn tell(app: App, id: String, state: JobState, title: &str) {
    app.watch.ended(&id);
    let text = ended_text(title, &status_word(app.watch.status(&id).as_deref()));
    let seen = id.clone();
    app.toasts.say(Toast {
        tone: tone(state),
        text,
        href: Some(app.href(&Route::Job(id.clone()))),
        action: None,
        dismissed: Callback::new(move |()| app.watch.seen(&seen)),
        key: id,
    });
}

fn notify(app: App, id: &str, job: &Job) {
    let route = Route::Job(id.to_owned());
    let console = app.config.with_value(|config| config.title.clone());
    let text = ended_text(&job.title(), &status_word(job.status.as_deref()));
    desktop::notify(&console, &text, id, move || app.navigation.go(route));
}

/// The toggle that watches a job.
pub fn watch_button(app: App, id: String, query: Query) -> El {
    let key = StoredValue::new(id);
    let is_watched = move || key.with_value(|id| app.watch.state(id)).is_some();
    let press = move |_| {
        let id = key.get_value();
        if untrack(is_watched) {
            return unpin(app, &id);
        }
        let record = untrack(|| query.record());
        let status = record.and_then(|record| Job::read(&record).status);
        if app.watch.pin(&id, status.as_deref()) {
            offer_desktop(app);
        } else {
            let most = format::number(MOST as u64);
            say(app, Tone::Warn, fill(messages().watch_full, &[&most]), None);
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

fn say(app: App, tone: Tone, text: String, action: Option<Callback<()>>) {
    let asks = action.is_some();
    app.toasts.say(Toast {
        key: OFFER.to_owned(),
        tone,
        text,
        href: None,
        action: action.map(|act| -> (crate::i18n::Pick, _) { (|m| m.notify_me, act) }),
        dismissed: Callback::new(move |()| {
            if asks {
                app.choices.set_desktop(false);
            }
        }),
    });
}

/// Who watches a job for the first time may also want to be told when they look elsewhere.
fn offer_desktop(app: App) {
    if app.choices.desktop().is_some() || !desktop::is_possible() {
        return;
    }
    let ask = move |()| {
        app.toasts.close(OFFER);
        spawn_local(async move {
            let is_allowed = desktop::ask().await;
            app.choices.set_desktop(is_allowed);
            if !is_allowed {
                say(app, Tone::Warn, messages().notify_refused.to_owned(), None);
            }
        });
    };
    say(
        app,
        Tone::Good,
        messages().watching.to_owned(),
        Some(Callback::new(ask)),
    );
}
