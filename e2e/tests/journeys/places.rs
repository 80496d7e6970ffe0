//! Regions and zones: found as one types, and put beside each other, whatever the one says of the other.

use nse_e2e::{It, Outcome, User, journey};
use serde_json::json;

#[test]
fn regions_are_filtered_as_one_types() {
    journey(async |it| {
        let all = it.demo.records("/v2.1/auth/regions?limit=1000").await?.len();
        it.load_as(User::ADMIN, "/regions").await?;
        let table = it.page.table("Regions");
        table.until("all", |table| table.rows.len() == all).await?;
        it.demo.forget_calls().await?;
        // By name, by description, by a zone; in capitals or not; in any script.
        for (typed, found) in [
            ("FRANKFURT-1", "eu-frankfurt-1"),
            ("virginia", "us-ashburn-1"),
            ("서울", "서울-1"),
        ] {
            it.page.field("Filter").fill(typed).await?;
            table
                .until("what was typed", |table| table.column("Region") == [found])
                .await?;
            it.page.says(&format!("1 of {all}")).await?;
        }
        it.page.field("Filter").fill("no such thing").await?;
        table.until("empty", |table| table.rows.is_empty()).await?;
        it.page.says(&format!("0 of {all}")).await?;
        it.page.field("Filter").fill("").await?;
        table.until("all again", |table| table.rows.len() == all).await?;
        // The bell asks for jobs in its own time.
        let mut calls = it.demo.calls().await?;
        calls.retain(|call| call.path.contains("/regions"));
        assert!(calls.is_empty(), "the filter is the client's own: {calls:?}");
        assert_eq!(it.page.look().await?.address, "/regions");
        Ok(())
    });
}

#[test]
fn a_filter_stays_from_page_to_page_and_says_what_it_looks_through() {
    journey(async |it| {
        let all = it.demo.records("/v2.1/auth/zones?limit=1000").await?;
        it.load_as(User::ADMIN, "/zones?limit=10").await?;
        let table = it.page.table("Zones");
        table.until("a page", |table| table.rows.len() == 10).await?;
        it.page.field("Filter").fill("1a").await?;
        let holding = |from: usize| {
            let page = all.iter().skip(from).take(10);
            let named = page.filter(|zone| zone["name"].as_str().unwrap().contains("1a"));
            named.count()
        };
        it.page
            .says(&format!("{} of 10 loaded; {} in all", holding(0), all.len()))
            .await?;
        table
            .until("those", |table| table.rows.len() == holding(0))
            .await?;
        it.page.button("Next page").click().await?;
        it.page
            .says(&format!(
                "{} of {} loaded; {} in all",
                holding(10),
                all.len() - 10,
                all.len()
            ))
            .await?;
        table
            .until("those of the next", |table| table.rows.len() == holding(10))
            .await?;
        assert_eq!(
            it.page.field("Filter").state().await?.value.as_deref(),
            Some("1a")
        );
        it.page.at("/zones?offset=10&limit=10").await?;
        Ok(())
    });
}

#[test]
fn lists_mark_what_is_unknown_in_words() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/regions").await?;
        let marked = "eu-amsterdam-2x named by the region, but unknown";
        let table = it
            .page
            .table("Regions")
            .until("the mark", |table| {
                table.column("Zones").iter().any(|zones| zones.contains(marked))
            })
            .await?;
        let row = table
            .column("Region")
            .iter()
            .position(|name| name == "eu-frankfurt-1")
            .unwrap();
        assert_eq!(table.column("Zone count")[row], "3");
        assert_eq!(
            table.column("Zones").concat().matches("unknown").count(),
            1,
            "{table:?}"
        );
        it.load("/zones").await?;
        it.page
            .table("Zones")
            .until("the mark", |table| {
                table
                    .column("Region")
                    .contains(&"moon-base-1 named by a zone, but unknown".to_owned())
            })
            .await?;
        Ok(())
    });
}

/// Loads a region and waits for a zone's row with these words.
async fn region_says(it: &It, region: &str, row: [&str; 2]) -> Outcome {
    it.load(&format!("/regions/{region}")).await?;
    it.page.headed(region).await?;
    it.page
        .table("Zones")
        .until("the zone", |table| {
            table.rows.iter().any(|cells| cells[..] == row)
        })
        .await?;
    Ok(())
}

#[test]
fn a_region_and_its_zones_stand_beside_each_other_both_ways() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/regions").await?;
        it.page.headed("Regions").await?;
        it.demo.forget_calls().await?;
        region_says(
            it,
            "us-ashburn-1",
            ["us-ashburn-1a", "StorageGRID, 24 nodes, all flash"],
        )
        .await?;
        let asked = it.demo.calls_to("/v2.1/auth/zones").await?;
        assert_eq!(asked.len(), 1, "one request for all zones: {asked:?}");

        it.page.page_link("us-ashburn-1a").click().await?;
        it.page.headed("us-ashburn-1a").await?;
        let look = it.page.says("Ashburn, Virginia").await?;
        assert!(look.text.contains("Other zones of this region"), "{}", look.text);
        let table = it.page.table("Zones").state().await?;
        assert_eq!(table.rows, [["us-ashburn-1b", "StorageGRID, 24 nodes, capacity"]]);
        it.page.page_link("us-ashburn-1").click().await?;
        it.page.headed("us-ashburn-1").await?;
        Ok(())
    });
}

#[test]
fn where_a_region_and_a_zone_disagree_both_are_shown() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/regions").await?;
        region_says(
            it,
            "eu-amsterdam-2",
            ["eu-amsterdam-2x named by the region, but unknown", "—"],
        )
        .await?;

        it.load("/zones/moon-base-1a").await?;
        it.page.headed("moon-base-1a").await?;
        it.page.says("named by a zone, but unknown").await?;

        // Frankfurt lists a zone less, and one of Tokyo's.
        let zones = json!(["eu-frankfurt-1a", "ap-tokyo-1b"]);
        it.demo
            .faults(json!([
                { "path": "/v2.1/auth/regions/eu-frankfurt-1", "set": { "result.records.0.zones": zones } },
                { "path": "/v2.1/auth/regions?*", "set": { "result.records.3.zones": zones } },
            ]))
            .await?;
        let at = it.demo.records("/v2.1/auth/regions?limit=1000").await?;
        assert_eq!(at[3]["name"], "eu-frankfurt-1");
        let described = "StorageGRID, 12 nodes, erasure coding 6+3";
        let unlisted = "eu-frankfurt-1b names this region, which does not list it";
        region_says(it, "eu-frankfurt-1", [unlisted, described]).await?;
        region_says(
            it,
            "eu-frankfurt-1",
            ["ap-tokyo-1b names ap-tokyo-1 as its region", "—"],
        )
        .await?;

        it.load("/zones/eu-frankfurt-1b").await?;
        it.page.says("names this region, which does not list it").await?;
        it.load("/zones/ap-tokyo-1b").await?;
        it.page.says("Also listed by").await?;
        it.page.page_link("eu-frankfurt-1").click().await?;
        it.page.headed("eu-frankfurt-1").await?;
        Ok(())
    });
}
