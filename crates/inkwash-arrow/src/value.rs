//! Values as the texts that are searched, and back.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, PrimitiveArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};
use std::io::Write as _;
use std::str::FromStr;
use std::sync::Arc;

use inkwash::Error;

/// Days in 400 years of the Gregorian calendar.
const ERA: i64 = 146_097;
/// Days from 1 March of the year 0 to 1 January 1970.
const EPOCH: i64 = 719_468;

/// Appends the value as text. It must be valid.
pub(crate) fn read(array: &dyn Array, i: usize, out: &mut Vec<u8>) {
    use DataType as T;
    macro_rules! number {
        ($($variant:ident: $of:ty),*) => {
            match array.data_type() {
                T::Utf8 => out.extend_from_slice(array.as_string::<i32>().value(i).as_bytes()),
                T::LargeUtf8 => out.extend_from_slice(array.as_string::<i64>().value(i).as_bytes()),
                T::Utf8View => out.extend_from_slice(array.as_string_view().value(i).as_bytes()),
                T::Binary => out.extend_from_slice(array.as_binary::<i32>().value(i)),
                T::LargeBinary => out.extend_from_slice(array.as_binary::<i64>().value(i)),
                T::BinaryView => out.extend_from_slice(array.as_binary_view().value(i)),
                T::FixedSizeBinary(_) => out.extend_from_slice(array.as_fixed_size_binary().value(i)),
                T::Date32 => date(i64::from(array.as_primitive::<Date32Type>().value(i)), out),
                T::Date64 => date(array.as_primitive::<Date64Type>().value(i).div_euclid(DAY_MS), out),
                T::Timestamp(unit, _) => date(stamp(array, i, *unit).div_euclid(per_day(*unit)), out),
                T::Decimal128(_, scale) => decimal(array.as_primitive::<Decimal128Type>().value(i), *scale, out),
                $(T::$variant => {
                    let _ = write!(out, "{}", array.as_primitive::<$of>().value(i));
                })*
                _ => {}
            }
        };
    }
    number!(
        Int8: Int8Type, Int16: Int16Type, Int32: Int32Type, Int64: Int64Type, UInt8: UInt8Type,
        UInt16: UInt16Type, UInt32: UInt32Type, UInt64: UInt64Type, Float32: Float32Type, Float64: Float64Type
    );
}

const DAY_MS: i64 = 86_400_000;

fn per_day(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 86_400,
        TimeUnit::Millisecond => DAY_MS,
        TimeUnit::Microsecond => DAY_MS * 1000,
        TimeUnit::Nanosecond => DAY_MS * 1_000_000,
    }
}

fn stamp(array: &dyn Array, i: usize, unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => array.as_primitive::<TimestampSecondType>().value(i),
        TimeUnit::Millisecond => array.as_primitive::<TimestampMillisecondType>().value(i),
        TimeUnit::Microsecond => array.as_primitive::<TimestampMicrosecondType>().value(i),
        TimeUnit::Nanosecond => array.as_primitive::<TimestampNanosecondType>().value(i),
    }
}

