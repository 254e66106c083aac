// What the model card shows, read from the profile.

function part(section, label) {
  const { params, standardErrors, convergence } = section;
  return {
    model: section.model, label: label(section.model),
    parameters: Object.entries(params ?? {}).map(([name, value]) => ({ name, value, error: standardErrors?.[name] ?? null })),
    logLikelihood: section.logLikelihood, aic: section.aic ?? null, bic: section.bic ?? null,
    convergence: convergence && { ...convergence, label: label(convergence.verdict) },
    mean: section.mean ?? null, reason: section.reason ?? null,
  };
}

/** The judgement threshold of Saaty (1980): a consistency ratio of at most 0.1 is accepted. */
const THRESHOLD = 0.1;

function loyalty({ indicators, weights, lambdaMax, consistencyIndex, consistencyRatio, randomIndex }, label) {
  return {
    criteria: indicators.map(({ code }, i) => ({ ...label(code), weight: weights[i] })),
    consistency: { lambdaMax, ci: consistencyIndex, cr: consistencyRatio, randomIndex, threshold: THRESHOLD, consistent: consistencyRatio <= THRESHOLD },
  };
}

export function modelCard(profile, label) {
  const { value, churn } = profile;
  return {
    purchase: part(profile.purchase, label), spend: part(profile.spend, label), loyalty: loyalty(profile.loyalty.behaviour, label),
    settings: {
      margin: value.margin ?? 1, marginGiven: value.margin !== null, discountRate: value.discountRate, valueMonths: value.months,
      churnHorizonDays: churn.horizonDays, baselineRetention: value.baselineRetention,
    },
  };
}

/** Codes of why the figures rest on assumptions; null where the models were fitted to the orders. */
export function thin({ purchase, spend, provenance }) {
  const unsure = purchase.convergence && purchase.convergence.verdict !== "converged";
  if (!unsure && spend.model !== "mean" && provenance?.repeatCustomers !== 0) return null;
  return [unsure && purchase.convergence.verdict, provenance?.repeatCustomers === 0 ? "noRepeat" : spend.model === "mean" && "spendMean"].filter(Boolean);
}
