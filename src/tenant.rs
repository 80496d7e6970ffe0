//! The tenant that a tab looks at.
//!
//! An address of jobs names it, and that counts; elsewhere (overview, bell) it is the one that this tab showed last, so
//! that two tabs can differ. A new tab starts with the one that the user chose last in any tab. One in an address that
//! is not among the user's tenancies is never asked for: [`App::unknown_tenant`] has the page say so.

use crate::app::App;
use crate::live::effect;
use crate::prelude::*;
use crate::route::Route;

impl App {
    /// The tenant to ask for, `None` for all of the user's; tracked.
    pub fn tenant(&self) -> Option<String> {
        let kept = || Some(self.tenant_of_tab.get()).filter(|tenant| !tenant.is_empty());
        self.tenant_of_address().unwrap_or_else(kept)
    }

    /// The tenant in the address that the user does not belong to, if there is one; tracked.
    pub fn unknown_tenant(&self) -> Option<String> {
        let tenant = self.navigation.route.with(|route| match route {
            Route::Jobs(list) => list.tenant.clone(),
            _ => None,
        })?;
        let session = self.session.current()?;
        let theirs = &session.user.tenancies;
        // A server that names no tenancies leaves nothing to judge by.
        let is_known = theirs.iter().all(|tenancy| tenancy.id.is_none())
            || theirs.iter().any(|tenancy| tenancy.id.as_ref() == Some(&tenant));
        (!is_known).then_some(tenant)
    }

    /// Looks at a tenant in this tab, and in new ones.
    pub fn choose_tenant(&self, tenant: Option<String>) {
        let Some(username) = self.username.get_untracked() else {
            return;
        };
        self.choices.set_tenant(&username, tenant.clone());
        self.tenant_of_tab.set(tenant.clone().unwrap_or_default());
        if let Route::Jobs(mut list) = self.navigation.route.get_untracked() {
            list.tenant = tenant;
            list.paging.offset = 0;
            self.navigation.go(Route::Jobs(list));
        }
    }

    /// From now on, as long as the user stays the same, this tab keeps what it showed last, whatever another one chooses.
    pub(crate) fn keep_tenant(self) {
        let username = self.username.get_untracked();
        let default = username.and_then(|username| untrack(|| self.choices.tenant(&username)));
        self.tenant_of_tab.set(default.unwrap_or_default());
        effect(move || {
            if let Some(tenant) = self.tenant_of_address() {
                self.tenant_of_tab.set(tenant.unwrap_or_default());
            }
        });
    }

    /// What the address says of it, if it is one of jobs and the user belongs to the tenant.
    fn tenant_of_address(&self) -> Option<Option<String>> {
        let of_address = self.navigation.route.with(|route| match route {
            Route::Jobs(list) => Some(list.tenant.clone()),
            _ => None,
        })?;
        self.unknown_tenant().is_none().then_some(of_address)
    }
}
