//! The pass over a block that pairs its marks.

use super::apostrophe::{Apostrophe, apostrophe, may_be_apostrophe, may_be_inch, second_of_n};
use super::customs::Customs;
use super::mark::{Glyph, Kind, Mark, Place, is_mark, is_stop, is_transparent, place};
use super::open::{Ending, Level, Opener, Quotation, Single};
use super::reading::Reading;
use super::role::{Role, Situation};
use crate::text::Span;

/// How many guillemets may be open in each other.
const MAX_NESTED: usize = 4;

/// Marks that stand together, as in `”’`. They stand in one place, which is looked at once.
struct Run {
    place: Place,
    /// The character after it.
    after: Option<char>,
}

/// Speech that markup encloses, and what was read where it began.
type Enclosed = (Span, Opener);

/// Pairs the marks of one block.
pub(super) struct Finder<'a> {
    text: &'a str,
    customs: &'a Customs,
    reading: Reading<'a>,
    /// What is open. The first is the block itself.
    levels: Vec<Level>,
    found: Vec<Quotation>,
    run: Run,
    /// A mark that is known to be an apostrophe.
    known_apostrophe: Option<usize>,
    /// What markup encloses as speech and begins further on, by start, the outer before the inner.
    speech: &'a [Span],
    /// Of that what is open, outermost first.
    enclosing: Vec<Enclosed>,
    /// Of that what has ended. No mark casts doubt on it.
    enclosed: Vec<Quotation>,
}

impl<'a> Finder<'a> {
    /// `speech` is what markup encloses as such, by start; of two one holds the other or they are
    /// apart.
    pub(super) fn new(text: &'a str, speech: &'a [Span], customs: &'a Customs) -> Self {
        Self {
            text,
            customs,
            reading: Reading::new(text),
            levels: vec![Level::default()],
            found: Vec::new(),
            run: Run {
                place: Place::Neither,
                after: None,
            },
            known_apostrophe: None,
            speech,
            enclosing: Vec::new(),
            enclosed: Vec::new(),
        }
    }

    /// The quotations in the block, and where doubt begins. `next` is the first character
    /// of the block that follows.
    pub(super) fn find(mut self, next: Option<char>) -> (Vec<Quotation>, Option<usize>) {
        for (at, c) in self.text.char_indices() {
            self.reach(at);
            match Glyph::of(c) {
                Some(glyph) => {
                    let mark = self.mark(at, c, glyph);
                    self.read(&mark);
                }
                None => self.reading.character(at, c),
            }
        }
        self.reach(self.text.len());
        let doubt = self.finish(next);
        self.found
            .retain(|quotation| doubt.is_none_or(|doubt| quotation.span.start < doubt));
        self.found.append(&mut self.enclosed);
        (self.found, doubt)
    }

    /// Ends and begins what markup encloses as speech up to `at`.
    fn reach(&mut self, at: usize) {
        while let Some((span, opener)) = self.enclosing.pop_if(|(span, _)| span.end <= at) {
            let behind = self.text.get(span.end..).unwrap_or("");
            let after = behind.trim_start_matches(|c| is_mark(c) || is_transparent(c));
            let ending = self.reading.ending(span.end, after.chars().next());
            let full = self.reading.is_full(&opener, &ending);
            if !full {
                self.reading.closed_scare();
            }
            self.enclosed.push(Quotation { span, full });
        }
        while let Some((span, rest)) = self.speech.split_first()
            && span.start <= at
        {
            self.speech = rest;
            let opener = Opener {
                kind: Kind::High,
                c: '"',
                at: span.start,
                end: span.start,
                tally: self.reading.tally(),
                context: self.reading.context(),
            };
            self.enclosing.push((*span, opener));
        }
    }

    /// The mark at `at` with what stands beside it.
    fn mark(&mut self, at: usize, c: char, glyph: Glyph) -> Mark {
        let end = at + c.len_utf8();
        let rest = self.text.get(end..).unwrap_or("");
        if !self.reading.follows_mark() {
            let beyond = rest.trim_start_matches(|c| is_mark(c) || is_transparent(c));
            self.run = Run {
                place: place(self.reading.before(), beyond),
                after: beyond.chars().next(),
            };
        }
        Mark {
            glyph,
            c,
            at,
            end,
            place: self.run.place,
            before: self.reading.before(),
            after: self.run.after,
            joined: self.reading.follows_mark(),
            next: rest.trim_start_matches(is_transparent).chars().next(),
        }
    }

