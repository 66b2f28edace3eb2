//! Connections: how many, how long they may take, and how they end when the relay stops.

use crate::Limits;
use crate::http::App;
use crate::notice::Notice;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

/// Accepts connections until `shutdown`, then waits until those that are open have finished their call, or the limit is over.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    app: &App,
    stop: watch::Sender<bool>,
    shutdown: impl Future<Output = ()>,
) {
    let (limits, tell) = (app.limits.clone(), app.tell);
    let free = Arc::new(Semaphore::new(limits.connections));
    let mut shutdown = std::pin::pin!(shutdown);
    let mut told_full = None::<Instant>;
    loop {
        let stream = tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // Out of file descriptors, most likely: give those that are open a moment to close.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let Ok(place) = Arc::clone(&free).try_acquire_owned() else {
            if told_full.is_none_or(|told| told.elapsed() > Duration::from_secs(60)) {
                tell(Notice::NoMoreConnections);
                told_full = Some(Instant::now());
            }
            continue;
        };
        let (router, limits, stopping) = (router.clone(), limits.clone(), stop.subscribe());
        tokio::spawn(async move {
            connection(stream, router, &limits, stopping).await;
            drop(place);
        });
    }
    drop(listener);
    tell(Notice::Stopping);
    stop.send_replace(true);
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    // Whoever has not finished by then is cut off.
    let _ = tokio::time::timeout(limits.drain, free.acquire_many(all)).await;
}

/// One connection, with a limit on everything a slow or idle peer could drag out.
async fn connection(stream: TcpStream, router: Router, limits: &Limits, mut stopping: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let mut connection = std::pin::pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(32 * 1024)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
    );
    let over = async {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => {}
            () = tokio::time::sleep(limits.age) => {}
        }
    };
    tokio::select! {
        _ = connection.as_mut() => return,
        () = over => connection.as_mut().graceful_shutdown(),
    }
    let _ = tokio::time::timeout(limits.drain, connection).await;
}
