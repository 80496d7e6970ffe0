//! A list whose entries keep their nodes, their focus and what they listen to as long as their key is among the keys.

use super::dom::El;
use crate::live::live;
use leptos::prelude::*;

/// Keeps the children of `list` like `keys`. What an entry shows beyond its key, it follows by itself.
pub fn keyed(list: El, keys: impl Fn() -> Vec<String> + 'static, build: impl Fn(&str) -> El + 'static) -> El {
    keep(list.clone(), Box::new(keys), Box::new(build));
    list
}

fn keep(list: El, keys: Box<dyn Fn() -> Vec<String>>, build: Box<dyn Fn(&str) -> El>) {
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
        for (at, key) in keys.iter().enumerate() {
            if !drawn.iter().any(|(known, ..)| known == key) {
                let owner = owner.child();
                let entry = owner.with(|| untrack(|| build(key)));
                drawn.push((key.clone(), entry, owner));
            }
            let there = list.node().children().item(at as u32);
            let entry = drawn.iter().find(|(known, ..)| known == key);
            if let Some((_, entry, _)) = entry
                && there.as_ref() != Some(entry.node())
            {
                let _ = list.node().insert_before(entry.node(), there.as_deref());
            }
        }
    });
}
