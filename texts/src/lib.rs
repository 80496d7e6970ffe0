//! Every text of the console that does not come from the server, in each of its languages.
//!
//! English is part of the code. The other languages are with the feature `all` alone: the published console fetches them
//! when they are spoken, as what [`Messages::texts`] gives and [`Messages::of`] takes back.

#[macro_use]
mod language;
mod boot;
mod glossary;
#[cfg(feature = "all")]
pub mod json;

pub use boot::Boot;
pub use glossary::Glossary;

// The languages: variant => tag and file, its name in itself, its name in English. To add one, copy `en.rs`, translate it,
// and add its line here; all else follows from this table.
languages! {
    En => en, "English", "English";
    Ko => ko, "한국어", "Korean";
    Ja => ja, "日本語", "Japanese";
}

/// Declares the texts, and how they become a list and a list becomes them, both in the order that they stand in.
macro_rules! messages {
    ($(#[$about:meta])* pub struct Messages { $($(#[$doc:meta])* pub $name:ident: &'static str,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Messages { $($(#[$doc])* pub $name: &'static str,)+ }

        impl Messages {
            /// All of them, in order.
            pub fn texts(&self) -> Vec<&'static str> {
                vec![$(self.$name),+]
            }

            /// The texts of such a list; `None` where it is not just as long.
            ///
            /// They take the places of the English ones, one by one: to build the struct from an array of texts is 3 KB
            /// more of the first load.
            pub fn of(texts: Vec<String>) -> Option<Box<Self>> {
                const COUNT: usize = [$(stringify!($name)),+].len();
                if texts.len() != COUNT {
                    return None;
                }
                let (mut messages, mut texts) = (Box::new(en::MESSAGES), texts.into_iter());
                $(put(&mut messages.$name, &mut texts);)+
                Some(messages)
            }
        }
    };
}

/// Puts the next text into its place. It stays for good, as those that are part of the code do: a language is read once,
/// and what is on the page may hold any of its texts.
#[inline(never)]
fn put(place: &mut &'static str, texts: &mut std::vec::IntoIter<String>) {
    if let Some(text) = texts.next() {
        *place = text.leak();
    }
}

