//! What fits best of all that the palette can find.

use super::items::{Act, Item, Section};
use crate::ui::combobox::Choice;
use nse_api::fuzzy;

/// How many of a section are shown.
const SHOWN: usize = 8;

/// What fits, with how well, and which of its letters to mark.
type Rated<'a> = (i32, &'a Item, Vec<usize>);

/// The best of each section, the section with the very best first. What fits a third worse than
/// that was hardly meant.
pub fn best(query: &str, sections: &[Section]) -> Vec<Choice<Act>> {
    let mut found: Vec<Vec<Rated>> = Vec::new();
    for section in sections {
        let mut best: Vec<Rated> = Vec::new();
        for item in section {
            if let Some((score, marks)) = hit(query, item) {
                let at = best.iter().position(|(other, ..)| *other < score);
                let at = at.unwrap_or(best.len());
                if at < SHOWN {
                    best.insert(at, (score, item, marks));
                    best.truncate(SHOWN);
                }
            }
        }
        let score = top(&best);
        let at = found.iter().position(|other| top(other) < score);
        found.insert(at.unwrap_or(found.len()), best);
    }
    let enough = found.first().map_or(0, |best| top(best) * 2 / 3);
    let mut all = Vec::new();
    for (score, item, marks) in found.into_iter().flatten() {
        if score >= enough {
            let choice = item.choice.clone();
            all.push(Choice { marks, ..choice });
        }
    }
    all
}

fn top(best: &[Rated]) -> i32 {
    best.first().map_or(0, |(score, ..)| *score)
}

/// How well an item fits, and which of its letters to mark.
fn hit(query: &str, item: &Item) -> Option<(i32, Vec<usize>)> {
    let label = fuzzy::find(query, &item.choice.label);
    let also = fuzzy::find(query, &item.also);
    match (label, also) {
        (Some(label), also) if also.as_ref().is_none_or(|also| also.score <= label.score) => {
            Some((label.score, label.marks))
        }
        (_, also) => also.map(|also| (also.score, Vec::new())),
    }
}
