//! Export of the jobs as a file: those of the page, or all that the filters keep on all pages.
//!
//! - *This page* is what is loaded and shown, without a request. *All pages* reads the list from its start, a thousand
//!   jobs at a time, and ends with the page that it was started on.
//! - Each thousand becomes a Blob of its own, which the browser keeps outside the heap, and the file is a Blob of Blobs.
//!   Nothing is saved before all of it is there.
//! - While it reads, new jobs may push others on to the next page: what was written is not written again.

use super::filters::keeps;
use super::loaded::{Listing, Loaded, Shown, request};
use super::scanning::scanning;
use crate::app::App;
use crate::clock;
use crate::i18n::{Pick, fill, format, messages};
use crate::live::effect;
use crate::pages::job_cells::{COLUMNS, JobColumns};
use crate::prelude::*;
use crate::query::scan::Scan;
use crate::route::JobList;
use crate::ui::dom::{El, el};
use crate::ui::menu::{Item as Entry, menu};
use js_sys::Array;
use leptos::task::spawn_local;
use nse_api::export::{ATTRIBUTES, BOM, Seen, csv_head, csv_line, file_name, json_element};
use nse_api::paging::MAX_LIMIT;
use nse_api::{Answer, Filter, Paging, Span, value};
use serde_json::Value;
use std::rc::Rc;
use web_sys::{Blob, HtmlElement, Url};

/// How long a file's address holds after its download began, in milliseconds: some browsers ask before they save.
const HELD_MS: i64 = 60_000;

/// What a file is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Json,
}

/// A file that is being written.
struct File {
    format: Format,
    list: JobList,
    filter: Filter,
    columns: JobColumns,
    began: i64,
    /// What is written, each part a Blob.
    parts: Array,
    seen: Seen,
    jobs: u64,
}

/// How far an export is.
#[derive(Default)]
struct State {
    file: Option<File>,
    read: u64,
    total: Option<u64>,
    /// How many jobs were saved last, and as what.
    saved: Option<(u64, String)>,
}

impl File {
    fn new(format: Format, listing: &Listing) -> Self {
        let file = Self {
            format,
            list: listing.list.clone(),
            filter: listing.filter.clone(),
            columns: listing.columns.clone(),
            began: clock::now(),
            parts: Array::new(),
            seen: Seen::default(),
            jobs: 0,
        };
        if format == Format::Csv {
            file.write(&format!("{BOM}{}", head()));
        }
        file
    }

    /// Adds what the filter keeps of a page. Whether there was anything that had not been met before.
    fn add_page(&mut self, app: App, answer: &Answer) -> bool {
        let (mut kept, mut grew) = (Vec::new(), false);
        for (at, record) in answer.records.iter().enumerate() {
            let is_new = value::text(record, "id").is_none_or(|id| self.seen.is_new(&id));
            grew |= is_new;
            // What a row shows is what is looked through; without a filter no row has to be made.
            let keep =
                || !self.filter.is_set() || keeps(&self.filter, &Shown::read(app, &self.columns, at, record));
            if is_new && keep() {
                kept.push(record);
            }
        }
        self.add(&mut kept.into_iter());
        grew
    }

    fn add(&mut self, records: &mut dyn Iterator<Item = &Value>) {
        let mut text = String::new();
        for record in records {
            match self.format {
                Format::Csv => text.push_str(&csv_line(record, self.began)),
                Format::Json => {
                    text.push_str(if self.jobs == 0 { "[\n" } else { ",\n" });
                    text.push_str(&json_element(record));
                }
            }
            self.jobs += 1;
        }
        self.write(&text);
    }

    /// The browser takes the text out of our memory, and keeps large ones on disk.
    fn write(&self, text: &str) {
        if let Ok(part) = Blob::new_with_str_sequence(&Array::of1(&text.into())) {
            self.parts.push(&part);
        }
    }

    /// Hands the file to the browser's downloads. Its name and how many jobs it holds.
    fn save(self, app: App) -> Option<(u64, String)> {
        let extension = match self.format {
            Format::Csv => "csv",
            Format::Json => "json",
        };
        if self.format == Format::Json {
            self.write(if self.jobs == 0 { "[]\n" } else { "\n]\n" });
        }
        let blob = Blob::new_with_blob_sequence(&self.parts).ok()?;
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        let tenant = self.list.tenant.map(|id| tenant_name(app, &id).unwrap_or(id));
        let name = file_name(tenant.as_deref(), &format::iso(self.began), extension);
        let link = el("a").attr("href", &address).attr("download", &name);
        link.as_kind::<HtmlElement>().click();
        spawn_local(async move {
            clock::sleep(HELD_MS).await;
            let _ = Url::revoke_object_url(&address);
        });
        Some((self.jobs, name))
    }
}

