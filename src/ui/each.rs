//! A list that grows and shrinks at its end.

use super::dom::El;
use crate::live::live;
use crate::prelude::*;

/// Draws a child of `list` for each of `count` things, once: what changes within it, it follows by itself, and those
/// that are there already stay untouched when others come.
pub fn each(list: El, count: impl Fn() -> usize + 'static, child: impl Fn(usize) -> El + 'static) -> El {
    start(&list, Box::new(count), Box::new(child));
    list
}

fn start(list: &El, count: Box<dyn Fn() -> usize>, child: Box<dyn Fn(usize) -> El>) {
    let list = list.node().clone();
    // Not the owner within `live`, which ends at each change.
    let owner = Owner::current().unwrap_or_default();
    let mut drawn: Vec<(Owner, El)> = Vec::new();
    live(move || {
        let count = count();
        while drawn.len() > count
            && let Some((_, gone)) = drawn.pop()
        {
            gone.node().remove();
        }
        while drawn.len() < count {
            let own = owner.child();
            let made = own.with(|| untrack(|| child(drawn.len())));
            let _ = list.append_child(made.node());
            drawn.push((own, made));
        }
    });
}
