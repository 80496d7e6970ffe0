//! Regions and zones, with every oddity that a real list may hold: no zones, a zone that is not there, a region that is not
//! there, a description under another key or missing, names that need care in an address.

use serde_json::{Value, json};

/// A region: its name, what is said of it, and its zones.
type Region = (&'static str, &'static str, Option<&'static [&'static str]>);

const REGIONS: [Region; 7] = [
    (
        "eu-frankfurt-1",
        "Frankfurt am Main, three halls on two power feeds",
        Some(&["eu-frankfurt-1a", "eu-frankfurt-1b", "eu-frankfurt-1c"]),
    ),
    (
        "eu-amsterdam-2",
        "Amsterdam Zuidoost, replicates to Frankfurt",
        Some(&["eu-amsterdam-2a", "eu-amsterdam-2b", "eu-amsterdam-2x"]),
    ),
    (
        "us-ashburn-1",
        "Ashburn, Virginia",
        Some(&["us-ashburn-1a", "us-ashburn-1b"]),
    ),
    (
        "ap-tokyo-1",
        "東京 — 大手町",
        Some(&["ap-tokyo-1a", "ap-tokyo-1b"]),
    ),
    ("서울-1", "서울 가산 데이터센터", Some(&["서울-1a", "서울-1b"])),
    (
        "lab/50% + #1",
        "The laboratory: half of it is switched off",
        Some(&["lab/50% + #1/a", "lab b?c&d=e"]),
    ),
    ("ap.singapore-1", "Singapore, under construction", None),
];

/// A zone: its name, what is said of it, and its region.
type Zone = (&'static str, Option<&'static str>, &'static str);

const ZONES: [Zone; 14] = [
    (
        "eu-frankfurt-1a",
        Some("StorageGRID, 12 nodes, erasure coding 6+3"),
        "eu-frankfurt-1",
    ),
    (
        "eu-frankfurt-1b",
        Some("StorageGRID, 12 nodes, erasure coding 6+3"),
        "eu-frankfurt-1",
    ),
    (
        "eu-frankfurt-1c",
        Some("ONTAP, metadata and witnesses"),
        "eu-frankfurt-1",
    ),
    (
        "eu-amsterdam-2a",
        Some("StorageGRID, 8 nodes, two copies"),
        "eu-amsterdam-2",
    ),
    (
        "eu-amsterdam-2b",
        Some("StorageGRID, 8 nodes, two copies"),
        "eu-amsterdam-2",
    ),
    (
        "us-ashburn-1a",
        Some("StorageGRID, 24 nodes, all flash"),
        "us-ashburn-1",
    ),
    (
        "us-ashburn-1b",
        Some("StorageGRID, 24 nodes, capacity"),
        "us-ashburn-1",
    ),
    ("ap-tokyo-1a", Some("StorageGRID, 6 nodes"), "ap-tokyo-1"),
    ("ap-tokyo-1b", None, "ap-tokyo-1"),
    ("서울-1a", Some("스토리지 클러스터, 노드 6개"), "서울-1"),
    ("서울-1b", Some("스토리지 클러스터, 노드 4개"), "서울-1"),
    ("lab/50% + #1/a", Some("One node, nobody's data"), "lab/50% + #1"),
    ("lab b?c&d=e", Some("One node, somebody's data"), "lab/50% + #1"),
    ("moon-base-1a", Some("Its region was closed"), "moon-base-1"),
];

/// All regions, as records.
pub(crate) fn regions() -> Vec<Value> {
    let numbered = REGIONS.iter().enumerate();
    numbered
        .map(|(number, (name, description, zones))| {
            // One answer of the real API spells this key with a capital.
            let key = if *name == "eu-amsterdam-2" {
                "Description"
            } else {
                "description"
            };
            json!({ "id": id(0xa1, number), "name": name, key: description, "zones": zones })
        })
        .collect()
}

/// All zones, as records.
pub(crate) fn zones() -> Vec<Value> {
    let numbered = ZONES.iter().enumerate();
    numbered
        .map(|(number, (name, description, region))| {
            // The API's description says `region_name`, its answers say `region`: here is one of each.
            let key = if *name == "eu-amsterdam-2b" {
                "region_name"
            } else {
                "region"
            };
            let mut zone = json!({ "id": id(0xb2, number), "name": name, key: region });
            if let (Value::Object(fields), Some(text)) = (&mut zone, description) {
                fields.insert("description".to_owned(), Value::from(*text));
            }
            zone
        })
        .collect()
}

fn id(kind: u32, number: usize) -> String {
    format!("5d91449986{kind:02x}caefed0f{:04x}", 0x39e0 + number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_oddity_is_there() {
        let regions = regions();
        let zones = zones();
        assert_eq!(
            regions.iter().filter(|region| region["zones"].is_null()).count(),
            1
        );
        assert_eq!(
            regions
                .iter()
                .filter(|region| region.get("Description").is_some())
                .count(),
            1
        );
        assert_eq!(
            zones
                .iter()
                .filter(|zone| zone.get("description").is_none())
                .count(),
            1
        );
        let known = |list: &[Value], name: &Value| list.iter().any(|record| record["name"] == *name);
        let named: Vec<&Value> = regions
            .iter()
            .filter_map(|region| region["zones"].as_array())
            .flatten()
            .collect();
        assert_eq!(named.iter().filter(|name| !known(&zones, name)).count(), 1);
        let homeless = zones
            .iter()
            .filter_map(|zone| zone.get("region"))
            .filter(|name| !known(&regions, name));
        assert_eq!(homeless.count(), 1);
    }
}
