//! Keys that do something on any page: Ctrl/⌘ K, and single keys, which never act while somebody types and can be
//! switched off (WCAG 2.2, 2.1.4).
//!
//! [`Sequence`] knows which key means what; the rest is whether a key is meant for us, and doing it.

use crate::app::{App, Overlay};
use crate::clock;
use crate::prelude::*;
use crate::route::Route;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// How long `g` waits for the key that says where to, in milliseconds.
const WAIT_MS: i64 = 1_000;

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    Shortcuts,
    Overview,
    Regions,
    Zones,
    Jobs,
    Filter,
    NextRow,
    PreviousRow,
    Refresh,
}

impl Command {
    /// Whether a key that is held down does it again and again.
    fn repeats(self) -> bool {
        matches!(self, Self::NextRow | Self::PreviousRow)
    }
}

/// What single keys mean, one after the other.
#[derive(Default)]
struct Sequence {
    /// When `g` was pressed, if it was the last key.
    going: Option<i64>,
}

impl Sequence {
    fn press(&mut self, key: &str, now: i64) -> Option<Command> {
        let going = self.going.take();
        if going.is_some_and(|since| (0..WAIT_MS).contains(&(now - since))) {
            match key {
                "o" => return Some(Command::Overview),
                "r" => return Some(Command::Regions),
                "z" => return Some(Command::Zones),
                "j" => return Some(Command::Jobs),
                _ => {}
            }
        }
        match key {
            "g" => self.going = Some(now),
            "?" => return Some(Command::Shortcuts),
            "/" => return Some(Command::Filter),
            "j" => return Some(Command::NextRow),
            "k" => return Some(Command::PreviousRow),
            "r" => return Some(Command::Refresh),
            _ => {}
        }
        None
    }
}

/// The key as it is called here. Under a layout of another script (Hangul, Kana) the letter on the key counts.
fn name(key: &str, code: &str) -> String {
    match code.strip_prefix("Key") {
        Some(letter) if !key.is_ascii() => letter.to_ascii_lowercase(),
        _ => key.to_owned(),
    }
}

/// Listens to keys for as long as the page lives.
pub fn start(app: App) {
    let mut sequence = Sequence::default();
    let listener = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        // A password manager may send a `keydown` that is none.
        let Some(key) = event.dyn_ref().map(KeyboardEvent::key) else {
            return;
        };
        let key = name(&key, &event.code());
        let someone = app.username.get_untracked().is_some();
        if !someone || event.is_composing() || event.default_prevented() || event.alt_key() {
            return;
        }
        if event.ctrl_key() != event.meta_key() {
            if key.eq_ignore_ascii_case("k") && !event.shift_key() && toggle_palette(app) {
                event.prevent_default();
            }
            return;
        }
        let free = !event.ctrl_key() && untrack(|| app.choices.keys()) && !is_taken(&event);
        let command = free.then(|| sequence.press(&key, clock::now())).flatten();
        if let Some(command) = command.filter(|command| command.repeats() || !event.repeat()) {
            event.prevent_default();
            run(app, command);
        }
    });
    let _ = document().add_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Opens the palette, or closes it. Nothing comes over a question that waits for its answer.
fn toggle_palette(app: App) -> bool {
    let free = app.overlay.get_untracked().is_some() || !exists("dialog[open]");
    if app.overlay.get_untracked() == Some(Overlay::Palette) {
        app.overlay.set(None);
    } else if free {
        app.overlay.set(Some(Overlay::Palette));
    }
    free
}

/// Whether the key is somebody else's: typed into a field, or meant for a dialog or a menu that is open.
fn is_taken(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let typed = |target: Element| {
        let field = "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=menu]";
        target.closest(field).ok().flatten().is_some()
    };
    target.is_some_and(typed) || exists("dialog[open], [role=menu]:not([hidden])")
}

fn exists(selector: &str) -> bool {
    document().query_selector(selector).ok().flatten().is_some()
}

