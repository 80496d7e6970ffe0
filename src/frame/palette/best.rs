//! What fits best of all that the palette can find.

use crate::i18n::{Pick, messages};
use crate::ui::combobox::{Choice, Group};
use nse_api::fuzzy;

/// How many of a section are shown.
const SHOWN: usize = 8;

/// Things of one kind.
pub struct Section {
    /// What they are.
    pub name: Pick,
    /// The things, in the order of an empty query.
    pub items: Vec<Item>,
    /// Whether they are shown before anything is typed.
    pub first: bool,
}

/// A thing.
pub struct Item {
    /// As it is shown.
    pub choice: Choice,
    /// By what else it is found: its name in English, its id.
    pub also: String,
}

impl Item {
    /// How well it fits, and which of its letters to mark.
    fn hit(&self, query: &str) -> Option<(i32, Vec<usize>)> {
        let label = fuzzy::find(query, &self.choice.label).map(|hit| (hit.score, hit.marks));
        let also = fuzzy::find(query, &self.also).map(|hit| (hit.score, Vec::new()));
        // The last of those that are equally good: the one that can be marked.
        [also, label]
            .into_iter()
            .flatten()
            .max_by_key(|(score, _)| *score)
    }
}

/// The best of each section, the section with the very best first. What fits less than half as well as that was hardly
/// meant.
pub fn best(query: &str, sections: &[Section]) -> Vec<Group> {
    let shown = sections
        .iter()
        .filter(|section| section.first || !query.is_empty());
    let mut found: Vec<(i32, (Pick, Vec<(i32, Choice)>))> = Vec::new();
    for section in shown {
        let mut best = Vec::new();
        for item in &section.items {
            if let Some((score, marks)) = item.hit(query)
                && place(&best, score) < SHOWN
            {
                let choice = item.choice.clone();
                put(&mut best, score, Choice { marks, ..choice });
                best.truncate(SHOWN);
            }
        }
        if let Some((score, _)) = best.first() {
            put(&mut found, *score, (section.name, best));
        }
    }
    let enough = found.first().map_or(0, |(score, _)| score / 2);
    let good = found.into_iter().filter(|(score, _)| *score >= enough);
    good.map(|(_, (name, best))| Group {
        name: name(messages()).to_owned(),
        choices: best
            .into_iter()
            .filter(|(score, _)| *score >= enough)
            .map(|(_, choice)| choice)
            .collect(),
    })
    .collect()
}

/// Behind all that are as good or better.
fn put<T>(list: &mut Vec<(i32, T)>, score: i32, thing: T) {
    list.insert(place(list, score), (score, thing));
}

fn place<T>(list: &[(i32, T)], score: i32) -> usize {
    let worse = list.iter().position(|(other, _)| *other < score);
    worse.unwrap_or(list.len())
}
