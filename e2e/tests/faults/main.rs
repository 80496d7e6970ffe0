//! Nothing breaks it: every fault that a network, a server, a deploy or a browser can produce, and what must happen.
//!
//! The table is in the files beside this one, a row a line; each becomes a case, which ends with what holds after every
//! row ([`always`]). The report at the end is the table with its outcome in each browser:
//!
//! `BROWSER=firefox cargo test -p nse-e2e --test faults [-- WORDS]`

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod always;
mod code;
mod connection;
mod forms;
mod lists;
mod network;
mod odd;
mod read;
mod report;
mod row;
mod storage;
mod tabs;
mod traps;
mod versions;

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use nse_e2e::{Kind, most_at_once};
use report::Report;
use row::Row;

/// Most of a case is waiting for a time limit or a pause of the console.
const AT_ONCE: usize = 6;

fn table() -> Vec<Row> {
    [
        network::table(),
        forms::table(),
        connection::table(),
        lists::table(),
        odd::table(),
        code::table(),
        storage::table(),
        traps::table(),
        versions::table(),
        tabs::table(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(AT_ONCE);
    most_at_once(AT_ONCE);
    let report = Arc::new(Report::new(Kind::chosen()));
    let trials = table().into_iter().map(|row| {
        let report = Arc::clone(&report);
        let place = report.expect(row.fault, row.must);
        Trial::test(row.fault, move || {
            let outcome = row.run();
            report.note(place, outcome.is_ok());
            outcome.map_err(Failed::from)
        })
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    if conclusion.num_passed + conclusion.num_failed > 0 {
        report.print();
    }
    conclusion.exit_code()
}
