//! What a time zone is called, by its IANA name.

/// Zones that browsers still know by the name that their city had (CLDR keeps such names), and the city's name now.
const RENAMED: [(&str, &str); 9] = [
    ("Africa/Asmera", "Asmara"),
    ("America/Godthab", "Nuuk"),
    ("Asia/Calcutta", "Kolkata"),
    ("Asia/Katmandu", "Kathmandu"),
    ("Asia/Rangoon", "Yangon"),
    ("Asia/Saigon", "Ho Chi Minh"),
    ("Atlantic/Faeroe", "Faroe"),
    ("Europe/Kiev", "Kyiv"),
    ("Pacific/Truk", "Chuuk"),
];

/// The name of a zone as people read it, e.g. `America/New York`, with its city's name now, where that is another.
pub fn label(name: &str) -> String {
    let mut label = name.replace('_', " ");
    if let Some((_, city)) = RENAMED.iter().find(|(known, _)| *known == name) {
        label.push_str(" (");
        label.push_str(city);
        label.push(')');
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_called_as_people_write_it() {
        assert_eq!(label("America/New_York"), "America/New York");
        assert_eq!(label("Asia/Calcutta"), "Asia/Calcutta (Kolkata)");
        assert_eq!(label("UTC"), "UTC");
    }
}
