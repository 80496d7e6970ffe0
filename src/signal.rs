//! Signals of any type over leptos' signals of one.
//!
//! leptos compiles a copy of its signals, of 2 KB and more, for each type of value. Here a value lies in a cell of its
//! own, and what leptos follows is a number that is counted up when it changes: all types share that one copy. The names
//! and the behaviour are leptos' own, so the rest of the console reads as its documentation does: values live as long
//! as the owner they were made under, handles are `Copy`, reading inside an effect follows.

use leptos::prelude as reactive;
use leptos::prelude::{
    Get as _, GetUntracked as _, GetValue as _, LocalStorage, Track as _, Update as _, untrack,
};
use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

/// A cell in the arena of leptos' owners.
type Cell = reactive::StoredValue<Rc<dyn Any>, LocalStorage>;

#[inline(never)]
fn cell(value: Rc<dyn Any>) -> Cell {
    reactive::StoredValue::new_local(value)
}

#[inline(never)]
fn found(cell: Cell) -> Option<Rc<dyn Any>> {
    cell.try_get_value()
}

/// A value whose owner has gone was read: a mistake in the console, as in leptos.
#[cold]
#[inline(never)]
#[allow(
    clippy::panic,
    reason = "leptos panics here too: there is no value to go on with"
)]
fn gone() -> ! {
    panic!("a value was read after its owner had gone")
}

macro_rules! copied {
    ($($name:ident),*) => {$(
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}
    )*};
}

copied!(StoredValue, RwSignal, Memo, Signal);

/// A value that nobody follows.
pub struct StoredValue<T> {
    cell: Cell,
    kind: PhantomData<fn() -> T>,
}

impl<T: 'static> StoredValue<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Self {
        Self {
            cell: cell(Rc::new(RefCell::new(value))),
            kind: PhantomData,
        }
    }

    /// Reads it, if its owner is still there.
    pub fn try_with_value<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let found = found(self.cell)?;
        let value = found.downcast_ref::<RefCell<T>>()?.try_borrow().ok()?;
        Some(read(&value))
    }

    /// Reads it.
    pub fn with_value<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.try_with_value(read).unwrap_or_else(|| gone())
    }

    /// Changes it, if its owner is still there.
    pub fn try_update_value<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let found = found(self.cell)?;
        let mut value = found.downcast_ref::<RefCell<T>>()?.try_borrow_mut().ok()?;
        Some(change(&mut value))
    }

    /// Changes it.
    pub fn update_value(&self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change);
    }

    /// Puts another in its place; gives it back if its owner has gone.
    pub fn try_set_value(&self, value: T) -> Option<T> {
        let mut value = Some(value);
        // What was there is dropped once nothing is borrowed any more: that may have an effect of its own.
        let _before = self.try_update_value(|held| value.take().map(|value| std::mem::replace(held, value)));
        value
    }

    /// Puts another in its place.
    pub fn set_value(&self, value: T) {
        self.try_set_value(value);
    }
}

impl<T: Clone + 'static> StoredValue<T> {
    /// A copy of it, if its owner is still there.
    pub fn try_get_value(&self) -> Option<T> {
        self.try_with_value(T::clone)
    }

    /// A copy of it.
    pub fn get_value(&self) -> T {
        self.with_value(T::clone)
    }
}

impl<T: Default + 'static> Default for StoredValue<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// A value that is followed.
pub struct RwSignal<T> {
    value: StoredValue<T>,
    turn: reactive::RwSignal<u32>,
}

