//! Jobs as text for a file: CSV (RFC 4180) and JSON, without a secret and without a formula.

use crate::job::Job;
use crate::redact::{redact, redact_text};
use crate::time::Moment;
use crate::value::text;
use serde_json::Value;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a file of CSV begins with. Excel takes a file without it for one in the code page of the system, and shows
/// Korean and Japanese as rubbish.
pub const BOM: &str = "\u{feff}";

/// The attributes of a job that a line of CSV holds, in their order; the duration in seconds comes last.
pub const ATTRIBUTES: &[&str] = &[
    "id",
    "status",
    "action",
    "job_summary",
    "object_name",
    "object_type",
    "object_id",
    "created",
    "updated",
    "status_detail",
    "last_error",
    "user_id",
];

/// The line of CSV that names the columns.
pub fn csv_head<'a>(names: impl Iterator<Item = &'a str>) -> String {
    line(names.map(str::to_owned))
}

/// A job's line of CSV. Times stand as the server wrote them; of a job that is under way at `now`, in milliseconds
/// since 1970, the duration is what it has been taking so far.
pub fn csv_line(record: &Value, now: i64) -> String {
    let job = Job::read(record);
    let cell = |key: &&str| {
        let is_zero_date = match *key {
            "created" => job.created == Moment::None,
            "updated" => job.updated == Moment::None,
            _ => false,
        };
        if is_zero_date {
            String::new()
        } else {
            text(record, key)
                .map(|text| redact_text(&text))
                .unwrap_or_default()
        }
    };
    let seconds = job.duration_ms(now).map(|ms| (ms / 1000).to_string());
    line(ATTRIBUTES.iter().map(cell).chain([seconds.unwrap_or_default()]))
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let mut line = String::new();
    for (at, text) in cells.enumerate() {
        if at > 0 {
            line.push(',');
        }
        line.push_str(&csv_cell(text));
    }
    line.push_str("\r\n");
    line
}

