//! Single keys: each does its thing, and none while somebody types.

use nse_e2e::{Fault, It, User, journey};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::palette::{press, press_ctrl_k, search};

async fn focused_text(it: &It) -> Result<String, Fault> {
    let text = it
        .page
        .script("return document.activeElement.innerText", Vec::new())
        .await?;
    Ok(text.as_str().unwrap_or_default().trim().to_owned())
}

async fn until_focused(it: &It, text: &str) -> Result<(), Fault> {
    it.page
        .until_so(&format!("the focus on {text:?}"), async || {
            Ok(focused_text(it).await? == text)
        })
        .await
}

/// Sends a key as a page would see it that no driver can type.
async fn send(it: &It, key: Value) -> Result<(), Fault> {
    const SEND: &str = "
        const target = document.activeElement || document.body;
        target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...arguments[0] }));";
    it.page.script(SEND, vec![key]).await.map(drop)
}

/// Shows that the keys before did nothing: what comes after them finds the page as it was.
async fn still_at(it: &It, address: &str) -> Result<(), Fault> {
    press_ctrl_k(it).await?;
    search(it).state().await?;
    assert_eq!(it.page.look().await?.address, address);
    press(it, Key::Escape + "").await?;
    it.page.any("dialog").gone().await
}

#[test]
fn g_goes_to_the_pages() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/account").await?;
        it.page.headed("Account").await?;
        for (keys, page) in [
            ("gj", "Jobs"),
            ("gr", "Regions"),
            ("gz", "Zones"),
            ("go", "Overview"),
        ] {
            press(it, keys).await?;
            it.page.headed(page).await?;
            until_focused(it, page).await?;
        }
        Ok(())
    });
}

#[test]
fn j_and_k_move_among_the_rows_and_enter_opens() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        let table = it
            .page
            .table("Jobs")
            .until("filled", |table| table.rows.len() == 25)
            .await?;
        let names = table.column("Job");
        for (key, at) in [("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)] {
            press(it, key).await?;
            until_focused(it, &names[at]).await?;
        }
        // The letter on the key counts where another script is typed.
        send(it, json!({ "key": "ㅓ", "code": "KeyJ" })).await?;
        until_focused(it, &names[1]).await?;
        press(it, Key::Enter + "").await?;
        it.page
            .until("a job", |look| {
                look.address.starts_with("/jobs/") && !look.heading.is_empty()
            })
            .await?;
        Ok(())
    });
}

#[test]
fn r_asks_the_server_again() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/regions").await?;
        it.page
            .table("Regions")
            .until("filled", |table| !table.rows.is_empty())
            .await?;
        it.demo.forget_calls().await?;
        press(it, "r").await?;
        it.page
            .until_so("the regions once more", async || {
                Ok(it.demo.calls_to("/v2.1/auth/regions?").await?.len() == 1)
            })
            .await?;
        Ok(())
    });
}

#[test]
fn no_key_acts_while_somebody_types() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/account").await?;
        it.page.headed("Account").await?;
        // Without a filter on the page, the palette is what filters.
        press(it, "/").await?;
        search(it).until("focused", |field| field.focused).await?;
        press(it, "gj?r/").await?;
        search(it)
            .until("typed into", |field| field.value.as_deref() == Some("gj?r/"))
            .await?;
        press(it, Key::Escape + "").await?;
        it.page.any("dialog").gone().await?;
        assert_eq!(it.page.look().await?.address, "/account");

        const FILTER: &str = "
            const filter = document.createElement('input');
            filter.type = 'search';
            filter.ariaLabel = 'Filter';
            document.querySelector('main').append(filter);";
        it.page.script(FILTER, Vec::new()).await?;
        press(it, "/").await?;
        let filter = it.page.part("searchbox", "Filter");
        filter.until("focused", |field| field.focused).await?;
        press(it, "gj?r/k").await?;
        filter
            .until("typed into", |field| field.value.as_deref() == Some("gj?r/k"))
            .await?;
        assert!(it.page.any("dialog").states().await?.is_empty());
        still_at(it, "/account").await?;

        // Nor in a select, nor with a modifier, nor while an input method composes.
        it.page
            .script("document.querySelector('main input').blur()", Vec::new())
            .await?;
        for key in [
            json!({ "key": "?", "code": "Slash", "ctrlKey": true }),
            json!({ "key": "?", "code": "Slash", "altKey": true }),
            json!({ "key": "?", "code": "Slash", "metaKey": true }),
            json!({ "key": "?", "code": "Slash", "isComposing": true }),
        ] {
            send(it, key).await?;
            assert!(it.page.any("dialog").states().await?.is_empty());
        }
        it.page
            .script("document.querySelector('select').focus()", Vec::new())
            .await?;
        press(it, "?").await?;
        still_at(it, "/account").await?;
        Ok(())
    });
}

#[test]
fn single_keys_are_listed_and_can_be_switched_off() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/account").await?;
        it.page.headed("Account").await?;
        press(it, "?").await?;
        let list = it.page.table("Keyboard shortcuts").state().await?;
        for row in [
            ["g j", "Jobs"],
            ["/", "Filter this page, or search"],
            ["Ctrl K", "Search"],
        ] {
            let row = row.map(|text| text.replace(' ', ""));
            let found = list.rows.iter().any(|cells| {
                cells
                    .iter()
                    .map(|cell| cell.replace(' ', ""))
                    .eq(row.iter().cloned())
            });
            assert!(found, "{row:?} is not in {:?}", list.rows);
        }
        it.page.part("switch", "Single-key shortcuts").click().await?;
        press(it, Key::Escape + "").await?;
        it.page.any("dialog").gone().await?;
        press(it, "gj?").await?;
        still_at(it, "/account").await?;
        it.page.reload().await?;
        it.page.headed("Account").await?;
        press(it, "gj?").await?;
        still_at(it, "/account").await?;

        press_ctrl_k(it).await?;
        press(it, "single").await?;
        it.page.says("Single-key shortcuts: On").await?;
        press(it, Key::Enter + "").await?;
        it.page.any("dialog").gone().await?;
        press(it, "gj").await?;
        it.page.headed("Jobs").await?;
        Ok(())
    });
}

#[test]
fn the_list_of_shortcuts_opens_from_menu_and_palette_and_gives_the_focus_back() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/account").await?;
        it.page.headed("Account").await?;
        it.choose(User::ADMIN, "Keyboard shortcuts").await?;
        it.page.button("Close").click().await?;
        it.page.any("dialog").gone().await?;
        let name = it.demo.shown_name(User::ADMIN).await?;
        it.page
            .button(&name)
            .until("focused again", |button| button.focused)
            .await?;

        it.page.button("Search").click().await?;
        search(it).until("focused", |field| field.focused).await?;
        press(it, "shortcuts").await?;
        it.page.says("Keyboard shortcuts").await?;
        press(it, Key::Enter + "").await?;
        it.page.part("dialog", "Keyboard shortcuts").state().await?;
        press(it, Key::Escape + "").await?;
        it.page.any("dialog").gone().await?;
        it.page
            .button("Search")
            .until("focused again", |button| button.focused)
            .await?;
        Ok(())
    });
}
