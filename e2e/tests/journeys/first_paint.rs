//! What stands there before the code does: a form that takes what is typed and is sent once it can be, or the frame.

use nse_e2e::{Fault, It, User, journey};
use serde_json::json;
use thirtyfour::Key;

use crate::palette::press;

/// Until the next orders none of the code arrives.
async fn hold_the_code(it: &It) -> Result<(), Fault> {
    let code = json!([{ "path": "*.wasm", "static": true, "hang": "until_other_orders" }]);
    it.demo.faults(code).await
}

/// Whether the console is at work: it names its pages.
async fn is_at_work(it: &It) -> Result<bool, Fault> {
    Ok(it.page.look().await?.title.contains('·'))
}

#[test]
fn what_is_typed_before_the_code_is_there_is_kept() {
    journey(async |it| {
        hold_the_code(it).await?;
        it.load("/jobs?status=failed").await?;
        it.page.field("Username").fill("MyNaem").await?;
        for key in [Key::Left, Key::Left] {
            press(it, key + "").await?;
        }
        assert!(!is_at_work(it).await?, "the form stood there without code");
        it.demo.heal().await?;
        it.page.headed("Sign in").await?;

        // The cursor is where it was, and so are the letters.
        press(it, Key::Delete + "").await?;
        press(it, Key::Delete + "").await?;
        press(it, "me").await?;
        let username = it.page.field("Username").state().await?;
        assert!(username.focused, "the focus is where it was");
        assert_eq!(username.value.as_deref(), Some("MyName"));

        // And the console knows of them.
        it.page.field("Password").fill("newPassword").await?;
        it.page.button("Sign in").click().await?;
        it.page.at("/jobs?status=failed").await?;
        Ok(())
    });
}

#[test]
fn a_form_that_is_sent_before_the_code_is_there_is_sent_once_it_is() {
    journey(async |it| {
        hold_the_code(it).await?;
        it.load("/signin").await?;

        // What is not filled in is asked for at once.
        it.page.field("Username").fill("MyName").await?;
        it.page.field("Username").enter().await?;
        it.page
            .field("Password")
            .until("asked for", |field| field.focused)
            .await?;
        it.page.field("Password").fill("newPass").await?;
        it.page.field("Password").enter().await?;
        let button = it.page.button("Sign in");
        button.until("held", |button| button.disabled).await?;
        // Whoever goes on typing has not meant it yet.
        it.page.field("Password").type_text("word").await?;
        button.until("ready", |button| !button.disabled).await?;
        it.page.field("Password").enter().await?;
        button.until("held", |button| button.disabled).await?;

        let calls = it.demo.calls_to("/v2.1/auth/signin").await?;
        assert!(calls.is_empty() && !is_at_work(it).await?, "{calls:?}");
        it.demo.heal().await?;
        it.page.headed("Overview").await?;
        assert_eq!(it.demo.calls_to("/v2.1/auth/signin").await?.len(), 1);
        let address = it.page.look().await?.address;
        assert_eq!(address, "/", "nothing of it is in the address");
        Ok(())
    });
}

#[test]
fn who_is_signed_in_sees_the_frame_at_once_in_their_language() {
    journey(async |it| {
        it.beside().await?;
        let choose =
            "localStorage.setItem('nse-console.choices', '{\"language\":\"ko\",\"theme\":\"dark\"}')";
        it.page.script(choose, Vec::new()).await?;
        hold_the_code(it).await?;
        it.load_as(User::ADMIN, "/jobs?limit=10").await?;
        let look = it.page.until("the frame", |look| look.heading == "작업").await?;
        assert!(
            look.text.contains("리전") && !look.text.contains("Regions"),
            "{}",
            look.text
        );
        let jobs = it.page.link("작업").state().await?;
        assert_eq!(jobs.current.as_deref(), Some("page"));
        assert!(!is_at_work(it).await?, "the frame stood there without code");
        it.demo.heal().await?;
        it.page
            .table("작업")
            .until("10 rows", |table| table.rows.len() == 10)
            .await?;
        Ok(())
    });
}
