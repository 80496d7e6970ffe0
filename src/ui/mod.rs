//! Parts that know nothing of NSE: each is a function from plain data and signals to an element.

pub mod badge;
pub mod chart;
pub mod combobox;
pub mod copy;
pub mod dialog;
pub mod dom;
pub mod field;
pub mod icon;
pub mod menu;
pub mod pager;
pub mod rows;
pub mod select;
pub mod switch;
pub mod table;
