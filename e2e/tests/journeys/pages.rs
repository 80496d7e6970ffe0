//! Every page, by click and by address.

use nse_e2e::{Fault, It, Outcome, Plan, User, journey, journey_with};
use serde_json::Value;

/// The id of the job that the API's own example shows.
pub(crate) async fn example_job(it: &It) -> Result<String, Fault> {
    let jobs = it.demo.records("/v2.1/jobs/?limit=100").await?;
    let job = jobs.iter().find(|job| job["object_name"] == "test1234");
    Ok(job.unwrap()["id"].as_str().unwrap().to_owned())
}

#[test]
fn every_page_is_reached_by_click() {
    journey(async |it| {
        it.sign_in(User::ADMIN).await?;

        it.page.main_link("Regions").click().await?;
        assert_eq!(it.page.headed("Regions").await?.address, "/regions");
        let regions = it.demo.records("/v2.1/auth/regions?limit=1000").await?.len();
        it.page
            .table("Regions")
            .until("a row a region", |table| table.rows.len() == regions)
            .await?;
        it.page
            .main_link("Regions")
            .until("the current one", |link| link.current.as_deref() == Some("page"))
            .await?;

        it.page
            .link("eu-frankfurt-1")
            .within(&it.page.table("Regions"))
            .click()
            .await?;
        assert_eq!(
            it.page.headed("eu-frankfurt-1").await?.address,
            "/regions/eu-frankfurt-1"
        );
        it.page.page_link("eu-frankfurt-1b").click().await?;
        assert_eq!(
            it.page.headed("eu-frankfurt-1b").await?.address,
            "/zones/eu-frankfurt-1b"
        );
        it.page.page_link("eu-frankfurt-1").click().await?;
        it.page.headed("eu-frankfurt-1").await?;

        it.page.main_link("Zones").click().await?;
        assert_eq!(it.page.headed("Zones").await?.address, "/zones");
        let zones = it.demo.records("/v2.1/auth/zones?limit=1000").await?.len();
        it.page
            .table("Zones")
            .until("a row a zone", |table| table.rows.len() == zones)
            .await?;
        it.page
            .link("서울-1a")
            .within(&it.page.table("Zones"))
            .click()
            .await?;
        assert_eq!(
            it.page.headed("서울-1a").await?.address,
            "/zones/%EC%84%9C%EC%9A%B8-1a"
        );

        it.page.main_link("Jobs").click().await?;
        assert_eq!(it.page.headed("Jobs").await?.address, "/jobs");
        it.page
            .table("Jobs")
            .until("25 rows", |table| table.rows.len() == 25)
            .await?;
        it.page
            .link("test1234")
            .partly()
            .within(&it.page.table("Jobs"))
            .click()
            .await?;
        let look = it.page.headed("Create sg_buckets test1234").await?;
        assert_eq!(look.address, format!("/jobs/{}", example_job(it).await?));

        for (item, address) in [("Account", "/account"), ("Change password", "/account/password")] {
            it.choose(User::ADMIN, item).await?;
            assert_eq!(it.page.headed(item).await?.address, address);
        }
        it.page.main_link("Overview").click().await?;
        assert_eq!(it.page.headed("Overview").await?.address, "/");
        Ok(())
    });
}

#[test]
fn every_page_is_reached_by_address() {
    journey(async |it| {
        let job = format!("/jobs/{}", example_job(it).await?);
        it.load_as(User::ADMIN, "/").await?;
        it.page.headed("Overview").await?;
        for (address, heading) in [
            ("/regions", "Regions"),
            ("/regions/eu-frankfurt-1", "eu-frankfurt-1"),
            ("/zones", "Zones"),
            ("/zones?region=eu-frankfurt-1", "Zones"),
            ("/zones/eu-frankfurt-1b", "eu-frankfurt-1b"),
            ("/jobs", "Jobs"),
            (job.as_str(), "Create sg_buckets test1234"),
            ("/account", "Account"),
            ("/account/password", "Change password"),
        ] {
            it.load(address).await?;
            let look = it.page.headed(heading).await?;
            assert_eq!(look.address, address);
            assert_eq!(it.page.heading(1).states().await?.len(), 1, "one h1 at {address}");
        }
        // Signed in already: there is nothing to do at sign-in.
        it.load("/signin?next=%2Fzones").await?;
        it.page.at("/zones").await?;
        Ok(())
    });
}

#[test]
fn an_unknown_address_says_so() {
    journey(async |it| {
        it.load_as(User::MY_NAME, "/nowhere/at/all?x=1").await?;
        it.page.headed("Not found").await?;
        it.page.main_link("Overview").click().await?;
        it.page.headed("Overview").await?;
        Ok(())
    });
}

#[test]
fn an_unknown_record_says_so() {
    const MISSING: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["status of 404"],
    };
    journey_with(MISSING, async |it| {
        it.load_as(User::MY_NAME, "/regions/no-such-region").await?;
        it.page
            .alert()
            .until("the server's words", |alert| {
                alert.text.contains("There is no region")
            })
            .await?;
        // A 404 does not pass, so it is asked once.
        assert_eq!(
            it.demo.calls_to("/v2.1/auth/regions/no-such-region").await?.len(),
            1
        );
        it.load("/jobs/no-such-job").await?;
        it.page
            .alert()
            .until("the server's words", |alert| {
                alert.text.contains("There is no job")
            })
            .await?;
        Ok(())
    });
}

