//! The snapshot of all key statements: the same bytes for everybody, made at fixed moments and never because somebody asks.

use crate::life::Moment;
use crate::packs::Published;
use crate::store::{Store, Unavailable};
use axum::body::Bytes;
use peerline_protocol::call;
use peerline_protocol::ids::{Minute, encode};
use peerline_protocol::pack::FileName;
use peerline_protocol::statement::SignedStatement;
use tokio::sync::Mutex;

/// One snapshot.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The answer's body.
    pub bytes: Bytes,
    /// Its SHA-256, base64url.
    pub name: String,
    period: i64,
}

/// The snapshot of the running period, once it is made.
#[derive(Debug, Default)]
pub struct Snapshots(Mutex<Option<Snapshot>>);

impl Snapshots {
    /// The snapshot of the period that `now` lies in. The first who asks in a period has it made; until the period is over everybody
    /// gets the same bytes.
    pub async fn current(
        &self,
        store: &dyn Store,
        published: &Published,
        now: Moment,
    ) -> Result<Snapshot, Unavailable> {
        let length = i64::try_from(published.policy.snapshot.as_millis()).unwrap_or(i64::MAX).max(1);
        let period = now.0.div_euclid(length);
        let mut kept = self.0.lock().await;
        if let Some(snapshot) = kept.as_ref().filter(|snapshot| snapshot.period == period) {
            return Ok(snapshot.clone());
        }
        let minute = Minute::of_unix(now.0.div_euclid(1000));
        let backed = |bytes: &[u8; 140]| {
            let statement = SignedStatement::parse(bytes)?.unverified;
            published.directory_key(&statement.peer, minute)
        };
        let mut statements = store.statements(published.pool).await?;
        statements.retain(|statement| backed(statement).is_some());
        let snapshot =
            call::KeySnapshot { statements: statements.into_iter().map(call::Bytes::from).collect() };
        let bytes = serde_json::to_vec(&snapshot).map_err(|_| Unavailable)?;
        let name = encode(&FileName::of(&bytes).sha256);
        Ok(kept.insert(Snapshot { bytes: Bytes::from(bytes), name, period }).clone())
    }
}
