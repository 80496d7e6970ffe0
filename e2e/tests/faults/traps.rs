//! The published code breaks while it runs: in drawing a page, in answering a click, in a task.

use nse_e2e::{It, Outcome, Plan, User};
use serde_json::json;

use crate::code::{page_with, stopped};
use crate::row::{Row, story};

const TRAPS: Plan = Plan {
    base: "",
    demo: &[],
    expects: &["RuntimeError", "NSE Console", "unreachable", "out of bounds"],
};

#[rustfmt::skip]
pub fn table() -> Vec<Row> {
    vec![
        story!("a trap (a panic) in a view", "the static page with the build, no secret", TRAPS, in_a_view),
        story!("a trap (a panic) in an event", "the static page with the build, no secret", TRAPS, in_an_event),
        story!("a trap (a panic) in a task", "the static page with the build, no secret", TRAPS, in_a_task),
    ]
}

/// One more script before those that were published, which can overwrite what the code remembers of itself, as a fault of
/// the machine or of the browser would, while it is at work at a given place. What it does next is a trap, as a panic is
/// in this build. No journey gets at it otherwise: the glue keeps the code to itself.
const RUINS: &str = "
    const plainly = {
      instantiate: WebAssembly.instantiateStreaming,
      createElement: Document.prototype.createElement,
      fetch,
    };
    let memory;
    const ruin = place => {
      if (window.ruined !== place) return;
      window.ruined = null;
      new Uint8Array(memory.buffer).fill(255, 1024);
    };
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await plainly.instantiate.apply(WebAssembly, given);
      memory = Object.values(made.instance.exports).find(it => it instanceof WebAssembly.Memory);
      return made;
    };
    Document.prototype.createElement = function (...given) {
      if (given[0] === 'h1') ruin('view');
      return plainly.createElement.apply(this, given);
    };
    addEventListener('click', () => ruin('event'), true);
    window.fetch = async (...given) => {
      const answer = await plainly.fetch.apply(window, given);
      ruin('task');
      return answer;
    };";

async fn a_trap(it: &It, place: &str) -> Outcome {
    let page = page_with(it, "<script src=\"/first.js\"></script>").await?;
    let headers = json!({ "content-type": "text/javascript" });
    it.demo
        .faults(json!([
            { "path": "/first.js", "static": true, "status": 200, "headers": headers, "body": RUINS },
            { "path": "/regions", "static": true, "status": 200, "body": page },
        ]))
        .await?;
    it.load_still_as(User::ADMIN, "/regions").await?;
    let token = it.page.look().await?.token().unwrap();
    it.page
        .table("Regions")
        .until("rows", |table| table.rows.len() > 5)
        .await?;
    it.page
        .script("window.ruined = arguments[0]", vec![place.into()])
        .await?;
    // A link that its click's handler can't keep would lead to its address, which is a page anew: a button shows more.
    let pressed = if place == "view" {
        it.page.main_link("Jobs")
    } else {
        it.page.button("Refresh")
    };
    pressed.click().await?;
    stopped(it, Some("NSE Console has stopped")).await?;
    it.page
        .heading(1)
        .until("focused", |heading| heading.focused)
        .await?;
    assert!(
        it.page.table("Regions").states().await?.is_empty(),
        "the console is still to be seen"
    );
    // Nor does what is told of it tell a secret, to the browser's console or to who looks at the page's source.
    let told = format!(
        "{}\n{}",
        it.page.browser.complaints().await?.join("\n"),
        it.page.markup().await?
    );
    for secret in [
        token.as_str(),
        User::ADMIN.password,
        token.split('.').nth(1).unwrap(),
    ] {
        assert!(!told.contains(secret), "{secret} is told in {told}");
    }
    it.page.button("Reload").click().await?;
    it.page.main_link("Jobs").state().await?;
    Ok(())
}

async fn in_a_view(it: &It) -> Outcome {
    a_trap(it, "view").await
}

async fn in_an_event(it: &It) -> Outcome {
    a_trap(it, "event").await
}

async fn in_a_task(it: &It) -> Outcome {
    a_trap(it, "task").await
}
