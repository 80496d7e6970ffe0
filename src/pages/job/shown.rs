//! The job that the page shows, piece by piece.

use crate::prelude::*;
use crate::query::Query;
use crate::ui::dom::{View, slot};
use nse_api::job::task_records;
use nse_api::{Job, JobState};
use serde_json::{Map, Value};

/// The job that the page shows. Each part of the page takes its own piece of the record and is drawn anew when that
/// changes: a poll that brings another status touches no node of the error, the fields or the payloads, so what was
/// opened, typed or selected there stays.
#[derive(Clone, Copy)]
pub struct Shown(pub Query);

type Draw = Box<dyn Fn(&Value) -> Option<View>>;

impl Shown {
    /// Reads the record; tracked.
    pub fn read<T>(self, read: impl FnOnce(&Value) -> T) -> T {
        self.0.answer.with(|answer| {
            let record = answer.as_ref().and_then(|answer| answer.records.first());
            read(record.unwrap_or(&Value::Null))
        })
    }

    /// The job; tracked.
    pub fn job(self) -> Job {
        self.read(Job::read)
    }

    /// Whether a later answer may show another state; tracked.
    pub fn may_change(self) -> bool {
        self.read(|record| JobState::read(record).may_change())
    }

    /// A piece of the record.
    pub fn piece(self, pick: impl Fn(&Value) -> Value + Send + Sync + 'static) -> Memo<Value> {
        fn memo(shown: Shown, pick: Box<dyn Fn(&Value) -> Value + Send + Sync>) -> Memo<Value> {
            Memo::new(move |_| shown.read(&pick))
        }
        memo(self, Box::new(pick))
    }

    /// A part of the page that follows a piece of the record. There is none where the piece is null.
    pub fn part(
        self,
        pick: impl Fn(&Value) -> Value + Send + Sync + 'static,
        draw: impl Fn(&Value) -> Option<View> + 'static,
    ) -> View {
        fn part(piece: Memo<Value>, draw: Draw) -> View {
            slot(move || piece.with(|value| if value.is_null() { None } else { draw(value) }))
        }
        part(self.piece(pick), Box::new(draw))
    }
}

/// The record of a task, by its place.
pub fn task_record(record: &Value, at: usize) -> &Value {
    task_records(record).nth(at).unwrap_or(&Value::Null)
}

/// Picks some fields of a record, as a record.
pub fn only(fields: &'static [&'static str]) -> impl Fn(&Value) -> Value + Copy + Send + Sync + 'static {
    move |record| {
        let mut piece = Map::new();
        for field in fields {
            if let Some(value) = record.get(*field) {
                piece.insert((*field).to_owned(), value.clone());
            }
        }
        Value::Object(piece)
    }
}
