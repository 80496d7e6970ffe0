//! The parts of `ui/`.

use crate::stage::*;
use nse_api::{Order, Paging, Sort, Span};
use nse_console::prelude::*;
use nse_console::ui::badge::Tone;
use nse_console::ui::field::{Field, Kind};
use nse_console::ui::menu::{Item, menu};
use nse_console::ui::pager::pager;
use nse_console::ui::rows::{Cell, Link, Row};
use nse_console::ui::table::{Column, Table, fixed};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

const COLUMNS: &[Column] = &[
    Column::plain(|m| m.region, "name").sorted_by("name").heading(),
    Column::plain(|m| m.description, ""),
];

fn row(key: &str, text: &str) -> Row {
    Row {
        key: key.into(),
        cells: vec![Cell::Text(key.into()), Cell::Text(text.into())].into(),
    }
}

fn table(rows: RwSignal<Vec<Row>>, sort: RwSignal<Option<Sort>>) -> (Stage, Rc<RefCell<Vec<&'static str>>>) {
    let pressed = Rc::new(RefCell::new(Vec::new()));
    let heard = StoredValue::new(pressed.clone());
    let stage = Stage::new(move || {
        let table = Table {
            name: |m| m.regions,
            columns: fixed(COLUMNS),
            rows: rows.into(),
            subject: Signal::stored("regions".to_owned()),
            sort: sort.into(),
            on_sort: Callback::new(move |by| heard.with_value(|heard| heard.borrow_mut().push(by))),
            busy: Signal::stored(false),
        };
        table.view()
    });
    (stage, pressed)
}

fn keys(stage: &Stage) -> Vec<String> {
    stage
        .all("tbody th")
        .iter()
        .map(|cell| cell.text_content().unwrap())
        .collect()
}

