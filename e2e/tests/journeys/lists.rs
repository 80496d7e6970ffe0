//! Paging, sorting, history and tenants.

use nse_e2e::{Fault, It, Outcome, User, journey};
use serde_json::Value;

/// The last call for the list of jobs itself, not for what else a page asks of jobs.
async fn last_call(it: &It, limit: &str) -> Result<nse_e2e::Call, Fault> {
    let mut calls = it.demo.calls_to("/v2.1/jobs/?").await?;
    let asks = |call: &nse_e2e::Call, name: &str, value: &str| call.parameter(name).as_deref() == Some(value);
    calls.retain(|call| asks(call, "limit", limit));
    // The bell asks for the ten newest.
    calls.retain(|call| !(limit == "10" && asks(call, "offset", "0") && asks(call, "sort_by", "created")));
    calls
        .pop()
        .ok_or_else(|| Fault::new(format!("no call for a list of {limit} jobs")))
}

/// A number as it is shown in English.
fn shown(number: u64) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{},{:03}", number / 1_000, number % 1_000)
    }
}

fn names(records: &[Value], field: &str) -> Vec<String> {
    let text = |record: &Value| {
        record[field]
            .as_str()
            .filter(|text| !text.is_empty())
            .unwrap_or("—")
            .to_owned()
    };
    records.iter().map(text).collect()
}

#[test]
fn requests_ask_for_what_the_address_says() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page.says("1–25 of 2,625").await?;
        let call = last_call(it, "25").await?;
        assert_eq!(call.parameter("offset").as_deref(), Some("0"));
        assert_eq!(call.parameter("tenant_id"), None);
        assert!(call.authorized, "{call:?}");

        let tenancies = it.demo.tenancies().await?;
        let (id, _, total) = tenancies.last().unwrap();
        it.load(&format!(
            "/jobs?offset=20&limit=10&sort_by=status&order_by=desc&tenant_id={id}"
        ))
        .await?;
        it.page.says(&format!("21–30 of {}", shown(*total))).await?;
        let call = last_call(it, "10").await?;
        for (name, value) in [
            ("offset", "20"),
            ("limit", "10"),
            ("sort_by", "status"),
            ("order_by", "desc"),
            ("tenant_id", id),
        ] {
            assert_eq!(
                call.parameter(name).as_deref(),
                Some(value),
                "{name} in {}",
                call.path
            );
        }
        // What is the client's own never goes to the server.
        it.load("/jobs?limit=50&status=failed&q=bucket").await?;
        it.page.table("Jobs").state().await?;
        let call = last_call(it, "50").await;
        if let Ok(call) = call {
            assert_eq!(
                (call.parameter("status"), call.parameter("q")),
                (None, None),
                "{}",
                call.path
            );
        }
        Ok(())
    });
}

#[test]
fn pages_are_turned() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page.says("1–25 of 2,625").await?;
        it.page
            .button("Previous page")
            .until("of no use", |button| button.disabled)
            .await?;
        let first = it.page.table("Jobs").state().await?.column("Job");

        it.page.button("Next page").click().await?;
        let look = it.page.says("26–50 of 2,625").await?;
        assert_eq!(look.address, "/jobs?offset=25");
        let second = it
            .page
            .table("Jobs")
            .until("other rows", |table| table.column("Job") != first)
            .await?;
        assert_eq!(second.rows.len(), 25);
        assert!(
            second.column("Job").iter().all(|job| !first.contains(job)),
            "a row is on both pages"
        );

        it.page.button("Previous page").click().await?;
        assert_eq!(it.page.says("1–25 of 2,625").await?.address, "/jobs");
        it.page
            .table("Jobs")
            .until("the first rows", |table| table.column("Job") == first)
            .await?;

        let sizes = it.page.select("Items per page").state().await?;
        let options: Vec<String> = sizes.options.iter().map(|text| text.replace(',', "")).collect();
        assert_eq!(options, ["10", "25", "50", "100", "500", "1000"]);
        assert_eq!(sizes.chosen.as_deref(), Some("25"));
        it.page.select("Items per page").choose("100").await?;
        assert_eq!(it.page.says("1–100 of 2,625").await?.address, "/jobs?limit=100");
        it.page
            .table("Jobs")
            .until("100 rows", |table| table.rows.len() == 100)
            .await?;
        it.page.button("Next page").click().await?;
        assert_eq!(
            it.page.says("101–200 of 2,625").await?.address,
            "/jobs?offset=100&limit=100"
        );
        Ok(())
    });
}

