//! Forms whose answer does not come: what was typed is kept, nothing is sent twice, and it may have been done.

use nse_e2e::{It, Outcome, User};
use nse_texts::en::MESSAGES;
use serde_json::{Value, json};

use crate::read::SAYS_SO;
use crate::row::{Row, story};

#[rustfmt::skip]
pub fn table() -> Vec<Row> {
    vec![
        story!("sign-in: no answer within the limit", "may have been done; fields kept; sent once", SAYS_SO, sign_in_hangs),
        story!("sign-in: connection dropped", "may have been done; fields kept; sent once", SAYS_SO, sign_in_drops),
        story!("password: no answer within the limit", "may have been done; fields kept; sent once", SAYS_SO, password_hangs),
        story!("password: connection dropped", "may have been done; fields kept; sent once", SAYS_SO, password_drops),
    ]
}

async fn sign_in_hangs(it: &It) -> Outcome {
    sign_in(
        it,
        json!({ "hang": "before_headers" }),
        MESSAGES.err_timeout,
        MESSAGES.do_timeout,
    )
    .await
}

async fn sign_in_drops(it: &It) -> Outcome {
    sign_in(
        it,
        json!({ "drop": true }),
        MESSAGES.err_unreachable,
        MESSAGES.do_unreachable,
    )
    .await
}

async fn password_hangs(it: &It) -> Outcome {
    password(it, json!({ "hang": "after_headers" }), MESSAGES.err_timeout).await
}

async fn password_drops(it: &It) -> Outcome {
    password(it, json!({ "drop": true }), MESSAGES.err_unreachable).await
}

/// How often the page itself has called a path: Chromium sends once more what a kept connection lost before a byte of an
/// answer came.
async fn sent(it: &It, path: &str) -> Result<Value, nse_e2e::Fault> {
    const COUNT: &str =
        "return performance.getEntriesByType('resource').filter(it => it.name.endsWith(arguments[0])).length";
    it.page.script(COUNT, vec![path.into()]).await
}

async fn sign_in(it: &It, mut fault: Value, happened: &str, next: &str) -> Outcome {
    fault["path"] = "/v2.1/auth/signin".into();
    it.demo.faults(json!([fault])).await?;
    it.load("/signin").await?;
    it.fill_in("admin", "admin-password").await?;
    let happened = happened.replace("{0}", &it.demo.origin);
    it.page
        .alert()
        .patiently()
        .until(
            "what happened, what to do, and that it may have been done",
            |alert| {
                [&happened, next, MESSAGES.maybe_signed_in]
                    .iter()
                    .all(|words| alert.text.contains(words))
            },
        )
        .await?;
    for (label, typed) in [("Username", "admin"), ("Password", "admin-password")] {
        assert_eq!(
            it.page.field(label).state().await?.value.as_deref(),
            Some(typed),
            "{label}"
        );
    }
    assert_eq!(sent(it, "/auth/signin").await?, 1, "sent again by itself");
    // The next step is the same button, and it works.
    it.demo.heal().await?;
    it.page.button("Sign in").click().await?;
    it.page.headed("Overview").await?;
    it.page.says(" newest of ").await?;
    Ok(())
}

async fn password(it: &It, mut fault: Value, happened: &str) -> Outcome {
    fault["path"] = "/v2.1/auth/password".into();
    it.load_as(User::MY_NAME, "/account/password").await?;
    it.demo.faults(json!([fault])).await?;
    let typed = [
        ("Current password", "newPassword"),
        ("New password", "a-new-password-1"),
        ("Confirm new password", "a-new-password-1"),
    ];
    for (label, text) in typed {
        it.page.field(label).fill(text).await?;
    }
    let send = it.page.button("Change password").within(&it.page.any("main"));
    send.click().await?;
    let happened = happened.replace("{0}", &it.demo.origin);
    it.page
        .alert()
        .patiently()
        .until("what happened", |alert| {
            alert.text.contains(&happened) && alert.text.contains(MESSAGES.maybe_done)
        })
        .await?;
    for (label, text) in typed {
        assert_eq!(
            it.page.field(label).state().await?.value.as_deref(),
            Some(text),
            "{label}"
        );
    }
    assert_eq!(sent(it, "/auth/password").await?, 1, "sent again by itself");
    assert!(it.page.look().await?.token().is_some(), "signed out");
    Ok(())
}
