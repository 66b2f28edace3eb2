//! The command line: what is answered to what can be said.

mod arguments;

pub use arguments::Peerline;

use crate::bearer;
use crate::enrol::{self, PrintedCard};
use crate::error::Error;
use crate::files;
use crate::keys;
use crate::pack;
use crate::pool::{About, PoolFolder};
use crate::root::{self, Signers};
use crate::roster;
use arguments::{
    BearerCommand, CardArgs, EnrolCommand, KeysCommand, Kind, PackCommand, PolicyCommand, RootCommand,
    RosterCommand, SignersArgs, What,
};
use peerline_protocol::ids::Minute;
use peerline_protocol::pack::{Bearer, Root, iso};
use std::io::Write;
use std::path::{Path, PathBuf};

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

fn newest_root(pool: &Path) -> Result<Root, Error> {
    let mut roots = PoolFolder::at(pool).roots()?;
    roots.pop().map(|newest| newest.root).ok_or(Error::BadArgument("the pool folder has no root"))
}
