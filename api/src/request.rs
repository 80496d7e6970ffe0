//! The nine calls of the API as plain data: method, address and body.

use crate::address::{segment, with_query};
use crate::config::Paths;
use crate::paging::{Order, Paging, Sort};
use crate::value::object;
use serde_json::Value;

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads; may be repeated.
    Get,
    /// Changes; never repeated by itself.
    Post,
}

/// A request, below the API's base. Has no `Debug`: its body may hold a password.
#[derive(Clone, PartialEq)]
pub struct Request {
    /// Its method.
    pub method: Method,
    /// Its path and query, e.g. `/v2.1/jobs/?offset=0&limit=25`.
    pub address: String,
    /// Its JSON body.
    pub body: Option<Value>,
    /// Whether it carries the token: all but sign-in do.
    pub authorized: bool,
}

impl Request {
    fn get(address: String) -> Self {
        Self {
            method: Method::Get,
            address,
            body: None,
            authorized: true,
        }
    }

    fn post(address: &str, body: Option<Value>) -> Self {
        Self {
            method: Method::Post,
            address: address.to_owned(),
            body,
            authorized: true,
        }
    }
}

/// Builds requests by the paths of a deployment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Api {
    /// The paths; the reference spells some of them in two ways.
    pub paths: Paths,
}

impl Api {
    /// Signs in. Answers one record of `{user, token}`.
    pub fn sign_in(&self, username: &str, password: &str) -> Request {
        let body = object(vec![("username", username.into()), ("password", password.into())]);
        Request {
            authorized: false,
            ..Request::post(&self.paths.signin, Some(body))
        }
    }

    /// Changes the user's own password. Answers one record of `{user, token}`, with a new token.
    pub fn change_password(&self, username: &str, old: &str, new: &str) -> Request {
        let body = object(vec![
            ("username", username.into()),
            ("old_password", old.into()),
            ("new_password", new.into()),
        ]);
        Request::post(&self.paths.password, Some(body))
    }

    /// Renews the token. Answers one record of `{user, token}`.
    pub fn refresh(&self) -> Request {
        Request::post(&self.paths.refresh, None)
    }

    /// A page of the regions.
    pub fn regions(&self, paging: &Paging) -> Request {
        Request::get(with_query(self.paths.regions.clone(), &paging.asked(None)))
    }

    /// One region.
    pub fn region(&self, name: &str) -> Request {
        Request::get(below(&self.paths.regions, name))
    }

    /// A page of the zones, of one region or of all.
    pub fn zones(&self, paging: &Paging, region: Option<&str>) -> Request {
        let mut pairs = paging.asked(None);
        pairs.extend(region.map(|region| ("region", region.to_owned())));
        Request::get(with_query(self.paths.zones.clone(), &pairs))
    }

    /// One zone.
    pub fn zone(&self, name: &str) -> Request {
        Request::get(below(&self.paths.zones, name))
    }

    /// A page of the jobs, of one tenant or of all the user's; the newest first unless sorted otherwise.
    pub fn jobs(&self, paging: &Paging, tenant: Option<&str>) -> Request {
        let mut pairs = paging.asked(Some(&newest_first()));
        pairs.extend(tenant.map(|tenant| ("tenant_id", tenant.to_owned())));
        Request::get(with_query(self.paths.jobs.clone(), &pairs))
    }

    /// One job with its tasks.
    pub fn job(&self, id: &str) -> Request {
        Request::get(below(&self.paths.jobs, id))
    }
}

/// The jobs' own sorting.
pub fn newest_first() -> Sort {
    Sort {
        by: "created".to_owned(),
        order: Order::Descending,
    }
}

fn below(path: &str, name: &str) -> String {
    format!("{}/{}", path.trim_end_matches('/'), segment(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::segments;
    use proptest::prelude::*;

    /// All nine calls with their addresses, in one place to compare with the reference.
    #[test]
    fn the_nine_calls() {
        let api = Api::default();
        let page = Paging {
            offset: 25,
            limit: 50,
            sort: None,
        };
        let told = |request: Request| {
            let method = if request.method == Method::Get {
                "GET"
            } else {
                "POST"
            };
            format!(
                "{method} {} {}",
                request.address,
                request.body.unwrap_or_default()
            )
        };
        let calls = [
            told(api.sign_in("MyName", "p")),
            told(api.change_password("MyName", "old", "new")),
            told(api.refresh()),
            told(api.regions(&page)),
            told(api.region("eu-1")),
            told(api.zones(&page, Some("eu 1"))),
            told(api.zone("a/b")),
            told(api.jobs(&page, Some("t1"))),
            told(api.job("42")),
        ];
        assert_eq!(
            calls,
            [
                r#"POST /v2.1/auth/signin {"password":"p","username":"MyName"}"#,
                r#"POST /v2.1/auth/password {"new_password":"new","old_password":"old","username":"MyName"}"#,
                "POST /v2.1/auth/refresh null",
                "GET /v2.1/auth/regions?offset=25&limit=50 null",
                "GET /v2.1/auth/regions/eu-1 null",
                "GET /v2.1/auth/zones?offset=25&limit=50&region=eu+1 null",
                "GET /v2.1/auth/zones/a%2Fb null",
                "GET /v2.1/jobs/?offset=25&limit=50&sort_by=created&order_by=desc&tenant_id=t1 null",
                "GET /v2.1/jobs/42 null",
            ]
        );
    }

    #[test]
    fn only_sign_in_goes_without_the_token() {
        let api = Api::default();
        assert!(!api.sign_in("a", "b").authorized);
        assert!(
            api.refresh().authorized
                && api.job("1").authorized
                && api.change_password("a", "b", "c").authorized
        );
    }

    proptest! {
        #[test]
        fn an_address_survives_any_name(name in ".+") {
            let api = Api::default();
            for request in [api.region(&name), api.zone(&name), api.job(&name)] {
                prop_assert_eq!(segments(&request.address).pop(), Some(name.clone()));
                prop_assert!(request.address.is_ascii() && !request.address.contains(['?', '#', ' ']));
            }
            let zones = api.zones(&Paging::default(), Some(&name)).address;
            let pairs = crate::address::query_pairs(zones.split_once('?').unwrap().1);
            prop_assert_eq!(pairs.last(), Some(&("region".to_owned(), name)));
        }
    }
}
