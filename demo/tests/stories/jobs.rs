use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::Demo;

const ACME: &str = "7a1d2f60-5b0e-4c7f-9a55-0c1de0a5c001";
const GLOBEX: &str = "7a1d2f60-5b0e-4c7f-9a55-0c1de0a5c002";

/// A server whose jobs stand still.
async fn frozen() -> Demo {
    let demo = Demo::start().await;
    demo.order("PUT", "jobs", json!({ "frozen": true })).await;
    demo
}

fn words(column: &[Value]) -> Vec<&str> {
    column.iter().map(|value| value.as_str().unwrap_or("")).collect()
}

#[tokio::test]
async fn pages_follow_one_another_without_a_gap() {
    let demo = frozen().await;
    let admin = demo.admin_token().await;
    let mut ids = BTreeSet::new();
    let mut created = Vec::new();
    for offset in [0, 1_000, 2_000] {
        let answer = demo
            .get_as(&admin, &format!("/v2.1/jobs/?limit=1000&offset={offset}"))
            .await;
        assert_eq!(answer.json()["result"]["total_records"], 2_625);
        ids.extend(answer.column("id").iter().map(ToString::to_string));
        created.extend(answer.column("created"));
    }
    assert_eq!(ids.len(), 2_625);
    assert!(words(&created).is_sorted_by(|newer, older| newer >= older));
    assert!(
        words(&created)
            .iter()
            .all(|time| time.ends_with('Z') && time.len() == 20)
    );
    let beyond = demo.get_as(&admin, "/v2.1/jobs/?offset=2625").await;
    assert_eq!(beyond.records().len(), 0);
    assert_eq!(beyond.json()["result"]["total_records"], 2_625);
}

#[tokio::test]
async fn any_attribute_sorts_both_ways() {
    let demo = frozen().await;
    let mine = demo.my_token().await;
    for attribute in [
        "created",
        "updated",
        "status",
        "object_name",
        "id",
        "action",
        "last_error",
    ] {
        let list = async |order: &str| {
            let path = format!("/v2.1/jobs?limit=100&sort_by={attribute}&order_by={order}");
            demo.get_as(&mine, &path).await.column(attribute)
        };
        let (up, down) = (list("asc").await, list("desc").await);
        assert!(words(&up).is_sorted(), "{attribute}");
        assert!(
            words(&down).is_sorted_by(|higher, lower| higher >= lower),
            "{attribute}"
        );
        assert_ne!(up, down, "{attribute}");
    }
    let odd = demo.get_as(&mine, "/v2.1/jobs?sort_by=colour").await.json();
    assert_eq!(odd["result"]["sort_by"], "created");
    assert_eq!(odd["result"]["order_by"], "desc");
}

#[tokio::test]
async fn a_page_that_makes_no_sense_is_refused() {
    let demo = frozen().await;
    let mine = demo.my_token().await;
    for query in [
        "limit=0",
        "limit=1001",
        "limit=x",
        "offset=-1",
        "order_by=sideways",
    ] {
        let message = demo
            .get_as(&mine, &format!("/v2.1/jobs?{query}"))
            .await
            .refusal(400);
        assert!(message.contains(query.split('=').next().unwrap()), "{message}");
    }
}

#[tokio::test]
async fn a_user_sees_the_jobs_of_the_own_tenancies_alone() {
    let demo = frozen().await;
    let (mine, admin) = (demo.my_token().await, demo.admin_token().await);
    let total = async |token: &str, query: &str| {
        let answer = demo.get_as(token, &format!("/v2.1/jobs/{query}")).await;
        answer.json()["result"]["total_records"].as_u64()
    };
    assert_eq!(total(&admin, "").await, Some(2_625));
    assert_eq!(total(&admin, &format!("?tenant_id={ACME}")).await, Some(1_575));
    assert_eq!(total(&admin, &format!("?tenant_id={GLOBEX}")).await, Some(1_050));
    assert_eq!(total(&mine, "").await, Some(1_575));
    assert_eq!(total(&mine, &format!("?tenant_id={ACME}")).await, Some(1_575));
    assert_eq!(
        total(&admin, &format!("?tenant_id={GLOBEX}&sort_by=status")).await,
        Some(1_050)
    );

    assert!(
        demo.get_as(&mine, &format!("/v2.1/jobs?tenant_id={GLOBEX}"))
            .await
            .refusal(403)
            .contains(GLOBEX)
    );
    let theirs = demo
        .get_as(&admin, &format!("/v2.1/jobs?tenant_id={GLOBEX}&limit=1"))
        .await
        .record();
    let path = format!("/v2.1/jobs/{}", theirs["id"].as_str().unwrap());
    assert_eq!(demo.get_as(&admin, &path).await.record(), theirs);
    demo.get_as(&mine, &path).await.refusal(404);
}

