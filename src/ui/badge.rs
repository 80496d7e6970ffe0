//! A state in a word with an icon of its own shape, so that colour is never the only sign. The stylesheet draws the icon:
//! as a node with nodes of its own it was a fifth of the time in which a browser lays out a row.

use super::dom::{El, el};
use web_sys::Element;

/// What a state means for the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Ended well.
    Good,
    /// Ended badly.
    Bad,
    /// Needs a look.
    Warn,
    /// Under way.
    Busy,
    /// Not yet begun.
    Idle,
    /// Nothing is known of it.
    Plain,
}

impl Tone {
    /// Its class in the stylesheet, and the name of its icon.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Bad => "bad",
            Tone::Warn => "warn",
            Tone::Busy => "busy",
            Tone::Idle => "idle",
            Tone::Plain => "plain",
        }
    }
}

/// A badge.
pub fn badge(tone: Tone, word: &str) -> El {
    let badge = el("span");
    change_badge(badge.node(), tone, word);
    badge
}

/// Has a badge say something else.
pub fn change_badge(badge: &Element, tone: Tone, word: &str) {
    badge.set_class_name(&format!("badge {}", tone.name()));
    badge.set_text_content(Some(word));
}
