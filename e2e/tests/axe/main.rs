//! What axe-core finds, on every page in every state, light and dark, on a phone and on a desk, in English and Korean:
//! nothing.
//!
//! `cargo test -p nse-e2e --test axe [-- WORDS]`. In Chromium alone: axe looks at the same tree and the same styles in any
//! browser, and each scene costs it seconds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod judge;
mod scenes;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use nse_e2e::{Kind, most_at_once, run_as_case};
use scenes::scenes;

/// Its judge keeps a processor busy, unlike a journey, which waits.
const AT_ONCE: usize = 3;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(AT_ONCE);
    most_at_once(AT_ONCE);
    let scenes = if Kind::chosen() == Kind::Chromium {
        scenes()
    } else {
        Vec::new()
    };
    let trials = scenes.into_iter().map(|scene| {
        Trial::test(scene.name.clone(), move || {
            let name = format!("axe {}", scene.name);
            run_as_case(&name, scenes::PLAN, async move |it| {
                scene.show(it).await?;
                judge::judge(it).await
            })
            .map_err(Failed::from)
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}
