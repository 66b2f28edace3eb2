//! Reading, each time on a connection and a snapshot of its own, beside the writer.

use super::schema;
use crate::store::{Reply, Unavailable};
use rusqlite::{Connection, Transaction};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Connections that read at the same time; others wait their turn.
const AT_ONCE: usize = 8;

/// The connections that read.
pub(super) struct Readers {
    file: Arc<PathBuf>,
    idle: Arc<Mutex<Vec<Connection>>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(file: PathBuf) -> Self {
        Self { file: Arc::new(file), idle: Arc::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Reads one consistent snapshot, off the threads that serve calls. `None` from the work means unavailable.
    pub(super) fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<Option<T>> + Send + 'static,
    ) -> Reply<'static, T> {
        let (file, idle, turns) = (Arc::clone(&self.file), Arc::clone(&self.idle), Arc::clone(&self.turns));
        Box::pin(async move {
            let _turn = turns.acquire_owned().await.map_err(|_| Unavailable)?;
            let reading = move || -> rusqlite::Result<Option<T>> {
                let kept = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
                let mut connection = match kept {
                    Some(connection) => connection,
                    None => schema::open_to_read(&file)?,
                };
                let result = work(&connection.transaction()?);
                idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
                result
            };
            let result = tokio::task::spawn_blocking(reading).await.map_err(|_| Unavailable)?;
            result.ok().flatten().ok_or(Unavailable)
        })
    }
}