impl<T: 'static> RwSignal<T> {
    /// Holds a value.
    pub fn new(value: T) -> Self {
        Self {
            value: StoredValue::new(value),
            turn: first_turn(),
        }
    }

    /// Follows it without reading.
    pub fn track(&self) {
        follow(self.turn);
    }

    /// Reads it; tracked.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.value.with_value(read)
    }

    /// Reads it.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.value.with_value(read)
    }

    /// Reads it, if its owner is still there.
    pub fn try_with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.value.try_with_value(read)
    }

    /// Changes it, if its owner is still there.
    pub fn try_update<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let changed = self.value.try_update_value(change);
        if changed.is_some() {
            next_turn(self.turn);
        }
        changed
    }

    /// Changes it.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Puts another in its place; gives it back if its owner has gone.
    pub fn try_set(&self, value: T) -> Option<T> {
        let refused = self.value.try_set_value(value);
        if refused.is_none() {
            next_turn(self.turn);
        }
        refused
    }

    /// Puts another in its place.
    pub fn set(&self, value: T) {
        self.try_set(value);
    }
}

impl<T: Clone + 'static> RwSignal<T> {
    /// A copy of it; tracked.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy of it.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }

    /// A copy of it, if its owner is still there.
    pub fn try_get_untracked(&self) -> Option<T> {
        self.try_with_untracked(T::clone)
    }
}

#[inline(never)]
fn first_turn() -> reactive::RwSignal<u32> {
    reactive::RwSignal::new(0)
}

#[inline(never)]
fn follow(turn: reactive::RwSignal<u32>) {
    turn.track();
}

#[inline(never)]
fn next_turn(turn: reactive::RwSignal<u32>) {
    turn.update(|turn| *turn = turn.wrapping_add(1));
}

/// A value that is worked out from others, and kept until one of them changes.
pub struct Memo<T> {
    value: StoredValue<Option<T>>,
    turn: reactive::Memo<u32>,
}

impl<T: 'static> Memo<T> {
    /// Works a value out from the one before; who follows hears of it when it differs.
    pub fn new(work_out: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::new_with_compare(work_out, |before, now| before != now)
    }

    /// The same, with another notion of what differs.
    pub fn new_with_compare(
        work_out: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
        differs: fn(Option<&T>, Option<&T>) -> bool,
    ) -> Self {
        let value = StoredValue::new(None);
        let step = move || {
            let now = value.with_value(|before| work_out(before.as_ref()));
            let is_other = value.with_value(|before| differs(before.as_ref(), Some(&now)));
            value.set_value(Some(now));
            is_other
        };
        Self {
            value,
            turn: counted(Box::new(step)),
        }
    }

    /// Reads it; tracked.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.turn.get();
        self.peek(read)
    }

    /// Reads it.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.turn.get_untracked();
        self.peek(read)
    }

    fn peek<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        let read = self.value.with_value(|value| value.as_ref().map(read));
        read.unwrap_or_else(|| gone())
    }
}

impl<T: Clone + 'static> Memo<T> {
    /// A copy of it; tracked.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy of it.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

/// Counts the steps that made a difference.
fn counted(step: Box<dyn Fn() -> bool + Send + Sync>) -> reactive::Memo<u32> {
    reactive::Memo::new(move |before: Option<&u32>| {
        let before = before.copied().unwrap_or_default();
        before.wrapping_add(u32::from(step()))
    })
}

/// Whatever can be read and followed.
pub struct Signal<T> {
    read: StoredValue<Arc<dyn Fn() -> T + Send + Sync>>,
}

impl<T: 'static> Signal<T> {
    /// Worked out anew each time that it is read.
    pub fn derive(read: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self {
            read: StoredValue::new(Arc::new(read)),
        }
    }

    /// Its value; tracked.
    pub fn get(&self) -> T {
        self.read.get_value()()
    }

    /// Its value.
    pub fn get_untracked(&self) -> T {
        untrack(|| self.get())
    }

    /// Reads it; tracked.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.get())
    }

    /// Reads it.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.get_untracked())
    }

    /// Follows it without reading.
    pub fn track(&self) {
        drop(self.get());
    }
}

impl<T: Clone + Send + Sync + 'static> Signal<T> {
    /// Always the same.
    pub fn stored(value: T) -> Self {
        Self::derive(move || value.clone())
    }
}

impl<T: Clone + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}

impl<T: Clone + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::derive(move || memo.get())
    }
}
