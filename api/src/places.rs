//! Regions and zones put together. Each side names the other, and the two may disagree: what a region lists need not be
//! there, and what is there need not be listed. All of it is kept, with what is odd about it.

use crate::envelope::Answer;
use crate::paging::MAX_LIMIT;
use crate::region::{Region, Zone};
use serde_json::Value;

/// All regions and zones, as far as they were asked for in one request each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    regions: Vec<Region>,
    zones: Vec<Zone>,
    /// Whether a region that is not among them is unknown to the server too.
    all_regions: bool,
    /// The same of zones.
    all_zones: bool,
}

/// A region with its zones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The region's name; none for the zones that name no region.
    pub name: Option<String>,
    /// Words about it.
    pub description: Option<String>,
    /// Whether the server knows it; a zone may name one that it does not.
    pub known: bool,
    /// Its zones: those that it lists, then those that name it.
    pub zones: Vec<Member>,
}

/// A zone of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Words about it.
    pub description: Option<String>,
    /// How the two know of each other.
    pub tie: Tie,
}

/// How a region and a zone know of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tie {
    /// Nothing speaks against it.
    Agreed,
    /// The region lists a zone that is unknown.
    Unknown,
    /// The region lists the zone, which names another region.
    Elsewhere(String),
    /// The zone names the region, which lists other zones only. (One that lists none may just not tell.)
    Unlisted,
}

impl Places {
    /// Reads them from the answers so far. One that is missing, or not whole, makes nothing unknown.
    pub fn read(regions: Option<&Answer>, zones: Option<&Answer>) -> Self {
        fn records(answer: Option<&Answer>) -> &[Value] {
            answer.map_or(&[], |answer| &answer.records)
        }
        Self {
            regions: records(regions).iter().map(Region::read).collect(),
            zones: records(zones).iter().map(Zone::read).collect(),
            all_regions: regions.is_some_and(|answer| answer.is_whole(MAX_LIMIT)),
            all_zones: zones.is_some_and(|answer| answer.is_whole(MAX_LIMIT)),
        }
    }

    /// The region of a name, with its zones.
    pub fn site(&self, name: &str) -> Site {
        match self
            .regions
            .iter()
            .find(|region| region.name.as_deref() == Some(name))
        {
            Some(region) => self.site_of(region),
            None => self.unknown(name),
        }
    }

    /// A region with its zones. Its record may be newer than the list.
    pub fn site_of(&self, region: &Region) -> Site {
        Site {
            name: region.name.clone(),
            description: region.description.clone(),
            known: true,
            zones: self.members(region.name.as_deref(), &region.zones),
        }
    }

    /// All regions with their zones, then those that only zones name, then the zones that belong to none.
    pub fn sites(&self) -> Vec<Site> {
        let mut sites: Vec<Site> = self.regions.iter().map(|region| self.site_of(region)).collect();
        for name in self.zones.iter().filter_map(|zone| zone.region.as_deref()) {
            if sites.iter().all(|site| site.name.as_deref() != Some(name)) {
                sites.push(self.unknown(name));
            }
        }
        let mut homeless = self.members(None, &[]);
        homeless.retain(|zone| {
            let mut members = sites.iter().flat_map(|site| &site.zones);
            members.all(|member| member.name != zone.name)
        });
        if !homeless.is_empty() {
            sites.push(Site {
                name: None,
                description: None,
                known: true,
                zones: homeless,
            });
        }
        sites
    }

    /// The regions that list a zone.
    pub fn listing(&self, zone: &str) -> impl Iterator<Item = &str> {
        let listing = move |region: &&Region| region.zones.iter().any(|name| name == zone);
        let regions = self.regions.iter().filter(listing);
        regions.filter_map(|region| region.name.as_deref())
    }

    fn unknown(&self, name: &str) -> Site {
        Site {
            name: Some(name.to_owned()),
            description: None,
            known: !self.all_regions,
            zones: self.members(Some(name), &[]),
        }
    }

