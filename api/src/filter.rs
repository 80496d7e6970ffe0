//! The client's own filters: by status and by text, over what is loaded. The API documents no filter for jobs that can
//! be relied on, so the server is never asked for one.

use crate::job::JobState;

/// What a filter keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Rows of this status alone, in the server's own word.
    pub status: Option<String>,
    /// Rows that hold this text, in small letters.
    text: String,
}

impl Filter {
    /// A filter; a text of nothing but spaces filters nothing.
    pub fn new(status: Option<String>, text: Option<&str>) -> Self {
        Self {
            status,
            text: text.unwrap_or_default().trim().chars().map(small).collect(),
        }
    }

    /// Whether it may keep anything out.
    pub fn is_set(&self) -> bool {
        self.status.is_some() || !self.text.is_empty()
    }

    /// Whether it keeps a row of this status.
    pub fn keeps_status(&self, status: &str) -> bool {
        self.status.as_deref().is_none_or(|kept| kept == status)
    }

    /// Whether it keeps a row that shows these texts: one of them has to hold what was typed, in capitals or not.
    pub fn keeps_text(&self, texts: &[&str]) -> bool {
        let holds = |text: &str| {
            let small: String = text.chars().map(small).collect();
            small.contains(&self.text)
        };
        self.text.is_empty() || texts.iter().any(|text| holds(text))
    }
}

/// A small letter for a capital one, in Latin, Greek, Cyrillic and wide letters. The other scripts of names and errors
/// have no capitals. (Not by the standard library: its tables weigh 5 KB in the browser.)
pub fn small(letter: char) -> char {
    let distance = match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' | 'Ａ'..='Ｚ' => 32,
        'Ѐ'..='Џ' => 80,
        // Latin Extended-A comes in pairs, and so do Vietnamese letters.
        'Ā'..='ķ' | 'Ŋ'..='ŷ' if u32::from(letter) % 2 == 0 => 1,
        'Ḁ'..='ẕ' | 'Ạ'..='ỿ' if u32::from(letter) % 2 == 0 => 1,
        'Ĺ'..='ň' | 'Ź'..='ž' if u32::from(letter) % 2 == 1 => 1,
        _ => 0,
    };
    char::from_u32(u32::from(letter) + distance).unwrap_or(letter)
}

/// A status word and how many rows have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The word.
    pub word: String,
    /// What it means.
    pub state: JobState,
    /// How many rows a press on it would show.
    pub rows: usize,
}

/// The words that are present, in the order of a job's life, so that they stay where they are when counts change.
/// `counted` says of each row whether it counts; a word whose rows don't is present all the same.
pub fn tally(rows: &mut dyn Iterator<Item = (&str, bool)>) -> Vec<Count> {
    let mut counts: Vec<Count> = Vec::new();
    for (word, counted) in rows {
        if let Some(count) = counts.iter_mut().find(|count| count.word == word) {
            count.rows += usize::from(counted);
            continue;
        }
        let state = JobState::of(Some(word));
        let is_before = |count: &Count| (count.state as u8, count.word.as_str()) < (state as u8, word);
        let at = counts.iter().take_while(|count| is_before(count)).count();
        let count = Count {
            word: word.to_owned(),
            state,
            rows: usize::from(counted),
        };
        // Not sorted afterwards: that takes 4 KB of code.
        counts.insert(at, count);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_found_in_any_case_and_script() {
        let row = ["failed", "Create bucket Ärger-ÖL", "버킷 테스트", "2,625"];
        for (text, kept) in [
            ("BUCKET", true),
            ("ärger-öl", true),
            ("ärger", true),
            ("  테스트 ", true),
            ("2,6", true),
            (" ", true),
            ("bucket 버킷", false),
            ("(.*", false),
        ] {
            let filter = Filter::new(None, Some(text));
            assert_eq!(filter.keeps_text(&row), kept, "{text:?}");
        }
    }

    #[test]
    fn a_status_is_kept_by_its_very_word() {
        let filter = Filter::new(Some("failed".to_owned()), None);
        assert!(filter.is_set() && filter.keeps_status("failed"));
        assert!(!filter.keeps_status("Failed") && !filter.keeps_status("error"));
        assert!(!Filter::default().is_set() && Filter::default().keeps_status("anything"));
    }

    #[test]
    fn words_stand_in_the_order_of_a_jobs_life() {
        let rows = [
            "successful",
            "ERROR",
            "pending",
            "successful",
            "hibernating",
            "failed",
        ];
        let counts = tally(&mut rows.into_iter().map(|word| (word, word != "failed")));
        let told: Vec<_> = counts
            .iter()
            .map(|count| (count.word.as_str(), count.rows))
            .collect();
        let expected = [
            ("pending", 1),
            ("successful", 2),
            ("ERROR", 1),
            ("failed", 0),
            ("hibernating", 1),
        ];
        assert_eq!(told, expected);
    }

    proptest! {
        #[test]
        fn every_row_is_counted_once(words in prop::collection::vec("[a-d]|failed|pending", 0..40)) {
            let counts = tally(&mut words.iter().map(|word| (word.as_str(), true)));
            prop_assert_eq!(counts.iter().map(|count| count.rows).sum::<usize>(), words.len());
            for count in counts {
                let filter = Filter::new(Some(count.word.clone()), None);
                prop_assert_eq!(words.iter().filter(|word| filter.keeps_status(word)).count(), count.rows);
            }
        }

        #[test]
        fn a_part_of_a_text_finds_it(before in ".{0,8}", text in ".{1,8}", after in ".{0,8}") {
            prop_assume!(!text.trim().is_empty());
            let whole = format!("{before}{}{after}", text.trim());
            prop_assert!(Filter::new(None, Some(&text)).keeps_text(&[&whole]));
        }

        #[test]
        fn a_letter_is_made_as_small_as_unicode_says(letter in "[ -\u{17f}\u{1e00}-\u{1e95}\u{1ea0}-\u{1eff}\u{391}-\u{3ab}\u{400}-\u{44f}\u{ff21}-\u{ff3a}가-힣ぁ-ん]") {
            let letter = letter.chars().next().unwrap();
            // Two letters of Turkish and one of Latin Extended-A are small outside their neighbourhood.
            prop_assume!(!['İ', 'ı', 'Ÿ'].contains(&letter));
            prop_assert!(letter.to_lowercase().eq([small(letter)]), "{letter} becomes {}", small(letter));
        }
    }
}
