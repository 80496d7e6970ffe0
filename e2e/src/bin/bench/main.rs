//! What the console costs, measured: `script/bench` runs it in Chromium against the demo server.
//!
//! Without words: `loads`, `first-page`, `deeds`, `polls` and `load`. `--beside DIR` measures the loads of another console in turn. By name: `lighthouse`, `export`, and `soak [SEED]`; `polls 1000` is with so many rows.
//!
//! Compare figures of one run only: a machine is shared and noisy.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod chance;
mod deeds;
mod export;
mod first_page;
mod gauge;
mod lighthouse;
mod load;
mod loads;
mod mischief;
mod polls;
mod soak;

use std::path::PathBuf;

use nse_e2e::Fault;

fn main() {
    let (mut words, mut beside) = (Vec::new(), Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "--beside" => beside.extend(arguments.next().map(PathBuf::from)),
            _ => words.push(word),
        }
    }
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| word == name);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let measured = runtime.block_on(async {
        if wanted("loads") {
            loads::measure(&beside).await?;
        }
        if wanted("first-page") {
            first_page::measure().await?;
        }
        if wanted("deeds") {
            deeds::measure().await?;
        }
        if wanted("polls") {
            let rows = words.iter().find_map(|word| word.parse().ok());
            polls::measure(rows.unwrap_or(100)).await?;
        }
        if wanted("load") {
            load::measure().await?;
        }
        // These take minutes, or tools that nothing else needs, so only by name.
        let named = |name: &str| words.iter().any(|word| word == name);
        if named("lighthouse") {
            lighthouse::measure().await?;
        }
        if named("soak") {
            soak::run(words.iter().find_map(|word| word.parse().ok())).await?;
        }
        if named("export") {
            export::measure(1_000_000).await?;
        }
        Ok::<_, Fault>(())
    });
    if let Err(fault) = measured {
        eprintln!("bench: {fault}");
        std::process::exit(1);
    }
}
