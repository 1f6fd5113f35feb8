//! Columns put together anew from what came out of their values.

use std::sync::Arc;

use arrow_array::builder::{BinaryViewBuilder, StringViewBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::ArrowDictionaryKeyType;
use arrow_array::{
    Array, ArrayRef, DictionaryArray, FixedSizeBinaryArray, FixedSizeListArray, GenericBinaryArray, GenericListArray,
    GenericStringArray, MapArray, OffsetSizeTrait, StructArray, downcast_dictionary_array,
};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field};
use inkwash::Error;

use crate::columns::{has_no_text, unknown};
use crate::value;

/// The values of one leaf that were looked at, in order, as they came out. All others are gone.
#[derive(Default)]
pub(crate) struct Written {
    index: Vec<usize>,
    ends: Vec<usize>,
    bytes: Vec<u8>,
}

impl Written {
    pub(crate) fn push(&mut self, index: usize, value: &[u8]) {
        self.index.push(index);
        self.bytes.extend_from_slice(value);
        self.ends.push(self.bytes.len());
    }

    fn iter(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let values = starts.zip(&self.ends).map(|(start, end)| &self.bytes[start..*end]);
        self.index.iter().copied().zip(values)
    }

    /// One text for each value of the array; those that were not looked at are empty.
    fn texts(&self, len: usize) -> impl Iterator<Item = &[u8]> {
        let mut written = self.iter().peekable();
        (0..len).map(move |i| written.next_if(|(index, _)| *index == i).map_or(&b""[..], |(_, text)| text))
    }
}

pub(crate) fn failed(error: ArrowError) -> Error {
    Error::data(format!("a column cannot be put together: {error}"))
}

/// A column like `array` with what was written to its leaves. `field` is what it is to be: of the same
/// type, but for notes within it.
pub(crate) fn column(
    array: &ArrayRef,
    field: &Field,
    leaves: &mut dyn Iterator<Item = Written>,
) -> Result<ArrayRef, Error> {
    use DataType as T;
    let nulls = array.nulls().cloned();
    Ok(match field.data_type() {
        T::Struct(fields) => {
            let old = array.as_struct().columns().iter().zip(fields);
            let children = old.map(|(child, field)| column(child, field, leaves)).collect::<Result<Vec<_>, _>>()?;
            if children.is_empty() {
                return Ok(array.clone());
            }
            Arc::new(StructArray::try_new(fields.clone(), children, nulls).map_err(failed)?)
        }
        T::List(item) => list::<i32>(array, item, leaves)?,
        T::LargeList(item) => list::<i64>(array, item, leaves)?,
        T::FixedSizeList(item, size) => {
            let values = column(array.as_fixed_size_list().values(), item, leaves)?;
            Arc::new(FixedSizeListArray::try_new(item.clone(), *size, values, nulls).map_err(failed)?)
        }
        T::Map(entries, sorted) => {
            let map = array.as_map();
            let inner: ArrayRef = Arc::new(map.entries().clone());
            let inner = column(&inner, entries, leaves)?.as_struct().clone();
            Arc::new(MapArray::try_new(entries.clone(), map.offsets().clone(), inner, nulls, *sorted).map_err(failed)?)
        }
        other if has_no_text(other) => array.clone(),
        T::Dictionary(..) => dictionary(array, leaves.next().unwrap_or_default())?,
        _ => leaf(array, &leaves.next().unwrap_or_default(), field.is_nullable())?,
    })
}

fn list<O: OffsetSizeTrait>(
    array: &ArrayRef,
    item: &Arc<Field>,
    leaves: &mut dyn Iterator<Item = Written>,
) -> Result<ArrayRef, Error> {
    let old = array.as_list::<O>();
    let values = column(old.values(), item, leaves)?;
    let nulls = old.nulls().cloned();
    Ok(Arc::new(GenericListArray::try_new(item.clone(), old.offsets().clone(), values, nulls).map_err(failed)?))
}

