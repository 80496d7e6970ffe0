//! The design system is whole: the page of parts shows every part, every icon that is named is drawn, and every rule of the
//! style sheets is for something that there is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use nse_e2e::workspace;

/// What draws nothing of its own: how things are drawn, and what the desktop draws.
const UNSEEN: [&str; 6] = ["mod", "dom", "each", "keyed", "rows", "desktop"];

fn files(place: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

fn texts(place: &str) -> String {
    let texts = files(&workspace().join(place));
    texts
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// The style sheets, without comments and texts.
fn sheets() -> String {
    let style = fs::read_dir(workspace().join("style")).unwrap();
    let mut sheets: Vec<PathBuf> = style.map(|entry| entry.unwrap().path()).collect();
    sheets.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    sheets.push(workspace().join("src/boot/failure.css"));
    let mut all = String::new();
    for path in sheets {
        let sheet = fs::read_to_string(path).unwrap();
        for part in sheet.split("/*") {
            all.push_str(part.split_once("*/").map_or(part, |(_, rest)| rest));
        }
    }
    all.split('"').step_by(2).collect()
}

/// The names after a mark, such as classes after a dot.
fn names_after(text: &str, mark: &str) -> BTreeSet<String> {
    let names = text.split(mark).skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        rest.split_at(end.unwrap_or(rest.len())).0.to_owned()
    });
    names
        .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        .collect()
}

/// The ids of the sprite, without their prefix, with how often each stands there.
fn sprite() -> BTreeMap<String, usize> {
    let page = fs::read_to_string(workspace().join("index.html")).unwrap();
    let mut names = BTreeMap::new();
    for rest in page.split("<symbol id=\"i-").skip(1) {
        *names
            .entry(rest.split('"').next().unwrap().to_owned())
            .or_default() += 1;
    }
    names
}

#[test]
fn the_page_of_parts_shows_every_part() {
    let shown = texts("src/parts");
    let parts: BTreeSet<String> = files(&workspace().join("src/ui"))
        .iter()
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| !UNSEEN.contains(&name.as_str()))
        .collect();
    assert!(parts.len() > 12, "the parts have moved: {parts:?}");
    let missing: Vec<&String> = parts
        .iter()
        .filter(|part| !shown.contains(&format!("ui::{part}")))
        .collect();
    assert!(missing.is_empty(), "not on the page of parts: {missing:?}");
}

#[test]
fn every_icon_is_drawn_once_and_used() {
    let sprite = sprite();
    assert!(sprite.len() > 20, "the sprite has moved: {sprite:?}");
    let doubled: Vec<&String> = sprite
        .iter()
        .filter(|(_, count)| **count > 1)
        .map(|(name, _)| name)
        .collect();
    assert!(doubled.is_empty(), "drawn twice: {doubled:?}");
    let code = texts("src");
    for call in ["icon(\"", "icon_button(\"", "icon: \""] {
        for rest in code.split(call).skip(1) {
            let name = rest.split('"').next().unwrap();
            assert!(sprite.contains_key(name), "{call}{name} is not drawn");
        }
    }
    let unused: Vec<&String> = sprite
        .keys()
        .filter(|name| !code.contains(&format!("\"{name}\"")))
        .collect();
    assert!(unused.is_empty(), "nobody shows {unused:?}");
}

/// `style/table.css` draws the icons of badges itself: a thousand of them are too many for nodes.
#[test]
fn badges_have_the_icons_of_the_sprite() {
    let read = |name: &str| fs::read_to_string(workspace().join(name)).unwrap();
    let (page, sheet) = (read("index.html"), read("style/table.css"));
    let between = |text: &str, start: &str, end: &str| {
        let (_, rest) = text.split_once(start).unwrap();
        rest.split_once(end).unwrap().0.to_owned()
    };
    for tone in ["good", "bad", "warn", "busy", "idle", "plain"] {
        let symbol = between(
            &page,
            &format!("<symbol id=\"i-{tone}\" viewBox=\"0 0 16 16\">"),
            "</symbol>",
        );
        let rule = between(&sheet, &format!(".badge.{tone} {{"), "}");
        let drawn = between(&rule, "stroke-linejoin='round'>", "</svg>");
        assert_eq!(drawn, symbol.replace('"', "'"), "{tone}");
    }
}

#[test]
fn no_rule_is_dead() {
    let sheets = sheets();
    let selectors: String = sheets
        .split_inclusive(['{', '}', ';'])
        .filter(|part| part.ends_with('{'))
        .collect();
    let code = texts("src");
    let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut used: String = code.collect::<Vec<_>>().join("\n");
    for file in ["index.html", "src/boot/early.js", "src/boot/boot.js"] {
        used.push_str(&fs::read_to_string(workspace().join(file)).unwrap());
    }
    let words: BTreeSet<&str> = used
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
        .collect();
    for mark in [".", "#"] {
        let names = names_after(&selectors, mark);
        assert!(names.len() > 1, "{mark}: {names:?}");
        let dead: Vec<_> = names
            .iter()
            .filter(|name| !words.contains(name.as_str()))
            .collect();
        assert!(dead.is_empty(), "nothing is called {mark}{dead:?}");
    }

    let moves = names_after(&sheets, "@keyframes ");
    let still: Vec<_> = moves
        .iter()
        .filter(|name| !sheets.contains(&format!(": {name}")))
        .collect();
    assert!(
        moves.len() > 3 && still.is_empty(),
        "nothing moves by {still:?} of {moves:?}"
    );

    let tokens = names_after(&sheets, "--");
    let unread: Vec<_> = tokens
        .iter()
        .filter(|name| {
            !sheets.contains(&format!("var(--{name}")) && !words.contains(format!("--{name}").as_str())
        })
        .collect();
    assert!(tokens.len() > 20 && unread.is_empty(), "nothing reads {unread:?}");
}
