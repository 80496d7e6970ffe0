//! leptos' names, with the console's own signals among them.

pub use crate::signal::{Memo, RwSignal, Signal, StoredValue};
pub use leptos::prelude::*;
