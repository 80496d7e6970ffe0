//! The walls of the house (ARCHITECTURE.md): which room may not import which.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::path::{Path, PathBuf};

/// A room, and what no file in it may name.
const WALLS: &[(&str, &[&str])] = &[
    (
        "src/ui",
        &[
            "crate::pages",
            "crate::session",
            "crate::client",
            "crate::query",
            "crate::app",
            "crate::frame",
        ],
    ),
    (
        "src/i18n",
        &[
            "crate::pages",
            "crate::session",
            "crate::client",
            "crate::query",
            "crate::app",
        ],
    ),
    (
        "src/pages",
        &[
            "crate::storage",
            "Interval",
            "Timeout",
            "gloo_net",
            "gloo_timers",
            "local_storage",
            "web_sys::Request",
        ],
    ),
    (
        "src/frame",
        &["gloo_net", "gloo_timers", "local_storage", "crate::client"],
    ),
    (
        "src/session",
        &["crate::pages", "crate::ui", "crate::client", "crate::query"],
    ),
    ("src/client", &["crate::pages", "crate::ui", "crate::query"]),
    ("src/query", &["crate::pages", "crate::ui", "crate::frame"]),
    (
        "src/route.rs",
        &["crate::pages", "crate::client", "crate::session", "web_sys"],
    ),
    ("src/navigation.rs", &["crate::pages", "crate::client"]),
    (
        "api/src",
        &[
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "leptos",
            "gloo",
            "nse_console",
        ],
    ),
    ("demo/src", &["nse_api", "nse_console"]),
];

/// What only one file may name: the doors to the browser's clock, storage and network, and to markup from text.
const DOORS: &[(&str, &str)] = &[
    ("gloo_timers", "src/clock.rs"),
    ("local_storage()", "src/storage.rs"),
    ("gloo_net", "src/client/fetch.rs"),
    ("Date::now", "src/clock.rs"),
    ("inner_html", "nowhere"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

fn files(place: &Path) -> Vec<PathBuf> {
    if place.is_file() {
        return vec![place.to_path_buf()];
    }
    let entries = fs::read_dir(place).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
    let all = entries.flat_map(|entry| files(&entry.unwrap().path()));
    all.filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The lines of code of a file, without comments, with their numbers.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.split("//").next().unwrap_or_default().to_owned()));
    lines.collect()
}

#[test]
fn no_room_imports_what_is_behind_its_walls() {
    let mut found = Vec::new();
    let mut read = 0;
    for (room, forbidden) in WALLS {
        for path in files(&root().join(room)) {
            read += 1;
            for (number, line) in code(&path) {
                found.extend(
                    forbidden.iter().filter(|name| line.contains(**name)).map(|name| {
                        format!("{}:{number} names {name}, which {room} may not", path.display())
                    }),
                );
            }
        }
    }
    assert!(read > 60, "the rooms have moved: {read} files read");
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn each_door_to_the_browser_stands_in_one_file() {
    let mut found = Vec::new();
    for path in files(&root().join("src")) {
        for (number, line) in code(&path) {
            for (name, door) in DOORS {
                if line.contains(name) && !path.ends_with(door) {
                    found.push(format!(
                        "{}:{number} names {name}, which only {door} may",
                        path.display()
                    ));
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}
