//! By keyboard alone, from sign-in to sign-out, as on a night when a job has failed.

use nse_e2e::{Fault, It, Part, Size, State, User, journey};
use serde_json::Value;
use thirtyfour::Key;

use crate::every_page::{PHONE, ZOOMED, pages};
use crate::palette::{press, press_ctrl_k, search};

/// Whether what has the focus shows it, and is not hidden: by the window's end, nor by what stays in its place while the
/// page moves (WCAG 2.2, 2.4.7 and 2.4.11). A part of it may be: Firefox does not move the page for what is seen in part.
const SHOWS: &str = "
    const it = document.activeElement;
    // Between two rounds it is with the browser's own parts.
    if (!it || !it.matches(':focus') || it === document.body || it === document.documentElement) return true;
    const { outlineStyle, outlineWidth } = getComputedStyle(it);
    const { left, top, right, bottom } = it.getBoundingClientRect();
    const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    const free = (x, y) => {
        const over = document.elementFromPoint(x, y);
        if (!over || it.contains(over) || over.contains(it)) return !!over;
        // A label over its field is a part of it.
        return [...it.labels ?? []].some(label => label.contains(over)) ? true : over;
    };
    const within = (at, end) => Math.max(2, Math.min(at, end - 2));
    const middle = within((left + right) / 2, innerWidth);
    const points = [(top + bottom) / 2, top + 3, bottom - 3].map(y => free(middle, y));
    if (outlined && points.includes(true)) return true;
    const over = points.map(point => point?.outerHTML?.slice(0, 80) ?? point);
    return `${it.outerHTML.slice(0, 200)} ${[outlined, top, bottom, innerHeight]} ${over}`;";

/// So many stops no page has.
const MOST: usize = 120;

/// Moves on by Tab until a part has the focus; each stop on the way shows that it has it.
async fn tab_to(it: &It, part: &Part<'_>) -> Result<State, Fault> {
    go(it, part, false).await
}

/// The same by Shift and Tab.
async fn tab_back_to(it: &It, part: &Part<'_>) -> Result<State, Fault> {
    go(it, part, true).await
}

async fn go(it: &It, part: &Part<'_>, back: bool) -> Result<State, Fault> {
    for _ in 0..MOST {
        let states = part.states().await?;
        if let Some(state) = states.into_iter().find(|state| state.focused) {
            return Ok(state);
        }
        if back {
            let chain = it.page.browser.driver.action_chain();
            let chain = chain
                .key_down(Key::Shift)
                .send_keys(Key::Tab + "")
                .key_up(Key::Shift);
            chain.perform().await?;
        } else {
            press(it, Key::Tab + "").await?;
        }
        assert_eq!(
            it.page.script(SHOWS, Vec::new()).await?,
            true,
            "the focus is not seen"
        );
    }
    Err(Fault::new(format!(
        "Tab never leads to {:?}",
        part.states().await?
    )))
}

