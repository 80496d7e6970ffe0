//! The signed-in user, as sign-in, refresh and password change return it.

use crate::value::{self, text, text_of};
use serde_json::Value;

/// A user of the administration API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    /// The server's id.
    pub id: Option<String>,
    /// The name to sign in with.
    pub username: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// The name to show.
    pub display_name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// The tenancies that the user belongs to.
    pub tenancies: Vec<Tenancy>,
}

/// A user's membership of a tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenancy {
    /// What `tenant_id` takes.
    pub id: Option<String>,
    /// The tenant's name.
    pub name: Option<String>,
    /// The tenant's short code.
    pub code: Option<String>,
    /// `user`, `admin`, `read`, `partner`, `root`, or a new one. A hint for display, never an authorization.
    pub role: Option<String>,
}

impl User {
    /// Reads a user record.
    pub fn read(record: &Value) -> Self {
        Self {
            id: text(record, "id"),
            username: text(record, "username"),
            first_name: text(record, "firstName"),
            last_name: text(record, "lastName"),
            display_name: text(record, "displayName"),
            email: text(record, "email"),
            tenancies: value::records(record, "tenancies")
                .iter()
                .map(Tenancy::read)
                .collect(),
        }
    }

    /// The name to show: the display name, else first and last name, else the name to sign in with.
    pub fn shown_name(&self) -> String {
        let whole = [&self.first_name, &self.last_name]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(" ");
        let whole = (!whole.is_empty()).then_some(whole);
        self.display_name
            .clone()
            .or(whole)
            .or_else(|| self.username.clone())
            .unwrap_or_else(|| "?".to_owned())
    }
}

impl Tenancy {
    fn read(record: &Value) -> Self {
        Self {
            id: text(record, "id"),
            name: text(record, "name"),
            code: text(record, "code"),
            // `role_name` in one answer of the reference.
            role: text_of(record, &["role", "role_name"]),
        }
    }

    /// The name to show: name, else code, else id.
    pub fn shown_name(&self) -> String {
        [&self.name, &self.code, &self.id]
            .into_iter()
            .flatten()
            .next()
            .cloned()
            .unwrap_or_else(|| "?".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_user_is_read_with_roles_in_either_spelling() {
        let user = User::read(
            &json!({"id": 3, "username": "MyName", "firstName": "My", "lastName": "Name",
            "tenancies": [{"id": "t1", "name": "TechCom", "role": "admin"}, {"code": "x", "role_name": "read"}]}),
        );
        assert_eq!(user.shown_name(), "My Name");
        assert_eq!(user.tenancies[0].role.as_deref(), Some("admin"));
        assert_eq!(user.tenancies[1].role.as_deref(), Some("read"));
        assert_eq!(user.tenancies[1].shown_name(), "x");
        assert_eq!(User::read(&json!(null)).shown_name(), "?");
    }
}
