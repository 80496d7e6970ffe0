//! A list whose entries live as long as their key is among the keys: they keep their nodes, and what they follow.

use super::dom::El;
use crate::live::live;
use crate::prelude::*;

/// Keeps the children of `list` like `keys`, in their order.
pub fn keyed(
    list: El,
    keys: impl Fn() -> Vec<String> + 'static,
    build: impl Fn(String) -> El + 'static,
) -> El {
    keep(list.clone(), Box::new(keys), Box::new(build));
    list
}

fn keep(list: El, keys: Box<dyn Fn() -> Vec<String>>, build: Box<dyn Fn(String) -> El>) {
    // Entries outlive the run that drew them, not the list.
    let owner = Owner::current().unwrap_or_default();
    let mut drawn: Vec<(String, El, Owner)> = Vec::new();
    live(move || {
        let keys = keys();
        drawn.retain(|(key, entry, owner)| {
            let stays = keys.contains(key);
            if !stays {
                entry.node().remove();
                owner.cleanup();
            }
            stays
        });
        // New ones stand at the top; the order of the others never changes.
        for key in keys.into_iter().rev() {
            if drawn.iter().all(|(known, ..)| *known != key) {
                let owner = owner.child();
                let entry = owner.with(|| untrack(|| build(key.clone())));
                let _ = list.node().prepend_with_node_1(entry.node());
                drawn.push((key, entry, owner));
            }
        }
    });
}
