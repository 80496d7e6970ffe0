//! The overview: what needs a look, how things have gone of late, and what there is.

use std::collections::BTreeMap;

use nse_e2e::{Fault, It, Outcome, Plan, User, journey, journey_with};
use serde_json::{Value, json};

const OUTCOMES: [&str; 4] = ["Failed", "Partly failed", "Successful", "In progress"];

/// The column of the chart's table that a job counts in.
fn outcome(job: &Value) -> usize {
    match job["status"].as_str().unwrap_or_default().to_lowercase().as_str() {
        "failed" | "error" => 0,
        "partial_failures" => 1,
        "successful" | "normal" => 2,
        _ => 3,
    }
}

async fn newest(it: &It, limit: u32, more: &str) -> Result<Vec<Value>, Fault> {
    let path = format!("/v2.1/jobs/?limit={limit}&sort_by=created&order_by=desc{more}");
    it.demo.records(&path).await
}

/// How many jobs of each outcome were created on each day, by UTC: `2026-11-25` to the counts, the newest day first.
fn by_day(jobs: &[Value]) -> Vec<(String, [u64; 4])> {
    let mut days: BTreeMap<String, [u64; 4]> = BTreeMap::new();
    for job in jobs {
        let day = job["created"].as_str().unwrap()[..10].to_owned();
        days.entry(day).or_default()[outcome(job)] += 1;
    }
    days.into_iter().rev().collect()
}

/// Times are compared by UTC, in English.
async fn in_utc(it: &It, user: User) -> Outcome {
    it.load_as(user, "/").await?;
    it.page.headed("Overview").await?;
    it.page.select("Time zone").choose("UTC").await?;
    Ok(())
}

fn number(text: &str) -> u64 {
    text.replace(',', "")
        .parse()
        .unwrap_or_else(|_| panic!("no number: {text:?}"))
}

#[test]
fn the_chart_and_its_table_say_what_the_api_sums_to() {
    journey(async |it| {
        in_utc(it, User::ADMIN).await?;
        it.page.says("from the 1,000 newest of 2,625 jobs").await?;
        let days = by_day(&newest(it, 1_000, "").await?);
        it.page.button("Show as table").click().await?;
        let table = it
            .page
            .table("Jobs per day")
            .until("a row a day", |table| table.rows.len() == 14)
            .await?;
        let shown: Vec<[u64; 4]> = (0..14)
            .map(|row| OUTCOMES.map(|name| number(&table.column(name)[row])))
            .collect();
        let summed: Vec<[u64; 4]> = days.iter().take(14).rev().map(|(_, counts)| *counts).collect();
        assert_eq!(shown, summed);
        for (row, counts) in shown.iter().enumerate() {
            assert_eq!(number(&table.column("Jobs")[row]), counts.iter().sum::<u64>());
        }

        // The drawing says the same to who can't see it, and leads to the very jobs of its day.
        let (_, counts) = &days[2];
        let name = &table.column("Day")[11];
        let before: u64 = days[..2].iter().flat_map(|(_, counts)| counts).sum();
        let total: u64 = counts.iter().sum();
        let words = OUTCOMES
            .iter()
            .zip(counts)
            .map(|(name, count)| format!("{name} {count}"));
        let words = words
            .chain([format!("Jobs {total}")])
            .collect::<Vec<_>>()
            .join(", ");
        it.page.link(&format!("{name}: {words}")).click().await?;
        it.page
            .at(&format!("/jobs?offset={before}&limit={total}"))
            .await?;
        let table = it
            .page
            .table("Jobs")
            .until("the day's jobs", |table| table.rows.len() as u64 == total)
            .await?;
        assert!(
            table
                .column("Created")
                .iter()
                .all(|created| created.starts_with(&format!("{name},"))),
            "{name}: {:?}",
            table.column("Created")
        );
        Ok(())
    });
}

