import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { ClienteleError, version } from "clientele";
import { ahp } from "./commands/ahp.js";
import { drift } from "./commands/drift.js";
import { fit } from "./commands/fit.js";
import { profile } from "./commands/profile.js";
import { report as holdout } from "./commands/report.js";
import { score } from "./commands/score.js";
import { worklist } from "./commands/worklist.js";
import { write } from "./files.js";
import { UsageError } from "./usage.js";
import { inOptionsOf } from "./wording.js";

const USAGE = `clientele ${version()}: value, loyalty and churn-risk scores from orders

  clientele fit ORDERS.csv [--out PROFILE.json]
      fits the models to the orders and writes a profile
  clientele score ORDERS.csv|CUSTOMERS.csv --profile PROFILE.json [--out SCORES.csv|.json|.jsonl]
      scores every customer with a profile
  clientele report ORDERS.csv --holdout DATE
      how well a model fitted up to a day predicts the orders after it
  clientele ahp JUDGEMENTS.json|.csv
      weights and consistency of pairwise judgements

  clientele worklist SCORES.csv
      whom to see to first, by value at risk
  clientele profile PROFILE.json [--public] [--out FILE]
      shows and checks a profile; --public leaves out what is not for everybody
  clientele drift OLD.json NEW.json
      how far the base has moved between two profiles

  clientele COMMAND --help    the options of a command
  clientele --version

The file \`-\` is standard input, for one file of a call.
Data goes to standard output or to --out, messages and progress to standard error.
Exit code: 0, 1 for bad input (the message says where), 2 for a wrong call.
`;

const COMMANDS = { fit, score, report: holdout, ahp, worklist, profile, drift };

/**
 * Runs one command and returns its exit code.
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function main(args) {
  const [name, ...rest] = args;
  try {
    if (name === undefined) throw new UsageError("which command?");
    if (name === "--version" || name === "-v") await write(undefined, `${version()}\n`);
    else if (name === "--help" || name === "-h" || name === "help") await write(undefined, USAGE);
    else if (!Object.hasOwn(COMMANDS, name)) throw new UsageError(`there is no command "${name}"`);
    else {
      const command = COMMANDS[/** @type {keyof typeof COMMANDS} */ (name)];
      if (rest.includes("--help") || rest.includes("-h")) await write(undefined, command.help);
      else await command.run(rest);
    }
    return 0;
  } catch (error) {
    return report(/** @type {NodeJS.ErrnoException} */ (error), name);
  }
}

/**
 * Says what went wrong and returns the exit code.
 * @param {NodeJS.ErrnoException & { advice?: string }} error
 * @param {string | undefined} command
 */
function report(error, command) {
  if (error instanceof UsageError || error.code?.startsWith("ERR_PARSE_ARGS")) {
    process.stderr.write(`clientele: ${error.message}\nTry: clientele --help\n`);
    return 2;
  }
  const { advice } = error;
  if (error instanceof ClienteleError) {
    process.stderr.write(`clientele: ${inOptionsOf(command, error.message)} [${error.code}]\n`);
    if (advice) process.stderr.write(`${advice}\n`);
    return 1;
  }
  // Whoever read the output has enough of it.
  if (error.code === "EPIPE") return 0;
  if (error.syscall) {
    const missing = error.path && !existsSync(dirname(error.path)) ? "no such folder" : "no such file";
    const what = { ENOENT: missing, EISDIR: "this is a folder; name a file" }[error.code ?? ""] ?? error.message;
    process.stderr.write(`clientele: ${error.path ? `${error.path}: ` : ""}${what}\n`);
    return 1;
  }
  throw error;
}
