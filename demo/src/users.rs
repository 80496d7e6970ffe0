//! Who may sign in.

use std::sync::Mutex;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use serde_json::{Value, json};

use crate::held;
use crate::options::Refusal;
use crate::seed::{MINE, Share, THEIRS};

/// The id of the user with one tenancy.
pub(crate) const MY_ID: &str = "5d914547869caefed0f39f01";
/// The id of the user with two.
pub(crate) const ADMIN_ID: &str = "5d914547869caefed0f39f02";

/// A customer whose things are kept apart from others'.
pub(crate) struct Tenancy {
    pub(crate) id: &'static str,
    name: &'static str,
    code: &'static str,
    /// Which jobs are its own.
    jobs: &'static [u64],
}

const ACME: Tenancy = Tenancy {
    id: "7a1d2f60-5b0e-4c7f-9a55-0c1de0a5c001",
    name: "Acme Storage",
    code: "acme",
    jobs: MINE,
};
const GLOBEX: Tenancy = Tenancy {
    id: "7a1d2f60-5b0e-4c7f-9a55-0c1de0a5c002",
    name: "Globex Research",
    code: "globex",
    jobs: THEIRS,
};

/// What never changes about a user.
struct Person {
    id: &'static str,
    username: &'static str,
    first_name: &'static str,
    last_name: &'static str,
    email: &'static str,
    first_password: &'static str,
    role: &'static str,
    tenancies: &'static [Tenancy],
}

const PEOPLE: [Person; 2] = [
    Person {
        id: MY_ID,
        username: "MyName",
        first_name: "My",
        last_name: "Name",
        email: "my.name@example.com",
        first_password: "newPassword",
        role: "user",
        tenancies: &[ACME],
    },
    Person {
        id: ADMIN_ID,
        username: "admin",
        first_name: "Ada",
        last_name: "Admin",
        email: "ada.admin@example.com",
        first_password: "admin-password",
        role: "admin",
        tenancies: &[ACME, GLOBEX],
    },
];

/// A user and the hash of the password.
pub(crate) struct User {
    person: Person,
    first_hash: String,
    hash: Mutex<String>,
}

impl User {
    pub(crate) fn username(&self) -> &'static str {
        self.person.username
    }

    /// The record; `role` is called `role_name` in one of the API's answers.
    pub(crate) fn record(&self, role_key: &str) -> Value {
        let Person {
            id,
            username,
            first_name,
            last_name,
            email,
            role,
            tenancies,
            ..
        } = &self.person;
        let tenancies: Vec<Value> = tenancies
            .iter()
            .map(|tenancy| json!({ "id": tenancy.id, "name": tenancy.name, "code": tenancy.code, role_key: role }))
            .collect();
        json!({
            "id": id,
            "username": username,
            "firstName": first_name,
            "lastName": last_name,
            "displayName": format!("{first_name} {last_name}"),
            "email": email,
            "tenancies": tenancies,
        })
    }

    /// The jobs of all of the user's tenancies, or of one; `None` if that one is not the user's.
    pub(crate) fn share(&self, tenant_id: Option<&str>) -> Option<Share> {
        let asked = |tenancy: &&Tenancy| tenant_id.is_none_or(|id| id == tenancy.id);
        let tenancies: Vec<&Tenancy> = self.person.tenancies.iter().filter(asked).collect();
        let places = tenancies.iter().flat_map(|tenancy| tenancy.jobs.iter().copied());
        (!tenancies.is_empty()).then(|| Share::new(places))
    }

    /// Whether this is the user's password.
    pub(crate) async fn is_password(&self, password: String) -> bool {
        let hash = held(&self.hash).clone();
        aside(move || matches(&password, &hash)).await.unwrap_or_default()
    }

    /// Gives the user another password; false if it could not be hashed.
    pub(crate) async fn set_password(&self, password: String) -> bool {
        match aside(move || hashed(&password)).await.flatten() {
            Some(hash) => {
                *held(&self.hash) = hash;
                true
            }
            None => false,
        }
    }
}

/// All users.
pub(crate) struct Users(Vec<User>);

impl Users {
    /// The users as they are at the start.
    pub(crate) async fn seeded() -> Result<Self, Refusal> {
        let mut users = Vec::new();
        for person in PEOPLE {
            let hash = aside(|| hashed(person.first_password)).await.flatten();
            let hash =
                hash.ok_or_else(|| Refusal::new("passwords can't be hashed here; free some memory"))?;
            users.push(User {
                person,
                first_hash: hash.clone(),
                hash: Mutex::new(hash),
            });
        }
        Ok(Self(users))
    }

    /// The user of a name, to the letter.
    pub(crate) fn named(&self, username: &str) -> Option<&User> {
        self.0.iter().find(|user| user.username() == username)
    }

    /// The user whose name and password these are.
    pub(crate) async fn signed_in(&self, username: &str, password: String) -> Option<&User> {
        let found = self.named(username);
        // An unknown name takes as long as a wrong password: the time must not tell which names exist.
        let right = found.or(self.0.first())?.is_password(password).await;
        found.filter(|_| right)
    }

    /// Back to the first passwords.
    pub(crate) fn reset(&self) {
        for user in &self.0 {
            held(&user.hash).clone_from(&user.first_hash);
        }
    }
}

/// Hashing takes its time by design: it must not hold up other requests.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

/// Real Argon2id, but far cheaper than a real server's: tests sign in often, and the passwords are printed at the start.
fn hashed(password: &str) -> Option<String> {
    let params = Params::new(256, 1, 1, None).ok()?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon
        .hash_password(password.as_bytes())
        .ok()
        .map(|hash| hash.to_string())
}

fn matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_as_a_salted_hash() {
        let (one, other) = (hashed("newPassword").unwrap(), hashed("newPassword").unwrap());
        assert!(one.starts_with("$argon2id$"));
        assert_ne!(one, other);
        assert!(matches("newPassword", &one) && matches("newPassword", &other));
        assert!(!matches("newpassword", &one) && !matches("", &one) && !matches("newPassword", ""));
    }

    #[tokio::test]
    async fn names_count_to_the_letter() {
        let users = Users::seeded().await.unwrap();
        assert!(
            users
                .signed_in("MyName", "newPassword".to_owned())
                .await
                .is_some()
        );
        for (name, password) in [
            ("myname", "newPassword"),
            ("MyName", "NewPassword"),
            ("nobody", "newPassword"),
            ("", ""),
            ("admin", "newPassword"),
        ] {
            assert!(
                users.signed_in(name, password.to_owned()).await.is_none(),
                "{name} {password}"
            );
        }
    }
}
