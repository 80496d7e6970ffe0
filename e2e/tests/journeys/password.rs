//! Changing the password.

use nse_e2e::{Fault, It, Plan, User, journey, journey_with};
use serde_json::json;

/// Fills in the form and sends it.
pub(crate) async fn fill(it: &It, current: &str, new: &str, again: &str) -> Result<(), Fault> {
    it.page.field("Current password").fill(current).await?;
    it.page.field("New password").fill(new).await?;
    it.page.field("Confirm new password").fill(again).await?;
    it.page
        .button("Change password")
        .within(&it.page.any("main"))
        .click()
        .await
}

#[test]
fn a_new_password_takes_the_old_ones_place() {
    const NEW: &str = r#"새 비밀번호 & "quotes" + 100%"#;
    journey(async |it| {
        it.sign_in(User::MY_NAME).await?;
        let before = it.page.look().await?.token().unwrap();
        // A token's end counts in seconds: in the same one the new token would be the old one.
        it.demo.advance(5).await?;
        it.choose(User::MY_NAME, "Change password").await?;
        it.page.headed("Change password").await?;
        fill(it, "newPassword", NEW, NEW).await?;
        it.page.says("Password changed").await?;

        let look = it
            .page
            .until("the new token is stored", |look| {
                look.token().is_some_and(|token| token != before)
            })
            .await?;
        assert_eq!(look.session().unwrap()["user"]["username"], "MyName");
        assert!(
            !look.storage.values().any(|value| value.contains("비밀번호")),
            "the password is stored"
        );
        // Still signed in, by the new token.
        it.demo.forget_calls().await?;
        it.page.main_link("Regions").click().await?;
        it.page
            .table("Regions")
            .until("rows", |table| table.rows.len() > 5)
            .await?;
        assert!(it.demo.calls().await?.iter().all(|call| call.authorized));

        it.demo
            .session(User::MY_NAME)
            .await
            .expect_err("the old password still works");
        it.demo
            .session(User {
                password: NEW,
                ..User::MY_NAME
            })
            .await?;
        Ok(())
    });
}

#[test]
fn a_wrong_current_password_keeps_what_was_typed() {
    const WRONG: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["status of 400"],
    };
    journey_with(WRONG, async |it| {
        it.load_as(User::MY_NAME, "/account/password").await?;
        fill(it, "not-the-current-one", "a-new-password-1", "a-new-password-1").await?;
        it.page.says("The current password is not right.").await?;
        for (label, value) in [
            ("Current password", "not-the-current-one"),
            ("New password", "a-new-password-1"),
            ("Confirm new password", "a-new-password-1"),
        ] {
            assert_eq!(
                it.page.field(label).state().await?.value.as_deref(),
                Some(value),
                "{label}"
            );
        }
        assert_eq!(it.page.look().await?.address, "/account/password");
        assert_eq!(
            it.demo.calls_to("/v2.1/auth/password").await?.len(),
            1,
            "a POST is never repeated by itself"
        );
        it.demo.session(User::MY_NAME).await?;
        Ok(())
    });
}

#[test]
fn a_mistyped_confirmation_is_not_sent() {
    journey(async |it| {
        it.load_as(User::MY_NAME, "/account/password").await?;
        fill(it, "newPassword", "a-new-password-1", "a-new-password-2").await?;
        it.page
            .field("Confirm new password")
            .until("refused", |field| field.invalid && field.focused)
            .await?;
        assert!(it.demo.calls_to("/v2.1/auth/password").await?.is_empty());
        it.page
            .field("Confirm new password")
            .fill("a-new-password-1")
            .await?;
        it.page
            .button("Change password")
            .within(&it.page.any("main"))
            .click()
            .await?;
        it.page.says("Password changed").await?;
        assert_eq!(it.demo.calls_to("/v2.1/auth/password").await?.len(), 1);
        Ok(())
    });
}

#[test]
fn a_short_password_is_not_sent() {
    journey(async |it| {
        it.load_as(User::MY_NAME, "/account/password").await?;
        fill(it, "newPassword", "seven77", "seven77").await?;
        it.page
            .field("New password")
            .until("refused", |field| field.invalid)
            .await?;
        assert!(it.demo.calls_to("/v2.1/auth/password").await?.is_empty());
        Ok(())
    });
}

#[test]
fn a_change_without_an_answer_may_have_been_made() {
    const LOST: Plan = Plan {
        base: "",
        demo: &[],
        expects: &["net::ERR_"],
    };
    journey_with(LOST, async |it| {
        it.load_as(User::MY_NAME, "/account/password").await?;
        it.demo
            .faults(json!([{ "path": "/v2.1/auth/password", "drop": true }]))
            .await?;
        fill(it, "newPassword", "a-new-password-1", "a-new-password-1").await?;
        it.page.says("It may have been done all the same.").await?;
        for (label, value) in [
            ("Current password", "newPassword"),
            ("New password", "a-new-password-1"),
            ("Confirm new password", "a-new-password-1"),
        ] {
            let field = it.page.field(label).state().await?;
            assert_eq!(field.value.as_deref(), Some(value), "{label}");
        }
        let look = it.page.look().await?;
        assert_eq!(look.address, "/account/password");
        assert!(look.token().is_some() && !look.text.contains("Password changed"));
        // As the page counts: Chromium itself sends once more what a kept connection lost before a byte of an answer came.
        let asked = "return performance.getEntriesByType('resource').filter(it => it.name.endsWith('/auth/password')).length";
        assert_eq!(
            it.page.script(asked, Vec::new()).await?,
            1,
            "sent again by itself"
        );
        Ok(())
    });
}