fn dictionary(array: &ArrayRef, written: Written) -> Result<ArrayRef, Error> {
    fn with<K: ArrowDictionaryKeyType>(old: &DictionaryArray<K>, written: &Written) -> Result<ArrayRef, Error> {
        let values = leaf(old.values(), written, true)?;
        Ok(Arc::new(DictionaryArray::try_new(old.keys().clone(), values).map_err(failed)?))
    }
    downcast_dictionary_array!(
        array => with(array, &written),
        other => Err(unknown(other, "a column"))
    )
}

fn leaf(array: &ArrayRef, written: &Written, nullable: bool) -> Result<ArrayRef, Error> {
    use DataType as T;
    let nulls = array.nulls().cloned();
    Ok(match array.data_type() {
        T::Utf8 => texts::<i32>(array.len(), written, nulls)?,
        T::LargeUtf8 => texts::<i64>(array.len(), written, nulls)?,
        T::Binary => {
            let (offsets, bytes) = laid_out::<i32>(array.len(), written)?;
            Arc::new(GenericBinaryArray::<i32>::try_new(offsets, bytes, nulls).map_err(failed)?)
        }
        T::LargeBinary => {
            let (offsets, bytes) = laid_out::<i64>(array.len(), written)?;
            Arc::new(GenericBinaryArray::<i64>::try_new(offsets, bytes, nulls).map_err(failed)?)
        }
        T::Utf8View => {
            let mut builder = StringViewBuilder::with_capacity(array.len());
            for (i, text) in written.texts(array.len()).enumerate() {
                builder.append_option(array.is_valid(i).then(|| String::from_utf8_lossy(text)));
            }
            Arc::new(builder.finish())
        }
        T::BinaryView => {
            let mut builder = BinaryViewBuilder::with_capacity(array.len());
            for (i, text) in written.texts(array.len()).enumerate() {
                builder.append_option(array.is_valid(i).then_some(text));
            }
            Arc::new(builder.finish())
        }
        T::FixedSizeBinary(size) => {
            let width = *size as usize;
            let mut bytes = vec![0; width * array.len()];
            let mut valid: Vec<bool> = (0..array.len()).map(|i| array.is_valid(i)).collect();
            for (i, value) in written.iter() {
                if value.len() == width {
                    bytes[i * width..(i + 1) * width].copy_from_slice(value);
                } else {
                    valid[i] = !nullable;
                }
            }
            let nulls = NullBuffer::from(valid);
            Arc::new(FixedSizeBinaryArray::try_new(*size, Buffer::from(bytes), Some(nulls)).map_err(failed)?)
        }
        _ => {
            let mut old = Vec::new();
            let changed = written.iter().filter(|(i, new)| {
                old.clear();
                value::read(array, *i, &mut old);
                old != *new
            });
            let changes: Vec<_> = changed.map(|(i, new)| (i, new.to_vec())).collect();
            value::with_changes(array, &changes, nullable)?
        }
    })
}

fn texts<O: OffsetSizeTrait>(len: usize, written: &Written, nulls: Option<NullBuffer>) -> Result<ArrayRef, Error> {
    let (offsets, bytes) = laid_out::<O>(len, written)?;
    // Stand-ins are text; a rule of the user's own may have cut a character.
    if std::str::from_utf8(&bytes).is_err() {
        let texts = written.texts(len).map(String::from_utf8_lossy);
        let texts: GenericStringArray<O> = GenericStringArray::from_iter_values(texts);
        let (offsets, bytes, _) = texts.into_parts();
        return Ok(Arc::new(GenericStringArray::<O>::try_new(offsets, bytes, nulls).map_err(failed)?));
    }
    Ok(Arc::new(GenericStringArray::<O>::try_new(offsets, bytes, nulls).map_err(failed)?))
}

fn laid_out<O: OffsetSizeTrait>(len: usize, written: &Written) -> Result<(OffsetBuffer<O>, Buffer), Error> {
    let mut offsets = Vec::with_capacity(len + 1);
    let mut at = 0;
    offsets.push(O::default());
    for text in written.texts(len) {
        at += text.len();
        offsets.push(O::from_usize(at).ok_or_else(|| {
            Error::data("a column has more than 2 GiB of text in one batch: use smaller batches, or large_string")
        })?);
    }
    Ok((OffsetBuffer::new(ScalarBuffer::from(offsets)), Buffer::from(written.bytes.as_slice())))
}
