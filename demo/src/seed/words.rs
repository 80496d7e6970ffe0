//! Names, causes and systems, as a storage administrator meets them.

use super::{dice, pick};

/// Jobs with a name of their own, by their place from the newest at the start: names that a console must bear.
const TOLD: [(u64, Option<&str>); 7] = [
    (7, Some("test1234")),
    (18, None),
    (
        22,
        Some("long-term-archive-of-the-genome-sequencing-laboratory-2024-q"),
    ),
    (23, Some("=HYPERLINK(\"https://example.net\",\"open\")")),
    (24, Some("<img src=x onerror=alert(1)>")),
    (27, Some("회계-백업-2024")),
    (28, Some("50% / a+b #1 & \"c\"")),
];

const TEAMS: [&str; 16] = [
    "finance",
    "genomics",
    "imaging",
    "web",
    "mail",
    "analytics",
    "hr",
    "legal",
    "video",
    "iot",
    "backup",
    "erp",
    "research",
    "payments",
    "telemetry",
    "archive",
];
const USES: [&str; 12] = [
    "backups",
    "logs",
    "images",
    "exports",
    "snapshots",
    "landing",
    "models",
    "reports",
    "media",
    "raw",
    "staging",
    "audit",
];
const ROLES: [&str; 6] = ["readers", "writers", "admins", "auditors", "operators", "guests"];

/// The kinds of things that jobs are about; the common ones more than once.
pub(crate) const OBJECT_TYPES: [&str; 6] = [
    "sg_buckets",
    "sg_buckets",
    "sg_groups",
    "sg_users",
    "sg_users",
    "sg_accounts",
];

/// The name of the thing that a job is about; some have none.
pub(crate) fn object_name(seed: u64, index: u64, place: Option<u64>, object_type: &str) -> Option<String> {
    if let Some((_, told)) = TOLD.iter().find(|(told, _)| Some(*told) == place) {
        return told.map(str::to_owned);
    }
    let throw = |question| dice(seed, index, question);
    if throw(30) % 25 == 0 {
        return None;
    }
    let team = pick(&TEAMS, throw(31));
    let number = throw(33) % 90 + 10;
    let name = match object_type {
        "sg_buckets" => format!("{team}-{}-{number}", pick(&USES, throw(32))),
        "sg_groups" => format!("{team}-{}", pick(&ROLES, throw(32))),
        "sg_users" => format!("svc-{team}-{number}"),
        _ => format!("{team} account {number}"),
    };
    if throw(34) % 40 == 0 {
        // As long as names get.
        let mut long = format!("{name}-replicated-from-the-former-data-centre-in-amsterdam-zuid");
        long.truncate(60);
        return Some(long);
    }
    Some(name)
}

const CAUSES: [&str; 6] = [
    "TASK [storagegrid : {verb} {thing}] ********\n\
     fatal: [sg-admin-01]: FAILED! => {\"changed\": false, \"msg\": \"Timed out waiting for the grid after 300 s\"}\n\
     \n\
     PLAY RECAP ********\n\
     sg-admin-01 : ok=4 changed=1 unreachable=0 failed=1 skipped=2",
    "409 Conflict: {thing} was changed by somebody else.\n\
     Read it again and repeat the request.",
    "quota exceeded: the account holds 10.00 TB of 10.00 TB\n  at provision_quota (quota.py:118)\n  \
     at {verb} (storagegrid.py:402)\n  at run_task (worker.py:77)",
    "dial tcp 10.20.30.41:9443: connect: connection refused",
    "{thing}: the name is taken.",
    "Traceback (most recent call last):\n  File \"/opt/nse/driver/storagegrid_ansible.py\", line 214, in run\n    \
     result = self.play(action)\n  File \"/opt/nse/driver/ansible.py\", line 96, in play\n    \
     raise DriverError(event)\nDriverError: unreachable: Failed to connect to the host via ssh",
];

/// Why a job failed.
pub(crate) fn cause(thrown: u64, action: &str, thing: &str) -> String {
    pick(&CAUSES, thrown)
        .replace("{verb}", action)
        .replace("{thing}", thing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_long_and_missing() {
        let names: Vec<_> = (0..2_000)
            .map(|index| object_name(1, index, None, "sg_buckets"))
            .collect();
        let missing = names.iter().filter(|name| name.is_none()).count();
        assert!((20..200).contains(&missing), "{missing}");
        assert!(names.iter().flatten().any(|name| name.len() == 60));
        assert!(names.iter().flatten().all(|name| name.len() <= 60));
        assert_eq!(
            object_name(1, 5, Some(7), "sg_buckets").as_deref(),
            Some("test1234")
        );
        let long = object_name(1, 5, Some(22), "sg_users").unwrap();
        assert_eq!(long.len(), 60);
    }
}