#[test]
fn times_to_finish_are_those_of_the_jobs_that_ended() {
    journey(async |it| {
        in_utc(it, User::ADMIN).await?;
        let mut times: BTreeMap<(String, String), Vec<u64>> = BTreeMap::new();
        for job in newest(it, 1_000, "").await? {
            let text = |field: &str| job[field].as_str().unwrap_or_default().to_owned();
            if outcome(&job) == 3 {
                continue;
            }
            let took = seconds(&text("updated"))
                .checked_sub(seconds(&text("created")))
                .unwrap();
            times
                .entry((text("action"), text("object_type")))
                .or_default()
                .push(took);
        }
        let table = it
            .page
            .table("Time to finish")
            .until("a row a kind", |table| table.rows.len() == times.len())
            .await?;
        for ((action, kind), mut times) in times {
            times.sort_unstable();
            let name = format!("{}{} {kind}", action[..1].to_uppercase(), &action[1..]);
            let row = table.column("Job").iter().position(|job| *job == name).unwrap();
            // Nearest rank: the smallest that so many of a hundred do not exceed.
            let rank = |percent: usize| shown(times[(times.len() * percent).div_ceil(100) - 1]);
            assert_eq!(number(&table.column("Jobs")[row]), times.len() as u64, "{name}");
            assert_eq!(table.column("Median")[row], rank(50), "{name}");
            assert_eq!(table.column("95th percentile")[row], rank(95), "{name}");
        }
        it.page
            .link("Create sg_groups")
            .within(&it.page.table("Time to finish"))
            .click()
            .await?;
        it.page.at("/jobs?limit=1000&q=sg_groups").await?;
        it.page.headed("Jobs").await?;
        Ok(())
    });
}

/// Seconds of a time within a month or so: enough to tell two times apart.
fn seconds(time: &str) -> u64 {
    let part = |from: usize, to: usize| time[from..to].parse::<u64>().unwrap();
    // Days before each month of a year without a leap day.
    let month = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][part(5, 7) as usize - 1];
    let day = month + part(8, 10);
    let days = part(0, 4) * 365 + day;
    ((days * 24 + part(11, 13)) * 60 + part(14, 16)) * 60 + part(17, 19)
}

