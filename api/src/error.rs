//! What can go wrong between a request and its answer, as a value that a page can put into words.

/// The kind of an error: what happened, as far as a person's next step depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// No answer at all: no network, a refused or dropped connection, TLS, DNS or CORS. Browsers don't say which.
    Unreachable,
    /// No whole answer within the time limit.
    TimedOut,
    /// An answer that is not the API's envelope.
    Unexpected,
    /// 400: the server does not accept the request.
    Invalid,
    /// 401: the token is not, or no longer, accepted.
    Unauthorized,
    /// 403: the user may not see or do this.
    Forbidden,
    /// 404: there is no such record or address.
    NotFound,
    /// 405: the address does not take this method.
    NotAllowed,
    /// 412: something that must hold first does not.
    Precondition,
    /// 429: too many requests.
    TooMany,
    /// 5xx: the server failed; it may pass.
    Server,
    /// Any other code of an error.
    Other,
}

impl ErrorKind {
    /// The kind that a status code stands for, of HTTP or of an envelope.
    pub fn of_code(code: u16) -> Self {
        match code {
            400 => Self::Invalid,
            401 => Self::Unauthorized,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            405 => Self::NotAllowed,
            412 => Self::Precondition,
            429 => Self::TooMany,
            500..=599 => Self::Server,
            _ => Self::Other,
        }
    }

    /// Whether the same GET may succeed a moment later: 5xx, 429 and network faults. A time-out is not among them:
    /// a person has waited long enough to be told.
    pub fn may_pass(self) -> bool {
        matches!(self, Self::Unreachable | Self::TooMany | Self::Server)
    }

    /// Whether what was asked for may have been done all the same: no answer came, or one that tells nothing of it.
    pub fn leaves_open(self) -> bool {
        matches!(self, Self::Unreachable | Self::TimedOut | Self::Server)
    }

    /// Whether it says nothing of the token that was sent: faults of the network, of the server and of what stands
    /// between, and 403. Such an error never ends a session.
    pub fn spares_session(self) -> bool {
        self.may_pass() || matches!(self, Self::TimedOut | Self::Unexpected | Self::Forbidden)
    }
}

/// An error with all that a person or a support case may ask for. Holds nothing that was sent but the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// What happened.
    pub kind: ErrorKind,
    /// The code of HTTP, or of the envelope where HTTP said 200.
    pub code: Option<u16>,
    /// The server's words for a user, if it had any.
    pub user_message: Option<String>,
    /// The server's words for an expert, if it had any.
    pub verbose_message: Option<String>,
    /// The method and address that were called, e.g. `GET /api/v2.1/jobs/`.
    pub address: String,
}

impl ApiError {
    /// An error without an answer.
    pub fn of_kind(kind: ErrorKind) -> Self {
        Self {
            kind,
            code: None,
            user_message: None,
            verbose_message: None,
            address: String::new(),
        }
    }

    /// The same error, named after the request that met it.
    pub fn at(self, address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_pass_is_tried_again() {
        for code in [500, 502, 503, 504, 429] {
            assert!(ErrorKind::of_code(code).may_pass(), "{code}");
        }
        for code in [400, 401, 403, 404, 405, 412, 418, 302] {
            assert!(!ErrorKind::of_code(code).may_pass(), "{code}");
        }
        assert!(ErrorKind::Unreachable.may_pass());
        assert!(!ErrorKind::TimedOut.may_pass());
        assert!(!ErrorKind::Unexpected.may_pass());
    }

    #[test]
    fn a_session_survives_what_says_nothing_of_its_token() {
        use ErrorKind::*;
        for kind in [Unreachable, TimedOut, Unexpected, Forbidden, TooMany, Server] {
            assert!(kind.spares_session(), "{kind:?}");
        }
        for kind in [Unauthorized, Invalid, NotFound, NotAllowed, Precondition, Other] {
            assert!(!kind.spares_session(), "{kind:?}");
        }
    }
}