/// A cell: quoted where RFC 4180 asks for it, and never a formula. Spreadsheets run a cell that begins like one, so that
/// gets an apostrophe ahead (OWASP, *CSV Injection*; the wide signs are formulas to a Japanese Excel).
fn csv_cell(text: String) -> String {
    const RISKY: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let text = if text.starts_with(RISKY) {
        format!("'{text}")
    } else {
        text
    };
    // A separator of other locales is quoted too, and so is a space that a reader might trim.
    if text.contains([',', '"', '\r', '\n', ';', '\t']) || text.trim().len() < text.len() {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// A job as an element of an array of JSON.
pub fn json_element(record: &Value) -> String {
    redact(record).to_string()
}

/// The ids that have been met. Of each it keeps a digest of 8 bytes: a million take 20 MB, and the odds that any two of
/// them are taken for one are 1 to 30 million.
#[derive(Default)]
pub struct Seen(HashSet<u64>);

impl Seen {
    /// Whether an id is met for the first time.
    pub fn is_new(&mut self, id: &str) -> bool {
        let mut digest = DefaultHasher::new();
        id.hash(&mut digest);
        self.0.insert(digest.finish())
    }
}

/// What a file is called: by the tenant and the time (`2026-11-24T23:50:00.000Z`), of letters that every file system
/// takes.
pub fn file_name(tenant: Option<&str>, iso: &str, extension: &str) -> String {
    // What Windows refuses, and what ends a name or hides it.
    let odd = |c: char| c.is_control() || c.is_whitespace() || "\\/:*?\"<>|.~%".contains(c);
    let plain = tenant.unwrap_or("all").replace(odd, "-");
    let time = iso.split('.').next().unwrap_or_default().replace(':', "-");
    format!("nse-jobs-{}-{time}Z.{extension}", plain.trim_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// A reader of RFC 4180, written from its grammar.
    fn read(csv: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
        let mut chars = csv.chars().peekable();
        while let Some(c) = chars.next() {
            match (c, quoted) {
                ('"', true) if chars.peek() == Some(&'"') => cell.extend(chars.next()),
                ('"', _) => quoted = !quoted,
                (',', false) => row.push(std::mem::take(&mut cell)),
                ('\r', false) => {
                    assert_eq!(chars.next(), Some('\n'), "a bare CR");
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                (c, _) => cell.push(c),
            }
        }
        assert!(
            !quoted && row.is_empty() && cell.is_empty(),
            "the last line has no end"
        );
        rows
    }

    #[test]
    fn a_job_is_a_line() {
        let job = json!({
            "id": "7", "status": "failed", "action": "create", "job_summary": "=HYPERLINK(\"https://evil\")",
            "object_name": "a,b", "object_type": "sg_buckets", "created": "2026-11-24T15:21:38Z",
            "updated": "2026-11-24T15:22:34.5Z", "last_error": "line 1\nsays \"no\"", "user_id": null,
        });
        assert_eq!(
            csv_line(&job, 0),
            "7,failed,create,\"'=HYPERLINK(\"\"https://evil\"\")\",\"a,b\",sg_buckets,,2026-11-24T15:21:38Z,\
             2026-11-24T15:22:34.5Z,,\"line 1\nsays \"\"no\"\"\",,56\r\n"
        );
        let zero =
            json!({"id": 8, "status": "pending", "created": "0001-01-01T00:00:00Z", "updated": "soon"});
        assert_eq!(csv_line(&zero, 0), "8,pending,,,,,,,soon,,,,\r\n");
        assert_eq!(csv_head(["ID", "상태"].into_iter()), "ID,상태\r\n");
    }

    #[test]
    fn a_file_is_named_by_tenant_and_time() {
        let iso = "2026-11-24T23:50:00.123Z";
        assert_eq!(
            file_name(None, iso, "csv"),
            "nse-jobs-all-2026-11-24T23-50-00Z.csv"
        );
        assert_eq!(
            file_name(Some("../Acme: 서울/1"), iso, "json"),
            "nse-jobs-Acme--서울-1-2026-11-24T23-50-00Z.json"
        );
    }

    const SECRET: &str = "canary-5e3c";

    fn texts() -> impl Strategy<Value = Value> {
        prop_oneof![
            3 => "[=+@\t\r\n＝\"',; -]{0,3}.{0,12}".prop_map(Value::from),
            1 => any::<i32>().prop_map(Value::from),
            1 => Just(Value::Null),
            1 => Just(json!(format!("see https://admin:{SECRET}@grid.example/"))),
            1 => Just(json!({ "org_password": SECRET })),
        ]
    }

    fn jobs() -> impl Strategy<Value = Value> {
        let fields = prop::collection::vec(texts(), ATTRIBUTES.len());
        fields.prop_map(|texts| {
            let fields = ATTRIBUTES.iter().map(|key| (*key).to_owned()).zip(texts);
            let mut job = Value::Object(fields.collect());
            job["job_tasks"] = json!([{"request_payload": {"credentials": {"secretKey": SECRET}}}]);
            job
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(job in jobs()) {
            let rows = read(&csv_line(&job, 0));
            prop_assert_eq!(rows.len(), 1);
            prop_assert_eq!(rows[0].len(), ATTRIBUTES.len() + 1);
            for (key, cell) in ATTRIBUTES.iter().zip(&rows[0]) {
                let sent = text(&job, key).map(|text| redact_text(&text)).unwrap_or_default();
                prop_assert!(*cell == sent || *cell == format!("'{sent}"), "{key}: {cell:?} of {sent:?}");
            }
        }

        #[test]
        fn no_cell_begins_like_a_formula(job in jobs()) {
            for cell in read(&csv_line(&job, 0)).concat() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']), "{cell:?}");
            }
        }

        #[test]
        fn no_secret_is_in_a_file(job in jobs()) {
            prop_assert!(!csv_line(&job, 0).contains(SECRET));
            prop_assert!(!json_element(&job).contains(SECRET));
        }

        #[test]
        fn an_element_is_json_of_the_same_fields(job in jobs()) {
            let read: Value = serde_json::from_str(&json_element(&job)).unwrap();
            prop_assert!(read.as_object().unwrap().keys().eq(job.as_object().unwrap().keys()));
        }
    }
}
