//! What can be said on the command line, and its help.

use clap::{Args, Parser, Subcommand, ValueEnum};
use peerline_protocol::ids::{Day, Minute, PeerId};
use peerline_protocol::pack::{Language, Region, iso};
use std::path::PathBuf;

const EXIT_STATUS: &str = "Exit status:
  0   done, or everything is right
  1   something is wrong; every fault is named on standard error and nothing was changed
  2   the command line is not understood
  4   signatures are missing (pack verify, pack publish, pack status)
  10  pack status: at most 7 days left
  11  pack status: at most 3 days left
  12  pack status: at most 1 day left
  13  pack status: expired";

/// Rosters, cards, packs and signatures of a Peerline pool. Never sees who asked.
#[derive(Debug, Parser)]
#[command(name = "peerline", version, after_help = EXIT_STATUS)]
pub struct Peerline {
    #[command(subcommand)]
    pub(super) what: What,
    /// Instead of this computer's clock: a moment such as 2026-11-21T12:00:00Z.
    #[arg(long, global = true, value_parser = parse_minute)]
    pub(super) now: Option<Minute>,
}

#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// Signing keys, one for each person who signs, made on that person's machine.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// The file that says who signs for a pool.
    #[command(subcommand)]
    Root(RootCommand),
    /// policy.json: the pool's relays and what all its phones do alike.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// The secrets of all members and of all peers.
    #[command(subcommand)]
    Bearer(BearerCommand),
    /// roster.csv.
    #[command(subcommand)]
    Roster(RosterCommand),
    /// Cards for members and peers.
    #[command(subcommand)]
    Enrol(EnrolCommand),
    /// Packs: build, sign, verify, publish.
    #[command(subcommand)]
    Pack(PackCommand),
}

