//! The table with the outcome per browser. What other runs came to is read from the files they left.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use nse_e2e::{Kind, workspace};

/// A row as it is reported.
struct Line {
    fault: &'static str,
    must: &'static str,
    /// None where it was not run.
    held: Option<bool>,
}

/// What has come out so far.
pub struct Report {
    browser: Kind,
    lines: Mutex<Vec<Line>>,
}

impl Report {
    pub fn new(browser: Kind) -> Self {
        Self {
            browser,
            lines: Mutex::default(),
        }
    }

    /// A row that may be run; its place.
    pub fn expect(&self, fault: &'static str, must: &'static str) -> usize {
        let mut lines = self.lines.lock().unwrap();
        lines.push(Line {
            fault,
            must,
            held: None,
        });
        lines.len() - 1
    }

    /// How it went.
    pub fn note(&self, place: usize, held: bool) {
        self.lines.lock().unwrap()[place].held = Some(held);
    }

    /// Prints the table, and leaves it for the other browser's run.
    pub fn print(&self) {
        let lines = self.lines.lock().unwrap();
        let browsers = [Kind::Chromium, Kind::Firefox];
        let others = browsers.map(|browser| {
            if browser == self.browser {
                let own = lines
                    .iter()
                    .filter_map(|line| Some((line.fault.to_owned(), line.held?)));
                own.collect()
            } else {
                read(browser)
            }
        });
        for (browser, held) in browsers.iter().zip(&others) {
            if *browser == self.browser {
                let _ = fs::create_dir_all(workspace().join("target/faults"));
                let _ = fs::write(file(*browser), serde_json::to_string_pretty(held).unwrap());
            }
        }
        let wide = |of: fn(&Line) -> &str| lines.iter().map(|line| of(line).chars().count()).max();
        let (fault, must) = (
            wide(|line| line.fault).unwrap_or(0),
            wide(|line| line.must).unwrap_or(0),
        );
        println!("{:fault$}  {:must$}  Chromium  Firefox", "Fault", "Must happen");
        let known = |line: &&Line| others.iter().any(|held| held.contains_key(line.fault));
        for line in lines.iter().filter(known) {
            let outcome = |at: usize| match others[at].get(line.fault) {
                Some(true) => "held",
                Some(false) => "FAILED",
                None => "not run",
            };
            println!(
                "{:fault$}  {:must$}  {:8}  {}",
                line.fault,
                line.must,
                outcome(0),
                outcome(1)
            );
        }
    }
}

fn file(browser: Kind) -> PathBuf {
    workspace().join(format!("target/faults/{}.json", browser.name()))
}

fn read(browser: Kind) -> BTreeMap<String, bool> {
    let text = fs::read_to_string(file(browser)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}
