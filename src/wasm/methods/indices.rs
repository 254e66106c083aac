//! Conversion, checks of index systems, questionnaires.

use crate::error::Result;
use crate::index::conversion::convert;
use crate::index::reliability::reliability;
use crate::index::tree::CheckOptions;
use crate::index::tree::CheckedData;
use crate::index::tree::check_index_system;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "normalize" => {
            let options = input.options()?;
            convert(&input.matrix()?, &options)?.to_plain()
        }
        "reliability" => {
            let items: Vec<String> = input.take("criteria")?;
            reliability(&items, &input.numbers())?.to_plain()
        }
        "checkIndexSystem" => {
            let options: CheckOptions = input.options()?;
            let nodes: Vec<_> = input.take("tree")?;
            let columns: Option<Vec<String>> = input.take("columns")?;
            let values = input.numbers();
            let data = columns.as_ref().map(|columns| CheckedData {
                columns,
                values: &values,
            });
            check_index_system(&nodes, data, &options)?.to_plain()
        }
        _ => return Ok(None),
    }))
}
