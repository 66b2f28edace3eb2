//! A relay for tests that kill it: the whole relay over its own store, told like `peerline-relay`, but only what those tests tell it.

use clap::Parser;
use peerline_relay::clock::SystemClock;
use peerline_relay::notice::Notice;
use peerline_relay::packs::{Source, Which};
use peerline_relay::{Config, Limits, Relay};
use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

#[derive(Parser)]
enum What {
    Serve {
        #[arg(long)]
        data: PathBuf,
        #[arg(long)]
        listen: String,
        #[arg(long)]
        packs: PathBuf,
        #[arg(long)]
        root: PathBuf,
    },
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let What::Serve { data, listen, packs, root } = What::parse();
    let relay = Relay::open(Config {
        data,
        packs: Source { folder: packs, root, which: Which::Only },
        clock: Arc::new(SystemClock::default()),
        limits: Limits::default(),
        tell: Notice::say,
    })?;
    let listener = TcpListener::bind(listen).await?;
    writeln!(std::io::stdout(), "listening on {}", listener.local_addr()?)?;
    relay.serve(listener, std::future::pending()).await;
    Ok(())
}