fn run(app: App, command: Command) {
    match command {
        Command::Shortcuts => app.overlay.set(Some(Overlay::Shortcuts)),
        Command::Overview => app.navigation.go(Route::Overview),
        Command::Regions => app.navigation.go(Route::regions()),
        Command::Zones => app.navigation.go(Route::zones(None)),
        Command::Jobs => app.navigation.go(untrack(|| app.jobs())),
        Command::Filter => match found("main input[type=search]").into_iter().next() {
            Some(field) => drop(field.focus()),
            None => app.overlay.set(Some(Overlay::Palette)),
        },
        Command::NextRow => step(1),
        Command::PreviousRow => step(-1),
        Command::Refresh => app.refresh(),
    }
}

/// Moves the focus to the link of the next row or the one before. From elsewhere on the page it goes to the first.
fn step(by: isize) {
    let rows = found("main tbody tr");
    let focused = document().active_element();
    let here = rows.iter().position(|row| row.contains(focused.as_deref()));
    let mut at = here.map_or(Some(0), |here| here.checked_add_signed(by));
    // A row without a link is passed over.
    while let Some(row) = at.and_then(|at| rows.get(at)) {
        if let Ok(Some(link)) = row.query_selector("a[href]") {
            let _ = link.unchecked_into::<HtmlElement>().focus();
            return;
        }
        at = at.and_then(|at| at.checked_add_signed(by));
    }
}

/// What is shown of all that a selector finds.
fn found(selector: &str) -> Vec<HtmlElement> {
    let Ok(list) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    let nodes = (0..list.length()).filter_map(|at| list.item(at)?.dyn_into::<HtmlElement>().ok());
    nodes.filter(|node| node.offset_parent().is_some()).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn pressed(keys: &[(&str, i64)]) -> Vec<Option<Command>> {
        let mut sequence = Sequence::default();
        keys.iter().map(|(key, at)| sequence.press(key, *at)).collect()
    }

    #[test]
    fn single_keys_have_their_meaning() {
        for (key, command) in [
            ("?", Command::Shortcuts),
            ("/", Command::Filter),
            ("j", Command::NextRow),
            ("k", Command::PreviousRow),
            ("r", Command::Refresh),
        ] {
            assert_eq!(pressed(&[(key, 0)]), [Some(command)]);
        }
        assert_eq!(pressed(&[("x", 0), ("J", 0), ("Enter", 0)]), [None; 3]);
    }

    #[test]
    fn g_goes_where_the_next_key_says_within_a_second() {
        for (key, command) in [
            ("o", Command::Overview),
            ("r", Command::Regions),
            ("z", Command::Zones),
            ("j", Command::Jobs),
        ] {
            assert_eq!(pressed(&[("g", 5_000), (key, 5_999)]), [None, Some(command)]);
        }
        assert_eq!(
            pressed(&[("g", 0), ("j", 1_000)]),
            [None, Some(Command::NextRow)],
            "too late"
        );
        assert_eq!(
            pressed(&[("g", 5_000), ("j", 0)]),
            [None, Some(Command::NextRow)],
            "a clock that was set back"
        );
        assert_eq!(
            pressed(&[("g", 0), ("x", 1), ("j", 2)]),
            [None, None, Some(Command::NextRow)]
        );
        assert_eq!(
            pressed(&[("g", 0), ("g", 900), ("j", 1_800)]),
            [None, None, Some(Command::Jobs)],
            "the last g counts"
        );
        assert_eq!(
            pressed(&[("g", 0), ("j", 1), ("j", 2)]),
            [None, Some(Command::Jobs), Some(Command::NextRow)]
        );
    }

    #[test]
    fn another_script_has_the_same_keys() {
        assert_eq!(name("ㅓ", "KeyJ"), "j");
        assert_eq!(name("j", "KeyC"), "j", "Dvorak");
        assert_eq!(name("/", "Slash"), "/");
        assert_eq!(name("あ", "Digit3"), "あ");
    }
}
