//! Many things done beside each other, on all cores.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Whether this is one of several things that are done beside each other.
pub fn is_beside_others() -> bool {
    rayon::current_thread_index().is_some()
}

/// What `work` makes of each of `things`, in their order.
///
/// On all cores, unless this is one of several things that are done beside each other already:
/// the command has a document on each core, and whoever waited there for parts of its own would
/// take up another document meanwhile, one inside the other. So `work` may ask for this again,
/// but it must not wait for anybody.
pub fn map_all<T: Send, R: Send>(things: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if is_beside_others() || things.len() < 2 {
        things.into_iter().map(work).collect()
    } else {
        things.into_par_iter().map(work).collect()
    }
}
