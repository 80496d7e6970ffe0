//! The one map of the console: every address, read from a path and query and written to one.
//!
//! [`Route::read`] and `Display` are inverse (proved by property below): a name may hold `/ % + #`, spaces or Hangul.

use nse_api::address::{query_pairs, segment, segments, with_query};
use nse_api::{Job, Paging};
use std::fmt;

/// A page with what it is about. Paths are below the console's base (`/console` of `/console/jobs` is not in them).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/signin?next=`. `next` is as it stands in the address: check it before it is followed.
    SignIn {
        /// Where to go after signing in.
        next: Option<String>,
    },
    /// `/`
    Overview,
    /// `/regions`
    Regions(Paging),
    /// `/regions/{name}`
    Region(String),
    /// `/zones?region=`
    Zones {
        /// Only the zones of this region.
        region: Option<String>,
        /// The page of the list.
        paging: Paging,
    },
    /// `/zones/{name}`
    Zone(String),
    /// `/jobs?offset=&limit=&sort_by=&order_by=&tenant_id=&status=&q=`
    Jobs(JobList),
    /// `/jobs/{id}`
    Job(String),
    /// `/account`
    Account,
    /// `/account/password`
    Password,
    /// `/_parts`, in development builds alone.
    #[cfg(debug_assertions)]
    Parts,
    /// Anything else: the path as it was asked for.
    NotFound(String),
}

/// What a list of jobs shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobList {
    /// The page of the list.
    pub paging: Paging,
    /// Only the jobs of this tenant.
    pub tenant: Option<String>,
    /// Only rows of this status, among what is loaded.
    pub status: Option<String>,
    /// Only rows that hold this text, among what is loaded.
    pub text: Option<String>,
}

/// The attributes of a region that its list can be sorted by.
pub const REGION_ATTRIBUTES: &[&str] = &["name", "description", "id"];
/// The attributes of a zone that its list can be sorted by.
pub const ZONE_ATTRIBUTES: &[&str] = &["name", "region", "description", "id"];

impl Route {
    /// Reads an address. What it can't place is [`Route::NotFound`]; parameters that are broken count as missing.
    pub fn read(path: &str, query: &str) -> Self {
        let pairs = query_pairs(query);
        let find = |key: &str| {
            pairs
                .iter()
                .find(|(name, text)| name == key && !text.is_empty())
                .map(|(_, text)| text.clone())
        };
        let parts = segments(path);
        let names: Vec<&str> = parts.iter().map(String::as_str).collect();
        match names.as_slice() {
            [] => Self::Overview,
            ["signin"] => Self::SignIn { next: find("next") },
            ["regions"] => Self::Regions(Paging::read(&pairs, REGION_ATTRIBUTES)),
            ["regions", name] if !name.is_empty() => Self::Region((*name).to_owned()),
            ["zones"] => Self::Zones {
                region: find("region"),
                paging: Paging::read(&pairs, ZONE_ATTRIBUTES),
            },
            ["zones", name] if !name.is_empty() => Self::Zone((*name).to_owned()),
            ["jobs"] => Self::Jobs(JobList {
                paging: Paging::read(&pairs, Job::FIELDS),
                tenant: find("tenant_id"),
                status: find("status"),
                text: find("q"),
            }),
            ["jobs", id] if !id.is_empty() => Self::Job((*id).to_owned()),
            ["account"] => Self::Account,
            ["account", "password"] => Self::Password,
            #[cfg(debug_assertions)]
            ["_parts"] => Self::Parts,
            _ => Self::NotFound(path.to_owned()),
        }
    }

    /// Reads an address that stands in one text, e.g. `/jobs?offset=25`.
    pub fn read_address(address: &str) -> Self {
        let address = address.split('#').next().unwrap_or_default();
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Self::read(path, query)
    }

    /// The first page of the jobs.
    pub fn jobs() -> Self {
        Self::Jobs(JobList::default())
    }

    /// The first page of the regions.
    pub fn regions() -> Self {
        Self::Regions(Paging::default())
    }

    /// The first page of the zones, of one region or of all.
    pub fn zones(region: Option<String>) -> Self {
        Self::Zones {
            region,
            paging: Paging::default(),
        }
    }

    /// The page of the list that it is about; of anything else the first.
    pub fn paging(&self) -> Paging {
        match self {
            Self::Regions(paging) | Self::Zones { paging, .. } => paging.clone(),
            Self::Jobs(list) => list.paging.clone(),
            _ => Paging::default(),
        }
    }

    /// Another page of the same list.
    pub fn at(self, paging: Paging) -> Self {
        match self {
            Self::Regions(_) => Self::Regions(paging),
            Self::Zones { region, .. } => Self::Zones { region, paging },
            Self::Jobs(list) => Self::Jobs(JobList { paging, ..list }),
            other => other,
        }
    }

    /// The same page without a tenant; of jobs the first page, as the others are of that tenant.
    pub fn of_no_tenant(self) -> Self {
        match self {
            Self::Jobs(mut list) if list.tenant.is_some() => {
                list.tenant = None;
                list.paging.offset = 0;
                Self::Jobs(list)
            }
            other => other,
        }
    }

    /// Whether only signed-in users may see it. Addresses that don't exist need no guard, but tell nothing either.
    pub fn is_guarded(&self) -> bool {
        #[cfg(debug_assertions)]
        if *self == Self::Parts {
            return false;
        }
        !matches!(self, Self::SignIn { .. })
    }

    /// Whether another address is the same page, with other parameters: then scroll and focus stay.
    pub fn same_page(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Region(a), Self::Region(b))
            | (Self::Zone(a), Self::Zone(b))
            | (Self::Job(a), Self::Job(b)) => a == b,
            (Self::NotFound(a), Self::NotFound(b)) => a == b,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = match self {
            Self::SignIn { next } => with_query("/signin".to_owned(), &pair("next", next)),
            Self::Overview => "/".to_owned(),
            Self::Regions(paging) => with_query("/regions".to_owned(), &paging.pairs()),
            Self::Region(name) => format!("/regions/{}", segment(name)),
            Self::Zones { region, paging } => {
                let mut pairs = pair("region", region);
                pairs.extend(paging.pairs());
                with_query("/zones".to_owned(), &pairs)
            }
            Self::Zone(name) => format!("/zones/{}", segment(name)),
            Self::Jobs(list) => {
                let mut pairs = list.paging.pairs();
                pairs.extend(pair("tenant_id", &list.tenant));
                pairs.extend(pair("status", &list.status));
                pairs.extend(pair("q", &list.text));
                with_query("/jobs".to_owned(), &pairs)
            }
            Self::Job(id) => format!("/jobs/{}", segment(id)),
            Self::Account => "/account".to_owned(),
            Self::Password => "/account/password".to_owned(),
            #[cfg(debug_assertions)]
            Self::Parts => "/_parts".to_owned(),
            Self::NotFound(path) => path.clone(),
        };
        out.write_str(&address)
    }
}

fn pair(key: &'static str, value: &Option<String>) -> Vec<(&'static str, String)> {
    value.iter().map(|value| (key, value.clone())).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
