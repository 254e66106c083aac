//! The tree of responses to dissatisfaction.

use crate::data::classification::Classification;
use crate::plain::record;
use crate::plain::report;

/// What a dissatisfied customer did. What is not known is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ComplaintActions {
    /// Complained to the firm (向企业投诉).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub firm: Option<bool>,
    /// Complained to a third party (向第三方投诉).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub third_party: Option<bool>,
    /// Took legal steps (采取法律行动).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub legal: Option<bool>,
    /// Spoke ill of the firm (负面口碑).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub negative_word_of_mouth: Option<bool>,
    /// Left (转换).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub left: Option<bool>,
}

record!(ComplaintActions {
    firm => "firm",
    third_party => "thirdParty",
    legal => "legal",
    negative_word_of_mouth => "negativeWordOfMouth",
    left => "left",
});

/// The way of a dissatisfied customer through the tree.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ComplaintPath {
    /// The branches taken, from the root: public actions, private ones, silence, and how it ended.
    pub steps: Vec<Classification>,
    /// Whether the customer left; none where it is not known.
    pub left: Option<bool>,
    /// The actions of which it is not known whether they were taken: while there are any, silence is
    /// not certain.
    pub unknown: Vec<String>,
}

report!(ComplaintPath {
    steps => "steps",
    left => "left",
    unknown => "unknown",
});

/// Returns the way of a dissatisfied customer through the tree of responses (抱怨行为): public
/// actions, to the firm, to third parties, by law; private ones, ill words; or silence; and after
/// any of these the customer leaves or stays.
///
/// # Example: silent, and gone
/// ```
/// use clientele::service::{ComplaintActions, complaint_path};
/// let actions = ComplaintActions {
///     firm: Some(false),
///     third_party: Some(false),
///     legal: Some(false),
///     negative_word_of_mouth: Some(false),
///     left: Some(true),
/// };
/// let steps = complaint_path(&actions).steps;
/// let codes: Vec<&str> = steps.iter().map(|step| step.code.as_str()).collect();
/// assert_eq!(codes, ["response.silent", "outcome.left"]);
/// ```
///
/// # References
/// Day, R. L. & Landon, E. L. (1977), "Toward a theory of consumer complaining behavior", in
/// *Consumer and Industrial Buying Behavior*: the branches. There leaving is a private action; here
/// it is the end of every way, as service-marketing texts draw it.
pub fn complaint_path(actions: &ComplaintActions) -> ComplaintPath {
    let public = [
        ("response.firm", "firm", actions.firm),
        ("response.third_party", "thirdParty", actions.third_party),
        ("response.legal", "legal", actions.legal),
    ];
    let private = [(
        "response.negative_word_of_mouth",
        "negativeWordOfMouth",
        actions.negative_word_of_mouth,
    )];
    let mut path = ComplaintPath {
        steps: Vec::new(),
        left: actions.left,
        unknown: Vec::new(),
    };
    path.branch("response.public", &public);
    path.branch("response.private", &private);
    if path.steps.is_empty() && path.unknown.is_empty() {
        path.step("response.silent");
    }
    match actions.left {
        Some(true) => path.step("outcome.left"),
        Some(false) => path.step("outcome.stayed"),
        None => path.unknown.push("left".into()),
    }
    path
}

impl ComplaintPath {
    fn step(&mut self, code: &str) {
        self.steps.push(Classification::new(code));
    }

    /// Adds a branch if one of its actions was taken.
    fn branch(&mut self, code: &str, actions: &[(&str, &str, Option<bool>)]) {
        if actions.iter().any(|(_, _, taken)| *taken == Some(true)) {
            self.step(code);
        }
        for (code, name, taken) in actions {
            match taken {
                Some(true) => self.step(code),
                Some(false) => {}
                None => self.unknown.push((*name).into()),
            }
        }
    }
}
