import { readProfile, write } from "../files.js";
import { INPUT_HELP } from "../input.js";
import { parse } from "../usage.js";

const help = `clientele profile PROFILE.json [options]: shows a profile, checks it, brings it to this version

  --public               without costs, margins, judgements and provenance: for a page that anybody reads
  --json                 print the profile
  --out FILE             write it
${INPUT_HELP}`;

/** @param {string[]} args */
async function run(args) {
  const { path, values } = parse(args, "profile", {
    public: { type: "boolean" },
    json: { type: "boolean" },
    out: { type: "string" },
  });
  const read = await readProfile(path);
  const profile = values.public ? read.forPublic() : read;
  const json = `${JSON.stringify(profile, null, 2)}\n`;
  if (values.out !== undefined) await write(values.out, json);
  if (values.json || (values.public && values.out === undefined)) await write(undefined, json);
  else if (values.out === undefined) await write(undefined, summary(profile));
}

/** @param {import("clientele").Profile} profile */
function summary(profile) {
  const { purchase, spend, value, loyalty, churn, population, provenance } = profile;
  const params = Object.entries(purchase.params).map(([name, x]) => `${name} ${Number(x).toPrecision(5)}`);
  const ratio = (/** @type {number | null | undefined} */ cr) => (cr === null || cr === undefined ? "kept back" : cr.toFixed(4));
  const rows = [
    ["name", profile.name],
    ["format", `${profile.format} ${profile.version}`],
    ["as of", `${profile.asOf}, time in ${profile.timeUnit}s${profile.currency ? `, money in ${profile.currency}` : ""}`],
    ["purchases", `${purchase.model}: ${params.join(", ")}`],
    ["spend", spend.model],
    ["value", `margin ${value.margin ?? "not given"}, ${value.months} months at ${value.discountRate} a year, future by ${value.future}`],
    ["loyalty", `consistency of the judgements ${ratio(loyalty.behaviour.consistencyRatio)}, ${ratio(loyalty.attitude.consistencyRatio)}`],
    ["churn", `${churn.mode}, ${churn.horizonDays} days, bands ${churn.bands.medium} and ${churn.bands.high}`],
    ["base", population.customers === 0 ? "kept back" : `${population.customers} customers`],
    ["made by", provenance ? `clientele ${provenance.library} from ${provenance.orders} orders` : "kept back"],
  ];
  return `${rows.map(([name, text]) => `${name?.padEnd(11)}${text}`).join("\n")}\n`;
}

export const profile = { help, run };