#[test]
fn who_has_no_mouse_finds_what_failed() {
    const NEW: &str = "night-shift-42";
    journey(async |it| {
        let jobs = it
            .demo
            .records("/v2.1/jobs/?limit=25&sort_by=created&order_by=desc")
            .await?;
        let failed = jobs
            .iter()
            .find(|job| job["status"] == "failed")
            .expect("a job that failed of late");
        let text = |key: &str| failed[key].as_str().unwrap_or_default().to_owned();

        // Signs in.
        it.load("/signin").await?;
        it.page.headed("Sign in").await?;
        tab_to(it, &it.page.field("Username")).await?;
        press(it, User::ADMIN.username).await?;
        tab_to(it, &it.page.field("Password")).await?;
        press(it, User::ADMIN.password).await?;
        press(it, Key::Enter + "").await?;
        it.page.headed("Overview").await?;

        // Finds the job that failed.
        press(it, "gj").await?;
        it.page
            .table("Jobs")
            .until("25 rows", |table| table.rows.len() == 25)
            .await?;
        let chips = it.page.part("group", "Status");
        tab_to(it, &it.page.part("button", "failed").partly().within(&chips)).await?;
        press(it, " ").await?;
        it.page.at("/jobs?status=failed").await?;
        tab_to(it, &it.page.page_link(&text("job_summary"))).await?;
        press(it, Key::Enter + "").await?;

        // Reads its error, and copies its id.
        it.page.at(&format!("/jobs/{}", text("id"))).await?;
        let first_line = text("last_error").lines().next().unwrap_or_default().to_owned();
        assert!(!first_line.is_empty(), "it says why it failed: {failed}");
        it.page.says(&first_line).await?;
        it.page.script(TAKE, Vec::new()).await?;
        tab_to(it, &it.page.button("Copy: Id")).await?;
        press(it, Key::Enter + "").await?;
        it.page.button("Copied").state().await?;
        assert_eq!(
            it.page.script("return window.taken", Vec::new()).await?,
            Value::from(text("id"))
        );

        // Changes the password.
        press_ctrl_k(it).await?;
        search(it)
            .until("ready to be typed into", |field| field.focused)
            .await?;
        press(it, "change pass").await?;
        it.page.part("option", "Change password").state().await?;
        press(it, Key::Enter + "").await?;
        it.page.headed("Change password").await?;
        for (label, typed) in [
            ("Current password", User::ADMIN.password),
            ("New password", NEW),
            ("Confirm new password", NEW),
        ] {
            tab_to(it, &it.page.field(label)).await?;
            press(it, typed).await?;
        }
        press(it, Key::Enter + "").await?;
        it.page.says("Password changed").await?;

        // Signs out, by the menu's own keys.
        let menu = it.page.button(
            &it.demo
                .shown_name(User {
                    password: NEW,
                    ..User::ADMIN
                })
                .await?,
        );
        // Not once round: in Firefox keys that have been to the browser's own parts press nothing any more under a driver.
        tab_back_to(it, &menu).await?;
        press(it, Key::Enter + "").await?;
        it.page
            .menuitem("Account")
            .until("focused", |item| item.focused)
            .await?;
        press(it, Key::Escape + "").await?;
        menu.until("closed, with the focus", |menu| menu.focused).await?;
        press(it, Key::Enter + "").await?;
        it.page
            .menuitem("Account")
            .until("focused", |item| item.focused)
            .await?;
        press(it, Key::End + "").await?;
        it.page
            .menuitem("Sign out")
            .until("focused", |item| item.focused)
            .await?;
        press(it, Key::Enter + "").await?;
        it.page.headed("Sign in").await?;
        it.page
            .until("signed out", |look| look.session().is_none())
            .await?;
        Ok(())
    });
}

/// Takes what is written to the clipboard, which a browser under test has none of.
const TAKE: &str = "const page = window.wrappedJSObject ?? window; navigator.clipboard.writeText = text => { window.taken = text; return Promise.resolve(); }";

/// Tab goes once round every page and comes back: nothing keeps it, and nothing hides what it has come to.
fn no_page_is_a_trap(size: Option<Size>) {
    journey(async |it| {
        it.page.browser.sized(size).await?;
        for address in pages(it).await? {
            it.load_still_as(User::ADMIN, &address).await?;
            it.page.any("heading").level(1).state().await?;
            let skip = it.page.link("Skip to content");
            tab_to(it, &skip).await?;
            press(it, Key::Tab + "").await?;
            assert!(!skip.states().await?.iter().any(|skip| skip.focused), "{address}");
            tab_to(it, &skip).await?;
        }
        Ok(())
    });
}

#[test]
fn no_page_is_a_trap_at_a_desk() {
    no_page_is_a_trap(None);
}

#[test]
fn no_page_is_a_trap_on_a_phone() {
    no_page_is_a_trap(Some(PHONE));
}

#[test]
fn no_page_is_a_trap_at_400_percent() {
    no_page_is_a_trap(Some(ZOOMED));
}

/// The sheet of filters scrolls in itself, and the button that closes it stays at its foot.
#[test]
fn the_sheet_of_filters_hides_nothing_that_has_the_focus() {
    journey(async |it| {
        for size in [PHONE, ZOOMED] {
            it.page.browser.sized(Some(size)).await?;
            it.load_still_as(User::ADMIN, "/jobs?limit=10").await?;
            tab_to(it, &it.page.part("button", "Filters").partly()).await?;
            press(it, Key::Enter + "").await?;
            let done = it.page.button("Done");
            tab_to(it, &done).await?;
            press(it, Key::Enter + "").await?;
            done.gone().await?;
        }
        Ok(())
    });
}
