//! Standard input and output without threads in between.
//!
//! Editors start servers with pipes, or with sockets that stand for pipes. Where the system
//! tells when such a thing can be read or written, the thread that serves the client does both
//! itself: to hand each message to another thread and back costs more than many a check.

use std::pin::Pin;

use tokio::io::{AsyncRead, AsyncWrite};

/// Where messages come from.
pub(super) type Input = Pin<Box<dyn AsyncRead + Send>>;

/// Where messages go to.
pub(super) type Output = Pin<Box<dyn AsyncWrite + Send>>;

/// Standard input; to be called in a runtime.
pub(super) fn input() -> Input {
    ready::input().unwrap_or_else(|| Box::pin(tokio::io::stdin()))
}

/// Standard output; to be called in a runtime.
pub(super) fn output() -> Output {
    ready::output().unwrap_or_else(|| Box::pin(tokio::io::stdout()))
}

/// What the system tells the state of. A file is always ready, and the modes of a terminal
/// belong to others, too: `None` for both.
#[cfg(unix)]
mod ready {
    use std::io;
    use std::os::fd::{AsFd, OwnedFd};

    use tokio::net::UnixStream;
    use tokio::net::unix::pipe::{Receiver, Sender};

    use super::{Input, Output};

    pub(super) fn input() -> Option<Input> {
        let input = || io::stdin().as_fd().try_clone_to_owned().ok();
        if let Ok(pipe) = Receiver::from_owned_fd(input()?) {
            return Some(Box::pin(pipe));
        }
        Some(Box::pin(socket(input()?)?))
    }

    pub(super) fn output() -> Option<Output> {
        let output = || io::stdout().as_fd().try_clone_to_owned().ok();
        if let Ok(pipe) = Sender::from_owned_fd(output()?) {
            return Some(Box::pin(pipe));
        }
        Some(Box::pin(socket(output()?)?))
    }

    fn socket(descriptor: OwnedFd) -> Option<UnixStream> {
        let socket = std::os::unix::net::UnixStream::from(descriptor);
        // It fails if it is no such socket.
        socket.local_addr().ok()?;
        socket.set_nonblocking(true).ok()?;
        UnixStream::from_std(socket).ok()
    }
}

#[cfg(not(unix))]
mod ready {
    use super::{Input, Output};

    pub(super) const fn input() -> Option<Input> {
        None
    }

    pub(super) const fn output() -> Option<Output> {
        None
    }
}