/// A duration as it is shown in English.
fn shown(seconds: u64) -> String {
    let parts = match seconds {
        0..60 => [(0, "m"), (seconds, "s")],
        60..3_600 => [(seconds / 60, "m"), (seconds % 60, "s")],
        3_600..86_400 => [(seconds / 3_600, "h"), (seconds % 3_600 / 60, "m")],
        _ => [(seconds / 86_400, "d"), (seconds % 86_400 / 3_600, "h")],
    };
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    parts
        .map(|(count, unit)| format!("{count}{unit}"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn what_needs_a_look_leads_to_its_job_and_to_the_list_behind_it() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/").await?;
        let jobs = newest(it, 100, "").await?;
        for (name, holds) in [("Failed", [0, 1]), ("In progress", [3, 3])] {
            let found: Vec<&Value> = jobs.iter().filter(|job| holds.contains(&outcome(job))).collect();
            assert!(!found.is_empty());
            let table = it
                .page
                .table(name)
                .until("rows", |table| table.rows.len() == found.len().min(5))
                .await?;
            let words: Vec<String> = found
                .iter()
                .map(|job| job["status"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(table.column("Status"), words[..table.rows.len()], "{name}");
            assert!(
                table
                    .column("Updated")
                    .iter()
                    .all(|time| time.ends_with("ago") || time == "now"),
                "{table:?}"
            );
            it.page
                .says(&format!("{name}\n{}\namong the newest 100", found.len()))
                .await?;
        }
        // Each word leads to its jobs among those that were looked at.
        let running = jobs.iter().filter(|job| job["status"] == "running").count();
        let word = it.page.page_link(&format!("running {running}"));
        assert_eq!(
            word.state().await?.href.as_deref(),
            Some("/jobs?limit=100&status=running")
        );
        let failed = jobs.iter().find(|job| holds_name(job)).unwrap();
        let (id, title) = (failed["id"].as_str().unwrap(), title(failed));
        it.page
            .link(&title)
            .within(&it.page.table("Failed"))
            .click()
            .await?;
        it.page.headed(&title).await?;
        it.page.at(&format!("/jobs/{id}")).await?;
        Ok(())
    });
}

fn holds_name(job: &Value) -> bool {
    [0, 1].contains(&outcome(job)) && job["object_name"].is_string()
}

fn title(job: &Value) -> String {
    let action = job["action"].as_str().unwrap();
    format!(
        "{}{} {} {}",
        action[..1].to_uppercase(),
        &action[1..],
        job["object_type"].as_str().unwrap(),
        job["object_name"].as_str().unwrap()
    )
}

#[test]
fn everything_is_of_the_tenant_that_was_chosen() {
    journey(async |it| {
        in_utc(it, User::ADMIN).await?;
        let (tenant, name, total) = it.demo.tenancies().await?.pop().unwrap();
        super::lists::choose_tenant(it, &name).await?;
        let (thousands, rest) = (total / 1_000, total % 1_000);
        it.page
            .says(&format!("from the 1,000 newest of {thousands},{rest:03} jobs"))
            .await?;
        let days = by_day(&newest(it, 1_000, &format!("&tenant_id={tenant}")).await?);
        it.page.button("Show as table").click().await?;
        let today: u64 = days[0].1.iter().sum();
        it.page
            .table("Jobs per day")
            .until("the tenant's jobs", |table| {
                table.rows.len() == 14 && number(&table.column("Jobs")[13]) == today
            })
            .await?;
        let href = it.page.link("All jobs").state().await?.href;
        assert_eq!(href, Some(format!("/jobs?tenant_id={tenant}")));
        Ok(())
    });
}

#[test]
fn a_few_jobs_are_asked_for_once() {
    journey(async |it| {
        it.demo.jobs(40, true).await?;
        it.load_as(User::ADMIN, "/").await?;
        it.page.says("from the 40 newest of 40 jobs").await?;
        let calls = it.demo.calls_to("/v2.1/jobs").await?;
        // The bell's ten, and the page's hundred: no thousand.
        assert!(
            calls
                .iter()
                .all(|call| matches!(call.parameter("limit").as_deref(), Some("10" | "100"))),
            "{calls:?}"
        );
        Ok(())
    });
}

#[test]
fn without_the_thousand_the_hundred_are_drawn_and_it_is_said() {
    const FAILS: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["status of 412"],
    };
    journey_with(FAILS, async |it| {
        it.demo
            .faults(json!([{ "path": "/v2.1/jobs/?*limit=1000*", "status": 412 }]))
            .await?;
        it.load_as(User::ADMIN, "/").await?;
        it.page.says("from the 100 newest of 2,625 jobs").await?;
        it.page
            .table("Time to finish")
            .until("rows", |table| !table.rows.is_empty())
            .await?;
        Ok(())
    });
}

#[test]
fn dates_that_cannot_be_read_are_left_out_and_counted() {
    journey(async |it| {
        let days = by_day(&newest(it, 1_000, "").await?);
        it.demo
            .faults(json!([{
                "path": "/v2.1/jobs/?*limit=1000*",
                "set": { "result.records.0.created": "soon", "result.records.1.created": null },
            }]))
            .await?;
        in_utc(it, User::ADMIN).await?;
        let look = it.page.says("2 without readable dates left out").await?;
        assert!(
            look.text.contains("from the 1,000 newest of 2,625 jobs"),
            "{}",
            look.text
        );
        it.page.button("Show as table").click().await?;
        let table = it.page.table("Jobs per day").state().await?;
        let today: u64 = days[0].1.iter().sum();
        assert_eq!(number(&table.column("Jobs")[13]), today - 2);
        Ok(())
    });
}

#[test]
fn a_chart_whose_numbers_are_the_same_is_not_drawn_again() {
    journey(async |it| {
        in_utc(it, User::ADMIN).await?;
        it.page
            .table("Time to finish")
            .until("rows", |table| !table.rows.is_empty())
            .await?;
        const WATCH: &str = "
            window.changes = 0;
            const chart = document.querySelector('ol');
            new MutationObserver(records => { changes += records.length; }).observe(chart, { subtree: true, childList: true, attributes: true });
            return chart.children.length;";
        assert_eq!(it.page.script(WATCH, Vec::new()).await?, 14);
        // Another answer, with the same numbers in it.
        it.demo
            .faults(json!([{ "path": "/v2.1/jobs/*", "set": { "result.records.*.user_id": "another" } }]))
            .await?;
        it.demo.forget_calls().await?;
        it.page.button("Refresh").click().await?;
        it.page
            .until_so("the answers", async || {
                let calls = it.demo.calls_to("/v2.1/jobs").await?;
                Ok(calls.iter().filter(|call| call.ms.is_some()).count() >= 2)
            })
            .await?;
        it.page
            .table("Newest jobs")
            .until("rest", |table| !table.busy)
            .await?;
        assert_eq!(it.page.script("return changes", Vec::new()).await?, 0);
        Ok(())
    });
}

#[test]
fn regions_and_zones_are_a_map_that_leads_to_them() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/").await?;
        it.page.says("Regions and zones").await?;
        for (link, address) in [
            ("ap-tokyo-1", "/regions/ap-tokyo-1"),
            ("us-ashburn-1b", "/zones/us-ashburn-1b"),
            // Named by a region or a zone, and unknown to the server.
            ("eu-amsterdam-2x", "/zones/eu-amsterdam-2x"),
            ("moon-base-1", "/regions/moon-base-1"),
        ] {
            let state = it.page.page_link(link).state().await?;
            assert_eq!(state.href.as_deref(), Some(address));
        }
        let look = it.page.says("named by the region, but unknown").await?;
        assert!(
            look.text.contains("named by a zone, but unknown"),
            "{}",
            look.text
        );
        it.page.page_link("us-ashburn-1").click().await?;
        it.page.headed("us-ashburn-1").await?;
        Ok(())
    });
}
