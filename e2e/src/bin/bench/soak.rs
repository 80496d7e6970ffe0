//! Half an hour of use in a few minutes, with faults at random from a seed: the console is alive in the end, and holds
//! what it held at the start.

use std::time::{Duration, Instant};

use nse_e2e::{Browser, Demo, Fault, It, Kind, PATIENCE, Page, QUICK_POLLS, User};
use serde_json::Value;

use crate::chance::Chance;
use crate::gauge::{Held, held, install, number, store};
use crate::mischief;

/// What half an hour is: a poll each 3 s, and a page each 9 s.
const POLLS: u64 = 600;
const PAGES: u64 = 200;
/// So much of it goes by before the first look: what is remembered of pages is remembered by then.
const WARM_UP: u64 = 4;
/// The page's timers run so many times as fast: a poll each 100 ms, a time limit of 1.5 s.
const PACE: u32 = 10;
/// What no half hour takes.
const LONGEST: Duration = Duration::from_secs(20 * 60);
/// By so much the server's clock is turned on now and then, in seconds.
const STEP: u64 = 20;
/// By how much each figure may grow, in hundredths; a poll may be under way at one look and not at another.
const TOLERANCE: u64 = 15;

/// What the page is made to do. It answers whether it could.
const DEEDS: &str = include_str!("deeds.js");

/// So much was done.
#[derive(Default)]
struct Done {
    deeds: u64,
    pages: u64,
    polls: u64,
    faults: u64,
}

/// Runs and prints; a seed that is given does the same again.
pub async fn run(seed: Option<u64>) -> Result<(), Fault> {
    let seed = seed.unwrap_or_else(Chance::any);
    println!("\nsoak: half an hour of use, {POLLS} polls and {PAGES} pages; again: script/bench soak {seed}");
    let arguments = [QUICK_POLLS, &["--token-seconds", "10000000"]].concat();
    let it = It {
        demo: Demo::start("", &arguments)?,
        page: Page::of(Browser::open_as(Kind::Chromium).await?),
    };
    it.demo.jobs(2_625, false).await?;
    install(&it.page, PACE).await?;
    it.load("/signin").await?;
    store(&it.page, &it.demo.session(User::ADMIN).await?).await?;
    it.load("/jobs").await?;
    let mut chance = Chance::new(seed);
    let began = Instant::now();
    let mut done = Done::default();
    used(&it, &mut chance, POLLS / WARM_UP, PAGES / WARM_UP, began).await?;
    let start = looked_at(&it).await?;
    let mut looks = vec![start];
    for _ in 0..2 {
        let half = used(&it, &mut chance, POLLS / 2, PAGES / 2, began).await?;
        done = Done {
            deeds: done.deeds + half.deeds,
            pages: done.pages + half.pages,
            polls: done.polls + half.polls,
            faults: done.faults + half.faults,
        };
        looks.push(looked_at(&it).await?);
    }
    println!(
        "{} deeds, {} of them pages; {} polls; {} orders of faults; {} s",
        done.deeds,
        done.pages,
        done.polls,
        done.faults,
        began.elapsed().as_secs()
    );
    let grown = told(&looks);
    let complaints = it.page.browser.complaints().await?;
    // What is ordered is told of by the browser itself, as a resource that did not load.
    let own: Vec<_> = complaints
        .iter()
        .filter(|complaint| !complaint.contains("Failed to load resource"))
        .collect();
    it.page.browser.close().await?;
    if !own.is_empty() {
        return Err(Fault::new(format!(
            "seed {seed}: the browser complains: {own:#?}"
        )));
    }
    if !grown.is_empty() {
        return Err(Fault::new(format!(
            "seed {seed}: what is held grows: {}",
            grown.join(", ")
        )));
    }
    println!("alive, no complaint of the browser but those ordered");
    Ok(())
}

/// Uses the console until there were so many polls and pages.
async fn used(it: &It, chance: &mut Chance, polls: u64, pages: u64, began: Instant) -> Result<Done, Fault> {
    let mut done = Done::default();
    while done.polls < polls || done.pages < pages {
        if began.elapsed() > LONGEST {
            let Done { polls, pages, .. } = done;
            return Err(Fault::new(format!(
                "after {LONGEST:?} only {polls} polls and {pages} pages"
            )));
        }
        if chance.one_in(4) {
            it.demo.faults(mischief::orders(chance)).await?;
            done.faults += 1;
        } else if chance.one_in(8) {
            it.demo.heal().await?;
        }
        done.deeds += 1;
        match chance.below(100) {
            0..30 => done.pages += u64::from(does(it, "go", chance).await?),
            30..42 => done.pages += u64::from(does(it, "follow", chance).await?),
            42..46 => {
                // Never further back than to where it began: that would load the console anew.
                if does(it, "go", chance).await? {
                    does(it, "back", chance).await?;
                    done.pages += 2;
                }
            }
            46..54 => drop(does(it, "press", chance).await?),
            54..60 => drop(does(it, "type", chance).await?),
            60..64 => drop(does(it, "choose", chance).await?),
            64..72 => {
                does(it, "menu", chance).await?;
                does(it, "escape", chance).await?;
            }
            72..78 => {
                does(it, "palette", chance).await?;
                does(it, "seek", chance).await?;
                does(it, "escape", chance).await?;
            }
            _ => {
                done.polls += stayed(it, chance).await?;
                does(it, "nothing", chance).await?;
            }
        }
    }
    Ok(done)
}

