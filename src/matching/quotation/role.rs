//! Whether a mark that is no apostrophe opens or closes, and what.

use super::customs::Customs;
use super::mark::{Glyph, Kind, Mark, Place};
use super::open::Level;
use crate::matching::character::is_word;

/// The kinds that a double mark closes: straight and curly marks go together.
const DOUBLES: [Kind; 2] = [Kind::High, Kind::Low];
const ANGLES: [Kind; 2] = [Kind::Outward, Kind::Inward];

/// What a mark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Opens(Kind),
    Closes(Kind),
    /// It closes whatever single mark is open: ‘ or ‚.
    ClosesSingle,
}

/// What is open where a mark stands, outermost first. The first level is the block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Situation<'a> {
    pub(super) levels: &'a [Level],
    pub(super) customs: &'a Customs,
}

impl<'a> Situation<'a> {
    /// What `mark` does; nothing if it is a stray mark, an inch or a minute.
    pub(super) fn role(self, mark: &Mark) -> Option<Role> {
        let role = match mark.glyph {
            Glyph::Straight => return self.straight(mark),
            Glyph::Left => return self.left(mark),
            Glyph::Right => return self.right(mark),
            Glyph::StraightSingle => return self.straight_single(mark),
            Glyph::LeftSingle => self.left_single(mark),
            Glyph::RightSingle => return self.right_single(mark),
            Glyph::AngleLeft => return self.angle_left(mark),
            Glyph::AngleRight => return self.angle_right(mark),
            Glyph::AngleLeftSingle | Glyph::AngleRightSingle => return self.angle_single(mark),
            Glyph::LowSingle => return low_single(mark),
            Glyph::Low => Role::Opens(Kind::Low),
            Glyph::CornerLeft => Role::Opens(Kind::Corner),
            Glyph::CornerRight => Role::Closes(Kind::Corner),
            Glyph::WhiteCornerLeft => Role::Opens(Kind::WhiteCorner),
            Glyph::WhiteCornerRight => Role::Closes(Kind::WhiteCorner),
        };
        Some(role)
    }

    /// The innermost open level of one of `kinds`.
    fn nearest(self, kinds: &[Kind]) -> Option<(&'a Level, Kind, char)> {
        let level = self.levels.iter().rfind(|level| level.is(kinds))?;
        level.opener.map(|opener| (level, opener.kind, opener.c))
    }

    /// Whether a single mark is open at this level and has met nothing that may close it.
    fn single_is_open(self) -> bool {
        self.levels.last().is_some_and(|level| {
            let index = level.single(&Kind::CLOSED_BY_APOSTROPHE);
            let single = index.and_then(|index| level.singles.get(index));
            single.is_some_and(|single| single.ending.is_none())
        })
    }

    fn straight(self, mark: &Mark) -> Option<Role> {
        if is_gershayim(mark) {
            return None;
        }
        let open = self.nearest(&DOUBLES);
        match mark.place {
            Place::Opening => return Some(Role::Opens(Kind::High)),
            Place::Closing => return open.map(|(_, kind, _)| Role::Closes(kind)),
            Place::Either | Place::Neither => {}
        }
        if let Some((_, kind, _)) = open.filter(|(level, ..)| level.ending.is_none()) {
            return Some(Role::Closes(kind));
        }
        let opens = match mark.place {
            // A stray mark at the very end.
            Place::Either => mark.after.is_some(),
            // An inch mark, or one inside a word; but `"one""two"`.
            _ => mark.joined || !mark.before.is_some_and(is_word),
        };
        opens.then_some(Role::Opens(Kind::High))
    }

    /// “ opens, but it closes „ and is often used where ” is meant.
    fn left(self, mark: &Mark) -> Option<Role> {
        if is_gershayim(mark) {
            return None;
        }
        match self.nearest(&DOUBLES) {
            Some((_, Kind::Low, _)) if mark.place != Place::Opening => {
                Some(Role::Closes(Kind::Low))
            }
            Some((_, kind, _)) if mark.place == Place::Closing => Some(Role::Closes(kind)),
            None if mark.place == Place::Closing => None,
            _ => Some(Role::Opens(Kind::High)),
        }
    }

    /// ” closes, but in some languages it opens too.
    fn right(self, mark: &Mark) -> Option<Role> {
        if is_gershayim(mark) {
            return None;
        }
        let symmetric = self.customs.is_symmetric();
        let opens = match self.nearest(&DOUBLES) {
            Some((_, kind, opener)) => {
                let reopens = mark.place == Place::Opening && (symmetric || opener == '”');
                if !reopens {
                    return Some(Role::Closes(kind));
                }
                true
            }
            None if mark.place == Place::Either => symmetric && mark.after.is_some(),
            None => mark.place == Place::Opening,
        };
        opens.then_some(Role::Opens(Kind::High))
    }

