//! The judgements of one expert as a file.

use super::judgement::Judgement;
use super::matrix::PairwiseMatrix;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Fields;
use crate::plain::Fingerprint;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::record;
use crate::plain::report;

/// The word that tells the file from any other.
const FORMAT: &str = "clientele-judgements";

/// The newest version of the file that can be read, and the one that is written.
const VERSION: u32 = 1;

/// The judgements of one expert, to be sent as a file and merged with those of others, without a
/// server.
///
/// As JSON:
/// ```json
/// {
///   "format": "clientele-judgements", "version": 1,
///   "expert": "Ann", "goal": "Loyalty", "criteria": ["Price", "Service"],
///   "judgements": [{ "a": "Price", "b": "Service", "value": 3 }],
///   "hash": "…"
/// }
/// ```
/// `value` says how many times as important a is as b: a number, or a text such as `"1/3"`. Every
/// pair is judged. The hash covers all the rest: a file that was changed by accident is told. It is
/// no signature: whoever means to forge a file can.
///
/// # Example: written and read
/// ```
/// use clientele::plain::{ToPlain, from_plain};
/// use clientele::weighting::ahp::PairwiseMatrix;
/// use clientele::weighting::ahp::judgement_file::JudgementFile;
/// let criteria = Some(vec!["Price".into(), "Service".into()]);
/// let matrix = PairwiseMatrix::try_from_upper_triangle(&["1/3"], criteria)?;
/// let file = JudgementFile::try_new("Ann", "Loyalty", &matrix)?;
/// let mut read: JudgementFile = from_plain(file.to_plain())?;
/// assert_eq!(read.matrix()?, matrix);
/// read.goal = "Profit".into();
/// assert_eq!(read.matrix().unwrap_err().path(), Some("hash"));
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct JudgementFile {
    /// "clientele-judgements".
    pub format: String,
    /// The version of the form, 1.
    pub version: u32,
    /// Who judged: a name or a pseudonym.
    pub expert: String,
    /// What the criteria are weighed for.
    pub goal: String,
    /// The criteria.
    pub criteria: Vec<String>,
    /// One judgement for each pair.
    pub judgements: Vec<PairJudgement>,
    /// The hash of all the rest, 16 hexadecimal digits.
    pub hash: String,
}

/// One judgement: a is `value` times as important as b.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PairJudgement {
    /// The one criterion.
    pub a: String,
    /// The other criterion.
    pub b: String,
    /// How many times as important a is as b.
    pub value: Judgement,
}

record!(PairJudgement {
    a => "a",
    b => "b",
    value => "value",
});

report!(JudgementFile {
    format => "format",
    version => "version",
    expert => "expert",
    goal => "goal",
    criteria => "criteria",
    judgements => "judgements",
    hash => "hash",
});

impl FromPlain for JudgementFile {
    fn blank() -> Self {
        Self {
            format: String::new(),
            version: VERSION,
            expert: String::new(),
            goal: String::new(),
            criteria: Vec::new(),
            judgements: Vec::new(),
            hash: String::new(),
        }
    }

    /// Looks at the version first: what a newer one holds is not known.
    fn read(&mut self, plain: Plain) -> Result<()> {
        if let Plain::Map(entries) = &plain
            && let Some((_, Plain::Number(version))) =
                entries.iter().find(|(key, _)| key == "version")
            && *version > f64::from(VERSION)
        {
            let mut found = VERSION;
            found.read(Plain::Number(*version))?;
            return Err(Error::UnsupportedVersion {
                path: "version".into(),
                found,
                supported: VERSION,
            });
        }
        let names = [
            "format",
            "version",
            "expert",
            "goal",
            "criteria",
            "judgements",
            "hash",
        ];
        let mut fields = Fields::open(plain, &names)?;
        let places: [&mut dyn FromPlain; 7] = [
            &mut self.format,
            &mut self.version,
            &mut self.expert,
            &mut self.goal,
            &mut self.criteria,
            &mut self.judgements,
            &mut self.hash,
        ];
        for (name, place) in names.into_iter().zip(places) {
            fields.required(name, place);
        }
        fields.close()
    }

