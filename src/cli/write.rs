//! What is said of a file that could not be written.

use super::documents::shown;
use crate::config::documents::reason;
use crate::config::replace::Trouble;

/// The message about the file shown as `path`.
pub(super) fn message(trouble: &Trouble, path: &str) -> String {
    match trouble {
        Trouble::Changed => {
            format!("‘{path}’ is left as it is: it was changed while it was being worked on")
        }
        Trouble::Unwritable(error) => format!("cannot write ‘{path}’: {}", reason(error)),
        Trouble::NoRoom(error) => format!(
            "cannot write ‘{path}’: no new file can be made beside it: {}",
            reason(error)
        ),
        Trouble::Broken(error, rescue) => format!(
            "‘{path}’ was written only in part: {}; its whole new text is in ‘{}’",
            reason(error),
            shown(rescue)
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn what_went_wrong_is_told() {
        let cases = [
            (
                Trouble::Changed,
                "‘a.md’ is left as it is: it was changed while it was being worked on",
            ),
            (
                Trouble::Unwritable(io::ErrorKind::NotFound.into()),
                "cannot write ‘a.md’: no such file or folder",
            ),
            (
                Trouble::NoRoom(io::ErrorKind::PermissionDenied.into()),
                "cannot write ‘a.md’: no new file can be made beside it: permission denied",
            ),
            (
                Trouble::Broken(io::Error::other("the disk is full"), "b.md".into()),
                "‘a.md’ was written only in part: the disk is full; its whole new text is in ‘b.md’",
            ),
        ];
        for (trouble, expected) in cases {
            assert_eq!(message(&trouble, "a.md"), expected);
        }
    }
}
