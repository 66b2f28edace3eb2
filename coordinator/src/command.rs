//! The command line: what can be said, and what is answered.

use crate::bearer;
use crate::enrol::{self, PrintedCard};
use crate::error::Error;
use crate::files;
use crate::keys;
use crate::pack;
use crate::pool::{About, PoolFolder};
use crate::root::{self, Signers};
use crate::roster;
use clap::{Args, Parser, Subcommand, ValueEnum};
use peerline_protocol::ids::{Day, Minute, PeerId};
use peerline_protocol::pack::{Bearer, Language, Region, iso};
use std::io::Write;
use std::path::{Path, PathBuf};

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
    what: What,
    /// Instead of this computer's clock: a moment such as 2026-11-21T12:00:00Z.
    #[arg(long, global = true, value_parser = parse_minute)]
    now: Option<Minute>,
}

#[derive(Debug, Subcommand)]
enum What {
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
enum KeysCommand {
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
enum RootCommand {
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
struct SignersArgs {
    /// A public key file; once for each person.
    #[arg(long = "pub", required = true)]
    public_keys: Vec<PathBuf>,
    /// How many of them must sign.
    #[arg(long, default_value_t = 2)]
    threshold: usize,
    /// For how many days the root holds.
    #[arg(long, default_value_t = 730)]
    days: u32,
}

#[derive(Debug, Subcommand)]
enum PolicyCommand {
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
enum BearerCommand {
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
enum Kind {
    /// Of all members: who may ask.
    Member,
    /// Of all peers: who may read the board.
    Board,
}

#[derive(Debug, Subcommand)]
enum RosterCommand {
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
enum EnrolCommand {
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
struct CardArgs {
    /// The pool folder.
    folder: PathBuf,
    /// The card's language, if not the pool's.
    #[arg(long, value_parser = parse_language)]
    language: Option<Language>,
    /// Also write the card's text to this new file, readable by you alone.
    #[arg(long)]
    text: Option<PathBuf>,
    /// Also write the QR code as SVG to this new file, readable by you alone.
    #[arg(long)]
    svg: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum PackCommand {
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
struct RootedArgs {
    /// The pack folder.
    pack: PathBuf,
    /// The pool folder, for its roots.
    #[arg(long)]
    pool: PathBuf,
}

/// Carries out a command, writes its answer and gives the exit status.
///
/// # Errors
/// Why not; [`Error::exit_code`] is the exit status then.
pub fn run(command: Peerline, out: &mut dyn Write) -> Result<u8, Error> {
    let now = command.now.unwrap_or_else(|| Minute::of_unix(chrono::Utc::now().timestamp()));
    let (answer, code) = match command.what {
        What::Keys(command) => (keys(command)?, 0),
        What::Root(command) => (root(command, now)?, 0),
        What::Policy(PolicyCommand::New { folder, relays }) => (policy(&folder, &relays)?, 0),
        What::Bearer(command) => (bearer(command)?, 0),
        What::Roster(command) => (roster(command, now)?, 0),
        What::Enrol(command) => (enrol(command, now)?, 0),
        What::Pack(command) => pack(command, now)?,
    };
    let unwritable = |error: std::io::Error| Error::Unwritable {
        file: PathBuf::from("standard output"),
        kind: error.kind(),
    };
    out.write_all(answer.as_bytes()).and_then(|()| out.flush()).map_err(unwritable)?;
    Ok(code)
}

fn keys(command: KeysCommand) -> Result<String, Error> {
    let KeysCommand::New { out, name } = command;
    let made = keys::new(&out, &name)?;
    Ok(format!(
        "{} is your private key: keep it on this machine and on one copy in a safe place, never on a server.\n{} is for the root.\n",
        made.private.display(),
        made.public.display()
    ))
}

fn root(command: RootCommand, now: Minute) -> Result<String, Error> {
    let signers = |args: SignersArgs| Signers {
        public_keys: args.public_keys,
        threshold: args.threshold,
        days: args.days,
    };
    let file = match command {
        RootCommand::New {
            folder, name: Some(name), region: Some(region), language, signers: args, ..
        } => {
            root::new_pool(&PoolFolder::at(&folder), &About { name, region, language }, &signers(args), now)?
        }
        RootCommand::New { folder, signers: args, .. } => {
            root::new_publisher(&PoolFolder::at(&folder), &signers(args), now)?
        }
        RootCommand::Rotate { folder, signers: args } => {
            root::rotate(&PoolFolder::at(&folder), &signers(args), now)?
        }
    };
    Ok(format!("{}to be signed: peerline pack sign {} --key WHO.key\n", pack::show(&file)?, file.display()))
}

fn policy(folder: &Path, relays: &[String]) -> Result<String, Error> {
    let file = PoolFolder::at(folder).create_policy(relays)?;
    Ok(format!(
        "{} is written. Next: peerline bearer new member, peerline bearer new board.\n",
        file.display()
    ))
}

fn bearer(command: BearerCommand) -> Result<String, Error> {
    let BearerCommand::New { kind, folder, out } = command;
    let kind = match kind {
        Kind::Member => Bearer::Member,
        Kind::Board => Bearer::Board,
    };
    bearer::new(&PoolFolder::at(&folder), kind, &out)?;
    Ok(format!(
        "{} holds the secret; its hash is in policy.json. Build, sign and publish a pack before you hand it out.\n",
        out.display()
    ))
}

fn roster(command: RosterCommand, now: Minute) -> Result<String, Error> {
    match command {
        RosterCommand::Check { file, today } => {
            let rows = roster::check(&file, today.unwrap_or(now.day()))?;
            let with_app = rows.iter().filter(|row| row.key.is_some()).count();
            Ok(format!(
                "{} peers, {with_app} with the app. Every cell is in its form; that numbers are in use and people trained is not checked.\n",
                rows.len()
            ))
        }
        RosterCommand::Ids { file } => Ok(format!("{} rows were given an id\n", roster::add_ids(&file)?)),
    }
}

fn enrol(command: EnrolCommand, now: Minute) -> Result<String, Error> {
    match command {
        EnrolCommand::Member { card, bearer } => {
            let printed = enrol::member(&PoolFolder::at(&card.folder), &bearer, card.language.clone(), now)?;
            show_card(&card, &printed)
        }
        EnrolCommand::Peer { card, take_back: Some(text), id, replace_key, .. } => {
            let returned = enrol::take_back(&PoolFolder::at(&card.folder), &text, id, replace_key)?;
            let done = if returned.known {
                "has this key already"
            } else {
                "has the key now; build and sign a new pack"
            };
            Ok(format!(
                "Line {} of the roster {done}.\nAsk the peer for the check word on the phone: it must be {}.\n",
                returned.line, returned.word
            ))
        }
        EnrolCommand::Peer { card, id: Some(id), bearer: Some(bearer), .. } => {
            let printed =
                enrol::peer(&PoolFolder::at(&card.folder), id, &bearer, card.language.clone(), now)?;
            show_card(&card, &printed)
        }
        EnrolCommand::Peer { .. } => Err(Error::BadArgument("say --id and --bearer, or --take-back")),
    }
}

fn show_card(args: &CardArgs, card: &PrintedCard) -> Result<String, Error> {
    let write = |file: &Option<PathBuf>, text: &str| {
        file.as_ref().map_or(Ok(()), |file| files::create_secret(file, text.as_bytes()))
    };
    write(&args.text, &format!("{}\n", card.text.expose()))?;
    write(&args.svg, card.svg.expose())?;
    Ok(format!("{}\n{}\n", card.terminal.expose(), card.text.expose()))
}

fn pack(command: PackCommand, now: Minute) -> Result<(String, u8), Error> {
    match command {
        PackCommand::Build { folder, out, days } => {
            let built = pack::build(&PoolFolder::at(&folder), &out, days, now)?;
            let file = out.join(pack::MANIFEST);
            Ok((
                format!(
                    "{}to be signed: peerline pack sign {} --key WHO.key (pack version {})\n",
                    pack::show(&file)?,
                    file.display(),
                    built.manifest.version
                ),
                0,
            ))
        }
        PackCommand::Sign { file, key } => Ok((pack::sign(&file, &key)?, 0)),
        PackCommand::Show { file } => Ok((pack::show(&file)?, 0)),
        PackCommand::Verify(args) => {
            let manifest = pack::verify(&args.pack, &newest_root(&args.pool)?, now)?;
            Ok((
                format!(
                    "pack version {} is complete and holds until {}\n",
                    manifest.version,
                    iso::print_minute(manifest.expires)
                ),
                0,
            ))
        }
        PackCommand::Publish { rooted, to } => {
            let manifest = pack::publish(&rooted.pack, &newest_root(&rooted.pool)?, &to, now)?;
            Ok((format!("pack version {} is in {}\n", manifest.version, to.display()), 0))
        }
        PackCommand::Status(args) => {
            let status = pack::status(&args.pack, &newest_root(&args.pool)?, now)?;
            let days =
                |days: Option<u32>| days.map_or("expired".to_owned(), |days| format!("{days} days left"));
            Ok((
                format!("pack: {}; root: {}\n", days(status.pack_days), days(status.root_days)),
                status.exit_code(),
            ))
        }
    }
}

fn newest_root(pool: &Path) -> Result<peerline_protocol::pack::Root, Error> {
    let mut roots = PoolFolder::at(pool).roots()?;
    roots.pop().map(|newest| newest.root).ok_or(Error::BadArgument("the pool folder has no root"))
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
