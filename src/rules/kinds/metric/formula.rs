//! Formulas over what is counted.

pub(super) mod range;

use super::counts::{Counts, Measure};
use crate::text::Span;

/// An index of readability.
pub(super) struct Index {
    /// Its name in a style.
    pub(super) name: &'static str,
    /// What people call it.
    pub(super) title: &'static str,
    formula: &'static str,
}

/// The known indices. Where they were published: Flesch, "A new readability yardstick" (1948);
/// Kincaid and others, a report to the US Navy (1975); Gunning, "The Technique of Clear Writing"
/// (1952); Mc Laughlin, "SMOG grading" (1969); Coleman and Liau, "A computer readability formula"
/// (1975); Senter and Smith, "Automated readability index" (1967).
pub(super) const INDICES: [Index; 6] = [
    Index {
        name: "flesch-reading-ease",
        title: "Flesch reading ease",
        formula: "206.835 - 1.015 * words / sentences - 84.6 * syllables / words",
    },
    Index {
        name: "flesch-kincaid",
        title: "Flesch–Kincaid grade",
        formula: "0.39 * words / sentences + 11.8 * syllables / words - 15.59",
    },
    Index {
        name: "gunning-fog",
        title: "Gunning fog index",
        formula: "0.4 * (words / sentences + 100 * complex-words / words)",
    },
    Index {
        name: "smog",
        title: "SMOG grade",
        formula: "1.043 * sqrt(30 * polysyllabic-words / sentences) + 3.1291",
    },
    Index {
        name: "coleman-liau",
        title: "Coleman–Liau index",
        formula: "5.88 * characters / words - 29.6 * sentences / words - 15.8",
    },
    Index {
        name: "automated-readability",
        title: "automated readability index",
        formula: "4.71 * characters / words + 0.5 * words / sentences - 21.43",
    },
];

/// A formula that was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Formula {
    Number(f64),
    Measure(Measure),
    Negative(Box<Formula>),
    Binary(Operator, Box<[Formula; 2]>),
    Call(Function, Vec<Formula>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Min,
    Max,
    Sqrt,
}

/// What is wrong with a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    /// Where, in bytes of the formula; not empty unless the formula is.
    pub(super) span: Span,
    /// What, small first letter, no full stop.
    pub(super) message: String,
    /// The name that was not known, if it is that.
    pub(super) unknown: Option<String>,
}

/// So deep brackets may lie in each other.
const DEEPEST: usize = 50;

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// The first mistake in it.
    pub(super) fn read(text: &str) -> Result<Self, Mistake> {
        let mut parser = Parser {
            text,
            at: 0,
            depth: 0,
        };
        let formula = parser.expression(0)?;
        match parser.rest().chars().next() {
            None => Ok(formula),
            Some(')') => Err(parser.mistake("a ‘)’ without its ‘(’")),
            Some(_) => Err(parser.mistake("an operator is missing before this: + - * /")),
        }
    }

    /// Its value; `None` if there is none, as where nothing stands by which it divides.
    pub(super) fn value(&self, counts: &[f64; Measure::ALL.len()]) -> Option<f64> {
        let value = self.evaluate(counts);
        value.is_finite().then_some(value)
    }

    fn evaluate(&self, counts: &[f64; Measure::ALL.len()]) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Measure(measure) => counts.get(measure.index()).copied().unwrap_or(0.0),
            Self::Negative(inner) => -inner.evaluate(counts),
            Self::Binary(operator, sides) => {
                let [left, right] = &**sides;
                let (left, right) = (left.evaluate(counts), right.evaluate(counts));
                match operator {
                    Operator::Plus => left + right,
                    Operator::Minus => left - right,
                    Operator::Times => left * right,
                    Operator::Over => left / right,
                }
            }
            Self::Call(function, values) => {
                let values = values.iter().map(|value| value.evaluate(counts));
                match function {
                    Function::Min => values.fold(f64::INFINITY, f64::min),
                    Function::Max => values.fold(f64::NEG_INFINITY, f64::max),
                    Function::Sqrt => values.map(f64::sqrt).sum(),
                }
            }
        }
    }

    /// Calls `found` with every measure in it.
    pub(super) fn measures(&self, found: &mut dyn FnMut(Measure)) {
        match self {
            Self::Number(_) => {}
            Self::Measure(measure) => found(*measure),
            Self::Negative(inner) => inner.measures(found),
            Self::Binary(_, sides) => sides.iter().for_each(|side| side.measures(found)),
            Self::Call(_, values) => values.iter().for_each(|value| value.measures(found)),
        }
    }
}

/// Every name that a formula may have, functions apart.
pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
    let measures = Measure::ALL.iter().map(|(name, _)| *name);
    measures.chain(INDICES.iter().map(|index| index.name))
}

/// Counts as numbers.
pub(super) fn numbers(counts: &Counts) -> [f64; Measure::ALL.len()] {
    counts.map(f64::from)
}

