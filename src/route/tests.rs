//! Every address is read as it was written, whatever its names hold.

use super::*;
use nse_api::{Order, Sort};
use proptest::option;
use proptest::prelude::*;

#[test]
fn every_address_of_the_console() {
    let job_list = JobList {
        paging: Paging {
            offset: 50,
            limit: 100,
            sort: Some(Sort {
                by: "status".into(),
                order: Order::Ascending,
            }),
        },
        tenant: Some("t1".into()),
        status: Some("failed".into()),
        text: Some("a b".into()),
    };
    for (address, route) in [
        ("/", Route::Overview),
        ("/signin", Route::SignIn { next: None }),
        (
            "/signin?next=%2Fjobs%3Foffset%3D25",
            Route::SignIn {
                next: Some("/jobs?offset=25".into()),
            },
        ),
        ("/regions", Route::regions()),
        ("/regions/eu-1", Route::Region("eu-1".into())),
        (
            "/regions/lab%2F50%25%20%2B%20%231",
            Route::Region("lab/50% + #1".into()),
        ),
        ("/zones", Route::zones(None)),
        (
            "/zones?region=%EC%84%9C%EC%9A%B8-1",
            Route::zones(Some("서울-1".into())),
        ),
        ("/zones/%EC%84%9C%EC%9A%B8-1", Route::Zone("서울-1".into())),
        ("/jobs", Route::jobs()),
        (
            "/jobs?offset=50&limit=100&sort_by=status&order_by=asc&tenant_id=t1&status=failed&q=a+b",
            Route::Jobs(job_list),
        ),
        ("/jobs/42", Route::Job("42".into())),
        ("/account", Route::Account),
        ("/account/password", Route::Password),
        ("/nowhere/at/all", Route::NotFound("/nowhere/at/all".into())),
    ] {
        assert_eq!(Route::read_address(address), route, "{address}");
        assert_eq!(route.to_string(), address);
    }
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![".+", "[/%+#? .가-힣a-z]{1,12}"].prop_filter("a name is not empty", |name| !name.is_empty())
}

fn pagings(attributes: &'static [&'static str]) -> impl Strategy<Value = Paging> {
    let sort = (prop::sample::select(attributes), any::<bool>()).prop_map(|(by, descending)| Sort {
        by: by.to_owned(),
        order: if descending {
            Order::Descending
        } else {
            Order::Ascending
        },
    });
    (0u64..1 << 53, 1u32..=1000, option::of(sort)).prop_map(|(offset, limit, sort)| Paging {
        offset,
        limit,
        sort,
    })
}

fn routes() -> impl Strategy<Value = Route> {
    prop_oneof![
        option::of(names()).prop_map(|next| Route::SignIn { next }),
        Just(Route::Overview),
        pagings(REGION_ATTRIBUTES).prop_map(Route::Regions),
        names().prop_map(Route::Region),
        (option::of(names()), pagings(ZONE_ATTRIBUTES))
            .prop_map(|(region, paging)| Route::Zones { region, paging }),
        names().prop_map(Route::Zone),
        (
            pagings(Job::FIELDS),
            option::of(names()),
            option::of(names()),
            option::of(names())
        )
            .prop_map(|(paging, tenant, status, text)| Route::Jobs(JobList {
                paging,
                tenant,
                status,
                text
            })),
        names().prop_map(Route::Job),
        Just(Route::Account),
        Just(Route::Password),
    ]
}

proptest! {
    #[test]
    fn a_route_is_read_as_it_was_written(route in routes()) {
        prop_assert_eq!(Route::read_address(&route.to_string()), route);
    }

    #[test]
    fn any_address_is_some_page(path in ".*", query in ".*") {
        let route = Route::read(&path, &query);
        prop_assert!(route.same_page(&route));
        let _ = route.to_string();
    }
}