    fn read(&mut self, mark: &Mark) {
        let role = match self.apostrophe(mark) {
            Apostrophe::No => {
                let situation = Situation {
                    levels: &self.levels,
                    customs: self.customs,
                };
                situation.role(mark)
            }
            Apostrophe::Yes => None,
            Apostrophe::Faint => {
                self.note_faint(mark);
                None
            }
        };
        let closed = self.found.len();
        match role {
            Some(Role::Opens(kind)) => {
                self.open(self.opener(kind, mark), mark);
                self.reading.opening();
                return;
            }
            Some(Role::Closes(kind)) if kind.is_single() => self.close_single(&[kind], mark),
            Some(Role::ClosesSingle) => self.close_single(&Kind::CLOSED_BY_APOSTROPHE, mark),
            Some(Role::Closes(kind)) => self.close_double(kind, mark),
            None => return self.reading.apostrophe(),
        }
        // A mark that closed nothing is none: it does not part a word.
        match self.found.last() {
            Some(quotation) if self.found.len() > closed => {
                self.reading.closing();
                if !quotation.full {
                    self.reading.closed_scare();
                }
            }
            _ => self.reading.apostrophe(),
        }
    }

    fn apostrophe(&mut self, mark: &Mark) -> Apostrophe {
        if self.known_apostrophe.take() == Some(mark.at) {
            return Apostrophe::Yes;
        }
        let found = apostrophe(self.text, mark, self.customs);
        if found != Apostrophe::No {
            self.known_apostrophe = second_of_n(self.text, mark);
        }
        found
    }

    fn opener(&self, kind: Kind, mark: &Mark) -> Opener {
        Opener {
            kind,
            c: mark.c,
            at: mark.at,
            end: mark.end,
            tally: self.reading.tally(),
            context: self.reading.context(),
        }
    }

    fn note_faint(&mut self, mark: &Mark) {
        let opener = self.opener(Kind::HighSingle, mark);
        if self.reading.may_be_speech(&opener)
            && let Some(level) = self.levels.last_mut()
        {
            level.faint = Some(opener);
        }
    }

    fn open(&mut self, opener: Opener, mark: &Mark) {
        if opener.kind.is_single() {
            self.settle_single(self.levels.len() - 1);
            if let Some(level) = self.levels.last_mut() {
                level.push(opener);
            }
            return;
        }
        if let Some(index) = self.like(opener.kind) {
            self.reopen(opener.kind, index, mark);
        }
        self.levels.push(Level::of(opener));
    }

    /// The innermost open level of `kind`.
    fn like(&self, kind: Kind) -> Option<usize> {
        self.levels.iter().rposition(|level| level.is(&[kind]))
    }

    /// Ends the level at `index` where a mark of its own kind opens, unless that one is
    /// nested: in another quotation inside it, or by its shape.
    fn reopen(&mut self, kind: Kind, index: usize, mark: &Mark) {
        let here = self.reading.ending(mark.at, None);
        let innermost = index + 1 == self.levels.len();
        let open = self.levels.iter().filter(|level| level.is(&[kind])).count();
        let Some(level) = self.levels.get_mut(index) else {
            return;
        };
        let nested = match kind {
            Kind::Outward => open < MAX_NESTED,
            _ => open == 1 && !(innermost && level.singles.is_empty()),
        };
        match level.ending {
            Some(ending) => self.settle_level(index, &ending),
            None if nested => {
                level.reopened.get_or_insert(here);
            }
            None => self.settle_level(index, &here),
        }
    }

    fn close_single(&mut self, kinds: &[Kind], mark: &Mark) {
        let ending = self.reading.ending(mark.at, mark.after);
        self.settle_above_single(kinds, mark);
        let Some(level) = self.levels.last_mut() else {
            return;
        };
        let Some(index) = level.single(kinds) else {
            // Speech that begins with what looked like an apostrophe.
            let spoken = mark.before.is_some_and(is_stop);
            if spoken && let Some(opener) = level.faint.take() {
                self.quote(&opener, &ending);
            }
            return;
        };
        level.singles.truncate(index + 1);
        let Some(single) = level.singles.last_mut() else {
            return;
        };
        if may_be_apostrophe(self.text, mark, single.opener.kind, self.customs) {
            single.ending.get_or_insert(ending);
        } else if let Some(single) = level.singles.pop() {
            self.quote(&single.opener, &ending);
        }
    }

    /// Ends the innermost level where it may have ended, if `mark` closes a single mark
    /// around it.
    fn settle_above_single(&mut self, kinds: &[Kind], mark: &Mark) {
        let [.., outer, inner] = self.levels.as_slice() else {
            return;
        };
        let Some(single) = outer
            .single(kinds)
            .and_then(|index| outer.singles.get(index))
        else {
            return;
        };
        if let Some(ending) = inner.ending
            && inner.single(kinds).is_none()
            && !may_be_apostrophe(self.text, mark, single.opener.kind, self.customs)
        {
            self.settle_level(self.levels.len() - 1, &ending);
        }
    }

