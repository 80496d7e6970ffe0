//! Fuzzy matching: whether the characters of a query stand in a text in this order, and how well.
//!
//! Every way to place the query in the text is weighed (Smith–Waterman, with the weights of fzf in mind): characters
//! that begin a word or follow their neighbour count more, gaps cost. So a prefix as it was typed beats anything
//! scattered. Hangul and Kana are matched as they are typed, a syllable a character.

use crate::filter::small;

/// Characters of a query that are looked for, and of a text that are looked at: the work stays bounded.
const MOST: (usize, usize) = (64, 256);

const MATCH: i32 = 16;
/// A character that begins a word, or follows the one before it in the query.
const NEAR: i32 = 8;
/// The first of the query at the very beginning of the text.
const FIRST: i32 = 8;
/// A character in the very case that was typed.
const CASE: i32 = 1;
const GAP: i32 = 3;
const GAP_GROWS: i32 = 1;

/// A text that a query was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// How well it fits; more is better, and comparable among hits of one query.
    pub score: i32,
    /// Where the query's characters stand, counted in characters of the text.
    pub marks: Vec<usize>,
}

/// The best way to reach a character of the text with one of the query: its score, and where the one before stands.
#[derive(Clone, Copy)]
struct Step {
    score: i32,
    from: usize,
}

/// Finds a query in a text. Spaces of the query count for nothing; an empty query is found everywhere.
pub fn find(query: &str, text: &str) -> Option<Hit> {
    let wanted = query.chars().filter(|c| !c.is_whitespace()).take(MOST.0);
    let text: Vec<char> = text.chars().take(MOST.1).collect();
    let mut rows: Vec<Vec<Option<Step>>> = Vec::new();
    for wanted in wanted {
        let row = row(wanted, &text, rows.last());
        // Most texts end here.
        row.iter().flatten().next()?;
        rows.push(row);
    }
    let Some(last) = rows.last() else {
        return Some(Hit {
            score: 0,
            marks: Vec::new(),
        });
    };
    let ends = last
        .iter()
        .enumerate()
        .filter_map(|(at, step)| Some((at, (*step)?)));
    // The first of those that are equally good.
    let (mut at, best) = ends.rev().max_by_key(|(_, step)| step.score)?;
    let mut marks = Vec::with_capacity(rows.len());
    for row in rows.iter().rev() {
        marks.push(at);
        at = row.get(at).copied().flatten()?.from;
    }
    marks.reverse();
    Some(Hit {
        score: best.score,
        marks,
    })
}

/// The steps to one character of the query, by those to the character before it.
fn row(wanted: char, text: &[char], before: Option<&Vec<Option<Step>>>) -> Vec<Option<Step>> {
    let folded = small(wanted);
    let mut left = None;
    // The step that a gap is best leapt from, with what the gap costs so far.
    let mut leap: Option<Step> = None;
    let mut neighbour: Option<Step> = None;
    let mut row = Vec::with_capacity(text.len());
    for (at, &letter) in text.iter().enumerate() {
        let near = if begins_word(left, letter) { NEAR } else { 0 };
        let with = |step: Step, bonus| Step {
            score: step.score + bonus,
            ..step
        };
        let way = match before {
            None => Some(Step {
                score: near + if at == 0 { FIRST } else { 0 },
                from: at,
            }),
            Some(_) => better(
                leap.map(|step| with(step, near)),
                neighbour.map(|step| with(step, NEAR)),
            ),
        };
        let hit = way.filter(|_| small(letter) == folded);
        row.push(hit.map(|step| with(step, MATCH + if letter == wanted { CASE } else { 0 })));
        leap = better(
            leap.map(|step| with(step, -GAP_GROWS)),
            neighbour.map(|step| with(step, -GAP)),
        );
        let here = before.and_then(|row| row.get(at).copied().flatten());
        neighbour = here.map(|step| Step { from: at, ..step });
        left = Some(letter);
    }
    row
}

fn better(one: Option<Step>, other: Option<Step>) -> Option<Step> {
    [one, other].into_iter().flatten().max_by_key(|step| step.score)
}