    fn straight_single(self, mark: &Mark) -> Option<Role> {
        match mark.place {
            Place::Opening => return Some(Role::Opens(Kind::HighSingle)),
            Place::Closing => return Some(Role::ClosesSingle),
            Place::Either | Place::Neither => {}
        }
        if self.single_is_open() {
            return Some(Role::ClosesSingle);
        }
        let after_word = mark.place == Place::Neither && mark.before.is_some_and(is_word);
        let before_word = mark.after.is_some_and(|c| is_word(c) && !c.is_numeric());
        let opens = before_word && !after_word;
        opens.then_some(Role::Opens(Kind::HighSingle))
    }

    /// ‘ opens, but it closes ‚ and is often used where ’ is meant.
    fn left_single(self, mark: &Mark) -> Role {
        let low = |level: &Level| level.single(&[Kind::LowSingle]).is_some();
        let low_is_open = self.levels.last().is_some_and(low);
        match mark.place {
            Place::Opening => Role::Opens(Kind::HighSingle),
            _ if low_is_open => Role::Closes(Kind::LowSingle),
            Place::Closing => Role::ClosesSingle,
            Place::Either | Place::Neither => Role::Opens(Kind::HighSingle),
        }
    }

    /// ’ closes, but where ” opens so does ’.
    fn right_single(self, mark: &Mark) -> Option<Role> {
        let symmetric = self.customs.is_symmetric()
            || self
                .nearest(&[Kind::High])
                .is_some_and(|(_, _, c)| c == '”');
        if symmetric {
            return self.straight_single(mark);
        }
        (mark.place != Place::Opening).then_some(Role::ClosesSingle)
    }

    /// « opens, but it closes », and where it stands decides.
    fn angle_left(self, mark: &Mark) -> Option<Role> {
        let inward = self.customs.is_inward();
        if let Some((_, Kind::Inward, _)) = self.nearest(&ANGLES) {
            let opens = match mark.place {
                Place::Opening => true,
                Place::Either => !inward,
                Place::Closing | Place::Neither => false,
            };
            return Some(if opens {
                Role::Opens(Kind::Outward)
            } else {
                Role::Closes(Kind::Inward)
            });
        }
        let opens = match mark.place {
            Place::Opening => true,
            Place::Either | Place::Neither => !inward,
            // `dit« oui »`, where a space was forgotten.
            Place::Closing => !inward && mark.after.is_some_and(char::is_whitespace),
        };
        opens.then_some(Role::Opens(Kind::Outward))
    }

    /// » closes, but it opens where guillemets point inwards and where a paragraph goes
    /// on with a quotation, and closes what it opened itself.
    fn angle_right(self, mark: &Mark) -> Option<Role> {
        let opening = mark.place == Place::Opening;
        let opens = match self.nearest(&ANGLES) {
            Some((_, Kind::Outward, _)) if !(opening && self.customs.is_inward()) => {
                return Some(Role::Closes(Kind::Outward));
            }
            Some((_, Kind::Inward, _)) if !opening => return Some(Role::Closes(Kind::Inward)),
            Some(_) => true,
            None => opening || (mark.before.is_none() && self.customs.follows_on_with_closer),
        };
        opens.then_some(Role::Opens(Kind::Inward))
    }

    fn angle_single(self, mark: &Mark) -> Option<Role> {
        let open = |level: &Level| level.single(&[Kind::AngleSingle]).is_some();
        let is_open = self.levels.last().is_some_and(open);
        let usual = (mark.glyph == Glyph::AngleLeftSingle) != self.customs.is_inward();
        let opens = match mark.place {
            Place::Opening => true,
            Place::Closing => false,
            Place::Either | Place::Neither => usual && !is_open,
        };
        if opens {
            return Some(Role::Opens(Kind::AngleSingle));
        }
        is_open.then_some(Role::Closes(Kind::AngleSingle))
    }
}

/// ‚ opens, but it looks like a comma.
fn low_single(mark: &Mark) -> Option<Role> {
    (mark.place == Place::Opening).then_some(Role::Opens(Kind::LowSingle))
}

/// Whether the mark stands inside a Hebrew abbreviation.
fn is_gershayim(mark: &Mark) -> bool {
    let hebrew = |c: Option<char>| matches!(c, Some('\u{5D0}'..='\u{5EA}'));
    hebrew(mark.directly_before()) && hebrew(mark.next)
}