#[test]
fn the_last_page_has_no_next() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs?offset=2600").await?;
        it.page.says("2,601–2,625 of 2,625").await?;
        it.page
            .button("Next page")
            .until("of no use", |button| button.disabled)
            .await?;
        it.page.button("Previous page").click().await?;
        it.page.says("2,576–2,600 of 2,625").await?;
        Ok(())
    });
}

#[test]
fn past_the_end_leads_back() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs?offset=999999").await?;
        let look = it.page.says("2,601–2,625 of 2,625").await?;
        assert_eq!(look.address, "/jobs?offset=2600");
        it.page
            .table("Jobs")
            .until("25 rows", |table| table.rows.len() == 25)
            .await?;
        // Back does not lead past the end again.
        let calls = it.demo.calls_to("/v2.1/jobs/?").await?;
        assert!(calls.len() <= 6, "it goes round: {calls:?}");
        Ok(())
    });
}

#[test]
fn broken_parameters_are_clamped() {
    journey(async |it| {
        it.load_as(
            User::ADMIN,
            "/jobs?offset=-5&limit=1e9&sort_by=DROP&order_by=sideways",
        )
        .await?;
        it.page.says("1–1,000 of 2,625").await?;
        let call = last_call(it, "1000").await?;
        assert_eq!(call.parameter("offset").as_deref(), Some("0"));
        assert_ne!(call.parameter("sort_by").as_deref(), Some("DROP"));
        for (address, limit, said) in [
            ("/jobs?limit=many&offset=soon", "25", "1–25 of 2,625"),
            ("/jobs?limit=0", "1", "1–1 of 2,625"),
            ("/jobs?limit=-3", "1", "1–1 of 2,625"),
            ("/jobs?limit=33", "33", "1–33 of 2,625"),
            ("/jobs?offset=%FF%00&limit=%", "25", "1–25 of 2,625"),
        ] {
            it.demo.forget_calls().await?;
            it.load(address).await?;
            it.page.says(said).await?;
            assert_eq!(
                last_call(it, limit).await?.parameter("offset").as_deref(),
                Some("0"),
                "{address}"
            );
        }
        for call in it.demo.calls().await? {
            assert_eq!(call.status, Some(200), "{call:?}");
        }
        Ok(())
    });
}

#[test]
fn headers_sort() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs?offset=50").await?;
        it.page.says("51–75 of 2,625").await?;
        let header = |name: &str| it.page.button(name).within(&it.page.table("Jobs"));
        header("Created")
            .until("sorted by at first", |button| {
                button.sort.as_deref() == Some("descending")
            })
            .await?;
        header("Status")
            .until("not sorted by", |button| button.sort.as_deref() == Some("none"))
            .await?;

        for (order, aria) in [("asc", "ascending"), ("desc", "descending")] {
            header("Object").click().await?;
            // Another order begins at the first page.
            it.page
                .at(&format!("/jobs?sort_by=object_name&order_by={order}"))
                .await?;
            header("Object")
                .until("sorted by", |button| button.sort.as_deref() == Some(aria))
                .await?;
            header("Created")
                .until("no more sorted by", |button| {
                    button.sort.as_deref() == Some("none")
                })
                .await?;
            let wanted = it
                .demo
                .records(&format!(
                    "/v2.1/jobs/?limit=25&sort_by=object_name&order_by={order}"
                ))
                .await?;
            let wanted = names(&wanted, "object_name");
            it.page
                .table("Jobs")
                .until(&format!("in the order {wanted:?}"), |table| {
                    table.column("Object") == wanted
                })
                .await?;
            let call = last_call(it, "25").await?;
            assert_eq!(
                call.parameter("sort_by").as_deref(),
                Some("object_name"),
                "{}",
                call.path
            );
        }

        it.load("/zones?sort_by=name&order_by=desc").await?;
        let zones = names(
            &it.demo
                .records("/v2.1/auth/zones?sort_by=name&order_by=desc")
                .await?,
            "name",
        );
        it.page
            .table("Zones")
            .until("in the address's order", |table| table.column("Zone") == zones)
            .await?;
        Ok(())
    });
}

