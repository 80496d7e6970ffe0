//! Paging: what a list asks the server for, and how that stands in an address.

/// Items per page that the console offers.
pub const SIZES: [u32; 6] = [10, 25, 50, 100, 500, 1000];
/// Items per page at first.
pub const DEFAULT_LIMIT: u32 = 25;
/// The most that one request may ask for.
pub const MAX_LIMIT: u32 = 1000;
/// Beyond this many records no list is paged: offsets stay exact in JSON (RFC 8259 §6).
const MAX_OFFSET: u64 = 1 << 53;

/// The order of a sorted list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// Smallest or oldest first.
    Ascending,
    /// Largest or newest first.
    Descending,
}

impl Order {
    /// Reads the API's word. Ascending where it is none: so the API sorts, too.
    pub fn read(word: Option<&str>) -> Self {
        match word {
            Some("desc") => Self::Descending,
            _ => Self::Ascending,
        }
    }

    /// The API's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }

    /// The other one.
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// What a list is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// An attribute of the records, e.g. `created`.
    pub by: String,
    /// Its order.
    pub order: Order,
}

/// One page of a list: what `offset`, `limit`, `sort_by` and `order_by` ask for. The same names stand in the console's
/// addresses; what is at its default stays out of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Paging {
    /// Records to skip.
    pub offset: u64,
    /// Records to return, 1…1000.
    pub limit: u32,
    /// The sorting, where it is not the list's own.
    pub sort: Option<Sort>,
}

impl Default for Paging {
    fn default() -> Self {
        Self {
            offset: 0,
            limit: DEFAULT_LIMIT,
            sort: None,
        }
    }
}

impl Paging {
    /// Reads the parameters of an address. What is broken counts as missing, what is out of range is clamped, of
    /// doubled parameters the first one counts; `attributes` are the ones that the list can be sorted by.
    pub fn read(pairs: &[(String, String)], attributes: &[&str]) -> Self {
        let find = |key: &str| {
            pairs
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.as_str())
        };
        let order = Order::read(find("order_by"));
        let by = find("sort_by").filter(|by| attributes.contains(by));
        Self {
            offset: find("offset").map_or(0, |text| clamped(text, 0, MAX_OFFSET, 0)),
            limit: find("limit").map_or(DEFAULT_LIMIT, |text| {
                clamped(text, 1, u64::from(MAX_LIMIT), u64::from(DEFAULT_LIMIT)) as u32
            }),
            sort: by.map(|by| Sort {
                by: by.to_owned(),
                order,
            }),
        }
    }

    /// The parameters for an address: those that are not at their default.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if self.offset > 0 {
            pairs.push(("offset", self.offset.to_string()));
        }
        if self.limit != DEFAULT_LIMIT {
            pairs.push(("limit", self.limit.to_string()));
        }
        if let Some(sort) = &self.sort {
            pairs.push(("sort_by", sort.by.clone()));
            pairs.push(("order_by", sort.order.word().to_owned()));
        }
        pairs
    }

    /// The parameters for the server: all of them, with the list's own sorting where none was chosen.
    pub fn asked(&self, own: Option<&Sort>) -> Vec<(&'static str, String)> {
        let mut pairs = vec![
            ("offset", self.offset.to_string()),
            ("limit", self.limit.to_string()),
        ];
        if let Some(sort) = self.sort.as_ref().or(own) {
            pairs.push(("sort_by", sort.by.clone()));
            pairs.push(("order_by", sort.order.word().to_owned()));
        }
        pairs
    }

    /// The page before, if this is not the first.
    pub fn previous(&self) -> Option<Self> {
        (self.offset > 0).then(|| Self {
            offset: self.offset.saturating_sub(u64::from(self.limit)),
            ..self.clone()
        })
    }

    /// The last page of so many records, with offsets that are whole pages.
    pub fn last_of(&self, total: u64) -> Self {
        let limit = u64::from(self.limit);
        Self {
            offset: total.saturating_sub(1) / limit * limit,
            ..self.clone()
        }
    }

    /// The number of the page, from 1.
    pub fn page(&self) -> u64 {
        self.offset / u64::from(self.limit) + 1
    }

    /// How many pages so many records make; an empty list is one page.
    pub fn pages_of(&self, total: u64) -> u64 {
        self.last_of(total).page()
    }

    /// The page of a number, from 1.
    pub fn at_page(&self, page: u64) -> Self {
        let skipped = page.saturating_sub(1).saturating_mul(u64::from(self.limit));
        Self {
            offset: skipped.min(MAX_OFFSET),
            ..self.clone()
        }
    }

    /// The page that follows so many records, counted from this page's first: those that the server sent, and what was
    /// loaded beyond them. Not simply the next one: a server that sends less than it was asked for has more to come.
    pub fn behind(&self, records: u64) -> Self {
        let step = if records == 0 {
            u64::from(self.limit)
        } else {
            records
        };
        Self {
            offset: self.offset.saturating_add(step).min(MAX_OFFSET),
            ..self.clone()
        }
    }

    /// The same list from its start, with so many items per page.
    pub fn with_limit(&self, limit: u32) -> Self {
        Self {
            offset: 0,
            limit: limit.clamp(1, MAX_LIMIT),
            sort: self.sort.clone(),
        }
    }

    /// The same list from its start, sorted by an attribute; by the one it is sorted by already, the other way round.
    pub fn sorted_by(&self, by: &str, own: Option<&Sort>) -> Self {
        let now = self.sort.as_ref().or(own);
        let order = match now {
            Some(sort) if sort.by == by => sort.order.reversed(),
            _ => Order::Ascending,
        };
        let sort = Sort {
            by: by.to_owned(),
            order,
        };
        self.sorted(sort, own)
    }

    /// The same list from its start, sorted so. The list's own sorting, where it has one, needs no word in the address.
    pub fn sorted(&self, sort: Sort, own: Option<&Sort>) -> Self {
        Self {
            offset: 0,
            limit: self.limit,
            sort: (Some(&sort) != own).then_some(sort),
        }
    }
}

