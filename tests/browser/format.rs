//! Numbers, times and durations by the browser's `Intl`, in each language.

use nse_console::i18n::{Locale, format, speak, time_zone};
use wasm_bindgen_test::wasm_bindgen_test;

const MS: i64 = 1_614_928_473_000; // 2021-03-05T07:14:33Z

#[wasm_bindgen_test]
fn each_language_writes_in_its_own_way() {
    time_zone::choose(Some("UTC".into()));
    for (locale, number, time, span) in [
        (Locale::En, "2,625", "Mar 5, 2021, 07:14:33", "1m 12s"),
        (Locale::Ko, "2,625", "2021. 3. 5. 07:14:33", "1분 12초"),
        (Locale::Ja, "2,625", "2021/03/05 7:14:33", "1分 12秒"),
    ] {
        speak(locale);
        assert_eq!(format::number(2625), number);
        // Browsers differ in spaces and leading zeros, which nobody reads.
        let plain = |text: String| {
            text.replace([' ', '\u{a0}', '\u{202f}'], "")
                .replace(",07:", ",7:")
                .replace(".07:", ".7:")
        };
        assert_eq!(
            plain(format::time(MS)).replace("0507:", "057:"),
            plain(time.to_owned()).replace("0507:", "057:")
        );
        assert_eq!(plain(format::duration(72_000)), plain(span.to_owned()));
    }
    speak(Locale::En);
    assert_eq!(format::iso(MS), "2021-03-05T07:14:33.000Z");
    assert_eq!(format::ago(MS, MS + 12_000), "12 seconds ago");
    assert_eq!(format::duration(0), "0s");
    assert_eq!(format::long_duration(72_000), "1 minute 12 seconds");
    assert_eq!(format::duration(93_784_000), "1d 2h");
}

#[wasm_bindgen_test]
fn another_zone_shows_another_hour_and_an_unknown_one_is_refused() {
    speak(Locale::En);
    time_zone::choose(Some("Asia/Seoul".into()));
    assert!(format::time(MS).contains("16:14:33"), "{}", format::time(MS));
    assert!(
        format::time_with_zone(MS).contains("GMT+9"),
        "{}",
        format::time_with_zone(MS)
    );
    assert_eq!(time_zone::offset("Asia/Seoul"), "GMT+9");
    assert_eq!(time_zone::current(), "Asia/Seoul");
    assert!(time_zone::all().iter().any(|zone| zone == "America/New_York"));
    time_zone::choose(Some("Nowhere/At_All".into()));
    assert!(format::time(MS).contains("14:33"), "the browser's own zone");
    assert!(!format::full_time(i64::MAX).is_empty() && !format::iso(i64::MIN).is_empty());
    time_zone::choose(None);
}