    fn expected(&self) -> &'static str {
        "a file of judgements"
    }
}

impl JudgementFile {
    /// Writes the judgements of an expert; of each pair the direction of at least 1.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for an expert without a name.
    pub fn try_new(expert: &str, goal: &str, matrix: &PairwiseMatrix) -> Result<Self> {
        let names = matrix.criteria();
        let mut judgements = Vec::new();
        for (i, a) in names.iter().enumerate() {
            for (j, b) in names.iter().enumerate().skip(i + 1) {
                let value = matrix.judgement(i, j).unwrap_or(1.0);
                let (a, b, value) = match matrix.judgement(j, i) {
                    Some(mirror) if mirror > value => (b, a, mirror),
                    _ => (a, b, value),
                };
                judgements.push(PairJudgement {
                    a: a.clone(),
                    b: b.clone(),
                    value: value.into(),
                });
            }
        }
        let mut file = Self {
            format: FORMAT.into(),
            version: VERSION,
            expert: expert.trim().into(),
            goal: goal.trim().into(),
            criteria: names.to_vec(),
            judgements,
            hash: String::new(),
        };
        file.check_head()?;
        file.hash = file.computed_hash()?;
        Ok(file)
    }

    /// Checks the file and returns its judgements as a matrix.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for another format, an expert without a name and a hash that is not
    /// that of the file (`hash`); [`Error::UnsupportedVersion`]; and the errors of
    /// [`PairwiseMatrix::try_from_pairs`] with the cell, such as `judgements[Price][Service]`.
    pub fn matrix(&self) -> Result<PairwiseMatrix> {
        self.check_head()?;
        // Of owned texts, for which the constructor is compiled already.
        let mut pairs = Vec::with_capacity(self.judgements.len());
        for judged in &self.judgements {
            pairs.push((judged.a.clone(), judged.b.clone(), judged.value.clone()));
        }
        let matrix = PairwiseMatrix::try_from_pairs(&pairs, Some(self.criteria.clone()))
            .map_err(|error| error.map_path(in_file))?;
        let computed = self.computed_hash()?;
        if self.hash != computed {
            let expected = format!("\"{computed}\": the file was changed after it was written");
            let error = Plain::Text(self.hash.clone()).is_not(&expected);
            return Err(error.within("hash"));
        }
        Ok(matrix)
    }

    fn check_head(&self) -> Result<()> {
        let head = [
            ("format", &self.format, self.format == FORMAT, FORMAT),
            (
                "expert",
                &self.expert,
                !self.expert.trim().is_empty(),
                "a name",
            ),
        ];
        for (path, found, right, expected) in head {
            if !right {
                let error = Plain::Text(found.clone()).is_not(expected);
                return Err(error.within(path));
            }
        }
        if self.version != VERSION {
            return Err(Error::UnsupportedVersion {
                path: "version".into(),
                found: self.version,
                supported: VERSION,
            });
        }
        Ok(())
    }

    fn computed_hash(&self) -> Result<String> {
        let mut hash = Fingerprint::default();
        hash.text(&self.format);
        hash.numbers(&[f64::from(self.version)]);
        hash.text(&self.expert);
        hash.text(&self.goal);
        for name in &self.criteria {
            hash.text(name);
        }
        for (row, judged) in self.judgements.iter().enumerate() {
            hash.text(&judged.a);
            hash.text(&judged.b);
            // The number and not its spelling: "1/3" and 0.333… of the same bits are one judgement.
            let path: &dyn Fn() -> String = &|| format!("judgements[{row}].value");
            let value = judged.value.value(path)?;
            hash.numbers(&[value.unwrap_or(f64::NAN)]);
        }
        Ok(hash.finish())
    }
}

/// Gives a place in a matrix or a list of pairs the name it has in the file.
fn in_file(path: &str) -> String {
    for name in ["matrix", "pairs"] {
        if let Some(rest) = path.strip_prefix(name) {
            return format!("judgements{rest}");
        }
    }
    path.into()
}
