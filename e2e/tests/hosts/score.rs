//! What others think of it: Mozilla's Observatory and Google's CSP evaluator, of what nginx really sends.

use nse_e2e::{Answer, Host, Web, ask_plainly, findings};

use super::NO_API;

/// A rule of the Observatory: what it is called there, what it adds, and whether it did before it counted COOP and COEP
/// too (its rules of 2024, with 135 points at most).
struct Rule {
    name: &'static str,
    points: i32,
    older: bool,
    holds: bool,
}

/// The rules that add points, and whether they hold. <https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring>
/// and, with COOP and COEP, `src/grader/charts.js` of mdn/mdn-http-observatory (2026).
fn bonuses(answer: &Answer) -> Vec<Rule> {
    let header = |name| answer.header(name).unwrap_or_default();
    let policy = header("content-security-policy");
    let sources = |name: &str| {
        let of = |part: &str| {
            let mut words = part.split_whitespace();
            (words.next() == Some(name)).then(|| words.map(str::to_owned).collect::<Vec<_>>())
        };
        policy.split(';').find_map(of).unwrap_or_default()
    };
    let unsafe_code = ["script-src", "style-src", "object-src"].iter().any(|name| {
        let loose = [
            "'unsafe-inline'",
            "'unsafe-eval'",
            "data:",
            "http:",
            "https:",
            "ftp:",
            "*",
        ];
        sources(name)
            .iter()
            .any(|source| loose.contains(&source.as_str()))
    });
    let page = String::from_utf8_lossy(&answer.body).into_owned();
    // That of the page itself, which the policy allows by its digest, has no address.
    let tags = page
        .split("<script")
        .skip(1)
        .filter_map(|rest| rest.split('>').next());
    let scripts: Vec<_> = tags
        .filter_map(|tag| Some((tag, tag.split_once(" src=\"")?.1.split('"').next()?)))
        .collect();
    let rule = |name, points, older, holds| Rule {
        name,
        points,
        older,
        holds,
    };
    vec![
        rule(
            "csp-implemented-with-no-unsafe-default-src-none",
            10,
            true,
            sources("default-src") == ["'none'"] && sources("form-action") == ["'self'"] && !unsafe_code,
        ),
        rule(
            "cross-origin-resource-policy-implemented-with-same-origin",
            10,
            true,
            header("cross-origin-resource-policy") == "same-origin",
        ),
        rule(
            "coop-implemented-with-same-origin",
            10,
            false,
            header("cross-origin-opener-policy") == "same-origin",
        ),
        rule(
            "coep-implemented-with-require-corp",
            10,
            false,
            header("cross-origin-embedder-policy") == "require-corp",
        ),
        rule(
            "referrer-policy-private",
            5,
            true,
            header("referrer-policy") == "no-referrer",
        ),
        rule(
            "sri-implemented-and-all-scripts-loaded-securely",
            5,
            true,
            !scripts.is_empty()
                && scripts
                    .iter()
                    .all(|(tag, from)| tag.contains(" integrity=\"sha384-") && !from.contains("//")),
        ),
        rule(
            "x-frame-options-implemented-via-csp",
            5,
            true,
            sources("frame-ancestors") == ["'none'"],
        ),
        // Only for names that browsers were shipped with; nobody can say that of a host that is not known yet.
        rule("hsts-preloaded", 5, true, false),
    ]
}

/// What takes points away must not be there: each with what the Observatory would take.
fn penalties(answer: &Answer, plain: &Answer) -> Vec<Rule> {
    let age = answer
        .header("strict-transport-security")
        .and_then(|value| value.strip_prefix("max-age=")?.split(';').next()?.parse().ok())
        .unwrap_or(0);
    let location = plain.header("location").unwrap_or_default();
    let rule = |name, points, holds| Rule {
        name,
        points,
        older: true,
        holds,
    };
    vec![
        rule(
            "hsts-implemented-max-age-less-than-six-months",
            -10,
            age < 15_768_000,
        ),
        rule(
            "redirection-missing",
            -20,
            !(plain.status == 308 && location.starts_with("https://localhost/")),
        ),
        rule(
            "x-content-type-options-not-implemented",
            -5,
            answer.header("x-content-type-options") != Some("nosniff"),
        ),
        rule(
            "cookies-without-secure-flag",
            -20,
            answer.header("set-cookie").is_some(),
        ),
        rule(
            "cross-origin-resource-sharing-implemented-with-universal-access",
            -50,
            answer.header("access-control-allow-origin").is_some(),
        ),
    ]
}

#[test]
fn the_observatory_would_give_nginx_155_points_and_135_by_its_older_rules() {
    let host = Host::start(Web::Nginx, "", NO_API).unwrap();
    let answer = host.get("/", "identity").unwrap();
    let plain = ask_plainly(host.plain, "GET", "/").unwrap();
    let mut sum = "baseline 100".to_owned();
    let (mut score, mut older) = (100, 100);
    // Bonuses count only from 90 points on: that none is taken away is more than that.
    for rule in penalties(&answer, &plain).iter().chain(&bonuses(&answer)) {
        let points = if rule.holds { rule.points } else { 0 };
        sum.push_str(&format!("\n{points:+4}  {}", rule.name));
        score += points;
        older += if rule.older { points } else { 0 };
    }
    println!("{sum}\n= {score}; {older} without COOP and COEP");
    //   100  baseline
    //   +10  csp-implemented-with-no-unsafe-default-src-none
    //   +10  cross-origin-resource-policy-implemented-with-same-origin
    //   +10  coop-implemented-with-same-origin (since 2026)
    //   +10  coep-implemented-with-require-corp (since 2026)
    //    +5  referrer-policy-private
    //    +5  sri-implemented-and-all-scripts-loaded-securely
    //    +5  x-frame-options-implemented-via-csp
    //    +0  hsts-preloaded
    assert_eq!((score, older), (155, 135), "{sum}");
}

#[test]
fn googles_evaluator_finds_only_that_scripts_come_from_the_console_itself() {
    let host = Host::start(Web::Nginx, "", NO_API).unwrap();
    let answer = host.get("/", "identity").unwrap();
    let found = findings(answer.header("content-security-policy").unwrap()).unwrap();
    // It says so of any policy that takes scripts from 'self': a host with JSONP, AngularJS or files of its users could
    // be made to serve an attacker's script. A host of the console has none of these: it serves the files of dist/, and
    // /api, whose answers are JSON and `nosniff`; and a script's address would have to get past Trusted Types first.
    // And it would have browsers that know no digests run any script of the page: they get files instead (boot.js).
    assert_eq!(
        found,
        [
            "STRICT_CSP UNSAFE_INLINE_FALLBACK script-src",
            "MEDIUM_MAYBE SCRIPT_ALLOWLIST_BYPASS script-src 'self'",
        ]
    );
}