#[test]
fn back_and_forward_restore_rows_and_scroll() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs?limit=100").await?;
        let table = it
            .page
            .table("Jobs")
            .until("100 rows", |table| table.rows.len() == 100)
            .await?;
        // The driver scrolls to what it presses: so the page itself notes where it was when it was left.
        let note =
            "addEventListener('click', () => { document.documentElement.dataset.left = scrollY }, true)";
        it.page.script(note, Vec::new()).await?;
        let job = it.demo.records("/v2.1/jobs/?limit=100").await?[70]["job_summary"]
            .as_str()
            .unwrap()
            .to_owned();
        it.page.link(&job).within(&it.page.table("Jobs")).click().await?;
        let look = it
            .page
            .until("a job's page", |look| look.address.starts_with("/jobs/"))
            .await?;
        let there = look.address.clone();
        it.page
            .until("the top of the page", |look| look.scroll == 0)
            .await?;
        let left = it
            .page
            .script("return Number(document.documentElement.dataset.left)", Vec::new())
            .await?;
        let left = left.as_f64().unwrap() as i64;
        assert!(left > 300, "the list was not scrolled: {left}");

        // No answer comes any more: what Back shows, it shows from memory.
        it.demo
            .faults(serde_json::json!([{ "path": "*", "hang": "before_headers" }]))
            .await?;
        it.page.back().await?;
        it.page.at("/jobs?limit=100").await?;
        let restored = it
            .page
            .table("Jobs")
            .until("the former rows", |now| now.rows.len() == 100)
            .await?;
        assert_eq!(restored.column("Job"), table.column("Job"));
        it.page
            .until(&format!("the scroll of {left}"), |look| {
                (look.scroll - left).abs() <= 2
            })
            .await?;

        it.page.forward().await?;
        it.page.at(&there).await?;
        it.page.table("Tasks").state().await?;
        it.demo.heal().await?;
        Ok(())
    });
}

#[test]
fn back_leads_through_pages_of_a_list() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page.says("1–25 of 2,625").await?;
        it.page.button("Next page").click().await?;
        it.page.says("26–50 of 2,625").await?;
        it.page.button("Next page").click().await?;
        it.page.says("51–75 of 2,625").await?;
        it.page.back().await?;
        assert_eq!(it.page.says("26–50 of 2,625").await?.address, "/jobs?offset=25");
        it.page.back().await?;
        assert_eq!(it.page.says("1–25 of 2,625").await?.address, "/jobs");
        it.page.forward().await?;
        assert_eq!(it.page.says("26–50 of 2,625").await?.address, "/jobs?offset=25");
        Ok(())
    });
}

#[test]
fn a_reload_keeps_everything() {
    journey(async |it| {
        let tenancies = it.demo.tenancies().await?;
        let (id, _, total) = &tenancies[0];
        let address = format!("/jobs?offset=50&limit=50&sort_by=status&order_by=asc&tenant_id={id}");
        it.load_as(User::ADMIN, &address).await?;
        let before = it
            .page
            .table("Jobs")
            .until("50 rows", |table| table.rows.len() == 50)
            .await?;
        it.page.says(&format!("51–100 of {}", shown(*total))).await?;
        it.page.reload().await?;
        it.page.says(&format!("51–100 of {}", shown(*total))).await?;
        assert_eq!(it.page.look().await?.address, address);
        it.page
            .table("Jobs")
            .until("the same rows", |now| now.column("Job") == before.column("Job"))
            .await?;
        assert_eq!(
            it.page.select("Items per page").state().await?.chosen.as_deref(),
            Some("50")
        );
        Ok(())
    });
}

#[test]
fn the_tenant_scopes_jobs() {
    journey(async |it| {
        let tenancies = it.demo.tenancies().await?;
        assert_eq!(tenancies.len(), 2);
        it.load_as(User::ADMIN, "/jobs?offset=25").await?;
        it.page.says("26–50 of 2,625").await?;
        for (id, name, total) in &tenancies {
            choose_tenant(it, name).await?;
            let look = it.page.says(&format!("1–25 of {}", shown(*total))).await?;
            assert_eq!(look.address, format!("/jobs?tenant_id={id}"));
            assert_eq!(
                last_call(it, "25").await?.parameter("tenant_id").as_ref(),
                Some(id)
            );
        }
        // It holds when one comes back to the jobs.
        it.page.main_link("Zones").click().await?;
        it.page.headed("Zones").await?;
        it.page.main_link("Jobs").click().await?;
        let (id, _, total) = tenancies.last().unwrap();
        it.page.says(&format!("1–25 of {}", shown(*total))).await?;
        assert_eq!(
            last_call(it, "25").await?.parameter("tenant_id").as_ref(),
            Some(id)
        );
        Ok(())
    });
}

pub async fn choose_tenant(it: &It, name: &str) -> Outcome {
    let select = it.page.select("Tenant");
    let named = |option: &String| option.contains(name);
    let state = select
        .until(&format!("with {name}"), |state| state.options.iter().any(named))
        .await?;
    select
        .choose(state.options.iter().find(|option| named(option)).unwrap())
        .await?;
    Ok(())
}
