//! What the console is: its version, its licences, its icons.

use nse_e2e::{User, journey};
use serde_json::Value;
use thirtyfour::Key;

use crate::palette::{press, press_ctrl_k, search};

#[test]
fn about_names_version_build_and_licences() {
    journey(async |it| {
        it.load_as(User::ADMIN, "/regions").await?;
        it.page.headed("Regions").await?;
        it.choose(User::ADMIN, "About").await?;
        let dialog = it.page.part("dialog", "About");
        let said = dialog.state().await?.text;
        assert!(said.contains(env!("CARGO_PKG_VERSION")), "{said}");
        let build = "return document.querySelector('meta[name=build]').content";
        let build = it.page.script(build, Vec::new()).await?;
        let build = build.as_str().unwrap();
        assert!(build.len() == 12 && said.contains(build), "{build}: {said}");
        it.page.button("Copy: Build").within(&dialog).state().await?;

        let licences = it.page.link("Open-source licences").state().await?;
        let address = licences.href.unwrap();
        assert!(
            address.starts_with(&it.demo.origin) || address.starts_with("licences-"),
            "{address}"
        );
        let read = "return fetch(arguments[0]).then(answer => answer.text())";
        let text = it.page.script(read, vec![address.into()]).await?;
        let text = text.as_str().unwrap();
        for part in [
            "leptos 0.8",
            "wasm-bindgen 0.2",
            "serde_json 1",
            "Permission is hereby granted",
            "Apache License",
        ] {
            assert!(text.contains(part), "no {part:?} in {}", &text[..2_000]);
        }
        for part in ["thirtyfour", "axum", "proptest"] {
            assert!(!text.contains(part), "{part} does not reach the browser");
        }

        press(it, Key::Escape + "").await?;
        dialog.gone().await?;
        press_ctrl_k(it).await?;
        search(it).until("focused", |field| field.focused).await?;
        press(it, "about").await?;
        it.page.part("option", "About").state().await?;
        press(it, Key::Enter + "").await?;
        dialog.state().await?;
        it.page.button("Close").within(&dialog).click().await?;
        Ok(dialog.gone().await?)
    });
}

#[test]
fn the_page_names_its_icons_and_its_manifest() {
    const READ: &str = "
        const named = rel => document.querySelector(`link[rel=${rel}]`).href;
        const read = address => fetch(address).then(answer => ({
            status: answer.status, type: answer.headers.get('content-type'), address: answer.url,
        }));
        return (async () => {
            const address = named('manifest');
            const manifest = await (await fetch(address)).json();
            const icons = manifest.icons.map(icon => new URL(icon.src, address).href);
            return {
                start: new URL(manifest.start_url, address).href,
                base: document.baseURI,
                name: manifest.name,
                manifest: await read(address),
                icons: await Promise.all([...icons, named('icon'), named('apple-touch-icon')].map(read)),
            };
        })();";
    journey(async |it| {
        it.load("/signin").await?;
        it.page.headed("Sign in").await?;
        let found = it.page.script(READ, Vec::new()).await?;
        assert_eq!(found["start"], found["base"]);
        assert_eq!(found["name"], "NSE Console");
        assert_eq!(found["manifest"]["type"], "application/manifest+json");
        let types: Vec<&Value> = found["icons"]
            .as_array()
            .unwrap()
            .iter()
            .map(|icon| &icon["type"])
            .collect();
        assert_eq!(types, ["image/png", "image/png", "image/svg+xml", "image/png"]);
        assert!(
            found["icons"]
                .as_array()
                .unwrap()
                .iter()
                .all(|icon| icon["status"] == 200),
            "{found}"
        );
        Ok(())
    });
}
