//! Who sees what, tied to the wire: every call that can leave the phone, field by field, and what each party makes of the fields.
//!
//! Whoever adds a call or a field declares it here ([`CALLS`]) and says in [`SIGHTS`] who sees it, with words in `privacy.ftl`. Tests
//! read the calls as they are sent and fail for one, or for a field, that is not declared or that no sentence speaks of.

/// A party that could want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// The officer's agency: on a phone or network of its own.
    Agency,
    /// Whoever runs the relay.
    Relay,
    /// Whoever leads the peer team.
    Coordinator,
    /// The peer who answers.
    Peer,
    /// The phone company.
    PhoneCompany,
}

impl Party {
    /// Every party, in the order of the report.
    pub const ALL: &'static [Self] =
        &[Self::Agency, Self::Relay, Self::Coordinator, Self::Peer, Self::PhoneCompany];

    /// Its word in the catalogues.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Relay => "relay",
            Self::Coordinator => "coordinator",
            Self::Peer => "peer",
            Self::PhoneCompany => "phone_company",
        }
    }
}

/// Whether a party sees something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sight {
    /// It can see it.
    Can,
    /// It cannot see it.
    Cannot,
}

/// One row of the report: what one party can or cannot see.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) party: Party,
    pub(super) sight: Sight,
    /// Its word in `privacy-sees` and `privacy-why`.
    pub(super) word: &'static str,
    /// The fields that it speaks of, for the tests that compare them with the wire.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "it ties the sentence to the wire, and only tests look at it")
    )]
    pub(super) of: &'static [Sent],
}

/// Everything that leaves the phone, by what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sent {
    /// The connection itself: the phone's internet address, the moment, the size; and `peerline/1` as the program's name.
    Connection,
    /// The pool.
    Pool,
    /// The request's random id.
    Request,
    /// A peer's id, from the directory.
    Peer,
    /// The bearer of all members of the pool.
    MemberBearer,
    /// The bearer of all peers of the pool.
    BoardBearer,
    /// The secret that shows that a call is the request's owner's, or its hash.
    Owner,
    /// The same of the peer who holds it.
    Holder,
    /// The number of a slot and the secret that was in it.
    Slot,
    /// Which claim is meant.
    Revision,
    /// Where a feed was read to, how long to wait, and what makes a repeated call harmless.
    Reading,
    /// The sealed request.
    SealedRequest,
    /// The sealed answer of a peer.
    SealedAnswer,
    /// A sealed message to the peer.
    SealedMessage,
    /// A peer's signed daily key, and until when that peer is on call.
    Statement,
    /// Which file, or which snapshot of keys, is fetched.
    File,
    /// In the sealed request: topics, wishes, language, when it was made.
    Ask,
    /// In the sealed request: id and version of the common limits.
    Limits,
    /// In the sealed request, answer or message: keys made for this request alone.
    Keys,
    /// In a sealed answer: the peer's number, and how that peer can be reached.
    PeersNumber,
    /// In a sealed message: that the answer was seen, or the officer's number if they shared it.
    MyNumber,
}

/// A call to a relay, field by field.
#[cfg(test)]
pub(super) struct Call {
    /// The function in `relay_client::calls`.
    pub(super) name: &'static str,
    /// Its path, with what stands in for ids.
    pub(super) path: &'static str,
    /// What it shows to be let in.
    pub(super) secret: Option<Sent>,
    /// Fields of path, query, headers and body.
    pub(super) fields: &'static [(&'static str, Sent)],
}

/// The rows of the report.
pub(super) const SIGHTS: &[Row] = &[
    can(Party::Agency, "agency_app", &[]),
    can(Party::Agency, "agency_contact", &[Sent::Connection]),
    cannot(
        Party::Agency,
        "agency_read",
        &[
            Sent::Pool,
            Sent::Request,
            Sent::Peer,
            Sent::MemberBearer,
            Sent::BoardBearer,
            Sent::Owner,
            Sent::Holder,
            Sent::Slot,
            Sent::Revision,
            Sent::Reading,
            Sent::SealedRequest,
            Sent::SealedAnswer,
            Sent::SealedMessage,
            Sent::Statement,
            Sent::File,
        ],
    ),
    cannot(Party::Agency, "agency_files", &[]),
    can(Party::Relay, "relay_address", &[Sent::Connection]),
    can(
        Party::Relay,
        "relay_course",
        &[Sent::Pool, Sent::Request, Sent::Owner, Sent::Slot, Sent::Revision, Sent::Reading, Sent::File],
    ),
    can(Party::Relay, "relay_peers", &[Sent::Peer, Sent::BoardBearer, Sent::Holder, Sent::Statement]),
    cannot(
        Party::Relay,
        "relay_read",
        &[
            Sent::SealedRequest,
            Sent::SealedAnswer,
            Sent::SealedMessage,
            Sent::Ask,
            Sent::Limits,
            Sent::Keys,
            Sent::PeersNumber,
            Sent::MyNumber,
        ],
    ),
    cannot(Party::Relay, "relay_name", &[Sent::MemberBearer]),
    can(Party::Coordinator, "coordinator_card", &[]),
    cannot(Party::Coordinator, "coordinator_asked", &[]),
    can(Party::Coordinator, "coordinator_relay", &[]),
    can(Party::Peer, "peer_reads", &[Sent::Ask, Sent::Limits]),
    cannot(Party::Peer, "peer_name", &[Sent::Ask, Sent::Keys]),
    can(Party::Peer, "peer_number", &[Sent::MyNumber, Sent::PeersNumber]),
    can(Party::PhoneCompany, "phone_calls", &[]),
    can(Party::PhoneCompany, "phone_contact", &[Sent::Connection]),
    cannot(
        Party::PhoneCompany,
        "phone_read",
        &[Sent::SealedRequest, Sent::SealedAnswer, Sent::SealedMessage],
    ),
];

