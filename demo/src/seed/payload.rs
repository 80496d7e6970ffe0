//! What a task sent to its driver. As in the real API there are secrets in clear among it; here each of them starts with
//! `canary-secret-`, so that a test can look for them where they must not be.

use serde_json::{Value, json};

use super::dice;

/// The payload of one task. The first task signs in at the grid, so every job has a secret to hide.
pub(crate) fn payload(seed: u64, index: u64, task: i64, object_type: &str, name: &str) -> Value {
    let thrown = dice(seed, index, 200 + task.unsigned_abs());
    let secret = |kind: &str| format!("canary-secret-{kind}-{:08x}", thrown >> 32);
    let mut payload = match (thrown % 8, object_type) {
        // Some have nothing to hide, and say so in more than one way.
        (0, _) if task > 0 => return json!({ "name": name, "dry_run": false, "retries": 3, "labels": [] }),
        (1, _) if task > 0 => return Value::Null,
        (_, "sg_accounts") => json!({
            "name": name,
            "org_id": thrown % 100_000,
            "org_password": secret("org"),
            "quota_tb": thrown % 50 + 1,
            "capabilities": ["management", "s3"],
            "policy": { "use_account_identity_source": false, "allow_platform_services": thrown.is_multiple_of(2) },
        }),
        (_, "sg_users") => json!({
            "userName": format!("user/{name}"),
            "fullName": name,
            "memberOf": ["group/readers", "group/operators"],
            "credentials": { "accessKey": secret("access"), "secretKey": secret("key") },
            "temporary_passwd": secret("first"),
            "expires": null,
        }),
        (_, "sg_groups") => json!({
            "displayName": name,
            "uniqueName": format!("group/{name}"),
            "policies": { "s3": { "Statement": [
                { "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "urn:sgws:s3:::*" },
            ] } },
            "grid": { "endpoint": format!("https://grid-admin:{}@sg-admin-01.example.net:9443/api/v3", secret("url")) },
            "headers": { "Authorization": format!("Bearer {}", secret("bearer")), "Accept": "application/json" },
        }),
        _ => json!({
            "bucket": name,
            "region": "eu-frankfurt-1",
            "versioning": thrown.is_multiple_of(3),
            "object_lock": { "enabled": false, "days": 0 },
            "tags": [{ "key": "team", "value": "finance" }, { "key": "cost_centre", "value": "4711" }],
            "credentials": { "accessKey": secret("access"), "secretKey": secret("key") },
            "callback": format!("https://nse:{}@callback.example.net/v2.1/events?job={index}", secret("url")),
        }),
    };
    if let (0, Value::Object(fields)) = (task, &mut payload) {
        fields.insert("org_password".to_owned(), secret("org").into());
    }
    payload
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_first_task_and_most_others_hold_a_canary() {
        for object_type in ["sg_buckets", "sg_groups", "sg_users", "sg_accounts"] {
            let texts =
                |task| (0..500).map(move |index| payload(1, index, task, object_type, "b").to_string());
            assert!(texts(0).all(|text| text.contains("\"org_password\":\"canary-secret-org-")));
            let holding = texts(1).filter(|text| text.contains("canary-secret-")).count();
            assert!((325..475).contains(&holding), "{holding}");
        }
    }
}
