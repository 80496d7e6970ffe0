//! What holds on every page: in each language nothing of ours is English and nothing is cut off; on the narrowest phone, and
//! at 400 % zoom, nothing scrolls sideways; with wider spacing no text is lost; whatever is pressed is large enough.

use nse_e2e::{Fault, It, Outcome, Size, User, journey};
use nse_texts::Locale;
use serde_json::{Value, json};

/// Every page, by what it needs.
pub(crate) async fn pages(it: &It) -> Result<Vec<String>, Fault> {
    let jobs = it.demo.records("/v2.1/jobs/?limit=400").await?;
    let failed = jobs.iter().find(|job| job["status"] == "failed").unwrap();
    let addresses = [
        "/",
        "/regions",
        "/regions/eu-frankfurt-1",
        "/zones",
        "/zones/eu-frankfurt-1a",
        "/jobs?limit=10",
        "/account",
        "/account/password",
        "/nowhere",
    ];
    let mut addresses: Vec<String> = addresses.map(str::to_owned).into();
    addresses.push(format!("/jobs/{}", failed["id"].as_str().unwrap()));
    Ok(addresses)
}

/// Runs `look` on every page once it is whole, and on sign-in; says all that it found, with the page.
async fn on_every_page(
    it: &It,
    choices: Value,
    look: impl AsyncFn(&It) -> Result<Vec<String>, Fault>,
) -> Outcome {
    let mut found = Vec::new();
    it.beside().await?;
    let choose = "localStorage.setItem('nse-console.choices', JSON.stringify(arguments[0]))";
    it.page.script(choose, vec![choices]).await?;
    let mut addresses = vec!["/signin".to_owned()];
    addresses.extend(pages(it).await?);
    for address in addresses {
        if address != "/signin" {
            it.load_as(User::ADMIN, &address).await?;
        } else {
            it.load(&address).await?;
        }
        it.page
            .until("a page", |look| {
                !look.heading.is_empty() && look.title.contains('·')
            })
            .await?;
        it.page
            .until_so("the end of all calls", async || {
                Ok(it.demo.calls().await?.iter().all(|call| call.ms.is_some()))
            })
            .await?;
        found.extend(
            look(it)
                .await?
                .into_iter()
                .map(|what| format!("{address}: {what}")),
        );
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    Ok(())
}

async fn lines(it: &It, script: &str, arguments: Vec<Value>) -> Result<Vec<String>, Fault> {
    Ok(serde_json::from_value(it.page.script(script, arguments).await?)?)
}

/// What is wider than the window, which only the frame of a table may be; by how much, and what reaches out.
const BEYOND: &str = "
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.querySelectorAll('body *')]
        .filter(it => it.getBoundingClientRect().right > clientWidth + 1 && !it.closest('.table-frame, .unseen'));
    return [`${scrollWidth} of ${clientWidth} px: ` + out.slice(-2).map(it => it.outerHTML.slice(0, 160)).join(' … ')];";

/// Texts that are cut off. A name of the server's may be, by an ellipsis, where its title has it whole.
const CUT: &str = "
    const seen = it => {
        if (!it.checkVisibility() || it.closest('select')) return false;
        for (let up = it; up; up = up.parentElement) if (getComputedStyle(up).clipPath.startsWith('inset(50%')) return false;
        return true;
    };
    const cut = it => {
        const { overflowX, overflowY, textOverflow } = getComputedStyle(it);
        const told = it.closest('[title]')?.title.replace(/\\s/g, '').includes(it.innerText.replace(/\\s/g, ''));
        if (textOverflow === 'ellipsis' && told) return false;
        const sideways = overflowX === 'hidden' || overflowX === 'clip';
        const down = overflowY === 'hidden' || overflowY === 'clip';
        return (sideways && it.scrollWidth > it.clientWidth + 1) || (down && it.scrollHeight > it.clientHeight + 1);
    };
    return [...document.querySelectorAll('body *')].filter(it => seen(it) && it.innerText?.trim() && cut(it))
        .map(it => `cut off: ${it.outerHTML.slice(0, 200)}`);";

/// WCAG 2.2, 1.4.12: what a reader may set, and no text may be lost by it.
const SPACED: &str = "
    for (const it of document.querySelectorAll('body *')) {
        it.style?.setProperty('line-height', '1.5', 'important');
        it.style?.setProperty('letter-spacing', '0.12em', 'important');
        it.style?.setProperty('word-spacing', '0.16em', 'important');
        if (it.matches('p')) it.style.setProperty('margin-bottom', '2em', 'important');
    }";

