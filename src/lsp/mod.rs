//! The language server.
//!
//! Owns the protocol: nothing outside this folder names its types, and nothing inside it
//! knows how prose is checked or files are read. A message goes through
//! `framing → guard → backend → session`; what a change costs is scheduled in `schedule`
//! and `reload`, off the async threads; what is to be told to the client waits in
//! `outbox` and is written only if it is still true then.

mod backend;
mod capabilities;
mod claims;
mod closing;
mod code_action;
mod commands;
mod completion;
mod decisions;
mod document;
mod engine;
mod faults;
mod files;
mod framing;
mod from_proto;
mod guard;
mod highlights;
mod hover;
mod ignored;
mod listing;
mod long_texts;
mod navigation;
mod outbox;
mod panics;
mod progress;
mod publish;
mod pull;
mod reload;
mod renewal;
mod resolve;
mod rule_files;
mod saving;
mod schedule;
mod scoped;
mod session;
pub mod settings;
mod spellings;
mod stdio;
mod suggestions;
mod to_proto;
mod uri;
mod why;
mod workers;
mod workspace_check;
mod writes;

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future;
use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::{LspService, Server};

pub use engine::{Checker, Engine};

use backend::Backend;
use claims::Redeemed;
use framing::Repaired;
use guard::{Guard, Outgoing, Seen};
use long_texts::LongTexts;
use session::Session;
use spellings::Spellings;

/// So many messages may be in work at once. The framework's own limit of four would let
/// four slow requests hold up every edit and every cancellation.
const CONCURRENCY: usize = 1024;

/// How long answers may take after the client has left.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// Gives memory that is free back to the system. What that is only the program knows, which has
/// chosen an allocator.
pub type GiveBack = fn();

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The client said goodbye.
    Orderly,
    /// It did not, or it sent something that is no message.
    Disorderly,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Orderly => Self::SUCCESS,
            Ending::Disorderly => Self::FAILURE,
        }
    }
}

/// Serves one client on standard input and output until it leaves. Logs go to standard
/// error. `give_back` is called when a large document was closed.
///
/// # Errors
///
/// If the threads of the server cannot be started.
pub fn serve(give_back: GiveBack) -> io::Result<Ending> {
    start_logging();
    panics::report_places_only();
    // Whatever takes long is done on threads of its own.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()?;
    let ending = runtime.block_on(async {
        let (input, output) = (stdio::input(), stdio::output());
        serve_on(input, output, Engine::Incremental, give_back).await
    });
    // Checks that still run and a read that waits for input would hold up the end.
    runtime.shutdown_background();
    Ok(ending)
}

/// Serves one client on `input` and `output` until it leaves, with documents checked by `engine`.
/// `give_back` is called when a large document was closed.
pub async fn serve_on<R, W>(input: R, output: W, engine: Engine, give_back: GiveBack) -> Ending
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let session = Arc::new(Session::new(engine, give_back));
    let (spellings, seen) = (Arc::new(Spellings::default()), Arc::new(Seen::default()));
    let (service, socket) = LspService::build(|client| Backend::new(client, session.clone()))
        .custom_method("window/workDoneProgress/cancel", Backend::cancel_progress)
        .finish();
    let texts = Arc::new(LongTexts::default());
    let guard = Guard::new(
        service,
        session.clone(),
        spellings.clone(),
        texts.clone(),
        seen.clone(),
    );
    let outgoing = Outgoing::new(socket, session.clone(), spellings);
    let at_end = {
        let (session, seen) = (session.clone(), seen.clone());
        async move {
            session.settle().await;
            session.pulls.end();
            seen.left.send_replace(true);
        }
    };
    let input = Repaired::new(input, texts, at_end);
    let output = Redeemed::new(output, Arc::clone(&session.outbox.claims));
    let server = Server::new(input, output, outgoing).concurrency_level(CONCURRENCY);
    let all_messages = Box::pin(server.serve(guard));
    let mut left = seen.left.subscribe();
    let last_answers = Box::pin(async move {
        // The sender lives as long as the server does.
        let _ = left.wait_for(|left| *left).await;
        tokio::time::sleep(LAST_ANSWERS).await;
    });
    future::select(all_messages, last_answers).await;
    let has_left = *seen.left.borrow();
    if !has_left {
        // The framework reads no further, and tells nobody but the client.
        tracing::error!("the client sent something that is no message; the server ends");
    }
    let is_orderly = session.state().shut_down && has_left;
    session.forget();
    if is_orderly {
        Ending::Orderly
    } else {
        Ending::Disorderly
    }
}

/// Our own events only: those of the framework quote messages, and so documents.
fn start_logging() {
    use tracing_subscriber::filter::filter_fn;
    use tracing_subscriber::layer::SubscriberExt as _;
    let is_ours = filter_fn(|metadata| {
        *metadata.level() <= tracing::Level::INFO
            && metadata.target().starts_with(env!("CARGO_CRATE_NAME"))
    });
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(false);
    let subscriber = tracing_subscriber::registry().with(lines).with(is_ours);
    // Another one is there already when the program serves twice, as in tests.
    let _ = tracing::subscriber::set_global_default(subscriber);
}