/// Export of a list: its menu, and what shows how far it is, why it failed and how it ended.
pub fn export(app: App, loaded: Loaded) -> (El, El) {
    let state = RwSignal::new(State::default());
    let ask = move |paging: &Paging| {
        let list = state.with_untracked(|state| state.file.as_ref().map(|file| file.list.clone()));
        request(app, &list.unwrap_or_default(), paging)
    };
    let take = move |paging: &Paging, answer: Answer| {
        let span = Span::of(paging, &answer);
        let next = state.try_update(|state| {
            (state.read, state.total) = (span.last, span.total);
            let grew = state.file.as_mut()?.add_page(app, &answer);
            // A server that sends the same again and again has no more to give.
            if span.more && grew {
                return Some(Paging {
                    offset: span.last,
                    ..paging.clone()
                });
            }
            state.saved = state.file.take().and_then(|file| file.save(app));
            None
        });
        next.flatten()
    };
    let scan = Scan::new(app, Rc::new(ask), Rc::new(take));
    // What was written of a file that was cancelled is let go of.
    effect(move || {
        if !scan.is_running() && scan.error().is_none() {
            state.update(|state| state.file = None);
        }
    });
    let begin = move |format: Format, all: bool| {
        scan.cancel();
        let listing = loaded.listing;
        let mut file = listing.with_untracked(|listing| File::new(format, listing));
        let mut begun = State {
            total: listing.with_untracked(|listing| listing.total),
            ..State::default()
        };
        if all {
            let from = Paging {
                offset: 0,
                limit: MAX_LIMIT,
                sort: file.list.paging.sort.clone(),
            };
            begun.file = Some(file);
            state.set(begun);
            return scan.run(from);
        }
        listing.with_untracked(|listing| {
            let shown = listing
                .items
                .iter()
                .filter(|item| keeps(&listing.filter, &item.shown));
            file.add(&mut shown.filter_map(|item| item.record()));
        });
        begun.saved = file.save(app);
        state.set(begun);
    };
    let entry = |label: Pick, format, all| Entry {
        label,
        icon: "export",
        chosen: Callback::new(move |()| begin(format, all)),
    };
    let entries = vec![
        entry(|m| m.export_page_csv, Format::Csv, false),
        entry(|m| m.export_page_json, Format::Json, false),
        entry(|m| m.export_all_csv, Format::Csv, true),
        entry(|m| m.export_all_json, Format::Json, true),
    ];
    let menu = menu("export", Signal::derive(|| messages().export.to_owned()), entries);
    let progress = move || {
        state.with(|state| {
            let of = state.total.map_or_else(|| "?".to_owned(), format::number);
            let words = fill(messages().exporting, &[&format::number(state.read), &of]);
            (state.read, state.total, words)
        })
    };
    let end = move || {
        let (jobs, name) = state.with(|state| state.saved.clone())?;
        let (m, is_one) = (messages(), format::is_one(jobs));
        let text = if is_one { m.exported_one } else { m.exported };
        Some(fill(text, &[&format::number(jobs), &name]))
    };
    let button = menu
        .node()
        .first_element_child()
        .map_or_else(|| menu.clone(), El::from);
    let progress = el("div")
        .class("exporting")
        .child(scanning(scan, &button, Rc::new(progress)))
        .child(
            el("p")
                .attr("role", "status")
                .text_live(move || end().unwrap_or_default()),
        );
    (menu, progress)
}

/// The line of CSV that names the columns, in the user's language, as the list itself calls them.
fn head() -> String {
    let label = |key: &&str| {
        let column = COLUMNS.iter().find(|column| column.key() == *key);
        column.map_or("", |column| (column.column.label)(messages()))
    };
    let seconds = format!("{} (s)", messages().duration);
    untrack(|| csv_head(ATTRIBUTES.iter().map(label).chain([seconds.as_str()])))
}

fn tenant_name(app: App, id: &str) -> Option<String> {
    let session = untrack(|| app.session.current())?;
    let tenancy = session
        .user
        .tenancies
        .iter()
        .find(|tenancy| tenancy.id.as_deref() == Some(id));
    tenancy.map(|tenancy| tenancy.shown_name())
}
