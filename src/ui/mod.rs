//! Parts that know nothing of NSE: each is a function from plain data and signals to an element.

pub mod badge;
pub mod chart;
pub mod combobox;
pub mod copy;
pub mod desktop;
pub mod dialog;
pub mod disclosure;
pub mod dom;
pub mod each;
pub mod field;
pub mod icon;
pub mod keyed;
pub mod menu;
pub mod pager;
pub mod rows;
pub mod select;
pub mod sheet;
pub mod switch;
pub mod table;
pub mod time;
pub mod toast;
