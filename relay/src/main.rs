//! `peerline-relay serve`: the relay as a process.

use clap::{Args, Parser, Subcommand};
use peerline_protocol::ids::RelayId;
use peerline_relay::clock::SystemClock;
use peerline_relay::notice::Notice;
use peerline_relay::packs::{Source, Which};
use peerline_relay::{Config, Limits, Relay};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Keeps sealed requests for a pool. It cannot read them, or tell who is asked.
#[derive(Parser)]
#[command(name = "peerline-relay", version)]
struct Command {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Answers calls until it gets SIGTERM or SIGINT. SIGHUP makes it look for new packs at once.
    Serve(Serve),
}

#[derive(Args)]
struct Serve {
    /// The folder for what the relay keeps; made if it is not there.
    #[arg(long)]
    data: PathBuf,
    /// Where to listen, as ADDRESS:PORT. TLS is the business of whatever stands before it.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// The folder with the pool's manifest.json and the files that it lists.
    #[arg(long)]
    packs: PathBuf,
    /// The pool's root file.
    #[arg(long)]
    root: PathBuf,
    /// Which of the policy's relays this is, by its address there. Not needed if the policy has one.
    #[arg(long, conflicts_with = "relay_id")]
    url: Option<String>,
    /// Which of the policy's relays this is, by its id.
    #[arg(long)]
    relay_id: Option<RelayId>,
}

fn main() -> ExitCode {
    say_faults_without_their_words();
    let What::Serve(serve) = Command::parse().what;
    allow_as_many_connections_as_the_system_does();
    let Ok(runtime) =
        tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(32).build()
    else {
        return refuse("the operating system gave no threads");
    };
    match runtime.block_on(run(serve)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => refuse(&why),
    }
}

async fn run(serve: Serve) -> Result<(), String> {
    let which = match (serve.url, serve.relay_id) {
        (Some(url), _) => Which::Url(url),
        (None, Some(id)) => Which::Id(id),
        (None, None) => Which::Only,
    };
    let relay = Relay::open(Config {
        data: serve.data,
        packs: Source { folder: serve.packs, root: serve.root, which },
        clock: Arc::new(SystemClock::default()),
        limits: Limits::default(),
        tell: Notice::say,
    });
    let relay = relay.map_err(|error| error.to_string())?;
    let cannot_listen = |_| "cannot listen there".to_owned();
    let listener = TcpListener::bind(&serve.listen).await.map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    if cfg!(feature = "demo") {
        Notice::DemoBuild.say();
    }
    // For whoever started it with port 0.
    let _ = writeln!(std::io::stdout().lock(), "listening on {address}");
    let no_signals = |_| "the operating system lets no signals through".to_owned();
    let mut hangup = signal(SignalKind::hangup()).map_err(no_signals)?;
    let (mut terminate, mut interrupt) = (
        signal(SignalKind::terminate()).map_err(no_signals)?,
        signal(SignalKind::interrupt()).map_err(no_signals)?,
    );
    let handle = relay.handle();
    let reread = tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            let handle = handle.clone();
            let _ = tokio::task::spawn_blocking(move || handle.reread_packs()).await;
        }
    });
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    relay.serve(listener, stop).await;
    reread.abort();
    Ok(())
}

/// Every connection is a file descriptor, and the limit that a process starts with is often a low one.
fn allow_as_many_connections_as_the_system_does() {
    let most = getrlimit(Resource::Nofile).maximum;
    // If it is not to be raised, the connections beyond it wait until others close.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: most, maximum: most });
}

/// A panic's message could hold what a call brought; where it happened cannot.
fn say_faults_without_their_words() {
    std::panic::set_hook(Box::new(|panic| {
        // Only the program's own source names: of the compiler's machine nothing is told.
        let place = panic.location().map(|place| (place.file(), place.line()));
        let file = place.and_then(|(file, _)| file.rsplit('/').next()).unwrap_or("");
        Notice::Fault(String::leak(file.to_owned()), place.map_or(0, |(_, line)| line)).say();
    }));
}

fn refuse(why: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr().lock(), "peerline-relay: {why}");
    ExitCode::FAILURE
}
