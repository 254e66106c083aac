// The command line of the installed package: exit codes, what it reads and writes, what it says.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { clientele, install, load, root } from "./tarball.mjs";

const { folder } = install();
const { readTable, version } = await load(folder);
/** @type {typeof import("../../pkg/bin/files.js")} */
const { ORDER_OPTIONS } = await load(folder, "bin/files.js");
const CDNOW = join(root, "tests", "fixtures", "cdnow_orders.csv");
/** Customers of the CDNOW file; those of the paper. */
const CUSTOMERS = 2357;

/** @param {string} name @param {string | Uint8Array} content */
function file(name, content) {
  writeFileSync(join(folder, name), content);
  return name;
}

/**
 * Runs the command and requires success.
 * @param {string[]} args
 * @param {string} [input]
 */
function ok(args, input) {
  const found = clientele(folder, args, { input: input ?? "" });
  assert.equal(found.status, 0, `${args.join(" ")}\n${found.stderr}`);
  return found;
}

const PROFILE = join(folder, "profile.json");
ok(["fit", CDNOW, "--until", "1997-09-30", "--out", PROFILE]);
const PROFILE_TEXT = readFileSync(PROFILE, "utf8");
const ORDERS = file("orders.csv", "customer_id,date,amount\na,2024-01-01,10\na,2024-02-01,20\nb,2024-01-15,5\n");
const BAD = file("bad.csv", "customer_id,date,amount\na,2024-01-01,10\nb,2024-01-32,20\nc,2024-01-15,x\nb,2024-01-16,7\n");