/// Reads a whole number into a range; out of range is clamped, no number is the default. `1e9`, `-5` and `25.9` are
/// numbers that somebody meant, if not offsets. (Not by parsing a float: its tables weigh 10 KB in the browser.)
fn clamped(text: &str, least: u64, most: u64, default: u64) -> u64 {
    let text = text.trim();
    let digits = text.trim_start_matches('-');
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    let (whole, power) = whole.split_once(['e', 'E']).unwrap_or((whole, "0"));
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return default;
    }
    let (Ok(power), negative) = (power.parse::<u32>(), text.starts_with('-')) else {
        return default;
    };
    // More digits than a number holds are a very large number all the same.
    let number = whole
        .parse::<u64>()
        .unwrap_or(u64::MAX)
        .saturating_mul(10u64.saturating_pow(power));
    if negative {
        least
    } else {
        number.clamp(least, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(query: &str) -> Vec<(String, String)> {
        crate::address::query_pairs(query)
    }

    #[test]
    fn an_address_is_clamped_not_obeyed() {
        let read = |query| Paging::read(&pairs(query), &["created"]);
        assert_eq!(read(""), Paging::default());
        assert_eq!(
            (
                read("limit=1e9").limit,
                read("limit=0").limit,
                read("limit=-5").limit
            ),
            (1000, 1, 1)
        );
        assert_eq!((read("limit=many").limit, read("limit=25.9").limit), (25, 25));
        assert_eq!((read("offset=-5").offset, read("offset=soon").offset), (0, 0));
        assert_eq!(read("offset=99999999999999999999").offset, 1 << 53);
        assert_eq!(read("offset=50&offset=75").offset, 50);
        assert_eq!(
            read("sort_by=created&order_by=desc").sort.unwrap().order,
            Order::Descending
        );
        assert_eq!(read("sort_by=DROP&order_by=desc").sort, None);
    }

    #[test]
    fn sorting_turns_round_and_starts_at_the_first_page() {
        let own = Sort {
            by: "created".into(),
            order: Order::Descending,
        };
        let page = Paging {
            offset: 50,
            ..Paging::default()
        };
        let by_status = page.sorted_by("status", Some(&own));
        assert_eq!(
            (by_status.offset, by_status.sort.clone().unwrap().order),
            (0, Order::Ascending)
        );
        assert_eq!(
            by_status.sorted_by("status", Some(&own)).sort.unwrap().order,
            Order::Descending
        );
        let turned = page.sorted_by("created", Some(&own));
        assert_eq!(turned.sort.clone().unwrap().order, Order::Ascending);
        assert_eq!(
            turned.sorted_by("created", Some(&own)).sort,
            None,
            "back at the list's own sorting"
        );
    }

    #[test]
    fn pages_have_numbers() {
        let page = Paging {
            offset: 50,
            ..Paging::default()
        };
        assert_eq!((page.page(), page.pages_of(2625), page.pages_of(0)), (3, 105, 1));
        assert_eq!(page.at_page(105), page.last_of(2625));
        assert_eq!((page.at_page(0).offset, page.at_page(1).offset), (0, 0));
        assert_eq!(page.at_page(u64::MAX).offset, MAX_OFFSET);
        // The next page; what a server that sends ten at most has next; behind what was loaded; never this one again.
        assert_eq!(
            [25, 10, 1_000, 0, u64::MAX].map(|rows| page.behind(rows).offset),
            [75, 60, 1_050, 75, MAX_OFFSET]
        );
    }

    proptest! {
        #[test]
        fn an_address_is_read_as_it_was_written(offset in 0u64..1 << 53, limit in 1u32..=1000, sorted in any::<Option<bool>>()) {
            let order = |descending| if descending { Order::Descending } else { Order::Ascending };
            let sort = sorted.map(|descending| Sort { by: "created".into(), order: order(descending) });
            let paging = Paging { offset, limit, sort };
            let written: Vec<_> = paging.pairs().into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
            prop_assert_eq!(Paging::read(&written, &["created"]), paging);
        }

        #[test]
        fn any_parameters_make_a_page(query in ".*", offset in ".*", limit in ".*") {
            let mut pairs = pairs(&query);
            pairs.extend([("offset".to_owned(), offset), ("limit".to_owned(), limit)]);
            let paging = Paging::read(&pairs, &["created"]);
            prop_assert!((1..=1000).contains(&paging.limit) && paging.offset <= 1 << 53);
        }
    }
}
