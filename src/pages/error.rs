//! Errors in words: what happened, what to do next, and the details for a support case.

use crate::client::origin_of;
use crate::i18n::{fill, format, messages};
use crate::query::Query;
use crate::ui::dom::{El, View, el, steady_slot};
use crate::ui::icon::icon;
use nse_api::redact::redact_text;
use nse_api::value::cut;
use nse_api::{ApiError, ErrorKind};

/// The longest message of a server for a user, in characters: what to do next is not to be pushed off a phone's screen.
const LONGEST: usize = 600;
/// The longest one for an expert, which scrolls in a frame of its own.
const LONGEST_DETAILS: usize = 2_000;

/// What happened, in a sentence: the server's own words where it has some, else ours by the kind.
pub fn what_happened(error: &ApiError) -> String {
    if let Some(message) = &error.user_message {
        return bounded(message, LONGEST);
    }
    let m = messages();
    match error.kind {
        ErrorKind::Unreachable => fill(m.err_unreachable, &[&origin_of(&error.address)]),
        ErrorKind::TimedOut => m.err_timeout.to_owned(),
        ErrorKind::Unexpected => m.err_unexpected.to_owned(),
        ErrorKind::Invalid => m.err_invalid.to_owned(),
        ErrorKind::Unauthorized => m.err_unauthorized.to_owned(),
        ErrorKind::Forbidden => m.err_forbidden.to_owned(),
        ErrorKind::NotFound => m.err_not_found.to_owned(),
        ErrorKind::NotAllowed => m.err_not_allowed.to_owned(),
        ErrorKind::Precondition => m.err_precondition.to_owned(),
        ErrorKind::TooMany => m.err_too_many.to_owned(),
        ErrorKind::Server => m.err_server.to_owned(),
        ErrorKind::Other => fill(
            m.err_other,
            &[&error.code.map(|code| code.to_string()).unwrap_or_default()],
        ),
    }
}

/// What to do next.
pub fn what_to_do(kind: ErrorKind) -> &'static str {
    let m = messages();
    match kind {
        ErrorKind::Unreachable => m.do_unreachable,
        ErrorKind::TimedOut => m.do_timeout,
        ErrorKind::Unexpected => m.do_unexpected,
        ErrorKind::Invalid => m.do_invalid,
        ErrorKind::Unauthorized => m.do_unauthorized,
        ErrorKind::Forbidden => m.do_forbidden,
        ErrorKind::NotFound => m.do_not_found,
        ErrorKind::NotAllowed => m.do_not_allowed,
        ErrorKind::Precondition => m.do_precondition,
        ErrorKind::TooMany => m.do_too_many,
        ErrorKind::Server => m.do_server,
        ErrorKind::Other => m.do_other,
    }
}

/// The error of a query, if it has one, with `Retry`.
pub fn query_error(query: Query) -> View {
    steady_slot(move || {
        let error = query.error.get()?;
        // What was there before and is not now.
        let gone = error.kind == ErrorKind::NotFound && query.answer.with(Option::is_some);
        let what = if gone {
            messages().no_longer_there.to_owned()
        } else {
            what_happened(&error)
        };
        let age = query
            .fetched
            .get()
            .map(|at| fill(messages().rows_from, &[&format::time_with_zone(at)]));
        let advice = el("p")
            .text(what_to_do(error.kind))
            .text(" ")
            .text(&age.unwrap_or_default());
        let retry = el("button")
            .attr("type", "button")
            .class("button")
            .on("click", move |_| query.refresh())
            .says(|m| m.retry);
        let words = el("div")
            .child(el("p").class("what").text(&what))
            .child(advice)
            .child(details(&error));
        Some(panel().child(words).child(retry).into())
    })
}

/// An error that is said at once.
pub fn panel() -> El {
    el("div")
        .class("error-panel")
        .attr("role", "alert")
        .child(icon("bad"))
}

/// What a support case asks for: code, address, time, and the server's words for an expert.
pub fn details(error: &ApiError) -> El {
    let code = error.code.map(|code| format!("HTTP {code} · "));
    let line = format!(
        "{}{} · {}",
        code.unwrap_or_default(),
        error.address,
        format::iso(crate::clock::now())
    );
    let verbose = error.verbose_message.as_deref().map(|message| {
        el("pre")
            .attr("tabindex", "0")
            .text(&bounded(message, LONGEST_DETAILS))
    });
    el("details")
        .child(el("summary").says(|m| m.details))
        .child(el("p").class("mono").text(&line))
        .children(verbose)
}

/// That a request is being repeated, said from the second try on.
pub fn retrying(query: Query) -> El {
    let said = move || {
        let count = query.retrying.get();
        if count == 0 {
            return String::new();
        }
        let most = format::number(nse_api::retry::RETRIES.into());
        fill(messages().retrying, &[&format::number(count.into()), &most])
    };
    el("p").class("retrying").attr("role", "status").text_live(said)
}

fn bounded(text: &str, most: usize) -> String {
    cut(&redact_text(text), most)
}
