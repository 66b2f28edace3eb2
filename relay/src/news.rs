//! Who waits for what: long-polls subscribe, look, and only then park, so that nothing falls between looking and parking.

use peerline_protocol::ids::{PoolId, RequestId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What a long-poll can wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A pool's board.
    Board(PoolId),
    /// Either feed of one request.
    Request(RequestId),
}

/// Everybody who waits.
#[derive(Debug, Default)]
pub struct News(Mutex<HashMap<Topic, watch::Sender<()>>>);

impl News {
    /// From now on nothing told about `topic` is missed by [`Subscription::news`].
    pub fn subscribe(self: &Arc<Self>, topic: Topic) -> Subscription {
        let receiver = self.lock().entry(topic).or_insert_with(|| watch::channel(()).0).subscribe();
        Subscription { topic, receiver: Some(receiver), news: Arc::clone(self) }
    }

    /// Wakes whoever waits for `topic`.
    pub fn tell(&self, topic: Topic) {
        if let Some(sender) = self.lock().get(&topic) {
            sender.send_replace(());
        }
    }

    /// How many topics somebody waits for.
    pub fn topics(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Topic, watch::Sender<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One who waits. The last one of a topic to go takes it along.
#[derive(Debug)]
pub struct Subscription {
    topic: Topic,
    receiver: Option<watch::Receiver<()>>,
    news: Arc<News>,
}

impl Subscription {
    /// Returns as soon as something was told since the subscription or the last return.
    pub async fn news(&mut self) {
        match &mut self.receiver {
            // The sender lives as long as anybody is subscribed.
            Some(receiver) => drop(receiver.changed().await),
            None => std::future::pending().await,
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut topics = self.news.lock();
        self.receiver = None;
        if topics.get(&self.topic).is_some_and(|sender| sender.receiver_count() == 0) {
            topics.remove(&self.topic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_told_between_looking_and_parking_is_not_missed_and_the_last_one_clears_up() {
        let news = Arc::new(News::default());
        let topic = Topic::Request(RequestId::new([1; 16]));
        let (mut first, second) = (news.subscribe(topic), news.subscribe(topic));
        news.tell(topic);
        first.news().await;
        drop(first);
        assert_eq!(news.topics(), 1);
        drop(second);
        assert_eq!(news.topics(), 0);
    }
}
