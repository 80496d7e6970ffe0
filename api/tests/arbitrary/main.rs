//! What a server could send at worst: any JSON where a record is expected, known fields of any type, secrets anywhere.
//! Nothing panics, what comes out is bounded by what went in, and no secret gets through.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "in a test a panic is the message"
)]

mod json;
mod promises;
