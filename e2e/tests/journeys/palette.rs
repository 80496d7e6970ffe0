//! The palette: found by letters, by keyboard alone, in any language.

use nse_e2e::{Fault, It, Part, Plan, User, journey, journey_with};
use serde::Deserialize;
use serde_json::json;
use thirtyfour::Key;

/// Presses keys wherever the focus is.
pub(crate) async fn press(it: &It, keys: impl Into<thirtyfour::TypingData>) -> Result<(), Fault> {
    let chain = it.page.browser.driver.action_chain();
    Ok(chain.send_keys(keys).perform().await?)
}

/// Presses Ctrl K.
pub(crate) async fn press_ctrl_k(it: &It) -> Result<(), Fault> {
    let chain = it.page.browser.driver.action_chain();
    let chain = chain.key_down(Key::Control).send_keys("k").key_up(Key::Control);
    Ok(chain.perform().await?)
}

/// The palette's field.
pub(crate) fn search(it: &It) -> Part<'_> {
    it.page.part("combobox", "Search")
}

/// What has the focus, and the option that it points to, as a screen reader hears them.
#[derive(Debug, Deserialize)]
struct Heard {
    role: Option<String>,
    expanded: Option<String>,
    option: Option<String>,
    group: Option<String>,
    selected: Vec<String>,
    caret: Option<u32>,
}

async fn heard(it: &It) -> Result<Heard, Fault> {
    const HEAR: &str = "
        const field = document.activeElement;
        const named = id => id && document.getElementById(id);
        const option = named(field.getAttribute('aria-activedescendant'));
        const group = option && option.closest('[role=group]');
        return {
            role: field.getAttribute('role'),
            expanded: field.getAttribute('aria-expanded'),
            option: option && option.getAttribute('role') === 'option' ? option.innerText : null,
            group: group && named(group.getAttribute('aria-labelledby')).innerText,
            selected: [...document.querySelectorAll('[role=option][aria-selected=true]')].map(it => it.innerText),
            caret: field.selectionStart,
        };";
    Ok(serde_json::from_value(it.page.script(HEAR, Vec::new()).await?)?)
}

/// Waits until the option that Enter chooses says so, alone, as one that is selected.
async fn points_to(it: &It, words: &str) -> Result<Heard, Fault> {
    it.page
        .until_so(&format!("the active option {words:?}"), async || {
            let heard = heard(it).await?;
            Ok(heard.option.is_some_and(|option| {
                option.contains(words)
                    && heard.selected == [option.clone()]
                    && heard.expanded.as_deref() == Some("true")
            }))
        })
        .await?;
    heard(it).await
}

#[test]
fn a_region_is_found_by_some_letters_and_gone_to() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/account").await?;
        it.page.headed("Account").await?;
        assert!(
            it.demo.calls_to("/v2.1/auth/regions").await?.is_empty(),
            "asked before anybody looks"
        );
        for (letters, region) in [("usash1", "us-ashburn-1"), ("FRANK", "eu-frankfurt-1")] {
            press_ctrl_k(it).await?;
            search(it)
                .until("ready to be typed into", |field| field.focused)
                .await?;
            press(it, letters).await?;
            let heard = points_to(it, region).await?;
            assert_eq!(heard.role.as_deref(), Some("combobox"));
            assert_eq!(heard.group.as_deref(), Some("Regions"));
            press(it, Key::Escape + "").await?;
            it.page.part("dialog", "Search").gone().await?;
        }
        for list in ["/v2.1/auth/regions?", "/v2.1/auth/zones?"] {
            let calls = it.demo.calls_to(list).await?;
            assert_eq!(calls.len(), 1, "{list} is asked for once");
            assert_eq!(calls[0].parameter("limit").as_deref(), Some("1000"));
        }
        act(it, "usash1", "us-ashburn-1").await?;
        it.page.headed("us-ashburn-1").await?;
        it.page.part("dialog", "Search").gone().await?;
        Ok(())
    });
}

#[test]
fn arrows_move_and_escape_gives_the_focus_back() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/account").await?;
        it.page.headed("Account").await?;
        it.page.button("Search").click().await?;
        search(it)
            .until("ready to be typed into", |field| field.focused)
            .await?;
        points_to(it, "Overview").await?;
        press(it, Key::Down + "").await?;
        points_to(it, "Regions").await?;
        press(it, Key::Up + Key::Up).await?;
        let last = points_to(it, "").await?;
        assert_eq!(
            last.group.as_deref(),
            Some("Actions"),
            "up from the first is the last"
        );
        press(it, Key::Down + "").await?;
        points_to(it, "Overview").await?;

        press(it, "zone").await?;
        points_to(it, "Zones").await?;
        press(it, Key::Home + "").await?;
        assert_eq!(heard(it).await?.caret, Some(0), "Home is the field's own");
        press(it, Key::End + "").await?;
        assert_eq!(heard(it).await?.caret, Some(4));

        press(it, Key::Escape + "").await?;
        it.page.part("dialog", "Search").gone().await?;
        it.page
            .button("Search")
            .until("focused again", |button| button.focused)
            .await?;

        // It begins anew, and a press beside it closes it too.
        press(it, Key::Enter + "").await?;
        search(it)
            .until("empty", |field| {
                field.focused && field.value.as_deref() == Some("")
            })
            .await?;
        it.page
            .browser
            .driver
            .action_chain()
            .move_to(5, 400)
            .click()
            .perform()
            .await
            .map_err(Fault::from)?;
        it.page.part("dialog", "Search").gone().await?;
        assert_eq!(it.page.look().await?.address, "/account");

        it.page.button("Search").click().await?;
        it.page.part("option", "Zones").click().await?;
        it.page.headed("Zones").await?;
        Ok(())
    });
}

