//! A page on paper.

use nse_e2e::{It, Kind, Outcome, User, journey};
use serde_json::json;

/// As for a print; only Chromium lets a driver look at that.
async fn print(it: &It, media: &str) -> Outcome {
    let media = json!({ "media": media });
    it.page
        .browser
        .devtools("Emulation.setEmulatedMedia", media)
        .await?;
    it.page
        .script("dispatchEvent(new Event('beforeprint'))", Vec::new())
        .await?;
    Ok(())
}

/// The colour of the text, what is laid out of the table's head, and what no ancestor hides of the first row.
const LOOK: &str = "
    const head = document.querySelector('thead');
    return [getComputedStyle(document.body).color, getComputedStyle(head).display, document.querySelector('tbody tr').checkVisibility()];";

#[test]
fn a_list_is_printed_dark_on_light_without_the_frame() {
    if Kind::chosen() == Kind::Firefox {
        return;
    }
    journey(async |it| {
        it.beside().await?;
        let dark = "localStorage.setItem('nse-console.choices', '{\"theme\":\"dark\",\"polling\":false}')";
        it.page.script(dark, Vec::new()).await?;
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page
            .table("Jobs")
            .until("25 rows", |table| table.rows.len() == 25)
            .await?;
        let navigation = it.page.part("navigation", "Main");
        navigation.state().await?;
        print(it, "print").await?;
        navigation.gone().await?;
        assert!(
            it.page.any("button").states().await?.len() < 10,
            "none but the headers of the table"
        );
        let look = it.page.look().await?;
        assert!(look.text.contains("/jobs · "), "where and when: {}", look.text);
        let seen = it.page.script(LOOK, Vec::new()).await?;
        assert_eq!(seen, json!(["rgb(23, 27, 33)", "table-header-group", true]));
        // On A4 names have room: a row is some lines high, not one for each of its letters.
        let a4 = json!({ "width": 700, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
        it.page
            .browser
            .devtools("Emulation.setDeviceMetricsOverride", a4)
            .await?;
        let fits = "
            const rows = [...document.querySelectorAll('tbody tr')].map(row => row.getBoundingClientRect().height);
            const { scrollWidth, clientWidth } = document.documentElement;
            return [Math.max(...rows) < 160, scrollWidth <= clientWidth];";
        it.page
            .until_so("rows that fit a sheet", async || {
                Ok(it.page.script(fits, Vec::new()).await? == json!([true, true]))
            })
            .await?;
        it.page
            .browser
            .devtools("Emulation.clearDeviceMetricsOverride", json!({}))
            .await?;
        print(it, "screen").await?;
        navigation.state().await?;
        Ok(())
    });
}
