//! Questionnaires and the kinds of records.

use crate::data::questionnaires::AskedAttribute;
use crate::data::questionnaires::Questionnaire;
use crate::data::questionnaires::built_in;
use crate::data::questionnaires::built_in_codes;
use crate::data::questionnaires::check_all;
use crate::data::questionnaires::kano_questionnaires;
use crate::data::questionnaires::questionnaires_from_csv;
use crate::data::questionnaires::questionnaires_to_csv;
use crate::data::records::RecordKind;
use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "recordKinds" => RecordKind::ALL.map(RecordKind::schema).to_plain(),
        "questionnaires" => built_in_codes().to_plain(),
        "questionnaire" => {
            let code: String = input.take("code")?;
            let known = format!("one of {}", built_in_codes().join(", "));
            let found = built_in(&code);
            let missing = || Plain::Text(code.clone()).is_not(&known).within("code");
            found.ok_or_else(missing)?.to_plain()
        }
        "kanoQuestionnaires" => {
            let attributes: Vec<AskedAttribute> = input.take("attributes")?;
            let pair = kano_questionnaires(&attributes);
            pair.map_err(|error| error.map_path(|path| path.replacen("items", "attributes", 1)))?
                .to_plain()
        }
        "questionnairesToCsv" => {
            let list: Vec<Questionnaire> = input.take("questionnaires")?;
            check_all(&list, "questionnaires")?;
            questionnaires_to_csv(&list).to_plain()
        }
        "questionnairesFromCsv" => {
            let csv: String = input.take("csv")?;
            questionnaires_from_csv(csv.as_bytes())?.to_plain()
        }
        _ => return Ok(None),
    }))
}