    fn close_double(&mut self, kind: Kind, mark: &Mark) {
        let ending = self.reading.ending(mark.at, mark.after);
        let Some(index) = self.like(kind) else {
            return;
        };
        if may_be_inch(self.text, mark) {
            if let Some(level) = self.levels.get_mut(index) {
                level.ending.get_or_insert(ending);
            }
            return;
        }
        for level in self.levels.split_off(index + 1) {
            self.drop_level(&level, mark.at);
        }
        self.settle_single(index);
        if let Some(opener) = self.levels.pop().and_then(|level| level.opener) {
            self.quote(&opener, &ending);
        }
    }

    /// Ends the innermost single quotation of a level where it may have ended, now that no
    /// other mark will close it.
    fn settle_single(&mut self, index: usize) {
        let Some(level) = self.levels.get_mut(index) else {
            return;
        };
        let settled = level.singles.pop_if(|single| single.ending.is_some());
        self.quote_singles(settled.as_slice(), usize::MAX);
    }

    /// Ends the level at `index` at `ending`. What opened inside it is dropped, what
    /// opened later stays open.
    fn settle_level(&mut self, index: usize, ending: &Ending) {
        let above = self.levels.split_off(index + 1);
        let Some(level) = self.levels.pop() else {
            return;
        };
        let later = |opener: &Opener| opener.at >= ending.at;
        let (later_singles, earlier): (Vec<Single>, Vec<Single>) = level
            .singles
            .iter()
            .partition(|single| later(&single.opener));
        self.quote_singles(&earlier, ending.at);
        if let Some(opener) = &level.opener {
            self.quote(opener, ending);
        }
        if let Some(below) = self.levels.last_mut() {
            for single in later_singles {
                below.push(single.opener);
                if let Some(pushed) = below.singles.last_mut() {
                    pushed.ending = single.ending;
                }
            }
        }
        for level in above {
            if level.opener.as_ref().is_some_and(later) {
                self.levels.push(level);
            } else {
                self.drop_level(&level, ending.at);
            }
        }
    }

    /// Forgets a level that nothing closes, save for what may have been closed in it
    /// before `end`.
    fn drop_level(&mut self, level: &Level, end: usize) {
        self.quote_singles(&level.singles, end);
        if let (Some(opener), Some(ending)) = (&level.opener, level.presumed_ending())
            && ending.at <= end
        {
            self.quote(opener, &ending);
        }
    }

    /// Quotes what single marks may have closed before `end`.
    fn quote_singles(&mut self, singles: &[Single], end: usize) {
        for single in singles {
            if let Some(ending) = single.ending.filter(|ending| ending.at <= end) {
                self.quote(&single.opener, &ending);
            }
        }
    }

    fn quote(&mut self, opener: &Opener, ending: &Ending) {
        // What spans a place where another quotation may have ended shows that it did not.
        let spans = |place: &Ending| opener.at < place.at && place.at < ending.at;
        for level in &mut self.levels {
            level.ending = level.ending.filter(|place| !spans(place));
            level.reopened = level.reopened.filter(|place| !spans(place));
        }
        self.found.push(Quotation {
            span: Span::new(opener.end, ending.at),
            full: self.reading.is_full(opener, ending),
        });
    }

    /// Judges what is still open at the end of the block. Returns where doubt begins.
    fn finish(&mut self, next: Option<char>) -> Option<usize> {
        let mut index = 0;
        while let Some(level) = self.levels.get(index) {
            match level.presumed_ending() {
                Some(ending) => self.settle_level(index, &ending),
                None => index += 1,
            }
        }
        let open = std::mem::take(&mut self.levels);
        for level in &open {
            self.quote_singles(&level.singles, usize::MAX);
        }
        let opener = open.iter().find_map(|level| level.opener)?;
        if !next.is_some_and(|next| self.goes_on(opener.c, next)) {
            return Some(opener.end);
        }
        self.found.push(Quotation {
            span: Span::new(opener.end, self.text.len()),
            full: true,
        });
        None
    }

    /// Whether a block that begins with `next` goes on with what `opener` began.
    fn goes_on(&self, opener: char, next: char) -> bool {
        let follows_on = match opener {
            '«' => next == '»',
            '“' => next == '”' && self.customs.follows_on_with_closer,
            _ => false,
        };
        let same = match (Glyph::of(opener), Glyph::of(next)) {
            (Some(Glyph::Straight | Glyph::Left), Some(Glyph::Straight | Glyph::Left)) => true,
            (opener, next) => opener == next,
        };
        same || follows_on
    }
}
