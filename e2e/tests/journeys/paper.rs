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
        print(it, "screen").await?;
        navigation.state().await?;
        Ok(())
    });
}
