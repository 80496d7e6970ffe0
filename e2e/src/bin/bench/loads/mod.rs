//! What a person waits for: loads of the sign-in page and of lists of jobs, as somebody who was never there or was there
//! before, slowly and as fast as the machine can, beside other consoles where some are named (`--beside DIR`).

mod side;

use std::path::PathBuf;

use nse_e2e::{Fault, workspace};
use serde_json::{Map, Value, json};
use side::{Case, Side};

use crate::gauge::median;

/// So many loads of each, of which the median counts.
const LOADS: usize = 5;

const CASES: &[Case] = &[
    Case {
        name: "sign-in, slow",
        rows: 0,
        slow: true,
        again: false,
    },
    Case {
        name: "sign-in again, slow",
        rows: 0,
        slow: true,
        again: true,
    },
    Case {
        name: "sign-in",
        rows: 0,
        slow: false,
        again: false,
    },
    Case {
        name: "25 jobs, slow",
        rows: 25,
        slow: true,
        again: false,
    },
    Case {
        name: "100 jobs, slow",
        rows: 100,
        slow: true,
        again: false,
    },
    Case {
        name: "100 jobs again, slow",
        rows: 100,
        slow: true,
        again: true,
    },
    Case {
        name: "100 jobs",
        rows: 100,
        slow: false,
        again: false,
    },
    Case {
        name: "1000 jobs",
        rows: 1000,
        slow: false,
        again: false,
    },
];

/// Measures, prints the medians, and writes them as `target/bench/loads.json`.
pub async fn measure(beside: &[PathBuf]) -> Result<(), Fault> {
    let mut sides = vec![Side::ours().await?];
    for folder in beside {
        sides.push(Side::peer(folder).await?);
    }
    println!(
        "\nloads, median of {LOADS}, ms; cold but where it says again; slow is 1.6 Mbit/s, 150 ms, a processor of a quarter"
    );
    println!(
        "{:<22}{:<14}{:>8}{:>9}{:>8}{:>8}{:>8}{:>10}{:>10}{:>7}{:>9}",
        "", "", "paint", "largest", "field", "rows", "shift", "long", "bytes", "calls", "heap MB"
    );
    let mut written = Map::new();
    for case in CASES {
        let mut loads: Vec<Vec<Value>> = sides.iter().map(|_| Vec::new()).collect();
        // In turn, so that whatever else the machine does meets all.
        for _ in 0..LOADS {
            for (side, loads) in sides.iter().zip(&mut loads) {
                loads.push(side.load(case).await?);
            }
        }
        let medians: Vec<Value> = loads.iter().map(|loads| middle(loads)).collect();
        for (side, median) in sides.iter().zip(&medians) {
            print(case, &side.name, median, &medians[0]);
            let sides = written.entry(case.name).or_insert_with(|| json!({}));
            sides[side.name.as_str()] = median.clone();
        }
    }
    let folder = workspace().join("target/bench");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("loads.json"), serde_json::to_vec_pretty(&written)?)?;
    for side in sides {
        side.it.page.browser.close().await?;
    }
    Ok(())
}

const FIGURES: [&str; 10] = [
    "paint", "largest", "field", "rows", "shift", "long", "longest", "bytes", "calls", "heap",
];

/// The median of each figure.
fn middle(loads: &[Value]) -> Value {
    let figures = FIGURES.map(|figure| {
        let all = loads.iter().map(|load| load[figure].as_f64().unwrap_or_default());
        (figure.to_owned(), json!(median(all.collect())))
    });
    Value::Object(figures.into_iter().collect())
}

fn print(case: &Case, name: &str, median: &Value, ours: &Value) {
    let of = |figure: &str| median[figure].as_f64().unwrap_or_default();
    let long = format!("{:.0}/{:.0}", of("long"), of("longest"));
    println!(
        "{:<22}{name:<14}{:>8.0}{:>9.0}{:>8.0}{:>8.0}{:>8.3}{long:>10}{:>10.0}{:>7.0}{:>9.1}",
        case.name,
        of("paint"),
        of("largest"),
        of("field"),
        of("rows"),
        of("shift"),
        of("bytes"),
        of("calls"),
        of("heap") / 1e6
    );
    if median != ours {
        let ratio = |figure: &str| match of(figure) {
            0.0 => "–".to_owned(),
            theirs => format!("{:.2}", ours[figure].as_f64().unwrap_or_default() / theirs),
        };
        println!(
            "{:<36}{:>8}{:>9}{:>8}{:>8}{:>8}{:>10}{:>10}{:>7}{:>9}",
            "    ours to theirs",
            ratio("paint"),
            ratio("largest"),
            ratio("field"),
            ratio("rows"),
            "",
            "",
            ratio("bytes"),
            ratio("calls"),
            ratio("heap")
        );
    }
}
