//! Reading an `.aff` file.
//!
//! Options for suggestions and for how words are joined are passed over; what is wrong in
//! one line costs that line, and is told.

use std::borrow::Cow;

use super::condition::Condition;
use super::flag::{Flag, Notation, number};
use super::problem::{Part, Problem};
use super::rules::{Affix, Class, Rules, aliased};
use super::stored::{Letters, fields, lines, word_and_flags};
use super::tags::{is_tag, value};

/// So many affixes are read: several times what the richest dictionary has.
const MOST_AFFIXES: u32 = 500_000;

/// So many characters are ignored, which no dictionary comes near.
const MOST_IGNORED: usize = 200;

/// Reads the text of an `.aff` file.
///
/// # Errors
/// If its words cannot be read, because their encoding is not known.
pub(super) fn read(bytes: &[u8], problems: &mut Vec<Problem>) -> Result<Rules, Problem> {
    let mut reader = Reader::default();
    reader.rules.most_suffixes = 2;
    // What decides how the rest is read may stand behind it.
    let mut each = |reader: &mut Reader, read: fn(&mut Reader, &[u8], &[&[u8]]) -> Step| {
        for (line, text) in lines(bytes) {
            let values: Vec<&[u8]> = fields(text).collect();
            let Some((name, values)) = values.split_first() else {
                continue;
            };
            if let Err(wrong) = read(reader, name, values) {
                let problem = problem(line, wrong.message);
                if wrong.fatal {
                    return Err(problem);
                }
                problems.push(problem);
            }
            if reader.affixes == MOST_AFFIXES {
                return Err(problem(
                    line,
                    format!("there are more than {MOST_AFFIXES} affixes"),
                ));
            }
        }
        Ok(())
    };
    each(&mut reader, Reader::basic)?;
    each(&mut reader, Reader::other)?;
    Ok(reader.rules)
}

/// The language that an `.aff` file says it is for.
pub(super) fn language(bytes: &[u8]) -> Option<String> {
    let named = |(_, line)| {
        let mut fields = fields(line);
        (fields.next() == Some(b"LANG")).then(|| fields.next())?
    };
    let name = lines(bytes).find_map(named)?;
    Some(String::from_utf8_lossy(name).into_owned())
}

fn problem(line: usize, message: impl Into<String>) -> Problem {
    Problem {
        part: Part::Affixes,
        line: Some(line),
        message: message.into(),
        is_limit: false,
    }
}

/// What is wrong in one line.
struct Wrong {
    message: String,
    /// Whether the whole file is lost.
    fatal: bool,
}

type Step = Result<(), Wrong>;

fn wrong(message: impl Into<String>) -> Wrong {
    Wrong {
        message: message.into(),
        fatal: false,
    }
}

#[derive(Debug, Default)]
struct Reader {
    rules: Rules,
    /// The class whose affixes follow, and how many of them are left.
    started: Option<(End, Flag, u32)>,
    affixes: u32,
    /// Whether the first line of a list was seen, which only counts the others.
    counted_sets: bool,
    counted_fields: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Prefix,
    Suffix,
}

impl Reader {
    /// The options by which the other lines are read.
    fn basic(&mut self, name: &[u8], values: &[&[u8]]) -> Step {
        let value = values.first().copied().unwrap_or_default();
        match name {
            b"SET" => {
                let name = String::from_utf8_lossy(value);
                self.rules.letters = Letters::named(&name).ok_or_else(|| Wrong {
                    message: format!("the encoding ‘{name}’ is not known"),
                    fatal: true,
                })?;
            }
            b"FLAG" => {
                self.rules.flags.notation = Notation::named(value).ok_or_else(|| {
                    let name = String::from_utf8_lossy(value);
                    wrong(format!("‘{name}’ is no kind of flags"))
                })?;
            }
            // Two prefixes, and so one suffix.
            b"COMPLEXPREFIXES" => self.rules.most_suffixes = 1,
            b"FULLSTRIP" => self.rules.strips_all = true,
            _ => {}
        }
        Ok(())
    }

    fn other(&mut self, name: &[u8], values: &[&[u8]]) -> Step {
        let value = values.first().copied().unwrap_or_default();
        let rules = &mut self.rules;
        match name {
            b"SFX" => return self.affix(End::Suffix, values),
            b"PFX" => return self.affix(End::Prefix, values),
            b"AF" if std::mem::replace(&mut self.counted_sets, true) => {
                rules.flags.add_alias(value);
            }
            b"AM" if std::mem::replace(&mut self.counted_fields, true) => {
                rules.fields.push(values.join(&b' ').into());
            }
            b"IGNORE" => {
                let ignored = self.text(value)?;
                self.rules.ignored = ignored.chars().take(MOST_IGNORED).collect();
            }
            b"ICONV" | b"OCONV" => {
                if let [from, to, ..] = values {
                    let (from, to) = (self.text(from)?, self.text(to)?);
                    let tables = (&mut self.rules.input, &mut self.rules.output);
                    let table = if name == b"ICONV" { tables.0 } else { tables.1 };
                    table.add(&from, &to);
                }
            }
            name => self.meaning(name, value),
        }
        Ok(())
    }

