//! The address bar: every address is some page, and that page's own address is that page again.
#![no_main]

use libfuzzer_sys::fuzz_target;

// The file itself, not the crate that it is part of: that would bring the browser's bindings along.
#[allow(dead_code)]
#[path = "../../src/route.rs"]
mod route;

use route::Route;

fuzz_target!(|address: &str| {
    let read = Route::read_address(address);
    let written = read.to_string();
    if !matches!(read, Route::NotFound(_)) {
        assert!(written.is_ascii(), "{written}");
    }
    let again = Route::read_address(&written);
    assert_eq!(again, read, "{address} is written as {written}");
    assert!(again.same_page(&read));
    let paging = read.paging();
    assert!(paging.offset <= 1 << 53 && (1..=1000).contains(&paging.limit));
    let _ = (read.clone().at(paging).to_string(), read.is_guarded(), read.of_no_tenant().to_string());
});