const fn can(party: Party, word: &'static str, of: &'static [Sent]) -> Row {
    Row { party, sight: Sight::Can, word, of }
}

const fn cannot(party: Party, word: &'static str, of: &'static [Sent]) -> Row {
    Row { party, sight: Sight::Cannot, word, of }
}

/// Every call of `relay_client::calls`. Names of fields are those on the wire.
#[cfg(test)]
pub(super) const CALLS: &[Call] = &[
    Call {
        name: "submit",
        path: "/v1/pools/{pool}/requests/{request}",
        secret: Some(Sent::MemberBearer),
        fields: &[
            ("pool", Sent::Pool),
            ("request", Sent::Request),
            ("body.owner", Sent::Owner),
            ("body.request", Sent::SealedRequest),
        ],
    },
    Call {
        name: "events",
        path: "/v1/requests/{request}/events",
        secret: Some(Sent::Owner),
        fields: &[("request", Sent::Request), ("after", Sent::Reading), ("wait", Sent::Reading)],
    },
    Call {
        name: "next",
        path: "/v1/requests/{request}/next",
        secret: Some(Sent::Owner),
        fields: &[
            ("request", Sent::Request),
            ("idempotency-key", Sent::Reading),
            ("body.rev", Sent::Revision),
        ],
    },
    Call {
        name: "complete",
        path: "/v1/requests/{request}/complete",
        secret: Some(Sent::Owner),
        fields: &[
            ("request", Sent::Request),
            ("idempotency-key", Sent::Reading),
            ("body.rev", Sent::Revision),
        ],
    },
    Call {
        name: "message",
        path: "/v1/requests/{request}/messages",
        secret: Some(Sent::Owner),
        fields: &[
            ("request", Sent::Request),
            ("idempotency-key", Sent::Reading),
            ("body.message", Sent::SealedMessage),
            ("body.rev", Sent::Revision),
        ],
    },
    Call {
        name: "withdraw",
        path: "/v1/requests/{request}/withdraw",
        secret: Some(Sent::Owner),
        fields: &[("request", Sent::Request)],
    },
    Call {
        name: "board",
        path: "/v1/pools/{pool}/board",
        secret: Some(Sent::BoardBearer),
        fields: &[("pool", Sent::Pool), ("after", Sent::Reading), ("wait", Sent::Reading)],
    },
    Call {
        name: "claim",
        path: "/v1/requests/{request}/claim",
        secret: Some(Sent::BoardBearer),
        fields: &[
            ("request", Sent::Request),
            ("body.answer", Sent::SealedAnswer),
            ("body.claim", Sent::Slot),
            ("body.holder", Sent::Holder),
            ("body.slot", Sent::Slot),
        ],
    },
    Call {
        name: "holder",
        path: "/v1/requests/{request}/holder",
        secret: Some(Sent::Holder),
        fields: &[("request", Sent::Request), ("after", Sent::Reading), ("wait", Sent::Reading)],
    },
    Call {
        name: "release",
        path: "/v1/requests/{request}/release",
        secret: Some(Sent::Holder),
        fields: &[
            ("request", Sent::Request),
            ("idempotency-key", Sent::Reading),
            ("body.rev", Sent::Revision),
        ],
    },
    Call {
        name: "publish_key",
        path: "/v1/pools/{pool}/keys/{peer}",
        secret: None,
        fields: &[("pool", Sent::Pool), ("peer", Sent::Peer), ("body.statement", Sent::Statement)],
    },
    Call {
        name: "keys",
        path: "/v1/pools/{pool}/keys",
        secret: None,
        fields: &[("pool", Sent::Pool), ("if-none-match", Sent::File)],
    },
    Call { name: "time", path: "/v1/time", secret: None, fields: &[] },
    Call { name: "manifest", path: "/v1/manifest", secret: None, fields: &[] },
    Call { name: "pack", path: "/v1/packs/{file}", secret: None, fields: &[("file", Sent::File)] },
];