#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Makes WHO.key (for you alone) and WHO.pub.json (for the root).
    New {
        /// The folder to put them in.
        #[arg(long)]
        out: PathBuf,
        /// Whose key it is: small letters, digits and -.
        #[arg(long)]
        name: String,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum RootCommand {
    /// Begins a pool folder: a new pool id, pool.json and roots/1.json, to be signed.
    New {
        /// The pool folder.
        folder: PathBuf,
        /// The pool's name, as officers read it.
        #[arg(long, required_unless_present = "publisher")]
        name: Option<String>,
        /// Where the pool is: ISO 3166, such as US-CA.
        #[arg(long, value_parser = parse_region, required_unless_present = "publisher")]
        region: Option<Region>,
        /// The language of its cards.
        #[arg(long, value_parser = parse_language, default_value = "en")]
        language: Language,
        /// For the publisher of Peerline itself: no pool.
        #[arg(long, conflicts_with_all = ["name", "region"])]
        publisher: bool,
        #[command(flatten)]
        signers: SignersArgs,
    },
    /// Begins the next root, to be signed by the old people and the new.
    Rotate {
        /// The pool folder.
        folder: PathBuf,
        #[command(flatten)]
        signers: SignersArgs,
    },
}

#[derive(Debug, Args)]
pub(super) struct SignersArgs {
    /// A public key file; once for each person.
    #[arg(long = "pub", required = true)]
    pub(super) public_keys: Vec<PathBuf>,
    /// How many of them must sign.
    #[arg(long, default_value_t = 2)]
    pub(super) threshold: usize,
    /// For how many days the root holds.
    #[arg(long, default_value_t = 730)]
    pub(super) days: u32,
}

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Writes a policy.json to begin with; bearers come next.
    New {
        /// The pool folder.
        folder: PathBuf,
        /// Where a relay answers, such as https://relay.example.org; once for each relay.
        #[arg(long = "relay", required = true)]
        relays: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum BearerCommand {
    /// Makes a new secret and puts its hash first in policy.json; the one before stays live beside it.
    New {
        /// Whose it is.
        kind: Kind,
        /// The pool folder.
        folder: PathBuf,
        /// The secret's file.
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Kind {
    /// Of all members: who may ask.
    Member,
    /// Of all peers: who may read the board.
    Board,
}

#[derive(Debug, Subcommand)]
pub(super) enum RosterCommand {
    /// Names everything that is wrong, with line and reason.
    Check {
        /// roster.csv.
        file: PathBuf,
        /// The day to check for, instead of today.
        #[arg(long, value_parser = parse_day)]
        today: Option<Day>,
    },
    /// Gives an id to every row that has none.
    Ids {
        /// roster.csv.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum EnrolCommand {
    /// Prints the card that lets anybody in the pool ask.
    Member {
        #[command(flatten)]
        card: CardArgs,
        /// The secret of all members.
        #[arg(long)]
        bearer: PathBuf,
    },
    /// Prints a peer's card, or takes back the card that the peer's phone shows.
    Peer {
        #[command(flatten)]
        card: CardArgs,
        /// The peer's id in the roster.
        #[arg(long, value_parser = parse_peer, required_unless_present = "take_back")]
        id: Option<PeerId>,
        /// The secret of all peers.
        #[arg(long, required_unless_present = "take_back")]
        bearer: Option<PathBuf>,
        /// The text of the card from the peer's phone (PEERLINE1P:...); its key goes into the roster.
        #[arg(long, conflicts_with = "bearer")]
        take_back: Option<String>,
        /// The peer has a new phone: replace the key in the roster.
        #[arg(long, requires = "take_back")]
        replace_key: bool,
    },
}

#[derive(Debug, Args)]
pub(super) struct CardArgs {
    /// The pool folder.
    pub(super) folder: PathBuf,
    /// The card's language, if not the pool's.
    #[arg(long, value_parser = parse_language)]
    pub(super) language: Option<Language>,
    /// Also write the card's text to this new file, readable by you alone.
    #[arg(long)]
    pub(super) text: Option<PathBuf>,
    /// Also write the QR code as SVG to this new file, readable by you alone.
    #[arg(long)]
    pub(super) svg: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum PackCommand {
    /// Builds files and an unsigned manifest from a pool folder.
    Build {
        /// The pool folder.
        folder: PathBuf,
        /// The pack folder.
        #[arg(long)]
        out: PathBuf,
        /// For how many days it holds; 30 for a pool and 180 for a publisher at most.
        #[arg(long, default_value_t = 30)]
        days: u32,
    },
    /// Adds your signature to a manifest or a root.
    Sign {
        /// manifest.json, or a root file.
        file: PathBuf,
        /// Your private key file.
        #[arg(long)]
        key: PathBuf,
    },
    /// Checks signatures and files as a phone would; says who is still missing.
    Verify(RootedArgs),
    /// Copies a pack that verifies to where it is served from.
    Publish {
        #[command(flatten)]
        rooted: RootedArgs,
        /// The folder that the relay or the static host serves.
        #[arg(long)]
        to: PathBuf,
    },
    /// Says what is in a manifest or a root.
    Show {
        /// manifest.json, or a root file.
        file: PathBuf,
    },
    /// Says how many days are left; the exit status tells cron.
    Status(RootedArgs),
}

#[derive(Debug, Args)]
pub(super) struct RootedArgs {
    /// The pack folder.
    pub(super) pack: PathBuf,
    /// The pool folder, for its roots.
    #[arg(long)]
    pub(super) pool: PathBuf,
}

fn parse_minute(text: &str) -> Result<Minute, &'static str> {
    iso::parse_minute(text).ok_or("a moment such as 2026-11-21T12:00:00Z")
}

fn parse_day(text: &str) -> Result<Day, &'static str> {
    iso::parse_day(text).ok_or("a day such as 2026-11-21")
}

fn parse_region(text: &str) -> Result<Region, &'static str> {
    Region::parse(text).ok_or("ISO 3166, such as US-CA")
}

fn parse_language(text: &str) -> Result<Language, &'static str> {
    Language::parse(text).ok_or("BCP 47, such as en")
}

fn parse_peer(text: &str) -> Result<PeerId, &'static str> {
    text.parse().map_err(|_| "the id in the roster's first column")
}