/// Everything that is pressed or typed into and is smaller than 24 px either way, but links within text (WCAG 2.2, 2.5.8).
const SMALL: &str = "
    const targets = 'a[href], button, input, select, summary, [role=option], [tabindex=\"0\"]';
    const inText = it => it.matches('a') && it.closest('p');
    return [...document.querySelectorAll(targets)]
        .filter(it => it.checkVisibility() && !it.closest('.skip, .unseen') && !inText(it))
        .map(it => [it, (it.closest('label') ?? it).getBoundingClientRect()])
        .filter(([, { width, height }]) => width && (width < 24 || height < 24))
        .map(([it, { width, height }]) => `${Math.round(width)} × ${Math.round(height)}: ${it.outerHTML.slice(0, 160)}`);";

/// A phone of 320 px.
pub(crate) const PHONE: Size = (320, 640);

/// A window of 1280 × 1024 px at 400 % (WCAG 2.2, 1.4.10).
pub(crate) const ZOOMED: Size = (320, 256);

#[test]
fn nothing_reaches_beyond_the_narrowest_phone() {
    nothing_reaches_beyond(PHONE);
}

#[test]
fn nothing_reaches_beyond_a_page_at_400_percent() {
    nothing_reaches_beyond(ZOOMED);
}

fn nothing_reaches_beyond(size: Size) {
    journey(async |it| {
        it.page.browser.sized(Some(size)).await?;
        on_every_page(it, json!({ "polling": false }), async |it| {
            let seen = it
                .page
                .script("return [innerWidth, innerHeight]", Vec::new())
                .await?;
            assert_eq!(seen, json!(size));
            let mut found = lines(it, BEYOND, Vec::new()).await?;
            found.extend(lines(it, CUT, Vec::new()).await?);
            Ok(found)
        })
        .await
    });
}

/// Where the page's heading is, if not near its top.
const LOW: &str = "
    const { top } = document.querySelector('h1').getBoundingClientRect();
    return top < 120 || document.querySelector('.sign-in') ? [] : [`the heading stands at ${top} px`];";

#[test]
fn a_page_begins_at_its_top_however_high_the_window() {
    journey(async |it| {
        it.page.browser.sized(Some((360, 2_000))).await?;
        on_every_page(it, json!({ "polling": false }), async |it| {
            lines(it, LOW, Vec::new()).await
        })
        .await
    });
}

#[test]
fn wider_spacing_loses_no_text() {
    journey(async |it| {
        on_every_page(it, json!({ "polling": false }), async |it| {
            let mut found = Vec::new();
            for width in [None, Some(360)] {
                it.page.browser.narrow(width).await?;
                it.page.script(SPACED, Vec::new()).await?;
                found.extend(lines(it, BEYOND, Vec::new()).await?);
                found.extend(lines(it, CUT, Vec::new()).await?);
            }
            it.page.browser.narrow(None).await?;
            Ok(found)
        })
        .await
    });
}

/// Tables without a caption, and heads of them that don't say what they are heads of (WCAG 2.2, 1.3.1).
const NAMELESS: &str = "
    const nameless = [...document.querySelectorAll('table')].filter(table => !table.caption?.textContent.trim());
    const heads = [...document.querySelectorAll('th')].filter(head => !/^(col|row)$/.test(head.scope));
    return [...nameless, ...heads].map(it => it.outerHTML.slice(0, 160));";

#[test]
fn every_table_says_what_it_is() {
    journey(async |it| {
        on_every_page(it, json!({ "polling": false }), async |it| {
            lines(it, NAMELESS, Vec::new()).await
        })
        .await
    });
}

#[test]
fn whatever_is_pressed_is_large_enough() {
    journey(async |it| {
        on_every_page(it, json!({ "polling": false }), async |it| {
            let mut found = lines(it, SMALL, Vec::new()).await?;
            it.page.browser.narrow(Some(360)).await?;
            found.extend(lines(it, SMALL, Vec::new()).await?);
            it.page.browser.narrow(None).await?;
            Ok(found)
        })
        .await
    });
}

/// In each language but English: no text of ours in English, nothing cut off, wide and narrow.
fn speaks(language: Locale) {
    journey(async |it| {
        let choices = json!({ "polling": false, "language": language.tag() });
        on_every_page(it, choices, async |it| {
            let mut found = it.page.english_in(language).await?;
            for width in [None, Some(360)] {
                it.page.browser.narrow(width).await?;
                found.extend(lines(it, BEYOND, Vec::new()).await?);
                found.extend(lines(it, CUT, Vec::new()).await?);
            }
            it.page.browser.narrow(None).await?;
            Ok(found)
        })
        .await
    });
}

#[test]
fn every_page_speaks_korean() {
    speaks(Locale::Ko);
}

#[test]
fn every_page_speaks_japanese() {
    speaks(Locale::Ja);
}
