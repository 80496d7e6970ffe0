//! Regions (data centres or sites) and zones (storage clusters within a region).

use crate::value::{text, text_of, texts};
use serde_json::Value;

/// A data centre or site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Region {
    /// The server's id.
    pub id: Option<String>,
    /// The key: what addresses and zones refer to.
    pub name: Option<String>,
    /// Words about it.
    pub description: Option<String>,
    /// The names of its zones.
    pub zones: Vec<String>,
}

impl Region {
    /// Reads a region record.
    pub fn read(record: &Value) -> Self {
        Self {
            id: text(record, "id"),
            name: text(record, "name"),
            // `Description` in one answer of the reference.
            description: text_of(record, &["description", "Description"]),
            zones: texts(record, "zones"),
        }
    }
}

/// A storage cluster within a region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zone {
    /// The server's id.
    pub id: Option<String>,
    /// The key: what addresses and regions refer to.
    pub name: Option<String>,
    /// Words about it.
    pub description: Option<String>,
    /// The name of its region.
    pub region: Option<String>,
}

impl Zone {
    /// Reads a zone record.
    pub fn read(record: &Value) -> Self {
        Self {
            id: text(record, "id"),
            name: text(record, "name"),
            description: text_of(record, &["description", "Description"]),
            // Answers say `region`, the reference's table of fields `region_name`.
            region: text_of(record, &["region", "region_name"]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_spellings_and_null_zones_are_read() {
        let region = Region::read(&json!({"name": "eu", "Description": "d", "zones": null}));
        assert_eq!(
            (region.description.as_deref(), region.zones.len()),
            (Some("d"), 0)
        );
        assert_eq!(
            Zone::read(&json!({"region_name": "eu"})).region.as_deref(),
            Some("eu")
        );
        assert_eq!(
            Zone::read(&json!({"region": "us", "region_name": ""}))
                .region
                .as_deref(),
            Some("us")
        );
    }
}