/// Behind nothing, a space or a mark; or a capital behind a small letter.
fn begins_word(left: Option<char>, letter: char) -> bool {
    left.is_none_or(|left| {
        let is_mark = |c: char| c.is_whitespace() || c.is_ascii_punctuation();
        is_mark(left) && !is_mark(letter) || small(letter) != letter && small(left) == left
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(query: &str, text: &str) -> Option<String> {
        let hit = find(query, text)?;
        let letters = text.chars().enumerate();
        Some(
            letters
                .map(|(at, letter)| if hit.marks.contains(&at) { letter } else { '·' })
                .collect(),
        )
    }

    fn score(query: &str, text: &str) -> i32 {
        find(query, text).map_or(i32::MIN, |hit| hit.score)
    }

    #[test]
    fn the_best_place_is_marked() {
        for (query, text, expected) in [
            ("usash", "us-ashburn-1", "us·ash······"),
            ("ash 1", "us-ashburn-1", "···ash·····1"),
            ("b", "abc b", "····b"),
            ("tdark", "Theme: Dark", "T······Dark"),
            ("cb", "createBucket", "c·····B·····"),
            ("ÉCL", "l'éclair", "··écl···"),
            ("서울", "kr 서울-1", "···서울··"),
            ("とう", "とうきょう", "とう···"),
            ("", "anything", "········"),
        ] {
            assert_eq!(
                marked(query, text).as_deref(),
                Some(expected),
                "{query} in {text}"
            );
        }
    }

    #[test]
    fn what_is_not_there_in_order_is_no_hit() {
        assert_eq!(find("ba", "ab"), None);
        assert_eq!(find("aa", "a"), None);
        assert_eq!(find("x", ""), None);
    }

    #[test]
    fn word_starts_runs_and_case_count() {
        assert!(score("zone", "zones") > score("zone", "z-o-n-e"));
        assert!(score("zone", "Zones") > score("zone", "Time zone"));
        assert!(score("ab", "xx-ab") > score("ab", "xxab"));
        assert!(score("ab", "xxab") > score("ab", "xxaxb"));
        assert!(score("Ab", "Ab") > score("ab", "Ab"));
        assert!(score("ab", "a-b") > score("ab", "axb"));
        assert!(score("ab", "axb") > score("ab", "axxxb"));
    }

    #[test]
    fn a_letter_that_becomes_two_keeps_its_place() {
        assert_eq!(marked("x", "İİx").as_deref(), Some("··x"));
    }

    proptest! {
        #[test]
        fn a_hit_stands_in_order(query in "\\PC{0,12}", text in "\\PC{0,40}") {
            if let Some(hit) = find(&query, &text) {
                let letters: Vec<char> = text.chars().collect();
                let found: Vec<char> = hit.marks.iter().map(|at| small(letters[*at])).collect();
                let wanted: Vec<char> = query.chars().filter(|c| !c.is_whitespace()).map(small).collect();
                prop_assert_eq!(found, wanted);
                prop_assert!(hit.marks.windows(2).all(|two| two[0] < two[1]));
            }
        }

        #[test]
        fn what_stands_in_order_is_hit(text in "[a-c가-나 -]{1,30}", keep in proptest::collection::vec(any::<bool>(), 30)) {
            let query: String = text.chars().zip(keep).filter(|(_, keep)| *keep).map(|(c, _)| c).collect();
            prop_assert!(find(&query, &text).is_some());
        }

        #[test]
        fn a_prefix_beats_a_scattered_hit(query in "[a-zA-Z0-9]{2,10}", rest in "[a-z -]{0,10}", gaps in proptest::collection::vec("[a-z -]{1,3}", 10)) {
            let scattered: String = query.chars().zip(gaps).flat_map(|(c, gap)| format!("{c}{gap}").chars().collect::<Vec<_>>()).collect();
            prop_assume!(!scattered.contains(&query));
            let whole = query.clone() + &rest;
            prop_assert!(score(&query, &whole) > score(&query, &scattered));
        }

        #[test]
        fn any_text_is_borne(query in any::<String>(), text in any::<String>()) {
            let _ = find(&query, &text);
            let _ = find(&query.repeat(40), &text.repeat(40));
        }
    }
}