messages! {
/// The texts of one language: a struct, so that a text missing in one language does not compile.
///
/// `{0}`, `{1}` … are filled by the console; what they stand for is said beside the field.
#[allow(missing_docs, reason = "their names and the English texts say it")]
pub struct Messages {
    // The frame.
    pub skip: &'static str,
    pub main: &'static str,
    pub overview: &'static str,
    pub regions: &'static str,
    pub zones: &'static str,
    pub jobs: &'static str,
    pub account: &'static str,
    pub change_password: &'static str,
    pub sign_out: &'static str,
    pub tenant: &'static str,
    pub all_tenants: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub time_zone: &'static str,
    /// {0}: the browser's zone.
    pub zone_browser: &'static str,
    pub settings: &'static str,
    pub offline: &'static str,
    pub storage_lost: &'static str,
    /// {0}: the state of the newest job.
    pub bell: &'static str,
    /// {0}: the state of the newest job, {1}: how many.
    pub bell_unseen: &'static str,
    pub recent_jobs: &'static str,
    pub watch: &'static str,
    /// {0}: a job.
    pub unwatch: &'static str,
    pub watched_jobs: &'static str,
    /// {0}: how many.
    pub watched_all: &'static str,
    /// {0}: how many at most.
    pub watch_full: &'static str,
    pub watching: &'static str,
    /// {0}: a job, {1}: its status.
    pub watch_ended: &'static str,
    pub watch_gone: &'static str,
    pub notify_me: &'static str,
    pub notify_refused: &'static str,
    pub dismiss: &'static str,
    /// {0}: an id.
    pub unknown_tenant: &'static str,
    pub unknown_tenant_hint: &'static str,
    pub show_all_tenants: &'static str,

    // Sign in.
    pub sign_in: &'static str,
    pub sign_in_lead: &'static str,
    pub signing_in: &'static str,
    pub username: &'static str,
    pub password: &'static str,
    pub show_password: &'static str,
    pub hide_password: &'static str,
    pub caps_lock: &'static str,
    pub required: &'static str,
    pub wrong_sign_in: &'static str,
    pub session_ended: &'static str,
    pub session_idle: &'static str,
    pub session_elsewhere: &'static str,
    pub signed_out: &'static str,
    pub idle_title: &'static str,
    /// {0}: a duration.
    pub idle_text: &'static str,
    pub idle_stay: &'static str,
    pub no_token: &'static str,
    pub maybe_signed_in: &'static str,

    // Change password.
    pub password_lead: &'static str,
    pub current_password: &'static str,
    pub new_password: &'static str,
    pub confirm_password: &'static str,
    pub password_changed: &'static str,
    pub changing_password: &'static str,
    /// {0}: how many characters at least.
    pub password_short: &'static str,
    /// {0}: how many characters at most.
    pub password_long: &'static str,
    /// {0}: how many characters are advised.
    pub password_weak: &'static str,
    pub password_differs: &'static str,
    pub maybe_done: &'static str,

    // Account.
    pub account_lead: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub user_id: &'static str,
    pub tenancies: &'static str,
    pub role: &'static str,
    pub code: &'static str,
    pub session: &'static str,
    pub session_ends: &'static str,
    pub unknown_end: &'static str,
    /// {0}: a relative time, e.g. “in 54 minutes”.
    pub session_left: &'static str,
    pub session_over: &'static str,
    /// {0}: a duration.
    pub idle_limit: &'static str,
    pub sign_out_everywhere: &'static str,

    // Records.
    pub id: &'static str,
    pub region: &'static str,
    pub zone: &'static str,
    pub description: &'static str,
    pub all_regions: &'static str,
    pub status: &'static str,
    pub job: &'static str,
    pub object: &'static str,
    pub object_id: &'static str,
    pub object_name: &'static str,
    pub kind: &'static str,
    pub created: &'static str,
    pub updated: &'static str,
    pub duration: &'static str,
    pub action: &'static str,
    pub summary: &'static str,
    pub detail: &'static str,
    pub last_error: &'static str,
    pub tasks: &'static str,
    pub task: &'static str,
    pub driver: &'static str,
    pub resource: &'static str,
    pub payload: &'static str,
    pub secrets_masked: &'static str,
    pub other_fields: &'static str,
    pub no_tasks_yet: &'static str,
    pub no_tasks: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub copy_failed: &'static str,
    pub copy_link: &'static str,
    pub copy_curl: &'static str,
    pub copy_json: &'static str,
    pub previous_job: &'static str,
    pub next_job: &'static str,
    pub timeline: &'static str,
    /// {0}: how many tasks have ended, {1}: of how many.
    pub tasks_ended: &'static str,
    pub no_reason: &'static str,
    pub expand_all: &'static str,
    pub collapse_all: &'static str,
    pub copy_payload: &'static str,
    pub search_payload: &'static str,
    /// {0}: how many.
    pub found: &'static str,
    pub no_longer_there: &'static str,

    // Job states, where the server sends no word of its own.
    pub state_unknown: &'static str,

    // Overview.
    pub newest_jobs: &'static str,
    pub all_jobs: &'static str,
    pub needs_attention: &'static str,
    /// {0}: how many of the newest jobs were looked at.
    pub among_newest: &'static str,
    pub failed: &'static str,
    pub in_progress: &'static str,
    pub partly_failed: &'static str,
    pub successful: &'static str,
    pub day: &'static str,
    pub jobs_per_day: &'static str,
    pub time_to_finish: &'static str,
    pub median: &'static str,
    /// By the nearest-rank method.
    pub percentile: &'static str,
    pub show_as_table: &'static str,
    /// {0}: how many were looked at, {1}: how many there are, or nothing where nobody knows.
    pub from_newest: &'static str,
    /// {0}: how many.
    pub left_out: &'static str,
    pub none: &'static str,
    pub regions_and_zones: &'static str,
    pub zone_count: &'static str,
    pub filter_rows: &'static str,
    /// {0}: how many rows, {1}: of how many.
    pub kept: &'static str,
    /// The same, {2}: how many there are in all.
    pub kept_of_loaded: &'static str,
    pub zone_unknown: &'static str,
    /// {0}: a region.
    pub zone_elsewhere: &'static str,
    pub zone_unlisted: &'static str,
    pub region_unknown: &'static str,
    pub no_region: &'static str,
    pub sister_zones: &'static str,
    pub also_listed_by: &'static str,

    // Lists.
    pub refresh: &'static str,
    pub live_updates: &'static str,
    /// {0}: what changed by name and state, or how many rows.
    pub changed: &'static str,
    pub retry: &'static str,
    pub loading: &'static str,
    /// {0}: the number of the try, {1}: of how many.
    pub retrying: &'static str,
    pub previous_page: &'static str,
    pub next_page: &'static str,
    pub items_per_page: &'static str,
    /// {0}–{1} of {2}.
    pub span_of: &'static str,
    /// {0}–{1}, where the total is unknown.
    pub span: &'static str,
    /// {0}: a relative time.
    pub updated_at: &'static str,
    pub empty_regions: &'static str,
    pub empty_zones: &'static str,
    /// {0}: a region.
    pub empty_zones_of: &'static str,
    pub empty_jobs: &'static str,
    pub empty_jobs_hint: &'static str,
    pub empty_hint: &'static str,
    /// {0}: a time.
    pub rows_from: &'static str,
    pub first_page: &'static str,
    pub last_page: &'static str,
    pub go_to_page: &'static str,
    pub filter: &'static str,
    pub clear_filters: &'static str,
    pub all_statuses: &'static str,
    /// {0}: how many rows.
    pub loaded: &'static str,
    /// {0}: how many rows, {1}: of how many that are loaded, or are to be.
    pub of_loaded: &'static str,
    /// {0}: one of the two above, {1}: how many rows there are in all.
    pub in_all: &'static str,
    pub no_match: &'static str,
    pub no_match_hint: &'static str,
    pub load_more: &'static str,
    /// {0}: how many rows.
    pub load_limit: &'static str,
    pub cancel: &'static str,
    pub columns: &'static str,
    pub density: &'static str,
    pub comfortable: &'static str,
    pub compact: &'static str,
    pub export: &'static str,
    pub export_page_csv: &'static str,
    pub export_page_json: &'static str,
    pub export_all_csv: &'static str,
    pub export_all_json: &'static str,
    /// {0}: how many rows are read, {1}: of how many.
    pub exporting: &'static str,
    /// {0}: how many jobs, {1}: the name of a file.
    pub exported: &'static str,

    // Errors: what happened, and what to do next.
    /// {0}: the origin.
    pub err_unreachable: &'static str,
    pub err_timeout: &'static str,
    pub err_unexpected: &'static str,
    pub err_invalid: &'static str,
    pub err_unauthorized: &'static str,
    pub err_forbidden: &'static str,
    pub err_not_found: &'static str,
    pub err_not_allowed: &'static str,
    pub err_precondition: &'static str,
    pub err_too_many: &'static str,
    pub err_server: &'static str,
    /// {0}: the code.
    pub err_other: &'static str,
    pub do_unreachable: &'static str,
    pub do_timeout: &'static str,
    pub do_unexpected: &'static str,
    pub do_invalid: &'static str,
    pub do_unauthorized: &'static str,
    pub do_forbidden: &'static str,
    pub do_not_found: &'static str,
    pub do_not_allowed: &'static str,
    pub do_precondition: &'static str,
    pub do_too_many: &'static str,
    pub do_server: &'static str,
    pub do_other: &'static str,
    pub details: &'static str,

    // Palette and shortcuts.
    pub search: &'static str,
    pub search_hint: &'static str,
    pub search_partly: &'static str,
    pub pages: &'static str,
    pub actions: &'static str,
    /// {0}: an id.
    pub open_job: &'static str,
    /// {0}: how many.
    pub results: &'static str,
    /// {0}: what was typed.
    pub no_results: &'static str,
    pub no_results_hint: &'static str,
    pub refresh_page: &'static str,
    pub shortcuts: &'static str,
    pub keys: &'static str,
    pub keys_note: &'static str,
    pub on: &'static str,
    pub off: &'static str,
    pub key_filter: &'static str,
    pub key_next: &'static str,
    pub key_previous: &'static str,
    pub key_open: &'static str,
    pub close: &'static str,

    // Not found, and settings that can't be used.
    pub not_found: &'static str,
    /// {0}: the address.
    pub not_found_lead: &'static str,
    pub config_wrong: &'static str,
    /// {0}: the key, {1}: its value.
    pub config_key: &'static str,
    pub config_whole: &'static str,
    /// {0}: what is allowed.
    pub config_allowed: &'static str,
    pub allowed_object: &'static str,
    pub allowed_key: &'static str,
    pub allowed_base: &'static str,
    pub allowed_path: &'static str,
    pub allowed_text: &'static str,
    /// {0} and {1}: the ends of the range.
    pub allowed_whole: &'static str,

    pub new_version: &'static str,
    pub reload: &'static str,

    pub sort_by: &'static str,
    /// {0}: a column.
    pub ascending_by: &'static str,
    /// {0}: a column.
    pub descending_by: &'static str,
    pub filters: &'static str,
    pub done: &'static str,

    // Time zones.
    pub zone_other: &'static str,
    pub zone_search: &'static str,
    pub zone_search_hint: &'static str,
    /// {0}: a time zone, e.g. “Asia/Seoul”.
    pub times_in: &'static str,

    // One of what is counted elsewhere.
    /// {0}: the number 1, {1}: the name of a file.
    pub exported_one: &'static str,
    /// {0} and {1}: the number 1.
    pub from_newest_one: &'static str,

    // About.
    pub about: &'static str,
    pub version: &'static str,
    pub build: &'static str,
    pub licences: &'static str,
}
}

