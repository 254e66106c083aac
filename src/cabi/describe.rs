//! The names of what crosses.

use crate::btyd::ModelKind;
use crate::cabi::summary::columns;
use crate::churn::RiskBand;
use crate::loyalty::LOYALTY_TYPES;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::report;
use crate::score::Customer;
use crate::score::CustomerScore;
use crate::score::ModelChoice;
use crate::score::Profile;
use crate::score::Scorer;
use crate::score::Warning;
use crate::segment::Tier;
use crate::segment::ValueCell;

/// The words of the columns that classify.
struct Codes {
    tier: [&'static str; Tier::ALL.len()],
    loyalty_type: [&'static str; LOYALTY_TYPES.len()],
    band: [&'static str; RiskBand::ALL.len()],
    cell: [&'static str; ValueCell::ALL.len()],
}

report!(Codes {
    tier => "tier",
    loyalty_type => "loyaltyType",
    band => "band",
    cell => "cell",
});

/// What there is, whatever the profile.
pub(super) struct Description;

impl ToPlain for Description {
    fn to_plain(&self) -> Plain {
        let bands = RiskBand::ALL.map(RiskBand::code);
        let cells = ValueCell::ALL.map(ValueCell::code);
        let actions: Vec<String> = cells
            .iter()
            .flat_map(|cell| bands.map(|band| format!("{cell}.{band}")))
            .collect();
        let codes = Codes {
            tier: Tier::ALL.map(Tier::code),
            loyalty_type: LOYALTY_TYPES,
            band: bands,
            cell: cells,
        };
        let scores = CustomerScore::FIELDS.get(..CustomerScore::COLUMNS);
        let warnings: Vec<&str> = Warning::ALL.iter().map(|w| w.code()).collect();
        let mut entries = Entries::default();
        entries.put("version", &env!("CARGO_PKG_VERSION"));
        entries.put("customerFields", &Customer::FIELDS);
        entries.put("scoreColumns", &scores.unwrap_or_default());
        entries.put("summaryColumns", &columns());
        entries.put("codes", &codes);
        entries.put("warnings", &warnings);
        entries.put("actions", &actions);
        entries.put("models", &models());
        entries.into_plain()
    }
}

fn models() -> Vec<&'static str> {
    let kinds = ModelChoice::ALL.iter().filter_map(|choice| choice.kind());
    kinds.map(ModelKind::code).collect()
}

/// What a scorer says of itself.
pub(super) struct ScorerDescription<'a> {
    pub(super) profile: &'a Profile,
    pub(super) scorer: &'a Scorer,
}

impl ToPlain for ScorerDescription<'_> {
    fn to_plain(&self) -> Plain {
        let Self { profile, scorer } = self;
        let mut entries = Entries::default();
        entries.put("name", &profile.name);
        entries.put("version", &profile.version);
        entries.put("hash", &scorer.profile_hash());
        entries.put("currency", &profile.currency);
        entries.put("timeUnit", &profile.time_unit);
        entries.put("asOf", &profile.as_of);
        entries.put("mode", &profile.churn.mode);
        entries.put("horizonDays", &profile.churn.horizon_days);
        entries.put("features", &scorer.features().to_vec());
        entries.into_plain()
    }
}
