//! A body with its HTTP status: read as an answer, and its records as everything that a record can be.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nse_api::export::{csv_line, json_element};
use nse_api::stats::{DAYS, Days, Sample, Times};
use nse_api::{Answer, Config, Job, Paging, Places, Region, Span, User, Zone};

fuzz_target!(|bytes: &[u8]| {
    let Some((status, body)) = bytes.split_first() else {
        return;
    };
    let body = String::from_utf8_lossy(body);
    let _ = Config::read(&body, &["en"]);
    // Mostly a success: an error ends at once.
    let http = if *status < 200 {
        200
    } else {
        u16::from(*status) * 2
    };
    let Ok(answer) = Answer::read(http, &body) else {
        return;
    };
    let page = Paging::default();
    let span = Span::of(&page, &answer);
    assert_eq!(span.rows(), answer.records.len() as u64);
    assert!(span.total.is_none_or(|total| total >= span.last));
    for record in &answer.records {
        let job = Job::read(record);
        let _ = (job.title(), job.duration_ms(0), job.state());
        let _ = (
            Region::read(record),
            Zone::read(record),
            User::read(record).shown_name(),
        );
        assert!(csv_line(record, 0).ends_with("\r\n"));
        assert!(serde_json::from_str::<serde_json::Value>(&json_element(record)).is_ok());
    }
    let samples = Sample::all(&answer);
    let days = Days::of(&samples, false, 0, &|at| at.div_euclid(86_400_000).to_string());
    assert!(days.days.len() <= DAYS);
    let _ = Times::of(&samples);
    let _ = Places::read(Some(&answer), Some(&answer)).sites();
});
