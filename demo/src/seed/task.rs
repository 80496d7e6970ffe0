//! The steps of a job.

use serde_json::{Value, json};

use super::fate::{Fate, Phase};
use super::job::Job;
use super::payload::payload;
use super::{dice, pick, uuid};

const DRIVERS: [&str; 4] = [
    "storagegrid_ansible",
    "storagegrid_ansible",
    "storagegrid_rest",
    "keystone_billing",
];

/// A job's tasks at this moment; null while it waits.
pub(crate) fn tasks(job: &Job, fate: &Fate, age: i64) -> Value {
    if fate.phase(age) == Phase::Waiting {
        return Value::Null;
    }
    (0..fate.tasks())
        .map(|number| task(job, fate, age, number))
        .collect()
}

fn task(job: &Job, fate: &Fate, age: i64, number: i64) -> Value {
    let throw = |question| dice(job.seed(), job.index(), question + number.unsigned_abs());
    let status = fate.task_status(number, age);
    let last_error = if status == "failed" {
        job.cause()
    } else {
        String::new()
    };
    let object_type = job.object_type();
    json!({
        "id": uuid(throw(300), throw(310)),
        "job_id": job.id(),
        "action": job.action(),
        "driver": pick(&DRIVERS, throw(320)),
        "object_id": job.object_id(),
        "object_type": object_type,
        "resource_type": object_type.trim_start_matches("sg_"),
        "status": status,
        "status_detail": if status == "running" { "Waiting for the grid" } else { "" },
        "last_error": last_error,
        "user_id": job.user_id(),
        "request_payload": payload(job.seed(), job.index(), number, object_type, &job.thing()),
    })
}