#[cfg(feature = "all")]
#[cfg(test)]
mod tests {
    use super::*;

    fn texts(locale: Locale) -> Vec<&'static str> {
        locale.built_in().unwrap().texts()
    }

    /// The places of a text, each as often as it has it.
    fn places(text: &str) -> Vec<&str> {
        let parts = text.split('{').skip(1);
        let mut places: Vec<_> = parts.map(|part| part.split_once('}').unwrap().0).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    #[test]
    fn all_languages_fill_the_same_places() {
        for locale in Locale::ALL.iter().copied() {
            let tag = locale.tag();
            for (text, english) in texts(locale).into_iter().zip(texts(Locale::En)) {
                assert_eq!(places(text), places(english), "{tag}: {text:?}, {english:?}");
                assert!(
                    !text.is_empty() || english.is_empty(),
                    "{tag}: nothing for {english:?}"
                );
            }
        }
    }

    #[test]
    fn a_list_of_texts_becomes_them_again() {
        for locale in Locale::ALL.iter().copied() {
            let list: Vec<String> = texts(locale).into_iter().map(str::to_owned).collect();
            assert_eq!(Messages::of(list.clone()).as_deref(), locale.built_in());
            assert_eq!(
                Messages::of([&list[..], &list[..1]].concat()),
                None,
                "one too many"
            );
            assert_eq!(Messages::of(list[1..].to_vec()), None, "one too few");
        }
        assert_eq!(Messages::of(Vec::new()), None);
    }

    #[test]
    fn the_languages_differ() {
        for (at, locale) in Locale::ALL.iter().enumerate() {
            for other in &Locale::ALL[at + 1..] {
                assert_ne!(texts(*locale), texts(*other));
            }
        }
    }

    /// A count that may be 1 stands before no plural: there is a text of its own for one, or the count comes last.
    #[test]
    fn no_count_is_followed_by_the_wrong_number() {
        // These hold the count of a limit, or have a text for one beside them.
        const KNOWN: [&str; 7] = [
            "You can watch {0} jobs at once",
            "All {0} watched jobs",
            "Use at least {0} characters",
            "Use at most {0} characters",
            "This will do. {0} characters",
            "Stopped at {0} jobs",
            "{0} jobs saved",
        ];
        for text in texts(Locale::En) {
            let places = text.split('}').skip(1);
            let plural = places.filter_map(|rest| rest.strip_prefix(' ')).any(|rest| {
                let mut words = rest.split(|c: char| !c.is_alphabetic());
                words
                    .next()
                    .is_some_and(|word| word.ends_with('s') && !["is", "as", "its", "has"].contains(&word))
            });
            let is_known = KNOWN.iter().any(|known| text.starts_with(known))
                || text.starts_with("from the {0} newest of {1} jobs");
            assert!(!plural || is_known, "{text:?}");
        }
    }
}
