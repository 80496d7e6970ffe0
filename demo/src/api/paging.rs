//! Which part of a list is asked for, and in what order.

use super::envelope::Fault;

const DEFAULT_LIMIT: u64 = 25;
const MOST: u64 = 1_000;

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Order {
    Asc,
    Desc,
}

impl Order {
    /// As the API spells it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Asc => "asc",
            Self::Desc => "desc",
        }
    }
}

/// The parameters of an address, decoded.
#[derive(Debug, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn read(raw: Option<&str>) -> Self {
        Self(
            form_urlencoded::parse(raw.unwrap_or_default().as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// A parameter that is there and not empty; of several the first.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self
            .0
            .iter()
            .find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str, otherwise: u64, least: u64, most: u64) -> Result<u64, Fault> {
        let Some(given) = self.get(name) else {
            return Ok(otherwise);
        };
        given
            .parse()
            .ok()
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| {
                let upto = if most == u64::MAX {
                    "on".to_owned()
                } else {
                    format!("to {most}")
                };
                Fault::invalid(format!(
                    "{name} must be a whole number from {least} {upto}, not {given:?}."
                ))
            })
    }
}

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) offset: u64,
    pub(crate) limit: u64,
    pub(crate) sort_by: &'static str,
    pub(crate) order: Order,
}

impl Page {
    /// Reads the page asked for. `sorted` is the order of a list when none is asked for; an attribute that its records
    /// don't have counts as not asked for.
    pub(crate) fn read(
        query: &Query,
        attributes: &[&'static str],
        sorted: (&'static str, Order),
    ) -> Result<Self, Fault> {
        let asked = query
            .get("sort_by")
            .and_then(|name| attributes.iter().find(|attribute| **attribute == name));
        let order = match query.get("order_by") {
            None => sorted.1,
            Some("asc") => Order::Asc,
            Some("desc") => Order::Desc,
            Some(other) => {
                return Err(Fault::invalid(format!(
                    "order_by must be asc or desc, not {other:?}."
                )));
            }
        };
        Ok(Self {
            offset: query.number("offset", 0, 0, u64::MAX)?,
            limit: query.number("limit", DEFAULT_LIMIT, 1, MOST)?,
            sort_by: asked.copied().unwrap_or(sorted.0),
            order,
        })
    }

    /// The places of this page in a list sorted upwards, in the order in which they are shown.
    pub(crate) fn places(&self, total: u64) -> impl Iterator<Item = u64> + use<> {
        let order = self.order;
        let end = self.offset.saturating_add(self.limit).min(total);
        (self.offset.min(total)..end).map(move |place| match order {
            Order::Asc => place,
            Order::Desc => total - 1 - place,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ATTRIBUTES: [&str; 2] = ["created", "status"];

    fn page(query: &str) -> Result<Page, Fault> {
        Page::read(&Query::read(Some(query)), &ATTRIBUTES, ("created", Order::Desc))
    }

    #[test]
    fn what_is_not_said_has_a_default() {
        let plain = Page {
            offset: 0,
            limit: 25,
            sort_by: "created",
            order: Order::Desc,
        };
        for query in ["", "sort_by=nonsense", "limit=&offset=&order_by=", "other=1"] {
            assert_eq!(page(query).unwrap(), plain, "{query}");
        }
        let asked = Page {
            offset: 50,
            limit: 1_000,
            sort_by: "status",
            order: Order::Asc,
        };
        assert_eq!(
            page("offset=50&limit=1000&sort_by=status&order_by=asc").unwrap(),
            asked
        );
    }

    #[test]
    fn nonsense_is_refused() {
        for query in [
            "limit=0",
            "limit=1001",
            "limit=-1",
            "limit=ten",
            "offset=-1",
            "offset=1.5",
            "order_by=up",
        ] {
            assert!(page(query).is_err(), "{query}");
        }
    }

    #[test]
    fn a_page_ends_where_the_list_does() {
        let places = |query, total| page(query).unwrap().places(total).collect::<Vec<_>>();
        assert_eq!(places("limit=3", 10), [9, 8, 7]);
        assert_eq!(places("limit=3&offset=9&order_by=asc", 10), [9]);
        assert_eq!(places("limit=3&offset=10", 10), [0; 0]);
        assert_eq!(places("offset=18446744073709551615", 10), [0; 0]);
        assert_eq!(places("", 0), [0; 0]);
    }
}
