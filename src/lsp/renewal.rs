//! What a check of the workspace published is checked again when the rules are others.
//!
//! Only files of which something is shown: what is false must not stay, and what is still true
//! must not go while somebody works through the list. Whether the new rules find something
//! anywhere else is known when the workspace is checked again. It waits for open documents as such a
//! check does.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::session::Session;
use super::uri;

impl Session {
    /// The rules are others: what older ones found is checked again, off the calling thread.
    pub(super) fn renew_workspace(self: &Arc<Self>) {
        let known = &self.workspace_check;
        if known.has_outdated() && !known.renewing.swap(true, Ordering::SeqCst) {
            let session = Arc::clone(self);
            tokio::spawn(async move { session.renew().await });
        }
    }

    async fn renew(self: &Arc<Self>) {
        let known = &self.workspace_check;
        loop {
            for (key, uri) in known.take_outdated() {
                self.lull().await;
                if self.state().shut_down {
                    return;
                }
                match uri::files([uri.as_str()]).pop() {
                    Some(path) => {
                        self.check_file(uri, key, path).await;
                    }
                    None => self.take_back(&key),
                }
            }
            if known.has_outdated() {
                continue;
            }
            known.renewing.store(false, Ordering::SeqCst);
            // Who came in between was told that somebody is at it.
            if !known.has_outdated() || known.renewing.swap(true, Ordering::SeqCst) {
                break;
            }
        }
        if self.state().client.takes_related_documents {
            self.ask_to_ask_again();
        }
    }
}