/// `1985-03-07`, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
fn date(days: i64, out: &mut Vec<u8>) {
    let days = days + EPOCH;
    let (era, of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let _ = write!(out, "{year:04}-{month:02}-{day:02}");
}

/// The days since 1970 of `1985-03-07`: the same source, `days_from_civil`.
fn days(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let mut part = || parts.next()?.parse::<i64>().ok();
    let (year, month, day) = (part()?, part()?, part()?);
    if !(0..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = year - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let since = era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH;
    // The 31st of a shorter month is none.
    let mut again = Vec::new();
    date(since, &mut again);
    again.ends_with(format!("-{day:02}").as_bytes()).then_some(since)
}

fn decimal(value: i128, scale: i8, out: &mut Vec<u8>) {
    let digits = value.unsigned_abs().to_string();
    if value < 0 {
        out.push(b'-');
    }
    let places = usize::try_from(scale).unwrap_or(0);
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    out.extend_from_slice(whole.as_bytes());
    if places > 0 {
        out.push(b'.');
        out.extend_from_slice(fraction.as_bytes());
    }
    out.extend(std::iter::repeat_n(b'0', usize::from(scale.min(0).unsigned_abs())));
}

fn parse_decimal(text: &str, precision: u8, scale: i8) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let places = usize::try_from(scale).ok().filter(|places| fraction.len() <= *places)?;
    let value: i128 = format!("{whole}{fraction:0<places$}").parse().ok()?;
    (value.unsigned_abs() < 10_u128.pow(u32::from(precision))).then_some(value)
}

/// A column of numbers, dates or timestamps with some of its values changed: what does not fit becomes
/// null, or 0 if `nullable` is not set. Times of day stay.
pub(crate) fn with_changes(array: &ArrayRef, changes: &[(usize, Vec<u8>)], nullable: bool) -> Result<ArrayRef, Error> {
    use DataType as T;
    macro_rules! numbers {
        ($($variant:ident: $of:ty),*) => {
            match array.data_type() {
                T::Date32 => replace::<Date32Type>(array, changes, nullable, |text, _| days(text)?.try_into().ok()),
                T::Date64 => replace::<Date64Type>(array, changes, nullable, |text, old| at(text, old, DAY_MS)),
                T::Timestamp(TimeUnit::Second, _) => {
                    replace::<TimestampSecondType>(array, changes, nullable, |t, old| at(t, old, 86_400))
                }
                T::Timestamp(TimeUnit::Millisecond, _) => {
                    replace::<TimestampMillisecondType>(array, changes, nullable, |t, old| at(t, old, DAY_MS))
                }
                T::Timestamp(TimeUnit::Microsecond, _) => {
                    replace::<TimestampMicrosecondType>(array, changes, nullable, |t, old| at(t, old, DAY_MS * 1000))
                }
                T::Timestamp(TimeUnit::Nanosecond, _) => {
                    let day = DAY_MS * 1_000_000;
                    replace::<TimestampNanosecondType>(array, changes, nullable, |t, old| at(t, old, day))
                }
                T::Decimal128(precision, scale) => replace::<Decimal128Type>(array, changes, nullable, |text, _| {
                    parse_decimal(text, *precision, *scale)
                }),
                $(T::$variant => replace::<$of>(array, changes, nullable, |text, _| parse(text)),)*
                other => Err(crate::columns::unknown(other, "a column")),
            }
        };
    }
    numbers!(
        Int8: Int8Type, Int16: Int16Type, Int32: Int32Type, Int64: Int64Type, UInt8: UInt8Type,
        UInt16: UInt16Type, UInt32: UInt32Type, UInt64: UInt64Type, Float32: Float32Type, Float64: Float64Type
    )
}

fn parse<N: FromStr>(text: &str) -> Option<N> {
    text.parse().ok()
}

fn at(text: &str, old: i64, per_day: i64) -> Option<i64> {
    days(text)?.checked_mul(per_day)?.checked_add(old.rem_euclid(per_day))
}

fn replace<T: ArrowPrimitiveType>(
    array: &ArrayRef,
    changes: &[(usize, Vec<u8>)],
    nullable: bool,
    parse: impl Fn(&str, T::Native) -> Option<T::Native>,
) -> Result<ArrayRef, Error> {
    let old = array.as_primitive::<T>();
    let mut values = old.values().to_vec();
    let mut valid: Vec<bool> = (0..old.len()).map(|i| old.is_valid(i)).collect();
    for (i, text) in changes {
        let new = std::str::from_utf8(text).ok().and_then(|text| parse(text, values[*i]));
        values[*i] = new.unwrap_or_default();
        valid[*i] = new.is_some() || !nullable;
    }
    // What stands below a null is seen by nobody, and goes all the same.
    values.iter_mut().zip(&valid).filter(|(_, valid)| !**valid).for_each(|(value, _)| *value = T::Native::default());
    let nulls = NullBuffer::from(valid);
    let nulls = (nulls.null_count() > 0).then_some(nulls);
    let new = PrimitiveArray::<T>::new(values.into(), nulls).with_data_type(old.data_type().clone());
    Ok(Arc::new(new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_there_and_back() {
        for day in (-719_162..2_932_896).step_by(13) {
            let mut text = Vec::new();
            date(day, &mut text);
            assert_eq!(days(std::str::from_utf8(&text).unwrap()), Some(day));
        }
        let mut text = Vec::new();
        date(5544, &mut text);
        assert_eq!(text, b"1985-03-07");
        assert_eq!((days("1985-02-30"), days("[DATE_OF_BIRTH]"), days("1985")), (None, None, None));
    }

    #[test]
    fn decimals_go_there_and_back() {
        for (value, scale, shown) in [(12345, 2, "123.45"), (-5, 2, "-0.05"), (7, 0, "7"), (7, -2, "700")] {
            let mut text = Vec::new();
            decimal(value, scale, &mut text);
            assert_eq!(text, shown.as_bytes());
            if scale >= 0 {
                assert_eq!(parse_decimal(shown, 10, scale), Some(value));
            }
        }
        assert_eq!((parse_decimal("1.234", 10, 2), parse_decimal("123456", 3, 0)), (None, None));
    }
}