    fn members(&self, region: Option<&str>, listed: &[String]) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        for name in listed {
            if members.iter().any(|member| member.name == *name) {
                continue;
            }
            let zone = self.zones.iter().find(|zone| zone.name.as_ref() == Some(name));
            let other = zone.and_then(|zone| zone.region.clone());
            members.push(Member {
                name: name.clone(),
                description: zone.and_then(|zone| zone.description.clone()),
                tie: match other.filter(|other| Some(other.as_str()) != region) {
                    Some(other) => Tie::Elsewhere(other),
                    None if zone.is_none() && self.all_zones => Tie::Unknown,
                    None => Tie::Agreed,
                },
            });
        }
        for zone in self.zones.iter().filter(|zone| zone.region.as_deref() == region) {
            let Some(name) = &zone.name else { continue };
            if members.iter().all(|member| member.name != *name) {
                members.push(Member {
                    name: name.clone(),
                    description: zone.description.clone(),
                    tie: if listed.is_empty() {
                        Tie::Agreed
                    } else {
                        Tie::Unlisted
                    },
                });
            }
        }
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn answer(records: Value) -> Answer {
        Answer {
            records: records.as_array().cloned().unwrap_or_default(),
            ..Answer::default()
        }
    }

    fn places() -> Places {
        let regions = answer(json!([
            { "name": "eu", "description": "Europe", "zones": ["eu-a", "eu-x", "us-b", "eu-a"] },
            { "name": "us", "zones": null },
        ]));
        let zones = answer(json!([
            { "name": "eu-a", "region": "eu", "description": "first" },
            { "name": "eu-c", "region": "eu" },
            { "name": "us-b", "region": "us" },
            { "name": "moon-a", "region": "moon" },
            { "name": "alone" },
            { "region": "eu" },
        ]));
        Places::read(Some(&regions), Some(&zones))
    }

    fn told(site: &Site) -> Vec<(&str, Tie)> {
        site.zones
            .iter()
            .map(|zone| (zone.name.as_str(), zone.tie.clone()))
            .collect()
    }

    #[test]
    fn both_readings_are_kept_with_what_is_odd() {
        let eu = places().site("eu");
        assert_eq!(
            told(&eu),
            [
                ("eu-a", Tie::Agreed),
                ("eu-x", Tie::Unknown),
                ("us-b", Tie::Elsewhere("us".to_owned())),
                ("eu-c", Tie::Unlisted),
            ]
        );
        assert_eq!(eu.zones[0].description.as_deref(), Some("first"));
        assert_eq!(told(&places().site("us")), [("us-b", Tie::Agreed)]);
        assert_eq!(places().listing("us-b").collect::<Vec<_>>(), ["eu"]);
    }

    #[test]
    fn the_map_has_a_box_for_whatever_is_named() {
        let sites = places().sites();
        let names: Vec<_> = sites
            .iter()
            .map(|site| (site.name.as_deref(), site.known))
            .collect();
        assert_eq!(
            names,
            [
                (Some("eu"), true),
                (Some("us"), true),
                (Some("moon"), false),
                (None, true)
            ]
        );
        assert_eq!(told(&sites[3]), [("alone", Tie::Agreed)]);
    }

    #[test]
    fn what_was_not_loaded_is_not_unknown() {
        let some = Answer {
            total: Some(5_000),
            ..answer(json!([{ "name": "eu", "zones": ["eu-x"] }]))
        };
        let places = Places::read(Some(&some), None);
        assert_eq!(told(&places.site("eu")), [("eu-x", Tie::Agreed)]);
        assert!(places.site("moon").known);
    }

    proptest! {
        #[test]
        fn no_zone_is_lost(
            regions in prop::collection::vec(("[a-c]", prop::collection::vec("[p-t]", 0..4)), 0..4),
            zones in prop::collection::vec(("[p-t]", prop::option::of("[a-d]")), 0..6),
        ) {
            let named = regions.iter().map(|(name, zones)| json!({ "name": name, "zones": zones })).collect();
            let there = zones.iter().map(|(name, region)| json!({ "name": name, "region": region })).collect();
            let sites = Places::read(Some(&answer(named)), Some(&answer(there))).sites();
            let shown: Vec<&str> = sites.iter().flat_map(|site| &site.zones).map(|zone| zone.name.as_str()).collect();
            for name in zones.iter().map(|(name, _)| name).chain(regions.iter().flat_map(|(_, zones)| zones)) {
                prop_assert!(shown.contains(&name.as_str()), "{} of {:?}", name, sites);
            }
        }
    }
}