#[test]
fn jobs_are_found_loaded_or_by_a_pasted_id() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/jobs").await?;
        it.page
            .link("test1234")
            .partly()
            .within(&it.page.table("Jobs"))
            .state()
            .await?;
        press_ctrl_k(it).await?;
        press(it, "test1234").await?;
        let heard = points_to(it, "test1234").await?;
        assert_eq!(heard.group.as_deref(), Some("Jobs"));
        press(it, Key::Enter + "").await?;
        it.page.headed("Create sg_buckets test1234").await?;

        it.load("/account").await?;
        it.page.headed("Account").await?;
        press_ctrl_k(it).await?;
        // One that nothing on the page has loaded.
        let jobs = it.demo.records("/v2.1/jobs/?limit=100").await?;
        let id = jobs[60]["id"].as_str().unwrap();
        press(it, id).await?;
        points_to(it, &format!("Open job {id}")).await?;
        press(it, Key::Enter + "").await?;
        it.page.at(&format!("/jobs/{id}")).await?;
        it.page.table("Tasks").state().await?;
        Ok(())
    });
}

#[test]
fn actions_are_done_in_the_language_that_is_spoken_or_in_english() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/account").await?;
        it.page.headed("Account").await?;
        act(it, "dark", "Theme: Dark").await?;
        let theme = "return document.documentElement.dataset.theme";
        it.page
            .until_so("the dark theme", async || {
                Ok(it.page.script(theme, Vec::new()).await? == "dark")
            })
            .await?;
        act(it, "korean", "Language: 한국어").await?;
        it.page.headed("계정").await?;

        press_ctrl_k(it).await?;
        it.page
            .part("combobox", "검색")
            .until("focused", |field| field.focused)
            .await?;
        let first = points_to(it, "개요").await?;
        assert_eq!(first.group.as_deref(), Some("페이지"));
        press(it, "Theme L").await?;
        points_to(it, "테마: 밝게").await?;
        press(it, Key::Escape + "").await?;
        act(it, "로그아웃", "로그아웃").await?;
        it.page.headed("로그인").await?;
        assert_eq!(it.page.look().await?.session(), None);
        it.page.any("dialog").gone().await?;
        Ok(())
    });
}

async fn act(it: &It, letters: &str, action: &str) -> Result<(), Fault> {
    press_ctrl_k(it).await?;
    press(it, letters).await?;
    points_to(it, action).await?;
    press(it, Key::Enter + "").await
}

#[test]
fn the_number_of_results_is_said_once_and_nothing_is_explained() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/account").await?;
        it.page.headed("Account").await?;
        press_ctrl_k(it).await?;
        points_to(it, "Overview").await?;
        const LISTEN: &str = "
            window.heard = [];
            const status = document.querySelector('dialog[open] [role=status]');
            const listen = () => { if (status.textContent) window.heard.push(status.textContent); };
            new MutationObserver(listen).observe(status, { childList: true, characterData: true, subtree: true });";
        it.page.script(LISTEN, Vec::new()).await?;
        press(it, "qqq").await?;
        it.page.says("Nothing matches “qqq”").await?;
        assert_eq!(heard(it).await?.expanded.as_deref(), Some("false"));
        let said = async || it.page.script("return window.heard", Vec::new()).await;
        it.page
            .until_so("an announcement", async || {
                Ok(said().await? == json!(["Results: 0"]))
            })
            .await?;
        press(it, "zzz").await?;
        it.page
            .until_so("one more", async || {
                Ok(said().await? == json!(["Results: 0", "Results: 0"]))
            })
            .await?;
        Ok(())
    });
}

#[test]
fn what_does_not_load_is_said_and_the_rest_is_there() {
    const FAILS: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["status of 412"],
    };
    journey_with(FAILS, async |it| {
        it.load_as(User::ADMIN, "/account").await?;
        it.page.headed("Account").await?;
        it.demo
            .faults(json!([{ "path": "/v2.1/auth/regions*", "status": 412 }]))
            .await?;
        press_ctrl_k(it).await?;
        it.page.says("Regions and zones could not all be loaded.").await?;
        assert!(it.page.any("alert").states().await?.is_empty(), "quietly");
        press(it, "us-ashburn-1a").await?;
        points_to(it, "us-ashburn-1a").await?;
        Ok(())
    });
}
