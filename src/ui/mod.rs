//! Parts that know nothing of NSE: each is a function from plain data to an erased view.
//!
//! They are functions rather than components because a component's builder weighs in the browser, and erased
//! ([`leptos::prelude::AnyView`]) because a type per use does too.

pub mod badge;
pub mod copy;
pub mod field;
pub mod icon;
pub mod menu;
pub mod pager;
pub mod rows;
pub mod select;
pub mod table;
