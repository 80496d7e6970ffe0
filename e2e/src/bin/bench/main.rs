//! What the console costs, measured: `script/bench` runs it in Chromium against the demo server.
//!
//! Compare figures of one run only: a machine is shared and noisy.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod export;
mod first_page;
mod gauge;
mod polls;

use nse_e2e::Fault;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| word == name);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let measured = runtime.block_on(async {
        if wanted("first-page") {
            first_page::measure().await?;
        }
        if wanted("polls") {
            polls::measure().await?;
        }
        // Takes minutes, so only by name.
        if words.iter().any(|word| word == "export") {
            export::measure(1_000_000).await?;
        }
        Ok::<_, Fault>(())
    });
    if let Err(fault) = measured {
        eprintln!("bench: {fault}");
        std::process::exit(1);
    }
}
