//! Everything that the relay ever says to its operator: fixed sentences, with nothing in them from a call, an address or a file.

use peerline_protocol::pack::Refusal;
use std::fmt;
use std::io::Write as _;

/// One thing worth a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Nothing but the member bearer admits.
    MemberBearerOnly,
    /// The policy wants tokens, which this version cannot check.
    TokensWanted,
    /// The packs on the disk are in force; their version.
    PacksInForce(u32),
    /// New packs were refused; the old ones stay.
    PacksRefused(Refusal),
    /// A file of the new packs is missing; the old ones stay.
    PacksIncomplete,
    /// The new policy does not list this relay; the old one stays.
    PacksWithoutMe,
    /// The packs' time is over.
    PacksExpired,
    /// The packs expire in so many days.
    PacksExpireSoon(u32),
    /// The store cannot write.
    NotWriting,
    /// The store writes again.
    WritingAgain,
    /// All connections are taken.
    NoMoreConnections,
    /// This build has the demo's clock.
    DemoBuild,
    /// It stops, once what has begun is done.
    Stopping,
    /// It has stopped.
    Stopped,
    /// A fault of its own; where in the program.
    Fault(&'static str, u32),
}

impl Notice {
    /// Writes it, one line, to the standard error stream.
    pub fn say(self) {
        // If nobody can read it, nothing can be said about that either.
        let _ = writeln!(std::io::stderr().lock(), "{self}");
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MemberBearerOnly => f.write_str(MEMBER_BEARER_ONLY),
            Self::TokensWanted => f.write_str(
                "The policy says that only tokens admit requests. This version cannot check tokens, so it takes no request.",
            ),
            Self::PacksInForce(version) => write!(f, "Packs of version {version} are in force."),
            Self::PacksRefused(refusal) => {
                write!(f, "New packs were refused ({refusal}). Those that were in force before stay in force.")
            }
            Self::PacksIncomplete => f.write_str(
                "The manifest or a file that it lists is missing. Those that were in force before stay in force.",
            ),
            Self::PacksWithoutMe => f.write_str(
                "The new policy does not list this relay. Those packs that were in force before stay in force.",
            ),
            Self::PacksExpired => f.write_str(
                "The packs have expired. Requests and claims go on; key statements are refused until new packs are signed.",
            ),
            Self::PacksExpireSoon(days) => write!(f, "The packs expire in {days} days. Ask the pool for new ones."),
            Self::NotWriting => f.write_str("Nothing can be written. Is the disk full? Calls that change something get 503."),
            Self::WritingAgain => f.write_str("Writing works again."),
            Self::NoMoreConnections => f.write_str("All connections are taken; new ones are closed at once."),
            Self::DemoBuild => f.write_str("This is a demo build: its clock can be moved. Never let people depend on it."),
            Self::Stopping => f.write_str("Stopping: what has begun is finished first."),
            Self::Stopped => f.write_str("Stopped."),
            Self::Fault(file, line) => write!(f, "A fault of the relay itself, in {file} line {line}. The call got no answer."),
        }
    }
}

const MEMBER_BEARER_ONLY: &str = "\
Requests are admitted by the member bearer alone, because this pool has no tokens yet. That means:
  - Anybody who has, or once saw, a member card can ask, and can fill the board (256 requests at a time) until the bearer is changed.
  - The relay cannot tell one member from another, so it cannot slow down or shut out one of them alone.
  - Peers cannot tell either whether a request comes from a member. A request proves nothing about who sent it.
  - Who asks stays unknown all the same: the bearer is one and the same for all members.
When a flood comes, the coordinator changes the bearer in the policy; the relay follows without a restart.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operator_is_told_in_plain_sentences_what_a_member_bearer_means() {
        let text = Notice::MemberBearerOnly.to_string();
        for fact in ["Anybody who has", "cannot tell one member from another", "Who asks stays unknown"] {
            assert!(text.contains(fact), "{fact}");
        }
    }
}