/// What is typed.
const TEXTS: &[&str] = &[
    "bucket",
    "서울",
    "failed",
    "",
    "eu-1",
    "(.*",
    "zzz",
    "<b>",
    "jobs",
    "👩‍👩‍👧",
];

/// Does something, if the page is alive after what was done before; whether it could.
async fn does(it: &It, deed: &str, chance: &mut Chance) -> Result<bool, Fault> {
    let text = TEXTS[chance.below(TEXTS.len() as u64) as usize];
    let arguments = vec![deed.into(), chance.below(1_000).into(), text.into()];
    let told = it.page.script(DEEDS, arguments).await?;
    match told["state"].as_str() {
        Some("alive") => Ok(told["could"] == Value::Bool(true)),
        state => {
            let look = it.page.look().await?;
            let state = state.unwrap_or("the page says nothing");
            Err(Fault::new(format!(
                "{state}, before {deed}: {} {}",
                look.address, look.text
            )))
        }
    }
}

/// Leaves the page as it is while jobs move; how often it polled.
async fn stayed(it: &It, chance: &mut Chance) -> Result<u64, Fault> {
    // Mostly where jobs are looked at, and where the server has got well.
    if !chance.one_in(4) {
        does(it, "jobs", chance).await?;
        it.demo.heal().await?;
    }
    it.demo.advance(STEP).await?;
    let calls = async || number(&it.page, "gauge.calls").await.map(|calls| calls as u64);
    let (from, wanted) = (calls().await?, 5 + chance.below(25));
    let end = Instant::now() + Duration::from_millis(3_000);
    loop {
        let polled = calls().await?.saturating_sub(from);
        if polled >= wanted || Instant::now() > end {
            return Ok(polled);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// What there is at a moment.
struct Look {
    held: Held,
    /// The requests whose end the server has not seen.
    open: u64,
}

/// What the list of jobs holds, with all faults healed and nothing under way.
async fn looked_at(it: &It) -> Result<Look, Fault> {
    it.demo.heal().await?;
    it.page.main_link("Overview").click().await?;
    it.page.headed("Overview").await?;
    it.page.main_link("Jobs").click().await?;
    it.page
        .table("Jobs")
        .until("25 rows", |table| table.rows.len() == 25)
        .await?;
    for forget in ["Log.clear", "Runtime.discardConsoleEntries"] {
        it.page.browser.devtools(forget, serde_json::json!({})).await?;
    }
    let end = Instant::now() + PATIENCE;
    let open = async || {
        let calls = it.demo.calls().await?;
        Ok::<_, Fault>(calls.iter().filter(|call| call.ms.is_none()).count() as u64)
    };
    while open().await? > 0 && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(Look {
        held: held(&it.page).await?,
        open: open().await?,
    })
}

/// Prints the figures, and names those that grew by more than may be.
fn told(looks: &[Look]) -> Vec<String> {
    println!("/jobs, 25 rows             start     half-way          end     growth");
    type Row = (&'static str, fn(&Look) -> u64, u64);
    let rows: [Row; 6] = [
        ("JS heap, bytes", |look| look.held.js_heap, 500_000),
        ("wasm, bytes", |look| look.held.wasm_memory, 1 << 20),
        ("nodes", |look| look.held.nodes, 100),
        ("listeners", |look| look.held.listeners, 20),
        ("timers", |look| look.held.timers, 3),
        ("open requests", |look| look.open, 2),
    ];
    let mut grown = Vec::new();
    for (name, of, slack) in rows {
        let figures: Vec<u64> = looks.iter().map(of).collect();
        let (first, last) = (figures[0], figures[figures.len() - 1]);
        let growth = (last as f64 / first.max(1) as f64 - 1.0) * 100.0;
        println!(
            "{name:<16}{:>16}{:>13}{:>13}{growth:>9.1} %",
            first, figures[1], last
        );
        if last > first + first * TOLERANCE / 100 + slack {
            grown.push(format!("{name} from {first} to {last}"));
        }
    }
    grown
}
