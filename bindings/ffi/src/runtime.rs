//! Asynchronous calls: they run on a thread of our own, and can be cancelled from Kotlin and Swift alike.
//!
//! UniFFI polls a future on the caller's thread, which may be the one that draws the screen. So every asynchronous call hands
//! its work to [`spawn`], and the caller's thread only looks into a channel. Kotlin cancels by dropping the future; Swift does
//! not, so every such call also takes a [`CancelToken`] if the caller has one. Either way the work itself is stopped.

use crate::error::PeerlineError;
use crate::fault;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll};
use tokio::runtime::{Builder, Handle};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Stops the calls that it was handed to.
#[derive(uniffi::Object)]
pub struct CancelToken(watch::Sender<bool>);

#[uniffi::export]
impl CancelToken {
    /// A token that nothing has been done with.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::new(Self(watch::Sender::new(false)))
    }

    /// Stops every call that holds this token, and every one that will. Doing it twice changes nothing.
    pub fn cancel(&self) {
        self.0.send_replace(true);
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        *self.0.borrow()
    }
}

/// Runs `work` on our own thread until it is done, the token is cancelled, or the returned future is dropped.
///
/// # Errors
/// What `work` gives; `Cancelled`; `Fault` for a panic in it or when the phone has no thread to give.
pub(crate) async fn spawn<T: Send + 'static>(
    token: Option<Arc<CancelToken>>,
    work: impl Future<Output = Result<T, PeerlineError>> + Send + 'static,
) -> Result<T, PeerlineError> {
    fault::silence_panics();
    let runtime = RUNTIME.as_ref().ok_or(PeerlineError::Fault { place: 0 })?;
    let work = async move {
        tokio::select! {
            biased;
            () = cancelled(token) => Err(PeerlineError::Cancelled),
            done = Noticed(Box::pin(work)) => done,
        }
    };
    Stopped(runtime.spawn(work)).await
}

/// Ends when the token is cancelled; never without one.
async fn cancelled(token: Option<Arc<CancelToken>>) {
    match token {
        // The sender lives as long as the token, so this can only end because the value became true.
        Some(token) => drop(token.0.subscribe().wait_for(|cancelled| *cancelled).await),
        None => std::future::pending().await,
    }
}

/// One thread, which lives as long as the app: what is asynchronous here waits for a relay most of the time, and long work gives way
/// in between.
static RUNTIME: LazyLock<Option<Handle>> = LazyLock::new(|| {
    let runtime = Builder::new_current_thread().thread_name(NAME).enable_all().build().ok()?;
    let handle = runtime.handle().clone();
    let endless = move || runtime.block_on(std::future::pending::<()>());
    std::thread::Builder::new().name(NAME.to_owned()).spawn(endless).ok()?;
    Some(handle)
});

const NAME: &str = "peerline";

/// A future whose panic becomes a fault on the thread where it happened, where its place is known.
struct Noticed<T>(Pin<Box<dyn Future<Output = Result<T, PeerlineError>> + Send>>);

impl<T> Future for Noticed<T> {
    type Output = Result<T, PeerlineError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut polled = Poll::Pending;
        match fault::contained(|| {
            polled = self.0.as_mut().poll(context);
            Ok(())
        }) {
            Ok(()) => polled,
            Err(fault) => Poll::Ready(Err(fault)),
        }
    }
}

/// A task that is stopped when nobody waits for it any more.
struct Stopped<T>(JoinHandle<Result<T, PeerlineError>>);

impl<T> Future for Stopped<T> {
    type Output = Result<T, PeerlineError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|joined| joined.unwrap_or(Err(PeerlineError::Cancelled)))
    }
}

impl<T> Drop for Stopped<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::time::Duration;

    /// Tells when the work was dropped before it came to its end.
    struct Dropped(mpsc::Sender<()>);

    impl Drop for Dropped {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }

    fn endless(sender: mpsc::Sender<()>) -> impl Future<Output = Result<(), PeerlineError>> + Send {
        let guard = Dropped(sender);
        async move {
            let _guard = guard;
            std::future::pending().await
        }
    }

    fn wait<T>(future: impl Future<Output = T>) -> T {
        Builder::new_current_thread().build().unwrap().block_on(future)
    }

    #[test]
    fn work_runs_on_a_thread_of_ours_and_gives_its_result() {
        let name =
            wait(spawn(None, async { Ok(std::thread::current().name().unwrap_or_default().to_owned()) }));
        assert_eq!(name.as_deref(), Ok("peerline"));
    }

    #[test]
    fn a_cancelled_token_stops_the_work() {
        let (sender, dropped) = mpsc::channel();
        let token = CancelToken::new();
        let other = token.clone();
        let canceller = std::thread::spawn(move || other.cancel());
        assert_eq!(wait(spawn(Some(token.clone()), endless(sender))), Err(PeerlineError::Cancelled));
        canceller.join().unwrap();
        assert_eq!(dropped.recv_timeout(Duration::from_secs(10)), Ok(()));
        assert!(token.is_cancelled());
    }

    #[test]
    fn a_token_cancelled_beforehand_stops_what_comes_after() {
        let token = CancelToken::new();
        token.cancel();
        token.cancel();
        assert_eq!(wait(spawn(Some(token), async { Ok(1) })), Err(PeerlineError::Cancelled));
    }

    #[test]
    fn nobody_waiting_any_more_stops_the_work() {
        let (sender, dropped) = mpsc::channel();
        let mut future = Box::pin(spawn(None, endless(sender)));
        let mut context = Context::from_waker(std::task::Waker::noop());
        assert!(future.as_mut().poll(&mut context).is_pending());
        drop(future);
        assert_eq!(dropped.recv_timeout(Duration::from_secs(10)), Ok(()));
    }

    #[test]
    fn a_panic_in_the_work_is_a_fault_with_its_place() {
        let result: Result<(), _> = wait(spawn(None, async { panic!("Dana Ruiz") }));
        assert!(matches!(result, Err(PeerlineError::Fault { place }) if place != 0));
    }
}
