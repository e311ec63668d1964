//! Between which numbers the value of a formula lies, whatever the text is.

use super::super::counts::Measure;
use super::{Formula, Function, Operator};

/// From the least to the greatest value, both perhaps endless. No value lies outside; whether
/// every value inside can be had is not said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Range {
    pub(in super::super) low: f64,
    pub(in super::super) high: f64,
}

/// Measures of which there is never more than of the other: a word has at least one syllable.
const NO_MORE_THAN: [(Measure, Measure); 7] = [
    (Measure::Paragraphs, Measure::Sentences),
    (Measure::Sentences, Measure::Words),
    (Measure::ComplexWords, Measure::PolysyllabicWords),
    (Measure::PolysyllabicWords, Measure::Words),
    (Measure::LongWords, Measure::Words),
    (Measure::Words, Measure::Syllables),
    (Measure::Words, Measure::Characters),
];

/// What there is only one of in that in which is measured.
pub(in super::super) type Single = &'static [Measure];

impl Range {
    const ANY: Self = Self::new(f64::NEG_INFINITY, f64::INFINITY);

    const fn new(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    /// The only value that there is, if there is only one.
    pub(in super::super) fn only(self) -> Option<f64> {
        (self.high - self.low).abs().le(&1e-9).then_some(self.low)
    }

    /// The least range around what `of` makes of the ends of two.
    fn around(self, other: Self, of: fn(f64, f64) -> f64) -> Self {
        let ends = [
            of(self.low, other.low),
            of(self.low, other.high),
            of(self.high, other.low),
            of(self.high, other.high),
        ];
        Self {
            low: ends.into_iter().fold(f64::INFINITY, f64::min),
            high: ends.into_iter().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// One by it; `None` if it is always nothing.
    fn inverse(self) -> Option<Self> {
        match self {
            Self { low, high } if low > 0.0 || high < 0.0 => {
                Some(Self::new(high.recip(), low.recip()))
            }
            Self { low, high } if low < 0.0 && high > 0.0 => Some(Self::ANY),
            Self { high, .. } if high > 0.0 => Some(Self::new(high.recip(), f64::INFINITY)),
            Self { low, .. } if low < 0.0 => Some(Self::new(f64::NEG_INFINITY, low.recip())),
            _ => None,
        }
    }

    /// What lies in both.
    fn within(self, other: Self) -> Self {
        Self::new(self.low.max(other.low), self.high.min(other.high))
    }
}

/// The product, where nothing is nothing however often it is taken.
fn times(one: f64, other: f64) -> f64 {
    if one == 0.0 || other == 0.0 {
        0.0
    } else {
        one * other
    }
}

impl Formula {
    /// Between which numbers its value lies in a text with words; `None` if it never has one.
    pub(in super::super) fn range(&self, single: Single) -> Option<Range> {
        match self {
            Self::Number(number) => Some(Range::new(*number, *number)),
            Self::Measure(measure) if single.contains(measure) => Some(Range::new(1.0, 1.0)),
            Self::Measure(measure) => {
                let may_lack = no_more(*measure, Measure::Words)
                    && !no_more(*measure, Measure::Sentences)
                    && *measure != Measure::Words;
                let low = if may_lack { 0.0 } else { 1.0 };
                Some(Range::new(low, f64::INFINITY))
            }
            Self::Negative(inner) => {
                let inner = inner.range(single)?;
                Some(Range::new(-inner.high, -inner.low))
            }
            Self::Binary(operator, sides) => {
                let [left, right] = &**sides;
                let (one, other) = (left.range(single)?, right.range(single)?);
                Some(match operator {
                    Operator::Plus => Range::new(one.low + other.low, one.high + other.high),
                    Operator::Minus => Range::new(one.low - other.high, one.high - other.low),
                    Operator::Times => one.around(other, times),
                    Operator::Over => {
                        let quotient = one.around(other.inverse()?, times);
                        quotient.within(share(left, right))
                    }
                })
            }
            Self::Call(function, values) => {
                let values = values.iter().map(|value| value.range(single));
                let values: Vec<Range> = values.collect::<Option<_>>()?;
                let lows = values.iter().map(|value| value.low);
                let highs = values.iter().map(|value| value.high);
                let least =
                    |ends: &mut dyn Iterator<Item = f64>| ends.fold(f64::INFINITY, f64::min);
                let most =
                    |ends: &mut dyn Iterator<Item = f64>| ends.fold(f64::NEG_INFINITY, f64::max);
                let (mut lows, mut highs) = (lows, highs);
                match function {
                    Function::Min => Some(Range::new(least(&mut lows), least(&mut highs))),
                    Function::Max => Some(Range::new(most(&mut lows), most(&mut highs))),
                    Function::Sqrt => {
                        let of = values.first().filter(|of| of.high >= 0.0)?;
                        Some(Range::new(of.low.max(0.0).sqrt(), of.high.sqrt()))
                    }
                }
            }
        }
    }

    /// A measure, and how often it is taken.
    fn scaled(&self) -> Option<(f64, Measure)> {
        match self {
            Self::Measure(measure) => Some((1.0, *measure)),
            Self::Binary(Operator::Times, sides) => match &**sides {
                [Self::Number(number), of] | [of, Self::Number(number)] => {
                    let (times, measure) = of.scaled()?;
                    Some((number * times, measure))
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether there is never more of `one` than of `other`.
fn no_more(one: Measure, other: Measure) -> bool {
    one == other
        || NO_MORE_THAN
            .iter()
            .any(|(less, more)| *less == one && no_more(*more, other))
}

/// Between which numbers the quotient of two measures lies by what they are.
fn share(left: &Formula, right: &Formula) -> Range {
    let (Some((times, one)), Some((by, other))) = (left.scaled(), right.scaled()) else {
        return Range::ANY;
    };
    let low = if no_more(other, one) { 1.0 } else { 0.0 };
    let high = if no_more(one, other) {
        1.0
    } else {
        f64::INFINITY
    };
    let scale = times / by;
    let scale = Range::new(scale, scale);
    if scale.low.is_finite() {
        Range::new(low, high).around(scale, self::times)
    } else {
        Range::ANY
    }
}
