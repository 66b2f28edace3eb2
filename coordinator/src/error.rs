//! Why the command did not do it, in sentences for a coordinator. Names and phones of peers are never in them: file, line and column are.

use peerline_protocol::card::CardError;
use peerline_protocol::pack::{ContentError, Refusal};
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Why the command did not do it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A file cannot be read.
    #[error("{} cannot be read ({kind})", file.display())]
    Unreadable {
        /// Which.
        file: PathBuf,
        /// Why, as the system says.
        kind: ErrorKind,
    },
    /// A file cannot be written.
    #[error("{} cannot be written ({kind}); nothing was changed", file.display())]
    Unwritable {
        /// Which.
        file: PathBuf,
        /// Why, as the system says.
        kind: ErrorKind,
    },
    /// A file that must not be replaced is there already.
    #[error("{} exists already and is never overwritten", .0.display())]
    Exists(PathBuf),
    /// Files have faults, each named.
    #[error("{}", Listed(.0))]
    Faulty(Vec<Fault>),
    /// Something signed is not accepted.
    #[error("{}: {refusal}", file.display())]
    Refused {
        /// Which file.
        file: PathBuf,
        /// Why.
        refusal: Refusal,
    },
    /// Too few people have signed so far.
    #[error("{} is not complete: {still_needed} more of {} must sign", file.display(), missing.join(", "))]
    Incomplete {
        /// Which file.
        file: PathBuf,
        /// How many more.
        still_needed: usize,
        /// Who has not.
        missing: Vec<String>,
    },
    /// A private key file is not one.
    #[error("{} is not a private key file of peerline", .0.display())]
    NotAKey(PathBuf),
    /// The key is in no root that could want it.
    #[error("the key of {0} is not one that must sign this file")]
    NotASigner(String),
    /// Somebody signs twice.
    #[error("{0} has signed this file already")]
    SignedAlready(String),
    /// A root that is complete stays as it is, because cards name its hash.
    #[error("this root is complete; its hash stands on cards, so nothing is added to it")]
    RootComplete,
    /// A card is not accepted.
    #[error("{0}")]
    Card(#[from] CardError),
    /// The roster has no such peer.
    #[error("the roster has no peer with this id")]
    NoSuchPeer,
    /// The peer has another key already.
    #[error("this peer has another key in the roster already; if the phone was replaced, say --replace-key")]
    OtherKeyThere,
    /// Another peer has this key.
    #[error("another peer in the roster has this key")]
    KeyOfAnother,
    /// A bearer is not in the policy.
    #[error("this bearer is not among the {0} of policy.json")]
    BearerNotListed(&'static str),
    /// A name that cannot be a file's.
    #[error("a name is 1 to 40 small letters, digits and -")]
    BadName,
    /// An argument that is not in its form.
    #[error("{0}")]
    BadArgument(&'static str),
    /// The system gave no random bytes.
    #[error("the system gave no random bytes; nothing was made")]
    NoRandomness,
}

impl Error {
    /// The exit status: 4 when signatures are missing, otherwise 1.
    pub fn exit_code(&self) -> u8 {
        if matches!(self, Self::Incomplete { .. }) { 4 } else { 1 }
    }

    pub(crate) fn content(file: &Path, error: ContentError) -> Self {
        Self::Faulty(vec![Fault::new(file, error.line, error.reason)])
    }
}

/// What is wrong in a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file's name, without its folder.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

impl Fault {
    pub(crate) fn new(file: &Path, line: usize, reason: impl Into<String>) -> Self {
        let file = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self { file, line, reason: reason.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.reason),
            line => write!(f, "{} line {line}: {}", self.file, self.reason),
        }
    }
}

struct Listed<'a>(&'a [Fault]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [one] => write!(f, "{one}"),
            many => {
                write!(f, "{} faults; nothing was written", many.len())?;
                many.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
            }
        }
    }
}
