//! What holds of every reader, whatever it is given.

use crate::json::{CANARY, anything, envelopes, planted, records};
use nse_api::export::{ATTRIBUTES, csv_line, json_element};
use nse_api::filter::tally;
use nse_api::fuzzy;
use nse_api::job::{task_records, why};
use nse_api::redact::{redact, redact_text};
use nse_api::stats::{DAYS, Days, Sample, Times};
use nse_api::value::as_text;
use nse_api::{Answer, Config, Filter, Job, Paging, Places, Region, Span, Task, User, Zone, jwt};
use proptest::prelude::*;
use serde_json::Value;

/// A mask is longer than the shortest secret: by so much may a redacted text be longer than it was.
const MASKS: usize = 16;

fn answer_of(records: Vec<Value>) -> Answer {
    Answer {
        records: records.into_iter().filter(Value::is_object).collect(),
        ..Answer::default()
    }
}

fn length(text: &Option<String>) -> usize {
    text.as_deref().map_or(0, str::len)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_envelope_is_an_answer_or_an_error(http in 200u16..600, envelope in envelopes(), cut in any::<prop::sample::Index>()) {
        let body = envelope.to_string();
        match Answer::read(http, &body) {
            Ok(answer) => {
                prop_assert!(http < 400);
                prop_assert!(answer.records.iter().all(Value::is_object));
                prop_assert!(answer.records.iter().map(|record| record.to_string().len()).sum::<usize>() <= body.len());
                prop_assert!(answer.total.is_none_or(|total| total <= 1 << 53));
                prop_assert!(answer.ids().len() <= answer.records.len());
            }
            Err(error) => prop_assert!(error.code.is_some()),
        }
        // The same cut off anywhere.
        let mut at = cut.index(body.len());
        while !body.is_char_boundary(at) {
            at -= 1;
        }
        let _ = Answer::read(http, &body[..at]);
    }

    #[test]
    fn a_job_is_read_from_anything(record in records(), now in any::<i32>()) {
        let sent = record.to_string().len();
        let job = Job::read(&record);
        prop_assert!(job.title().len() <= sent * MASKS);
        prop_assert!(length(&job.last_error) <= sent * MASKS);
        prop_assert!(length(&why(&record)) <= sent * MASKS);
        prop_assert!(job.duration_ms(i64::from(now)).is_none_or(|took| took >= 0));
        let _ = job.state().may_change();
        let tasks: Vec<Task> = task_records(&record).map(Task::read).collect();
        prop_assert!(tasks.len() <= sent);
        for task in &tasks {
            let _ = task.state();
        }
        let task = Task::read(&record);
        prop_assert!(length(&task.id) <= sent && length(&task.last_error) <= sent * MASKS);
    }

    #[test]
    fn regions_zones_and_users_are_read_from_anything(record in records()) {
        let sent = record.to_string().len();
        let region = Region::read(&record);
        prop_assert!(length(&region.name) <= sent && region.zones.iter().map(String::len).sum::<usize>() <= sent);
        prop_assert!(length(&Zone::read(&record).region) <= sent);
        let user = User::read(&record);
        prop_assert!(!user.shown_name().is_empty() && user.shown_name().len() <= sent + 1);
        prop_assert!(user.tenancies.iter().all(|tenancy| tenancy.shown_name().len() <= sent + 1));
        let _ = jwt::end_ms(&as_text(&record).unwrap_or_default());
    }

    #[test]
    fn settings_are_taken_or_named(record in records()) {
        match Config::read(&record.to_string(), &["en"]) {
            Ok(config) => {
                prop_assert!((1..=3600).contains(&config.poll_seconds) && config.idle_minutes <= 24 * 60);
                prop_assert!(!config.title.is_empty());
            }
            Err(fault) => prop_assert!(fault.value.chars().count() <= 200),
        }
    }

    #[test]
    fn regions_and_zones_fit_together_somehow(
        regions in prop::collection::vec(records(), 0..4), zones in prop::collection::vec(records(), 0..4),
    ) {
        let (regions, zones) = (answer_of(regions), answer_of(zones));
        let places = Places::read(Some(&regions), Some(&zones));
        let sites = places.sites();
        prop_assert!(sites.len() <= regions.records.len() + zones.records.len() + 1);
        for zone in zones.records.iter().map(Zone::read).filter_map(|zone| zone.name) {
            prop_assert!(sites.iter().any(|site| site.zones.iter().any(|member| member.name == zone)), "{zone}");
            let _ = places.listing(&zone).count();
        }
        for site in &sites {
            let _ = site.name.as_deref().map(|name| places.site(name));
        }
    }

    #[test]
    fn statistics_count_no_job_twice(jobs in prop::collection::vec(records(), 0..6), now in any::<i32>(), all: bool) {
        let samples = Sample::all(&answer_of(jobs));
        let day = |at: i64| at.div_euclid(86_400_000).to_string();
        let days = Days::of(&samples, all, i64::from(now) * 1000, &day);
        prop_assert!(days.days.len() <= DAYS);
        let counted: u64 = days.days.iter().map(|day| day.total()).sum();
        prop_assert!(counted + days.undated <= samples.len() as u64);
        let (times, untimed) = Times::of(&samples);
        prop_assert!(times.iter().map(|kind| kind.jobs).sum::<u64>() + untimed <= samples.len() as u64);
        for kind in times {
            prop_assert!(0 <= kind.median && kind.median <= kind.most);
            let _ = kind.title();
        }
    }

    #[test]
    fn a_pager_never_lies_or_traps(envelope in envelopes(), offset in 0u64..=1 << 53, limit in 1u32..=1000) {
        let Ok(answer) = Answer::read(200, &envelope.to_string()) else { return Ok(()) };
        let page = Paging { offset, limit, sort: None };
        let span = Span::of(&page, &answer);
        prop_assert_eq!(span.rows(), answer.records.len() as u64);
        prop_assert!(span.first <= span.last && span.total.is_none_or(|total| total >= span.last));
        prop_assert!(!span.more || !answer.records.is_empty(), "nothing shown leads nowhere");
        // Each step back is a step: the way to a page that holds something has an end.
        if let Some(back) = Span::past_end(&page, &answer) {
            prop_assert!(back.offset < page.offset);
        }
        let further = span.with_further(7);
        prop_assert!(further.total.is_none_or(|total| total >= further.last));
        if let Some(total) = answer.total {
            prop_assert!((1..=page.pages_of(total)).contains(&page.last_of(total).page()));
        }
        for other in [page.behind(span.rows()), page.at_page(total_or_most(&answer)), page.with_limit(u32::MAX)] {
            prop_assert!(other.offset <= 1 << 53 && (1..=1000).contains(&other.limit));
        }
    }

    #[test]
    fn rows_are_filtered_and_found(jobs in prop::collection::vec(records(), 0..6), typed in ".{0,80}") {
        let jobs: Vec<Job> = jobs.iter().map(Job::read).collect();
        let words = || jobs.iter().map(|job| job.status.as_deref().unwrap_or_default());
        let counts = tally(&mut words().map(|word| (word, true)));
        prop_assert_eq!(counts.iter().map(|count| count.rows).sum::<usize>(), jobs.len());
        let filter = Filter::new(None, Some(&typed));
        for job in &jobs {
            let title = job.title();
            let kept = filter.keeps_text(&[&title]);
            prop_assert!(kept || filter.is_set());
            if let Some(hit) = fuzzy::find(&typed, &title) {
                let characters = title.chars().count();
                prop_assert!(hit.marks.len() <= 64 && hit.marks.iter().all(|at| *at < characters));
                prop_assert!(hit.marks.windows(2).all(|pair| pair[0] < pair[1]));
            }
        }
    }

    #[test]
    fn no_secret_gets_through(record in anything(), turn in any::<u8>()) {
        let record = planted(record, &mut usize::from(turn));
        let redacted = redact(&record);
        let sent = record.to_string();
        prop_assert!(!redacted.to_string().contains(CANARY), "{}", redacted);
        prop_assert!(redacted.to_string().len() <= sent.len() * MASKS);
        prop_assert_eq!(redact(&redacted), redacted.clone(), "redacting twice changes nothing");
        prop_assert!(!redact_text(&sent).contains(CANARY));
        prop_assert!(!json_element(&record).contains(CANARY));
        let job = Job::read(&record);
        let task = Task::read(&record);
        let words = [&job.summary, &job.object_name, &job.status_detail, &job.last_error, &task.status_detail, &task.last_error];
        for text in words.into_iter().flatten() {
            prop_assert!(!text.contains(CANARY), "{}", text);
        }
        let line = csv_line(&record, 0);
        prop_assert!(!line.contains(CANARY), "{}", line);
        prop_assert!(line.ends_with("\r\n") && line.matches(',').count() >= ATTRIBUTES.len());
    }
}

/// A page number that is as odd as the answer's total.
fn total_or_most(answer: &Answer) -> u64 {
    answer.total.unwrap_or(u64::MAX)
}
