//! Tokens: JSON Web Tokens signed with HS256 (RFC 7515, RFC 7519).

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::held;
use crate::options::Refusal;

const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// The API puts these two into a token and nothing else.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    username: String,
    exp: i64,
}

/// The key and the lifetime of tokens.
pub(crate) struct Tokens {
    key: [u8; 32],
    lifetime: i64,
    revoked: Mutex<Revoked>,
}

/// How often tokens were revoked: everybody's, and each user's; and how often they were declared ended. A token cannot say
/// when it was made (it has no `iat`), so each of these changes the key instead.
#[derive(Default)]
struct Revoked {
    all: u64,
    of: HashMap<String, u64>,
    ended: u64,
}

impl Tokens {
    pub(crate) fn new(lifetime_seconds: u64) -> Result<Self, Refusal> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|fault| {
            Refusal::new(format!(
                "no key can be made: the system gives no randomness ({fault})"
            ))
        })?;
        let lifetime = i64::try_from(lifetime_seconds).unwrap_or(i64::MAX / 2);
        Ok(Self {
            key,
            lifetime,
            revoked: Mutex::default(),
        })
    }

    /// A token for a user.
    pub(crate) fn mint(&self, username: &str, now: i64) -> String {
        let claims = Claims {
            username: username.to_owned(),
            exp: now.saturating_add(self.lifetime),
        };
        let claims = serde_json::to_vec(&claims).unwrap_or_default();
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(HEADER),
            URL_SAFE_NO_PAD.encode(claims)
        );
        let ended = held(&self.revoked).ended;
        let signature = self.signing(username, &signed, ended).finalize().into_bytes();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// Whose token it is; `None` if it is not from here, has ended or was revoked.
    pub(crate) fn owner(&self, token: &str, now: i64) -> Option<String> {
        let ended = held(&self.revoked).ended;
        self.owner_among(token, now, ended..=ended)
    }

    /// Whose token it is, for a new one: one that was [declared ended](Self::end) is good for that.
    pub(crate) fn renewer(&self, token: &str, now: i64) -> Option<String> {
        let ended = held(&self.revoked).ended;
        self.owner_among(token, now, 0..=ended)
    }

    fn owner_among(&self, token: &str, now: i64, mut ended: RangeInclusive<u64>) -> Option<String> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        if header != URL_SAFE_NO_PAD.encode(HEADER) {
            return None;
        }
        let claims: Claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let is_ours = ended.any(|ended| {
            let signing = self.signing(&claims.username, signed, ended);
            signing.verify_slice(&signature).is_ok()
        });
        (is_ours && now < claims.exp).then_some(claims.username)
    }

    /// Makes the tokens issued so far worthless: everybody's or one user's.
    pub(crate) fn revoke(&self, username: Option<&str>) {
        let mut revoked = held(&self.revoked);
        match username {
            Some(username) => *revoked.of.entry(username.to_owned()).or_default() += 1,
            None => revoked.all += 1,
        }
    }

    /// Declares the tokens issued so far ended, as by a server that gives a new one for a while after the end.
    pub(crate) fn end(&self) {
        held(&self.revoked).ended += 1;
    }

    /// Takes all revocations back.
    pub(crate) fn reset(&self) {
        *held(&self.revoked) = Revoked::default();
    }

    fn signing(&self, username: &str, signed: &str, ended: u64) -> Hmac<Sha256> {
        let (all, of) = {
            let revoked = held(&self.revoked);
            (revoked.all, revoked.of.get(username).copied().unwrap_or_default())
        };
        let mut key = keyed(&self.key);
        key.update(format!("{all} {of} {ended} {username}").as_bytes());
        let mut signing = keyed(&key.finalize().into_bytes());
        signing.update(signed.as_bytes());
        signing
    }
}

/// HMAC takes keys of any length; the error is there for other algorithms.
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens() -> Tokens {
        Tokens::new(60).expect("the system gives random bytes")
    }

    #[test]
    fn a_token_says_who_and_until_when_and_nothing_else() {
        let token = tokens().mint("MyName", 1_000);
        let claims = token.split('.').nth(1).unwrap();
        let claims = URL_SAFE_NO_PAD.decode(claims).unwrap();
        assert_eq!(claims, br#"{"username":"MyName","exp":1060}"#);
    }

    #[test]
    fn a_token_lives_for_its_time() {
        let tokens = tokens();
        let token = tokens.mint("MyName", 1_000);
        assert_eq!(tokens.owner(&token, 1_059).as_deref(), Some("MyName"));
        assert_eq!(tokens.owner(&token, 1_060), None);
    }

    #[test]
    fn a_forged_token_is_worthless() {
        let ours = tokens();
        let token = ours.mint("MyName", 1_000);
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let head = signed.split('.').next().unwrap();
        let claims = URL_SAFE_NO_PAD.encode(r#"{"username":"admin","exp":9999999999}"#);
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
        let forged = [
            format!("{head}.{claims}.{signature}"),
            format!("{none}.{claims}."),
            format!("{signed}."),
            signed.to_owned(),
            String::new(),
            "..".to_owned(),
            "서울".to_owned(),
            tokens().mint("MyName", 1_000),
        ];
        for token in forged {
            assert_eq!(ours.owner(&token, 1_001), None, "{token}");
        }
    }

    #[test]
    fn a_revoked_token_is_worthless_and_the_next_one_is_not() {
        let tokens = tokens();
        let (mine, theirs) = (tokens.mint("MyName", 1_000), tokens.mint("admin", 1_000));
        tokens.revoke(Some("MyName"));
        assert_eq!(tokens.owner(&mine, 1_001), None);
        assert!(tokens.owner(&theirs, 1_001).is_some());
        assert!(tokens.owner(&tokens.mint("MyName", 1_000), 1_001).is_some());
        tokens.revoke(None);
        assert_eq!(tokens.owner(&theirs, 1_001), None);
    }
    #[test]
    fn a_token_that_was_declared_ended_is_good_for_a_new_one_alone() {
        let tokens = tokens();
        let old = tokens.mint("MyName", 1_000);
        tokens.end();
        assert_eq!(tokens.owner(&old, 1_001), None);
        assert_eq!(tokens.renewer(&old, 1_001).as_deref(), Some("MyName"));
        assert_eq!(tokens.renewer(&old, 1_060), None, "its own end is an end");
        let new = tokens.mint("MyName", 1_000);
        assert_ne!(new, old);
        assert!(tokens.owner(&new, 1_001).is_some());
        tokens.revoke(None);
        assert_eq!(tokens.renewer(&old, 1_001), None);
    }
}
