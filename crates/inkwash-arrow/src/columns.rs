//! What in a table is looked at: the leaves of its columns, and which of their values belong to
//! which row.

use std::ops::Range;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Fields, Schema};
use inkwash::{Error, Place, ValueKind};

/// The places of a schema's leaves, in order.
pub(crate) fn places(schema: &Schema, table: &str) -> Result<Vec<Place>, Error> {
    let mut all = Vec::new();
    for field in schema.fields() {
        add_places(field.data_type(), table, field.name(), &mut all)?;
    }
    Ok(all)
}

fn add_places(of: &DataType, parent: &str, name: &str, all: &mut Vec<Place>) -> Result<(), Error> {
    use DataType as T;
    let path = if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") };
    let mut inner =
        |fields: &Fields| fields.iter().try_for_each(|field| add_places(field.data_type(), &path, field.name(), all));
    match of {
        T::Struct(fields) => return inner(fields),
        T::Map(entries, _) => {
            let T::Struct(fields) = entries.data_type() else { return Err(unknown(of, &path)) };
            return inner(fields);
        }
        T::List(item) | T::LargeList(item) | T::FixedSizeList(item, _) => {
            return add_places(item.data_type(), parent, name, all);
        }
        _ if has_no_text(of) => return Ok(()),
        _ => {}
    }
    let value = if let T::Dictionary(_, value) = of { value } else { of };
    let kind = kind(value).ok_or_else(|| unknown(of, &path))?;
    let parent = parent.rsplit('.').next().unwrap_or_default().to_owned();
    all.push(Place { path, parent, name: name.to_owned(), kind, ..Place::default() });
    Ok(())
}

/// Types that hold nothing that tells of anybody: truth values, times of day, durations.
pub(crate) fn has_no_text(of: &DataType) -> bool {
    use DataType as T;
    matches!(of, T::Null | T::Boolean | T::Float16 | T::Time32(_) | T::Time64(_) | T::Duration(_) | T::Interval(_))
}

fn kind(of: &DataType) -> Option<ValueKind> {
    use DataType as T;
    Some(match of {
        T::Utf8 | T::LargeUtf8 | T::Utf8View | T::Binary | T::LargeBinary | T::BinaryView => ValueKind::Text,
        T::FixedSizeBinary(_) | T::Date32 | T::Date64 | T::Timestamp(..) => ValueKind::Typed,
        T::Float32 | T::Float64 | T::Decimal128(..) => ValueKind::Number,
        _ if of.is_integer() => ValueKind::Number,
        _ => return None,
    })
}

pub(crate) fn unknown(of: &DataType, path: &str) -> Error {
    Error::data(format!("the type {of} of {path} cannot be searched: cast the column to another type, or drop it"))
}

/// The values of one leaf of a batch.
pub(crate) struct Leaf {
    pub(crate) array: ArrayRef,
    /// Which values a row has; `None` if row `i` has value `i`.
    rows: Option<Vec<Range<usize>>>,
    /// Of a dictionary: which of its entries each value is.
    pub(crate) keys: Vec<usize>,
}

impl Leaf {
    fn new(array: &ArrayRef, rows: Rows) -> Self {
        let keys = match array.data_type() {
            DataType::Dictionary(..) if !array.as_any_dictionary().values().is_empty() => {
                array.as_any_dictionary().normalized_keys()
            }
            _ => Vec::new(),
        };
        Self { array: array.clone(), rows, keys }
    }

    /// The entries of a dictionary.
    pub(crate) fn entries(&self) -> Option<&dyn Array> {
        match self.array.data_type() {
            DataType::Dictionary(..) => Some(self.array.as_any_dictionary().values().as_ref()),
            _ => None,
        }
    }

    /// Which values a row has.
    pub(crate) fn of_row(&self, row: usize) -> Range<usize> {
        self.rows.as_ref().map_or(row..row + 1, |rows| rows[row].clone())
    }
}

/// The leaves of a column, in the order of [`places`].
pub(crate) fn add_leaves(array: &ArrayRef, rows: Option<Vec<Range<usize>>>, all: &mut Vec<Leaf>) {
    use DataType as T;
    match array.data_type() {
        T::Struct(_) => {
            let rows = within(array.len(), rows, array.nulls(), |i| i..i + 1);
            array.as_struct().columns().iter().for_each(|child| add_leaves(child, rows.clone(), all));
        }
        T::List(_) => {
            let offsets = array.as_list::<i32>().offsets().clone();
            let rows = spans(array, rows, |i| offsets[i] as usize..offsets[i + 1] as usize);
            add_leaves(array.as_list::<i32>().values(), rows, all);
        }
        T::LargeList(_) => {
            let offsets = array.as_list::<i64>().offsets().clone();
            let rows = spans(array, rows, |i| offsets[i] as usize..offsets[i + 1] as usize);
            add_leaves(array.as_list::<i64>().values(), rows, all);
        }
        T::FixedSizeList(_, size) => {
            let size = *size as usize;
            let rows = spans(array, rows, |i| i * size..(i + 1) * size);
            add_leaves(array.as_fixed_size_list().values(), rows, all);
        }
        T::Map(..) => {
            let map = array.as_map();
            let rows = spans(array, rows, |i| map.offsets()[i] as usize..map.offsets()[i + 1] as usize);
            map.entries().columns().iter().for_each(|child| add_leaves(child, rows.clone(), all));
        }
        other if has_no_text(other) => {}
        _ => all.push(Leaf::new(array, rows)),
    }
}

type Rows = Option<Vec<Range<usize>>>;

fn spans(array: &ArrayRef, rows: Rows, span: impl Fn(usize) -> Range<usize>) -> Rows {
    let rows = rows.unwrap_or_else(|| (0..array.len()).map(|i| i..i + 1).collect());
    within(array.len(), Some(rows), array.nulls(), span)
}

/// The rows' values one level down. What lies below a null is no row's.
fn within(len: usize, rows: Rows, nulls: Option<&NullBuffer>, span: impl Fn(usize) -> Range<usize>) -> Rows {
    if rows.is_none() && nulls.is_none() {
        return None;
    }
    let rows = rows.unwrap_or_else(|| (0..len).map(|i| i..i + 1).collect());
    let inner = |row: Range<usize>| match row.len() {
        0 => 0..0,
        1 if nulls.is_some_and(|n| n.is_null(row.start)) => 0..0,
        _ => span(row.start).start..span(row.end - 1).end,
    };
    Some(rows.into_iter().map(inner).collect())
}