    /// An option whose value is the flag that means it.
    fn meaning(&mut self, name: &[u8], value: &[u8]) {
        let flag = self.rules.flags.one(value);
        let meanings = &mut self.rules.meanings;
        match name {
            b"NEEDAFFIX" | b"PSEUDOROOT" => meanings.needs_affix = flag,
            b"ONLYINCOMPOUND" => meanings.only_in_compound = flag,
            b"FORBIDDENWORD" => meanings.forbidden = flag,
            b"KEEPCASE" => meanings.keeps_case = flag,
            b"CIRCUMFIX" => meanings.circumfix = flag,
            b"SUBSTANDARD" => meanings.substandard = flag,
            b"COMPOUNDFLAG" | b"COMPOUNDBEGIN" | b"COMPOUNDEND" | b"COMPOUNDLAST" => {
                self.rules.compounds = true;
            }
            _ => {}
        }
    }

    fn text(&self, bytes: &[u8]) -> Result<String, Wrong> {
        let text = self.rules.letters.text(bytes);
        let text = text.ok_or_else(|| wrong("this is not in the encoding of the file"));
        text.map(Cow::into_owned)
    }

    /// A line of a class: the first says how many follow.
    fn affix(&mut self, end: End, values: &[&[u8]]) -> Step {
        let [flag, rest @ ..] = values else {
            return Err(wrong("an affix without a flag"));
        };
        let Some(flag) = self.rules.flags.one(flag) else {
            return Err(wrong(format!(
                "‘{}’ is no flag",
                String::from_utf8_lossy(flag)
            )));
        };
        let expected = match &mut self.started {
            Some((of_end, of_flag, left)) if (*of_end, *of_flag) == (end, flag) && *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        };
        let classes = match end {
            End::Prefix => &mut self.rules.prefixes,
            End::Suffix => &mut self.rules.suffixes,
        };
        match rest {
            [crosses @ (b"Y" | b"N"), count, ..] if !expected && number(count).is_some() => {
                classes.entry(flag).or_default().crosses = *crosses == b"Y";
                self.started = Some((end, flag, number(count).unwrap_or_default()));
                return Ok(());
            }
            // More than were announced are as good.
            _ if expected || classes.contains_key(&flag) => {}
            _ => return Err(wrong("the class of this affix is not announced")),
        }
        let affix = self.read_affix(rest)?;
        let classes = match end {
            End::Prefix => &mut self.rules.prefixes,
            End::Suffix => &mut self.rules.suffixes,
        };
        let class: &mut Class = classes.entry(flag).or_default();
        class.affixes.push(affix);
        Ok(())
    }

    /// What it strips, what it adds with flags, the condition, and its grammar.
    fn read_affix(&mut self, values: &[&[u8]]) -> Result<Affix, Wrong> {
        let [strip, add, rest @ ..] = values else {
            return Err(wrong("an affix says what it strips and what it adds"));
        };
        // Flags alone add nothing, and are followed.
        let (add, flags) = match add.strip_prefix(b"/") {
            Some(flags) => (Cow::Borrowed(&b""[..]), Some(flags)),
            None => word_and_flags(add),
        };
        let nothing = |text: String| if text == "0" { String::new() } else { text };
        let (strip, add) = (nothing(self.text(strip)?), nothing(self.text(&add)?));
        let condition = rest.first().copied().unwrap_or(b".");
        let condition = self.text(condition)?;
        let read = Condition::read(&condition);
        let read = read.ok_or_else(|| wrong(format!("‘{condition}’ is no condition")))?;
        let written = rest.get(1..).unwrap_or_default().join(&b' ');
        let rules = &mut self.rules;
        let all = aliased(&rules.fields, &written);
        let of_grammar = all.iter().copied().filter(|field| is_grammar(field));
        self.affixes += 1;
        Ok(Affix {
            number: self.affixes,
            strip: rules.without_ignored(strip.into()).into(),
            add: rules.without_ignored(add.into()).into(),
            condition: read,
            flags: flags
                .map(|flags| rules.flags.set(flags))
                .unwrap_or_default(),
            tags: rules.tags.set(of_grammar),
            derives: value(&all, *b"ds").is_some(),
        })
    }
}

/// Whether a field of an affix says which form it makes: not of which stem, or how it sounds.
fn is_grammar(field: &[u8]) -> bool {
    is_tag(field) && matches!(field.get(..2), Some(b"is" | b"ts" | b"po" | b"ip" | b"tp"))
}