#[test]
fn names_may_hold_any_character() {
    journey(async |it| {
        let regions = it.demo.records("/v2.1/auth/regions?limit=1000").await?;
        it.load_as(User::ADMIN, "/regions").await?;
        for (region, address) in [
            ("lab/50% + #1", "/regions/lab%2F50%25%20%2B%20%231"),
            ("서울-1", "/regions/%EC%84%9C%EC%9A%B8-1"),
        ] {
            let record = regions.iter().find(|record| record["name"] == region).unwrap();
            let zone = record["zones"][0].as_str().unwrap();
            it.page.main_link("Regions").click().await?;
            it.page.headed("Regions").await?;
            it.page
                .link(region)
                .within(&it.page.table("Regions"))
                .click()
                .await?;
            assert_eq!(it.page.headed(region).await?.address, address);
            // The record itself is there, not only its name from the address.
            it.page.page_link(zone).click().await?;
            let zone_address = it.page.headed(zone).await?.address;
            it.page.page_link(region).state().await?;

            for (address, heading, link) in [(address, region, zone), (&zone_address, zone, region)] {
                it.load(address).await?;
                it.page.headed(heading).await?;
                it.page.page_link(link).state().await?;
            }

            let query = address.strip_prefix("/regions/").unwrap();
            it.load(&format!("/zones?region={query}")).await?;
            let zones = it
                .demo
                .records(&format!("/v2.1/auth/zones?region={query}"))
                .await?;
            it.page
                .table("Zones")
                .until("the region's zones", |table| table.rows.len() == zones.len())
                .await?;
            let calls = it.demo.calls_to("/v2.1/auth/zones?").await?;
            assert_eq!(calls.last().unwrap().parameter("region").as_deref(), Some(region));
        }
        Ok(())
    });
}

#[test]
fn all_nine_calls_are_reached_by_clicking() {
    // Short-lived tokens, so that the renewal comes within the journey.
    const SHORT: Plan = Plan {
        base: "",
        demo: &["--token-seconds", "16"],
        expects: &[],
    };
    journey_with(SHORT, async |it| {
        let job = format!("/v2.1/jobs/{}", example_job(it).await?);
        it.sign_in(User::ADMIN).await?;
        it.page.main_link("Regions").click().await?;
        it.page
            .link("us-ashburn-1")
            .within(&it.page.table("Regions"))
            .click()
            .await?;
        it.page.headed("us-ashburn-1").await?;
        it.page.main_link("Zones").click().await?;
        it.page
            .link("us-ashburn-1a")
            .within(&it.page.table("Zones"))
            .click()
            .await?;
        it.page.headed("us-ashburn-1a").await?;
        it.page.main_link("Jobs").click().await?;
        it.page
            .link("test1234")
            .partly()
            .within(&it.page.table("Jobs"))
            .click()
            .await?;
        it.page.headed("Create sg_buckets test1234").await?;
        it.choose(User::ADMIN, "Change password").await?;
        super::password::fill(it, "admin-password", "another-password-1", "another-password-1").await?;
        it.page.says("Password changed").await?;
        for (method, path) in [
            ("POST", "/v2.1/auth/signin"),
            ("POST", "/v2.1/auth/password"),
            ("GET", "/v2.1/auth/regions"),
            ("GET", "/v2.1/auth/regions/us-ashburn-1"),
            ("GET", "/v2.1/auth/zones"),
            ("GET", "/v2.1/auth/zones/us-ashburn-1a"),
            ("GET", "/v2.1/jobs/"),
            ("GET", job.as_str()),
            ("POST", "/v2.1/auth/refresh"),
        ] {
            it.page
                .until_so(&format!("the call {method} {path}"), async || {
                    let calls = it.demo.calls().await?;
                    Ok(calls.iter().any(|call| {
                        call.method == method && call.path_only() == path && call.status == Some(200)
                    }))
                })
                .await?;
        }
        Ok(())
    });
}

#[test]
fn the_console_works_under_a_sub_path() {
    const CONSOLE: Plan = Plan {
        base: "/console",
        demo: &[],
        expects: &[],
    };
    journey_with(CONSOLE, async |it| {
        it.load("/jobs?offset=25").await?;
        let look = it.page.headed("Sign in").await?;
        assert_eq!(look.address, "/console/signin?next=%2Fjobs%3Foffset%3D25");
        it.fill_in("admin", "admin-password").await?;
        it.page.at("/console/jobs?offset=25").await?;
        it.page.says("26–50 of 2,625").await?;
        for (link, address) in [
            ("Regions", "/console/regions"),
            ("Zones", "/console/zones"),
            ("Jobs", "/console/jobs"),
            ("Overview", "/console/"),
        ] {
            it.page.main_link(link).click().await?;
            assert_eq!(it.page.headed(link).await?.address, address);
        }
        it.page.main_link("Regions").click().await?;
        it.page
            .link("lab/50% + #1")
            .within(&it.page.table("Regions"))
            .click()
            .await?;
        it.page.headed("lab/50% + #1").await?;
        it.page.reload().await?;
        let look = it.page.headed("lab/50% + #1").await?;
        assert_eq!(look.address, "/console/regions/lab%2F50%25%20%2B%20%231");
        it.page.back().await?;
        it.page.at("/console/regions").await?;
        it.load("/nowhere").await?;
        it.page.headed("Not found").await?;
        leads_nowhere_else(it).await
    });
}

/// Every link of the page stays below the base.
async fn leads_nowhere_else(it: &It) -> Outcome {
    for link in it.page.any("link").states().await? {
        let href = link.href.unwrap_or_default();
        assert!(
            href.starts_with("/console/") || href.starts_with('#'),
            "{:?} leads to {href}",
            link.name
        );
    }
    let requests = "return performance.getEntriesByType('resource').map(entry => entry.name)";
    let Value::Array(requests) = it.page.script(requests, Vec::new()).await? else {
        panic!("no list")
    };
    for request in requests {
        assert!(
            request.as_str().unwrap_or_default().starts_with(&it.demo.origin),
            "{request} is somewhere else"
        );
    }
    Ok(())
}