/// Reads a formula by the strength of its operators (as Pratt's parsers do).
struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    /// What is left, without white space before it.
    fn rest(&mut self) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or("");
        let trimmed = rest.trim_start();
        self.at += rest.len() - trimmed.len();
        trimmed
    }

    /// A mistake at the next sign, or at the last one if none is left.
    fn mistake(&mut self, message: &str) -> Mistake {
        let next = self.rest().chars().next().map(char::len_utf8);
        let end = self.text.trim_end().len();
        let last = self
            .text
            .trim_end()
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
        let span = match next {
            Some(length) => Span::new(self.at, self.at + length),
            None => Span::new(end - last, end),
        };
        Mistake {
            span,
            message: message.to_owned(),
            unknown: None,
        }
    }

    fn take(&mut self, sign: char) -> bool {
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    /// An expression whose operators bind stronger than `weakest`.
    fn expression(&mut self, weakest: u8) -> Result<Formula, Mistake> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.mistake("too many brackets lie in each other"));
        }
        let mut left = self.operand()?;
        while let Some(sign) = self.rest().chars().next() {
            let (operator, strength) = match sign {
                '+' => (Operator::Plus, 1),
                '-' | '−' => (Operator::Minus, 1),
                '*' | '×' | '·' => (Operator::Times, 2),
                '/' | '÷' => (Operator::Over, 2),
                _ => break,
            };
            if strength <= weakest {
                break;
            }
            self.at += sign.len_utf8();
            self.rest();
            let start = self.at;
            let right = self.expression(strength)?;
            if operator == Operator::Over {
                self.refuse_zero(&right, start)?;
            }
            left = Formula::Binary(operator, Box::new([left, right]));
        }
        self.depth -= 1;
        Ok(left)
    }

    /// What stands from `start` on must not be nothing in every text.
    fn refuse_zero(&self, divisor: &Formula, start: usize) -> Result<(), Mistake> {
        let range = divisor.range(&[]);
        if range.is_none_or(|range| range.only() != Some(0.0)) {
            return Ok(());
        }
        let written = self.text.get(start..self.at).unwrap_or("").trim_end();
        Err(Mistake {
            span: Span::new(start, start + written.len()),
            message: "this is zero, by which nothing can be divided".to_owned(),
            unknown: None,
        })
    }

    fn operand(&mut self) -> Result<Formula, Mistake> {
        let rest = self.rest();
        match rest.chars().next() {
            Some('(') => {
                let open = self.at;
                self.at += 1;
                let inner = self.expression(0)?;
                self.close(open)?;
                Ok(inner)
            }
            Some(sign @ ('-' | '−')) => {
                self.at += sign.len_utf8();
                // Stronger than any other operator.
                Ok(Formula::Negative(Box::new(self.expression(2)?)))
            }
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(rest),
            Some(c) if c.is_alphabetic() => self.name(rest),
            Some(_) => Err(self.mistake("a number, a name or a ‘(’ should stand here")),
            None => Err(self.mistake("a number, a name or a ‘(’ is missing at the end")),
        }
    }

    /// Takes the `)` that belongs to the `(` at `open`.
    fn close(&mut self, open: usize) -> Result<(), Mistake> {
        if self.take(')') {
            return Ok(());
        }
        match self.rest().chars().next() {
            Some(_) => Err(self.mistake("an operator or ‘)’ is missing before this")),
            None => Err(Mistake {
                span: Span::new(open, open + 1),
                message: "this ‘(’ has no ‘)’".to_owned(),
                unknown: None,
            }),
        }
    }

    fn number(&mut self, rest: &str) -> Result<Formula, Mistake> {
        let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == '_';
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let written = rest.get(..end).unwrap_or("");
        let span = Span::new(self.at, self.at + end);
        match written.parse() {
            Ok(number) => {
                self.at += end;
                Ok(Formula::Number(number))
            }
            Err(_) => Err(Mistake {
                span,
                message: format!("‘{written}’ is no number"),
                unknown: None,
            }),
        }
    }

    fn name(&mut self, rest: &str) -> Result<Formula, Mistake> {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let is_name = |name: &&str| {
            let plain = rest.get(..name.len()).unwrap_or("").replace('_', "-");
            let behind = rest.get(name.len()..).unwrap_or("");
            plain == **name && !behind.starts_with(is_part)
        };
        // *words-1* is a difference, *long-words* a name.
        if let Some(name) = names().filter(is_name).max_by_key(|name| name.len()) {
            self.at += name.len();
            if let Some((_, measure)) = Measure::ALL.iter().find(|(of, _)| *of == name) {
                return Ok(Formula::Measure(*measure));
            }
            let index = INDICES.iter().find(|index| index.name == name);
            return Formula::read(index.map_or("0", |index| index.formula));
        }
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let written = rest.get(..end).unwrap_or("");
        let function = match written {
            "min" => Function::Min,
            "max" => Function::Max,
            "sqrt" => Function::Sqrt,
            _ => {
                let known = |c: char| is_part(c) || c == '-';
                let whole = rest.find(|c| !known(c)).unwrap_or(rest.len());
                let whole = rest.get(..whole).unwrap_or("").trim_end_matches('-');
                return Err(Mistake {
                    span: Span::new(self.at, self.at + whole.len()),
                    message: format!("nothing is called ‘{whole}’"),
                    unknown: Some(whole.to_owned()),
                });
            }
        };
        let start = self.at;
        self.at += end;
        self.call(function, Span::new(start, start + end))
    }

    /// The arguments of a function whose name stands at `name`.
    fn call(&mut self, function: Function, name: Span) -> Result<Formula, Mistake> {
        self.rest();
        let open = self.at;
        if !self.take('(') {
            return Err(self.mistake("a ‘(’ is missing before this"));
        }
        let mut values = vec![self.expression(0)?];
        while self.take(',') {
            values.push(self.expression(0)?);
        }
        self.close(open)?;
        if function == Function::Sqrt && values.len() != 1 {
            return Err(Mistake {
                span: name,
                message: "‘sqrt’ takes one number".to_owned(),
                unknown: None,
            });
        }
        Ok(Formula::Call(function, values))
    }
}

#[cfg(test)]
mod tests;
