//! What an answer to a page then shows, whatever was asked for.

use crate::envelope::Answer;
use crate::paging::Paging;

/// Where a page stands in its list, from what the server really sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The number of the first record shown, from 1; 0 where there are none.
    pub first: u64,
    /// The number of the last record shown.
    pub last: u64,
    /// How many there are in all, where the server says so and it can be true.
    pub total: Option<u64>,
    /// Whether there may be a page behind.
    pub more: bool,
}

impl Span {
    /// Where an answer to a page stands. A total that is less than what is on screen is taken for missing; without one,
    /// a full page means that there may be more. A server that sends more than it was asked for knows no pages, so there
    /// is none behind; nor is there where it says that it sent another page, as it would for the next one too. Where the
    /// page that was asked for lies counts as well: a server that always starts at 0 would else lead on for ever.
    pub fn of(paging: &Paging, answer: &Answer) -> Self {
        let shown = answer.records.len() as u64;
        let offset = answer.offset.unwrap_or(paging.offset);
        let last = offset.saturating_add(shown);
        let total = answer.total.filter(|total| *total >= last || shown == 0);
        let more = match total {
            Some(total) => shown > 0 && last.max(paging.offset.saturating_add(shown)) < total,
            None => shown == u64::from(paging.limit) && offset == paging.offset,
        };
        Self {
            first: if shown == 0 { 0 } else { offset + 1 },
            last: if shown == 0 { 0 } else { last },
            total,
            more,
        }
    }

    /// The same with so many rows more, which were loaded beyond the page.
    pub fn with_further(self, rows: u64) -> Self {
        let last = self.last + rows;
        Self {
            last,
            total: self.total.filter(|total| *total >= last),
            more: self.more && self.total.is_none_or(|total| last < total),
            ..self
        }
    }

    /// How many rows are shown.
    pub fn rows(&self) -> u64 {
        (self.last + 1).saturating_sub(self.first.max(1))
    }

    /// The page to lead to where this one lies past the end of the list.
    pub fn past_end(paging: &Paging, answer: &Answer) -> Option<Paging> {
        if !answer.records.is_empty() || paging.offset == 0 {
            return None;
        }
        // A server that counts more than it sends would lead back here for ever: then to the first page.
        let last = answer.total.map_or(0, |total| paging.last_of(total).offset);
        Some(Paging {
            offset: if last < paging.offset { last } else { 0 },
            ..paging.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn answer(shown: usize, total: Option<u64>) -> Answer {
        Answer {
            records: vec![Value::Null; shown],
            total,
            ..Answer::default()
        }
    }

    #[test]
    fn a_span_grows_by_what_is_loaded() {
        let page = Paging::default();
        let span = Span::of(&page, &answer(25, Some(60)));
        let grown = span.with_further(20);
        assert_eq!((grown.last, grown.rows(), grown.more), (45, 45, true));
        assert!(!span.with_further(35).more);
        assert_eq!(Span::of(&page, &answer(0, Some(0))).rows(), 0);
    }

    #[test]
    fn a_span_says_only_what_is_known() {
        let page = Paging {
            offset: 50,
            limit: 25,
            sort: None,
        };
        assert_eq!(
            Span::of(&page, &answer(25, Some(2625))),
            Span {
                first: 51,
                last: 75,
                total: Some(2625),
                more: true
            }
        );
        assert_eq!(
            Span::of(&page, &answer(10, Some(60))),
            Span {
                first: 51,
                last: 60,
                total: Some(60),
                more: false
            }
        );
        assert_eq!(
            Span::of(&page, &answer(25, None)),
            Span {
                first: 51,
                last: 75,
                total: None,
                more: true
            }
        );
        assert_eq!(
            Span::of(&page, &answer(3, None)),
            Span {
                first: 51,
                last: 53,
                total: None,
                more: false
            }
        );
        assert_eq!(
            Span::of(&page, &answer(25, Some(3))).total,
            None,
            "a total that can't be true"
        );
        assert_eq!(
            Span::of(&page, &answer(0, Some(3))),
            Span {
                first: 0,
                last: 0,
                total: Some(3),
                more: false
            }
        );
        let all = Span::of(&Paging::default(), &answer(300, Some(300)));
        assert_eq!((all.last, all.more), (300, false), "a server that ignores limit");
        let all = Span::of(&Paging::default(), &answer(300, None));
        assert_eq!((all.last, all.more), (300, false), "and counts nothing either");
    }

    #[test]
    fn past_the_end_leads_back_to_the_last_page() {
        let page = Paging {
            offset: 5000,
            limit: 25,
            sort: None,
        };
        assert_eq!(
            Span::past_end(&page, &answer(0, Some(2625))).unwrap().offset,
            2600
        );
        assert_eq!(Span::past_end(&page, &answer(0, None)).unwrap().offset, 0);
        assert_eq!(
            Span::past_end(&page, &answer(0, Some(9000))).unwrap().offset,
            0,
            "never back to itself"
        );
        assert_eq!(Span::past_end(&page, &answer(1, Some(9000))), None);
        assert_eq!(Span::past_end(&Paging::default(), &answer(0, Some(0))), None);
    }

    #[test]
    fn a_server_that_knows_no_offset_leads_on_to_an_end() {
        let (mut page, mut steps) = (Paging::default(), 0);
        let of_first = |total| Answer {
            offset: Some(0),
            ..answer(25, total)
        };
        while Span::of(&page, &of_first(Some(100))).more {
            page = page.behind(25);
            steps += 1;
        }
        assert_eq!((steps, page.offset), (3, 75));
        let span = Span::of(&page, &of_first(None));
        assert_eq!(
            (span.first, span.last, span.more),
            (1, 25, false),
            "what was sent"
        );
    }

    proptest! {
        #[test]
        fn leading_back_always_ends(offset in 1u64..100_000, limit in 1u32..=1000, total in any::<Option<u64>>()) {
            let mut page = Paging { offset, limit, sort: None };
            let mut steps = 0;
            while let Some(back) = Span::past_end(&page, &answer(0, total)) {
                prop_assert!(back.offset < page.offset);
                page = back;
                steps += 1;
            }
            prop_assert!(steps <= 2);
        }
    }
}
