//! Which column of a file holds which field.

use crate::data::columns;
use crate::data::records::field::RecordField;
use crate::data::records::field::Schema;
use crate::data::records::options::RecordOptions;
use crate::error::Error;
use crate::error::Result;
use crate::plain::unknown_key;

/// A field, the header of its column, and the place of the column.
pub(super) type Found = (&'static RecordField, String, usize);

/// Finds the columns of the fields; each column is that of one field.
///
/// # Errors
/// [`Error::MissingColumn`] and [`Error::DuplicateColumn`]; [`Error::UnknownKey`] for an option that
/// names no field.
pub(super) fn search(
    schema: &'static Schema,
    headers: &[String],
    options: &RecordOptions,
) -> Result<Vec<Found>> {
    let known: Vec<&str> = schema.fields.iter().map(|field| field.name).collect();
    for (field, _) in &options.columns.0 {
        if !known.contains(&field.as_str()) {
            return Err(unknown_key(field, &known).within("options.columns"));
        }
    }
    let mut normal: Vec<String> = headers.iter().map(|h| columns::normalise(h)).collect();
    let mut found = Vec::new();
    for field in schema.fields {
        let Some(place) = find(field, headers, &normal, options)? else {
            continue;
        };
        if let Some(header) = normal.get_mut(place) {
            header.clear();
        }
        found.push((
            field,
            headers.get(place).cloned().unwrap_or_default(),
            place,
        ));
    }
    Ok(found)
}

/// Finds the column of a field.
fn find(
    field: &RecordField,
    headers: &[String],
    normal: &[String],
    options: &RecordOptions,
) -> Result<Option<usize>> {
    let named = options
        .columns
        .0
        .iter()
        .find(|(name, _)| name == field.name);
    let own = columns::normalise(field.name);
    let found = if let Some((_, header)) = named {
        columns::named(headers, header)
    } else {
        let mut hits = (0..).zip(normal).filter(|(_, header)| **header == own);
        match (hits.next(), hits.next()) {
            (_, Some((second, _))) => Err(second),
            (Some((first, _)), None) => Ok(Some(first)),
            (None, None) => columns::guess(normal, field.headers),
        }
    };
    match found {
        Ok(None) if named.is_some() || field.needed => Err(Error::MissingColumn {
            wanted: field.name.into(),
            named: named.map(|(_, header)| header.trim().to_owned()),
            found: columns::list(headers),
        }),
        Ok(found) => Ok(found),
        Err(second) => Err(Error::DuplicateColumn {
            column: headers.get(second).cloned().unwrap_or_default(),
        }),
    }
}