#[tokio::test]
async fn a_job_waits_runs_and_ends_while_others_arrive() {
    let demo = frozen().await;
    let admin = demo.admin_token().await;
    let newest = demo.get_as(&admin, "/v2.1/jobs?limit=1").await.record();
    let path = format!("/v2.1/jobs/{}", newest["id"].as_str().unwrap());
    assert!(
        ["pending", "queued"].contains(&newest["status"].as_str().unwrap()),
        "{newest}"
    );
    assert!(newest["job_tasks"].is_null());

    let mut seen = vec![newest["status"].clone()];
    for _ in 0..100 {
        demo.advance(2).await;
        let job = demo.get_as(&admin, &path).await.record();
        let tasks = job["job_tasks"].as_array().map_or(0, Vec::len);
        assert!(job["job_tasks"].is_null() || (1..=4).contains(&tasks), "{job}");
        seen.push(job["status"].clone());
    }
    seen.dedup();
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert_eq!(seen[1], "running");
    let total = demo.get_as(&admin, "/v2.1/jobs?limit=1").await.json()["result"]["total_records"]
        .as_u64()
        .unwrap();
    assert!((2_634..=2_636).contains(&total), "200 s bring ten jobs: {total}");
}

#[tokio::test]
async fn a_frozen_list_stays_and_a_number_of_jobs_can_be_ordered() {
    let demo = frozen().await;
    let admin = demo.admin_token().await;
    let path = "/v2.1/jobs?limit=1000";
    assert_eq!(
        demo.get_as(&admin, path).await.json(),
        demo.get_as(&admin, path).await.json()
    );
    for total in [0, 1, 7, 60] {
        demo.order("PUT", "jobs", json!({ "total": total, "frozen": true }))
            .await;
        assert_eq!(demo.get_as(&admin, path).await.records().len(), total);
    }
    demo.order("PUT", "jobs", json!({ "total": 3 })).await;
    demo.advance(60).await;
    assert!(demo.get_as(&admin, path).await.records().len() > 3);
}

#[tokio::test]
async fn the_jobs_that_tests_look_for_are_where_they_always_are() {
    let demo = frozen().await;
    let admin = demo.admin_token().await;
    let jobs = demo.get_as(&admin, "/v2.1/jobs?limit=100").await.records();
    let mine: Vec<Value> = demo
        .get_as(&demo.my_token().await, "/v2.1/jobs?limit=100")
        .await
        .column("id");
    assert_eq!(
        (&jobs[7]["action"], &jobs[7]["object_name"]),
        (&json!("create"), &json!("test1234"))
    );
    for (place, status) in [
        (1, "running"),
        (7, "successful"),
        (12, "failed"),
        (14, "PARTIAL_FAILURES"),
        (17, "error"),
        (33, "WARNING"),
        (42, "awaiting_approval"),
        (58, "on_hold_by_operator"),
    ] {
        assert_eq!(jobs[place]["status"], status, "{place}");
        assert!(
            place == 1 || mine.contains(&jobs[place]["id"]),
            "{place} is in the first tenancy"
        );
    }
    assert!(jobs[18].get("object_name").is_none());
    assert_eq!(jobs[22]["object_name"].as_str().unwrap().len(), 60);
    assert!(jobs[12]["last_error"].as_str().unwrap().contains('\n'));
    let failed = jobs[12]["job_tasks"].as_array().unwrap();
    assert_eq!(failed.last().unwrap()["status"], "failed");
    assert_eq!(failed[0]["job_id"], jobs[12]["id"]);
    assert_eq!(
        failed[0]["resource_type"],
        jobs[12]["object_type"]
            .as_str()
            .unwrap()
            .trim_start_matches("sg_")
    );
    let all = Value::from(jobs).to_string();
    for secret in [
        "org_password",
        "secretKey",
        "https://grid-admin:canary-secret-url-",
        "Bearer canary-secret-",
    ] {
        assert!(all.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_same_jobs() {
    let names = async |seed| {
        let demo = Demo::with(|options| options.seed = seed).await;
        demo.order("PUT", "jobs", json!({ "frozen": true })).await;
        let answer = demo
            .get_as(&demo.admin_token().await, "/v2.1/jobs?limit=100")
            .await;
        (
            answer.column("id"),
            answer.column("object_name"),
            answer.column("status"),
        )
    };
    let (first, second, other) = (names(5).await, names(5).await, names(6).await);
    assert_eq!(first, second);
    assert_ne!(first, other);
}

#[tokio::test]
async fn a_million_jobs_are_no_burden() {
    let demo = Demo::with(|options| options.jobs = 1_000_000).await;
    let admin = demo.admin_token().await;
    let answer = demo.get_as(&admin, "/v2.1/jobs?limit=100&offset=500000").await;
    assert_eq!(answer.records().len(), 100);
    assert!(answer.json()["result"]["total_records"].as_u64().unwrap() >= 1_000_000);
    let oldest = demo
        .get_as(&admin, "/v2.1/jobs?limit=1&order_by=asc")
        .await
        .record();
    demo.get_as(&admin, &format!("/v2.1/jobs/{}", oldest["id"].as_str().unwrap()))
        .await
        .record();
}