fn press(target: &Element, key: &str) {
    let init = web_sys::KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn a_table_is_named_and_its_cells_are_labelled() {
    let (stage, pressed) = table(RwSignal::new(vec![row("eu", "here")]), RwSignal::new(None));
    wait_for("a row", || !stage.all("tbody tr").is_empty()).await;
    assert_eq!(
        stage.one("table > caption").text_content().as_deref(),
        Some("Regions")
    );
    let name = stage.one("tbody th");
    assert_eq!(name.get_attribute("scope").as_deref(), Some("row"));
    assert_eq!(name.get_attribute("data-label").as_deref(), Some("Region"));
    stage.one("thead button").click();
    assert_eq!(*pressed.borrow(), ["name"]);
}

#[wasm_bindgen_test]
async fn sorting_is_told_by_aria_sort() {
    let sort = RwSignal::new(None);
    let (stage, _) = table(RwSignal::new(vec![]), sort);
    let said = || {
        stage
            .one("thead th[aria-sort]")
            .get_attribute("aria-sort")
            .unwrap()
    };
    assert_eq!(said(), "none");
    sort.set(Some(Sort {
        by: "name".into(),
        order: Order::Descending,
    }));
    wait_for("descending", || said() == "descending").await;
}

#[wasm_bindgen_test]
async fn rows_keep_their_nodes_by_key() {
    let rows = RwSignal::new(vec![row("a", "1"), row("b", "2"), row("c", "3")]);
    let (stage, _) = table(rows, RwSignal::new(None));
    wait_for("three rows", || stage.all("tbody tr").len() == 3).await;
    let before = stage.all("tbody tr");
    let untouched = before[1].children().item(1).unwrap();

    rows.set(vec![
        row("new", "0"),
        row("a", "1"),
        row("b", "2"),
        row("c", "changed"),
    ]);
    wait_for("the new row", || keys(&stage) == ["new", "a", "b", "c"]).await;
    let after = stage.all("tbody tr");
    assert_eq!(
        &after[1..],
        &before[..],
        "rows that were there are the same nodes"
    );
    assert_eq!(
        after[2].children().item(1).unwrap(),
        untouched,
        "a cell that is the same is the same node"
    );
    assert_eq!(after[3].text_content().as_deref(), Some("cchanged"));

    rows.set(vec![row("c", "changed"), row("b", "2")]);
    wait_for("the order", || keys(&stage) == ["c", "b"]).await;
    assert_eq!(stage.all("tbody tr"), [before[2].clone(), before[1].clone()]);

    rows.set(vec![]);
    wait_for("no rows", || stage.all("tbody tr").is_empty()).await;
}

fn moving(key: &str, status: &str) -> Row {
    Row {
        key: key.into(),
        cells: vec![Cell::Text(key.into()), Cell::Badge(Tone::Plain, status.into())].into(),
    }
}

#[wasm_bindgen_test]
async fn what_changed_is_marked_and_said_once() {
    let rows = RwSignal::new(vec![moving("a", "running"), moving("b", "running")]);
    let (stage, _) = table(rows, RwSignal::new(None));
    wait_for("two rows", || stage.all("tbody tr").len() == 2).await;
    let said = || stage.one("[role=status]").text_content().unwrap();
    assert_eq!(
        (stage.all(".news").len(), said().as_str()),
        (0, ""),
        "nothing is news at first"
    );

    rows.set(vec![
        moving("new", "queued"),
        moving("a", "failed"),
        moving("b", "running"),
        moving("more", "x"),
    ]);
    wait_for("the words", || said() == "Changed: new: queued, a: failed").await;
    let marked = || -> Vec<String> {
        stage
            .all(".news th")
            .iter()
            .map(|cell| cell.text_content().unwrap())
            .collect()
    };
    assert_eq!(marked(), ["new", "a"], "rows at the end are just more of them");

    rows.set(rows.get_untracked());
    settle().await;
    assert_eq!(said(), "Changed: new: queued, a: failed");
    rows.set((0..9).map(|at| moving(&at.to_string(), "x")).collect());
    wait_for("other rows", || keys(&stage).len() == 9).await;
    assert!(marked().is_empty(), "another list is no news");
    rows.set((0..9).map(|at| moving(&at.to_string(), "y")).collect());
    wait_for("how many", || said() == "Changed: 9").await;
}

#[wasm_bindgen_test]
async fn the_focus_stays_in_a_list_whose_row_goes() {
    let linked = |key: &str| Row {
        key: key.into(),
        cells: vec![
            Cell::Link(Link {
                text: key.into(),
                href: format!("/{key}"),
            }),
            Cell::None,
        ]
        .into(),
    };
    let rows = RwSignal::new(["a", "b", "c"].map(linked).to_vec());
    let (stage, _) = table(rows, RwSignal::new(None));
    wait_for("rows", || stage.all("tbody a").len() == 3).await;
    let focus = |at: usize| {
        stage.all("tbody a")[at]
            .unchecked_ref::<HtmlElement>()
            .focus()
            .unwrap()
    };
    let focused = || {
        document()
            .active_element()
            .and_then(|element| element.text_content())
    };
    focus(1);
    rows.set(["new", "a", "b", "c"].map(linked).to_vec());
    wait_for("a new row", || keys(&stage).len() == 4).await;
    assert_eq!(focused().as_deref(), Some("b"));
    rows.set(["new", "a", "c"].map(linked).to_vec());
    wait_for("a row less", || keys(&stage).len() == 3).await;
    assert_eq!(focused().as_deref(), Some("c"));
    rows.set(["new"].map(linked).to_vec());
    wait_for("one row", || keys(&stage).len() == 1).await;
    assert_eq!(focused().as_deref(), Some("new"));
}

#[wasm_bindgen_test]
async fn the_same_rows_touch_no_node() {
    let rows = RwSignal::new((0..200).map(|at| row(&at.to_string(), "x")).collect::<Vec<_>>());
    let (stage, _) = table(rows, RwSignal::new(None));
    wait_for("the rows", || stage.all("tbody tr").len() == 200).await;
    let changes = Rc::new(RefCell::new(0));
    let seen = changes.clone();
    let callback = Closure::<dyn FnMut(js_sys::Array)>::new(move |records: js_sys::Array| {
        *seen.borrow_mut() += records.length()
    });
    let observer = web_sys::MutationObserver::new(callback.as_ref().unchecked_ref()).unwrap();
    let watch = web_sys::MutationObserverInit::new();
    watch.set_child_list(true);
    watch.set_subtree(true);
    watch.set_attributes(true);
    watch.set_character_data(true);
    observer.observe_with_options(&stage.root, &watch).unwrap();
    rows.set(rows.get_untracked());
    settle().await;
    assert_eq!(*changes.borrow(), 0);
    rows.update(|rows| rows[7] = row("7", "y"));
    wait_for("one changed cell", || *changes.borrow() > 0).await;
    assert_eq!(*changes.borrow(), 1);
    observer.disconnect();
}

#[wasm_bindgen_test]
async fn what_a_server_sends_is_text_and_never_markup() {
    let hostile = "<img src=x onerror=alert(1)>";
    let (stage, _) = table(RwSignal::new(vec![row(hostile, hostile)]), RwSignal::new(None));
    wait_for("the row", || !stage.all("tbody tr").is_empty()).await;
    assert!(stage.all("img").is_empty());
    assert!(stage.text().contains(hostile));
}

#[wasm_bindgen_test]
async fn a_pager_says_where_it_is_and_goes_on() {
    let paging = RwSignal::new(Paging {
        offset: 25,
        ..Paging::default()
    });
    let gone = RwSignal::new(None);
    let span = Signal::derive(|| Span {
        first: 26,
        last: 50,
        total: Some(2625),
        more: true,
    });
    let stage = Stage::new(move || {
        pager(
            paging.into(),
            span,
            Callback::new(move |page| gone.set(Some(page))),
        )
    });
    assert!(stage.text().contains("26–50 of 2,625"), "{}", stage.text());
    stage.one("button[aria-label='Next page']").click();
    assert_eq!(gone.get_untracked().unwrap().offset, 50);
    stage.one("button[aria-label='Previous page']").click();
    assert_eq!(gone.get_untracked().unwrap().offset, 0);
    paging.set(Paging::default());
    wait_for("the first page", || {
        stage
            .one("button[aria-label='Previous page']")
            .has_attribute("disabled")
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_field_ties_its_error_to_the_input() {
    let field = Rc::new(RefCell::new(None));
    let made = field.clone();
    let stage = Stage::new(move || {
        let field = Field::new("secret", |m| m.password, Kind::Password, "current-password");
        *made.borrow_mut() = Some(field);
        field.view()
    });
    let field = field.borrow().unwrap();
    let input: HtmlInputElement = stage.one("input").unchecked_into();
    assert_eq!(input.type_(), "password");
    input.set_value("filled by a manager, without an event");
    assert_eq!(field.typed(), "filled by a manager, without an event");
    field.error.set(Some("No.".into()));
    wait_for("the error", || {
        input.get_attribute("aria-invalid").as_deref() == Some("true")
    })
    .await;
    let note = stage.one(&format!("#{}", input.get_attribute("aria-describedby").unwrap()));
    assert!(note.text_content().unwrap().contains("No."));
    stage.one("button[aria-label='Show password']").click();
    wait_for("the password in clear", || input.type_() == "text").await;
    assert_eq!(
        input.value(),
        "filled by a manager, without an event",
        "showing loses nothing"
    );
}

#[wasm_bindgen_test]
async fn a_password_field_says_that_caps_lock_is_on() {
    let stage =
        Stage::new(|| Field::new("secret", |m| m.password, Kind::Password, "current-password").view());
    let input = stage.one("input");
    let type_with = |caps_lock: bool| {
        let init = web_sys::KeyboardEventInit::new();
        init.set_key("A");
        init.set_bubbles(true);
        init.set_modifier_caps_lock(caps_lock);
        let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        input.dispatch_event(&event).unwrap();
    };
    let note = || stage.one(&format!("#{}", input.get_attribute("aria-describedby").unwrap()));
    let said = || {
        note()
            .text_content()
            .unwrap_or_default()
            .contains("Caps Lock is on.")
    };
    assert!(!said());
    type_with(true);
    wait_for("the hint", said).await;
    type_with(false);
    wait_for("no hint", || !said()).await;
}

#[wasm_bindgen_test]
async fn a_menu_works_by_keyboard_and_gives_the_focus_back() {
    let chosen = RwSignal::new(0);
    let stage = Stage::new(move || {
        let item = move |by: i32| Callback::new(move |()| chosen.update(|sum| *sum += by));
        let items = vec![
            Item {
                label: |m| m.account,
                icon: "user",
                chosen: item(1),
            },
            Item {
                label: |m| m.sign_out,
                icon: "leave",
                chosen: item(10),
            },
        ];
        menu("user", Signal::stored("My Name".to_owned()), items)
    });
    let focused = || {
        document()
            .active_element()
            .and_then(|node| node.text_content())
            .unwrap_or_default()
    };
    let button: HtmlElement = stage.one("button[aria-haspopup='menu']");
    button.focus().unwrap();
    press(&button, "ArrowDown");
    wait_for("the first entry", || focused().contains("Account")).await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    press(&document().active_element().unwrap(), "ArrowDown");
    assert!(focused().contains("Sign out"));
    press(&document().active_element().unwrap(), "ArrowDown");
    assert!(focused().contains("Account"), "from the last to the first");
    press(&document().active_element().unwrap(), "Escape");
    wait_for("the menu closed", || {
        button.get_attribute("aria-expanded").as_deref() == Some("false")
    })
    .await;
    assert_eq!(document().active_element().as_ref(), Some(button.as_ref()));
    button.click();
    wait_for("the menu open", || focused().contains("Account")).await;
    stage.all("[role=menuitem]")[1]
        .clone()
        .unchecked_into::<HtmlElement>()
        .click();
    assert_eq!(chosen.get_untracked(), 10);
}