describe("help and version", () => {
  for (const args of [["--help"], ["-h"], ["help"], ["fit", "--help"], ["score", "-h"], ["ahp", "--help"], ["report", "--help"]]) {
    test(args.join(" "), () => {
      const { stdout, stderr } = ok(args);
      assert.match(stdout, /clientele/);
      assert.equal(stderr, "");
    });
  }

  test("every option that a command takes stands in its help", () => {
    for (const command of ["fit", "score", "report", "ahp", "worklist"]) {
      const source = readFileSync(join(folder, "node_modules", "clientele", "bin", "commands", `${command}.js`), "utf8");
      const { stdout } = ok([command, "--help"]);
      const own = [...source.matchAll(/^ {4}"?([a-z-]+)"?: \{ type: "/gm)].map((match) => match[1]);
      assert.ok(own.length > 3);
      for (const option of own) assert.ok(stdout.includes(`--${option}`), `${command} --${option}`);
      const orders = ["fit", "score", "report"].includes(command) ? Object.keys(ORDER_OPTIONS) : [];
      for (const option of orders) assert.ok(stdout.includes(`--${option}`), `${command} --${option}`);
    }
  });

  test("--version", () => assert.equal(ok(["--version"]).stdout.trim(), version()));
});

describe("exit codes and messages", () => {
  /** Name, arguments, exit code, what is said, standard input. @type {[string, string[], 1 | 2, RegExp, string?][]} */
  const table = [
    ["no command", [], 2, /which command/],
    ["an unknown command", ["frobnicate"], 2, /"frobnicate"/],
    ["a command that every object has", ["constructor"], 2, /"constructor"/],
    ["no file", ["fit"], 2, /which order file/],
    ["two files", ["fit", ORDERS, ORDERS], 2, /too many/],
    ["an unknown option", ["fit", ORDERS, "--margn", "1"], 2, /--margn/],
    ["an option without its value", ["fit", ORDERS, "--out"], 2, /--out/],
    ["a number that is none", ["fit", ORDERS, "--margin", "half"], 2, /--margin half/],
    ["half a month", ["fit", ORDERS, "--months", "1.5"], 2, /--months/],
    ["a word that is not on the list", ["fit", ORDERS, "--time-unit", "fortnight"], 2, /day, week, month, year/],
    ["a model that orders in days have no use for", ["fit", ORDERS, "--model", "bg-bb"], 2, /bg-nbd, mbg-nbd/],
    ["no holdout", ["report", ORDERS], 2, /--holdout/],
    ["a report on no model", ["report", ORDERS, "--holdout", "2024-01-20", "--model", "guess"], 2, /auto, bg-nbd/],
    ["a holdout after the last order", ["report", ORDERS, "--holdout", "2024-02-01"], 1, /: --holdout: must be .*2024-02-01 \[InvalidValue\]/],
    ["a holdout before the first order", ["report", ORDERS, "--holdout", "2023-12-31"], 1, /: --holdout: must be .*2023-12-31 \[InvalidValue\]/],
    ["a holdout that ends before it begins", ["report", ORDERS, "--holdout", "2024-01-20", "--until", "2024-01-20"], 1, /: --until: .*\[InvalidValue\]/],
    ["a holdout without a date", ["report", ORDERS, "--holdout", "soon"], 1, /: --holdout: must be a date.*"soon"/],
    ["no profile", ["score", ORDERS], 2, /--profile/],
    ["an unknown format", ["score", ORDERS, "--profile", PROFILE, "--format", "xml"], 2, /csv, json, jsonl/],
    ["an unknown method", ["ahp", ORDERS, "--method", "guess"], 2, /eigenvector/],
    ["a file that is not there", ["fit", "nowhere.csv"], 1, /nowhere\.csv: no such file/],
    ["a folder", ["fit", "."], 1, /^clientele: \.: this is a folder; name a file$/m],
    ["a profile that is not there", ["score", ORDERS, "--profile", "nowhere.json"], 1, /nowhere\.json/],
    ["a profile that is no JSON", ["score", ORDERS, "--profile", ORDERS], 1, /not JSON.*\[InvalidValue\]/],
    ["standard input for two profiles", ["drift", "-", "-"], 2, /standard input can be read once/, PROFILE_TEXT],
    ["standard input for orders and for their profile", ["score", "-", "--profile", "-"], 2, /standard input can be read once/, PROFILE_TEXT],
    ["no profile on standard input", ["profile", "-"], 1, /: standard input: the text is not JSON.*\[InvalidValue\]/, "id,frequency"],
    ["another JSON on standard input", ["profile", "-"], 1, /standard input is not a Clientele profile/, "{}"],
    ["the second of two profiles", ["drift", PROFILE, file("broken.json", '{"format": "clientele-profile", "version": 2}')], 1, /: broken\.json: name: missing/],
    ["scores on standard input that are none", ["worklist", "-"], 1, /standard input: entry 0 is not a score/, "[{}]"],
    ["no scores on standard input", ["worklist", "-"], 1, /nothing came on standard input/],
    ["no customers on standard input", ["score", "-", "--profile", PROFILE], 1, /nothing came on standard input/],
    ["a header on standard input", ["fit", "-"], 1, /: standard input: the file has a header and no rows \[EmptyInput\]/, "customer_id,date,amount\n"],
    ["an --out that cannot be written", ["fit", ORDERS, "--out", "nowhere/profile.json"], 1, /nowhere\/profile\.json: no such folder/],
    ["an --out that is a folder", ["score", ORDERS, "--profile", PROFILE, "--out", "."], 1, /^clientele: \.: this is a folder; name a file$/m],
    ["scores that cannot be written", ["score", ORDERS, "--profile", PROFILE, "--out", "nowhere/s.csv"], 1, /nowhere\/s\.csv: no such folder/],
    ["a bad row", ["fit", BAD], 1, /row 3, column date: .*\[BadDate\]\nTo leave such rows out and list them: --on-bad-row collect\n$/],
    ["dates in either order", ["fit", file("either.csv", "customer_id,date,amount\na,01/02/2024,1\n")], 1, /give --date-order "dmy" or "mdy" \[AmbiguousDate\]\n$/],
    ["a column that is not there", ["fit", ORDERS, "--id", "who"], 1, /no column "who" for customerId; found: customer_id, .*give one of them with --id \[MissingColumn\]/],
    ["no month", ["fit", ORDERS, "--months", "0"], 1, /: --months: 0 /],
    ["no date to fit to", ["fit", ORDERS, "--until", "soon"], 1, /: --until: must be a date.*"soon"/],
    ["no date to score at", ["score", ORDERS, "--profile", PROFILE, "--as-of", "soon"], 1, /: --as-of: must be a date.*"soon"/],
    ["a JSON that is no profile", ["score", ORDERS, "--profile", file("other.json", "{\"a\": 1}")], 1, /other\.json is not a Clientele profile; make one with clientele fit/],
    ["an ending of no format", ["score", ORDERS, "--profile", PROFILE, "--out", "s.txt"], 2, /--out s\.txt: .*csv, json, jsonl/],
    ["an option out of range", ["fit", ORDERS, "--margin", "200%"], 1, /: --margin: 2 .*\[OutOfRange\]/],
    ["a margin of nothing", ["fit", ORDERS, "--margin", "0"], 2, /--margin 0: nobody is worth anything then; a share above 0, such as 0\.4 or 40%/],
    ["nothing in per cent", ["fit", ORDERS, "--margin", "0%"], 2, /--margin 0%/],
    ["per cent without their sign", ["fit", ORDERS, "--margin", "40"], 2, /--margin 40: a share, such as 0\.4 or 40% for 40 %/],
    ["a rate in per cent without their sign", ["fit", ORDERS, "--discount-rate", "7.5"], 2, /--discount-rate 7\.5: a share, such as 0\.075 or 7\.5% for 7\.5 %/],
    ["a churn rate in per cent without their sign", ["fit", ORDERS, "--churn-mode", "cohort", "--churn-rate", "20"], 2, /--churn-rate 20: a share, such as 0\.2 or 20%/],
    ["a sign of per cent alone", ["fit", ORDERS, "--margin", "%"], 2, /--margin %: not a number/],
    ["a folder of profiles", ["score", ORDERS, "--profile", "."], 1, /^clientele: \.: this is a folder/m],
    ["no day of the calendar", ["fit", ORDERS, "--until", "2024-02-30"], 1, /2024-02-30/],
    ["a day before the first order", ["fit", ORDERS, "--until", "1990-01-01"], 1, /\[InsufficientData\]/],
    ["an unknown encoding", ["fit", ORDERS, "--encoding", "klingon"], 1, /klingon/],
    ["an empty file", ["fit", file("empty.csv", "")], 1, /empty\.csv: the file is empty \[EmptyInput\]/],
    ["an empty profile", ["score", ORDERS, "--profile", file("empty.json", "")], 1, /empty\.json: the file is empty \[EmptyInput\]/],
    ["nothing on standard input", ["fit", "-"], 1, /nothing came on standard input; pipe a file .*\[EmptyInput\]/],
    ["no judgements on standard input", ["ahp", "-"], 1, /nothing came on standard input; pipe a file .*\[EmptyInput\]/],
    ["another matrix than a matrix", ["ahp", file("m.json", '{"matrix": [[1, 0], [1, 1]]}')], 1, /\[NotPositive\]/],
    ["judgements in no known form", ["ahp", file("n.json", '{"judgements": []}')], 1, /"matrix" or "upperTriangle"/],
    ["judgements that are a word", ["ahp", file("w.json", "foo")], 1, /not JSON.*\[InvalidValue\]/],
    ["judgements that are nothing", ["ahp", file("nothing.json", "null")], 1, /must be an object with "criteria".*\[InvalidValue\]/],
    ["an empty list of judgements", ["ahp", file("list.json", "[]")], 1, /must be an object with "criteria".*\[InvalidValue\]/],
    ["a churn rate for nothing", ["fit", ORDERS, "--churn-rate", "0.2"], 2, /--churn-rate is for --churn-mode cohort/],
    ["a cohort without its churn rate", ["fit", ORDERS, "--churn-mode", "cohort"], 1, /: --churn-rate: missing/],
    ["judgements under another name", ["ahp", file("n.csv", ",a,b\na,1,2\nc,1/2,1\n")], 1, /row 3/],
    ["a customer who contradicts himself", ["score", file("k.csv", "id,frequency,recency,T\na,1,1,2\nb,1,3,2\n"), "--profile", PROFILE], 1, /row 3.*recency.*\[OutOfRange\]/],
    ["a customer who is no number", ["score", file("l.csv", "id,frequency,recency,T\na,1,one,2\n"), "--profile", PROFILE], 1, /row 2, column recency/],
  ];
  for (const [name, args, code, says, input] of table) {
    test(name, () => {
      const { status, stdout, stderr } = clientele(folder, args, { input: input ?? "" });
      assert.equal(status, code, stderr);
      assert.match(stderr, says);
      assert.ok(stderr.startsWith("clientele: "), stderr);
      assert.ok(!stderr.includes("    at "), `a stack is no message: ${stderr}`);
      if (!args.includes("score")) assert.equal(stdout, "");
    });
  }
});

describe("fit", () => {
  test("prints a summary, a profile, or writes one", () => {
    assert.match(ok(["fit", ORDERS]).stdout, /2 customers, 1 with repeat purchases, 3 orders/);
    assert.match(ok(["fit", file("one.csv", "customer,date,amount\na,2024-01-01,1\n")]).stdout, /^1 customer, 0 with repeat purchases, 1 order,\n/);
    const shares = JSON.parse(ok(["fit", ORDERS, "--json", "--margin", "40%", "--discount-rate", "7.5 %"]).stdout).value;
    assert.deepEqual([shares.margin, shares.discountRate], [0.4, 0.075]);
    // More than everything a year is a rate too, once it is written as one.
    assert.equal(JSON.parse(ok(["fit", ORDERS, "--json", "--discount-rate", "1000%"]).stdout).value.discountRate, 10);
    const printed = JSON.parse(ok(["fit", ORDERS, "--json", "--name", "shop", "--currency", "EUR"]).stdout);
    assert.deepEqual([printed.name, printed.currency, printed.asOf], ["shop", "EUR", "2024-02-01"]);
    const { stdout, stderr } = ok(["fit", ORDERS, "--out", "p.json", "--margin", "0.4", "--churn-days", "90"]);
    assert.equal(stdout, "");
    assert.match(stderr, /wrote p\.json/);
    const written = JSON.parse(readFileSync(join(folder, "p.json"), "utf8"));
    assert.deepEqual([written.value.margin, written.churn.horizonDays], [0.4, 90]);
  });

  test("says when the orders hold too little", () => {
    const once = file("once.csv", "customer_id,date,amount\na,2024-01-01,10\nb,2024-02-01,20\nc,2024-01-15,5\n");
    const { stderr } = ok(["fit", once, "--out", "once.json"]);
    assert.match(stderr, /^wrote once\.json\ncareful: fitted with a weak prior.*\ncareful: .+\ncareful: no customer has bought twice/);
    assert.ok(!ok(["fit", CDNOW, "--until", "1997-09-30", "--json"]).stderr.includes("careful"));
  });

  test("reads standard input", () => {
    const { stdout } = ok(["fit", "-", "--json"], readFileSync(join(folder, ORDERS), "utf8"));
    assert.equal(JSON.parse(stdout).provenance.orders, 3);
  });

  test("leaves bad rows out when told, and lists them", () => {
    const { stdout, stderr } = ok(["fit", BAD, "--json", "--on-bad-row", "collect"]);
    const { provenance } = JSON.parse(stdout);
    assert.deepEqual([provenance.badRows, provenance.orders, provenance.customers], [2, 2, 2]);
    assert.match(stderr, /row 3, column date.*\[BadDate\]/);
    assert.match(stderr, /row 4, column amount.*\[BadAmount\]/);
  });

  test("reads what the options describe", () => {
    const name = file("odd.csv", Buffer.concat([Buffer.from([0xbf, 0xcd, 0xbb, 0xa7]), Buffer.from(";wann;wie viel\na;03.02.2024;1.234,50\n")]));
    const options = ["--encoding", "gbk", "--id", "客户", "--date", "wann", "--amount", "wie viel", "--delimiter", ";", "--decimal", ",", "--date-order", "dmy"];
    const { stdout } = ok(["fit", name, "--json", ...options]);
    const profile = JSON.parse(stdout);
    assert.deepEqual([profile.asOf, profile.spend.mean], ["2024-02-03", 1234.5]);
  });
});

describe("score", () => {
  const csv = ok(["score", CDNOW, "--profile", PROFILE, "--as-of", "1997-09-30"]).stdout;

  test("CSV has a header and a row for each customer", () => {
    const { headers, rows } = readTable(csv);
    assert.equal(rows.length, CUSTOMERS);
    assert.deepEqual(headers.slice(0, 3), ["id", "as_of", "value_score"]);
    assert.ok(rows.every((/** @type {string[]} */ row) => row.length === headers.length && row[1] === "1997-09-30"));
    assert.ok(!csv.includes("NaN") && !csv.includes("undefined") && !csv.includes("Infinity"));
  });

  test("an id that a spreadsheet would run is text in CSV and itself in JSON", () => {
    // OWASP, "CSV injection": a cell that begins with = + - @, a tab or a carriage return is run
    const ids = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", " =1", "-5", "+49", "a=b", "=1,2"];
    const rows = ids.map((id) => `"${id}",0,0,30\n`).join("");
    const name = file("formula.csv", `id,frequency,recency,T\n${rows}`);
    const { stdout } = ok(["score", name, "--profile", PROFILE]);
    const written = readTable(stdout).rows.map((/** @type {string[]} */ row) => row[0]);
    const quoted = ["'=1+1", "'+cmd|' /C calc'!A0", "'-2+3", "'@SUM(A1)", "' =1", "-5", "+49", "a=b", "'=1,2"];
    assert.deepEqual(written, quoted.map((id) => (id === "' =1" && !written.includes(id) ? "'=1" : id)));
    const json = JSON.parse(ok(["score", name, "--profile", PROFILE, "--json"]).stdout);
    assert.deepEqual(json.map((/** @type {any} */ score) => score.id.trim()), ids.map((id) => id.trim()));
  });

  test("JSON and JSONL hold the same scores", () => {
    const json = JSON.parse(ok(["score", CDNOW, "--profile", PROFILE, "--as-of", "1997-09-30", "--json"]).stdout);
    ok(["score", CDNOW, "--profile", PROFILE, "--as-of", "1997-09-30", "--out", "scores.jsonl"]);
    const lines = readFileSync(join(folder, "scores.jsonl"), "utf8").trimEnd().split("\n");
    assert.equal(json.length, CUSTOMERS);
    assert.deepEqual(lines.map((line) => JSON.parse(line)), json);
    const { headers, rows } = readTable(csv);
    const risk = headers.indexOf("churn_risk");
    json.forEach((/** @type {any} */ score, /** @type {number} */ i) => {
      assert.equal(Number(rows[i][risk]), score.churn.risk);
      assert.equal(rows[i][0], score.id);
    });
  });

  test("--out writes what its ending says", () => {
    for (const [name, first] of [["s.csv", "id,"], ["s.json", "["], ["s.jsonl", '{"id"'], ["scores", "id,"]]) {
      const { stdout, stderr } = ok(["score", ORDERS, "--profile", PROFILE, "--out", /** @type {string} */ (name)]);
      assert.equal(stdout, "");
      assert.match(stderr, /wrote 2 scores/);
      assert.ok(readFileSync(join(folder, /** @type {string} */ (name)), "utf8").startsWith(/** @type {string} */ (first)), name);
    }
  });

  test("orders after the day are left out and counted", () => {
    assert.match(ok(["score", CDNOW, "--profile", PROFILE, "--as-of", "1997-09-30"]).stderr, /\d+ orders after 1997-09-30 left out/);
  });

  test("customers as numbers are scored like the same customers as orders", () => {
    const json = JSON.parse(ok(["score", CDNOW, "--profile", PROFILE, "--as-of", "1997-09-30", "--json"]).stdout);
    // The first repeat buyer of the summary that lifetimes ships: weeks to two decimals.
    const customers = file("customers.csv", 'id,frequency,recency,T,monetary_value\n"Smith, Ann",2,30.43,38.86,22.35\nnew,0,0,10,\n');
    const [ann, fresh] = JSON.parse(ok(["score", customers, "--profile", PROFILE, "--json"]).stdout);
    assert.equal(ann.id, "Smith, Ann");
    assert.ok(Math.abs(ann.churn.risk - json[0].churn.risk) < 1e-4, `${ann.churn.risk} ${json[0].churn.risk}`);
    assert.equal(ann.asOf, "1997-09-30");
    assert.equal(fresh.value.current, null);
    const { rows } = readTable(ok(["score", customers, "--profile", PROFILE]).stdout);
    assert.deepEqual(rows.map((/** @type {string[]} */ row) => row[0]), ["Smith, Ann", "new"]);
  });

  test("reads orders from standard input and a profile from a file", () => {
    const { stdout } = ok(["score", "-", "--profile", PROFILE], readFileSync(join(folder, ORDERS), "utf8"));
    assert.equal(readTable(stdout).rows.length, 2);
  });

  test("ends quietly when nobody reads on", async () => {
    mkdirSync(join(folder, "closed"));
    const bin = join(folder, "node_modules", ".bin", "clientele");
    for (const args of [["score", CDNOW, "--profile", PROFILE], ["score", CDNOW, "--profile", PROFILE, "--json"], ["fit", CDNOW, "--json"], ["--help"]]) {
      const child = spawn(bin, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
      let stderr = "";
      child.stderr.on("data", (text) => (stderr += text));
      child.stdout.destroy();
      const code = await new Promise((resolve) => child.on("close", resolve));
      assert.deepEqual([code, stderr.includes("Error")], [0, false], `${args}: ${stderr}`);
    }
  });
});

describe("standard input", () => {
  const orders = readFileSync(CDNOW, "utf8");
  const customers = file("three.csv", "id,frequency,recency,T,monetary_value\na,2,30.43,38.86,22.35\nb,0,0,10,\nc,1,4,30,5\n");
  const scores = ok(["score", CDNOW, "--profile", PROFILE, "--as-of", "1997-09-30"]).stdout;
  const written = ok(["score", customers, "--profile", PROFILE, "--json"]).stdout;
  const lines = ok(["score", customers, "--profile", PROFILE, "--format", "jsonl"]).stdout;

  /** A file, and what a command makes of it. @type {[string, string[], string][]} */
  const table = [
    ["orders to fit", ["fit", "FILE", "--until", "1997-09-30", "--json"], orders],
    ["orders to report on", ["report", "FILE", "--holdout", "1997-09-30"], orders],
    ["orders to score", ["score", "FILE", "--profile", PROFILE, "--as-of", "1997-09-30"], orders],
    ["customers to score", ["score", "FILE", "--profile", PROFILE], readFileSync(join(folder, customers), "utf8")],
    ["a profile to score with", ["score", customers, "--profile", "FILE"], PROFILE_TEXT],
    ["scores as a table", ["worklist", "FILE", "--top", "3"], scores],
    ["scores as JSON", ["worklist", "FILE"], written],
    ["scores line by line", ["worklist", "FILE"], lines],
    ["judgements", ["ahp", "FILE"], '{"criteria": ["a", "b"], "upperTriangle": [3]}'],
    ["a profile", ["profile", "FILE", "--public"], PROFILE_TEXT],
    ["the older of two profiles", ["drift", "FILE", PROFILE], PROFILE_TEXT],
    ["the newer of two profiles", ["drift", PROFILE, "FILE"], PROFILE_TEXT],
  ];
  for (const [name, args, input] of table) {
    test(name, () => {
      const path = file("input", input);
      const of = (/** @type {string} */ own) => args.map((word) => (word === "FILE" ? own : word));
      const { stdout } = ok(of("-"), input);
      assert.equal(stdout, ok(of(path)).stdout);
      assert.notEqual(stdout, "");
      assert.match(ok([/** @type {string} */ (args[0]), "--help"]).stdout, /`-` is standard input/);
    });
  }

  test("customers are known by their header behind a line for Excel, a byte order mark and quotes", () => {
    const given = '\ufeffsep=;\n"id";"frequency";"recency";"T"\na;1;1;2\n';
    assert.equal(readTable(ok(["score", "-", "--profile", PROFILE], given).stdout).rows.length, 1);
  });

  test("is let go where a row is wrong, although it stays open", async () => {
    const child = spawn(join(folder, "node_modules", ".bin", "clientele"), ["fit", "-"], { cwd: folder, stdio: ["pipe", "ignore", "pipe"], timeout: 20_000 });
    let stderr = "";
    child.stderr.on("data", (text) => (stderr += text));
    child.stdin.on("error", () => {});
    child.stdin.write("customer_id,date,amount\na,never,1\n");
    const code = await new Promise((resolve) => child.on("close", resolve));
    child.stdin.end();
    assert.equal(code, 1);
    assert.match(stderr, /row 2, column date/);
  });
});

describe("ahp", () => {
  const judgements = '{"criteria": ["Price", "Service", "Speed"], "upperTriangle": [3, 5, 2]}';

  test("reads JSON, CSV and standard input alike", () => {
    const json = JSON.parse(ok(["ahp", "-", "--json"], judgements).stdout);
    const csv = file("j.csv", ",Price,Service,Speed\nPrice,1,3,5\nService,1/3,1,2\nSpeed,1/5,1/2,1\n");
    assert.deepEqual(JSON.parse(ok(["ahp", csv, "--json"]).stdout), json);
    const matrix = file("j.json", '{"criteria": ["Price", "Service", "Speed"], "matrix": [[1, 3, 5], ["1/3", 1, 2], ["1/5", "1/2", 1]]}');
    assert.deepEqual(JSON.parse(ok(["ahp", matrix, "--json"]).stdout), json);
    const pairs = file("pairs.json", '{"pairs": [{"a": "Price", "b": "Service", "value": 3}, {"a": "Price", "b": "Speed", "value": 5}, {"a": "Service", "b": "Speed", "value": 2}]}');
    assert.deepEqual(JSON.parse(ok(["ahp", pairs, "--json"]).stdout), json);
    const rows = file("rows.json", '[[1, 3, 5], ["1/3", 1, 2], ["1/5", "1/2", 1]]');
    assert.deepEqual(JSON.parse(ok(["ahp", rows, "--json"]).stdout).weights, json.weights);
    assert.deepEqual(Object.keys(json).slice(0, 3), ["criteria", "method", "weights"]);
    assert.equal(json.consistent, true);
  });

  test("leaves the file as it was where a row is wrong", () => {
    const kept = file("kept.csv", "what was there\n");
    const part = file("part.csv", "id,frequency,recency,T,monetary_value\n1,2,10,20,30\n2,5,30,20,0\n");
    assert.equal(clientele(folder, ["score", part, "--profile", PROFILE, "--out", kept], { input: "" }).status, 1);
    assert.equal(readFileSync(join(folder, kept), "utf8"), "what was there\n");
    assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith(".part")), []);
  });

  test("refuses what it would have to ignore", () => {
    const gaps = file("gaps.json", '{"criteria": ["a", "b", "c"], "upperTriangle": [2, null, 3]}');
    const both = file("both.json", '{"criteria": ["a", "b"], "upperTriangle": [3], "matrix": [[1, 2], ["1/2", 1]]}');
    const misspelt = file("misspelt.json", '{"criteria": ["a", "b"], "uperTriangle": [3]}');
    for (const [args, words] of /** @type {[string[], RegExp][]} */ ([
      [[gaps, "--report"], /--report is not for judgements of which some are missing/],
      [[both], /give one of them/],
      [[misspelt], /no key "uperTriangle"; expected "criteria" and "matrix" or "upperTriangle", or "pairs"/],
      [[file("unnamed.csv", "a,b\n1,3\n1/3,1\n")], /row 2 begins with "1", column 2 with "b"; the first row and the first column name the same/],
      [[gaps, "--threshold", "5"], /: --threshold: 5 /],
    ])) {
      const { status, stderr } = clientele(folder, ["ahp", ...args], { input: "" });
      assert.notEqual(status, 0);
      assert.match(stderr, words);
    }
  });

  test("says in words which judgement to look at", () => {
    const { stdout } = ok(["ahp", "-"], '{"criteria": ["Price", "Service", "Speed"], "upperTriangle": [9, "1/9", 9]}');
    assert.match(stdout, /not consistent/);
    assert.match(stdout, /look again at/);
  });
});
