// Files of customers on the command line: numbers with decimal commas, rows that are wrong, identifiers that stand
// twice. What order files do is the measure: where both can be asked, both are.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { clientele, install, load, root } from "./tarball.mjs";

const { folder } = install();
const api = /** @type {typeof import("clientele")} */ (await load(folder));
const { Orders, readTable } = api;
/** @type {typeof import("../../pkg/bin/numbers.js")} */
const { DecimalEvidence, readNumber } = await load(folder, "bin/numbers.js");
const CDNOW = join(root, "tests", "fixtures", "cdnow_orders.csv");
const PROFILE = join(folder, "profile.json");

/** @param {string} name @param {string | Uint8Array} content */
function file(name, content) {
  writeFileSync(join(folder, name), content);
  return name;
}

/**
 * Scores a file of customers.
 * @param {string | Uint8Array} csv
 * @param {string[]} [options]
 */
function run(csv, options = []) {
  const found = clientele(folder, ["score", "-", "--profile", PROFILE, "--json", ...options], { input: csv });
  return { ...found, scores: found.status === 0 ? JSON.parse(found.stdout) : null };
}

/**
 * Scores a file of customers and requires success.
 * @param {string | Uint8Array} csv
 * @param {string[]} [options]
 */
function scored(csv, options) {
  const found = run(csv, options);
  assert.equal(found.status, 0, found.stderr);
  return found;
}

/** @param {any[]} scores */
const ids = (scores) => scores.map(({ id }) => id);

{
  const { status, stderr } = clientele(folder, ["fit", CDNOW, "--until", "1997-09-30", "--out", PROFILE]);
  assert.equal(status, 0, stderr);
}

describe("the decimal sign of a file of customers", () => {
  const plain = scored("id,frequency,recency,T,monetary_value,satisfaction\na,2,30.428571,38.86,1234.5,7\nb,0,0,10.5,,6.5\n").scores;

  /** The same customers as other programs write them. @type {[string, string, string[]][]} */
  const forms = [
    ["semicolons and decimal commas", "id;frequency;recency;T;monetary_value;satisfaction\na;2;30,428571;38,86;1234,5;7\nb;0;0;10,5;;6,5\n", []],
    ["thousands with points", "id;frequency;recency;T;monetary_value;satisfaction\na;2;30,428571;38,86;1.234,50;7\nb;0;0;10,5;;6,5\n", []],
    ["thousands with blanks", "id;frequency;recency;T;monetary_value;satisfaction\na;2;30,428571;38,86;1 234,50;7\nb;0;0;10,5;;6,5\n", []],
    ["semicolons and decimal points", "id;frequency;recency;T;monetary_value;satisfaction\na;2;30.428571;38.86;1,234.5;7\nb;0;0;10.5;;6.5\n", []],
    ["thousands with commas, in quotes", 'id,frequency,recency,T,monetary_value,satisfaction\na,2,30.428571,38.86,"1,234.5",7\nb,0,0,10.5,,6.5\n', []],
    ["decimal commas in quotes, which are told", 'id,frequency,recency,T,monetary_value,satisfaction\na,2,"30,428571","38,86","1.234,5",7\nb,0,0,"10,5",,"6,5"\n', ["--decimal", ","]],
    ["tabs and decimal commas, which are told", "id\tfrequency\trecency\tT\tmonetary_value\tsatisfaction\na\t2\t30,428571\t38,86\t1234,5\t7\nb\t0\t0\t10,5\t\t6,5\n", ["--decimal", ","]],
    ["a delimiter that is told", 'id;frequency;recency;T;"monetary_value,a,b,c,d,e";satisfaction;monetary_value\na;2;30,428571;38,86;;7;1234,5\nb;0;0;10,5;;6,5;\n', ["--delimiter", ";"]],
  ];
  for (const [name, csv, options] of forms) {
    test(name, () => assert.deepEqual(scored(csv, options).scores, plain));
  }

  test("exponents, as programs write them", () => {
    assert.deepEqual(scored("id,frequency,recency,T\na,2,3.0e+01,4E1\n").scores, scored("id,frequency,recency,T\na,2,30,40\n").scores);
  });

  const head = "id;frequency;recency;T;monetary_value\n";
  /** What can be read in two ways, or in none. @type {[string, string, string[], RegExp][]} */
  const refused = [
    ["a comma before three digits between semicolons", `${head}a;1;10;20;1,500\n`, [], /row 2, column monetary_value: "1,500" is not a number; its decimal sign is not certain in this file; give --decimal "\." or "," \[BadCell\]\n$/],
    ["the same of a count", `${head.replace("T", "T;choosing_time")}a;1;10;20;1,500;\n`, [], /row 2, column choosing_time: "1,500"/],
    ["a point before three digits between semicolons", `${head}a;1;10;20;1.500\n`, [], /row 2, column monetary_value: "1\.500".*--decimal/],
    ["the same of a time", `${head}a;1;10;20.500;\n`, [], /row 2, column T: "20\.500".*--decimal/],
    ["a point before three digits beside a decimal comma", `${head}a;1;10,5;20;1.500\n`, [], /row 2, column monetary_value: "1\.500".*--decimal/],
    ["a comma before three digits beside a decimal comma", `${head}a;1;10,5;20;1,500\n`, [], /row 2, column monetary_value: "1,500".*--decimal/],
    ["money with a point before three digits alone", "id,frequency,recency,T,monetary_value\na,1,10,20,1.500\n", [], /column monetary_value: "1\.500".*--decimal/],
    ["a decimal comma between commas", 'id,frequency,recency,T\na,1,"10,5",20\n', [], /row 2, column recency: "10,5".*--decimal/],
    ["both signs", `${head}a;1;10,5;20;\nb;1;10.5;20;\n`, [], /row 3, column recency: "10\.5" is not a number; its decimal sign is not certain.*\nTo leave such rows out/],
    ["a comma where the point is told", `${head}a;1;10,5;20;\n`, ["--decimal", "."], /row 2, column recency: "10,5".*if its comma is a decimal sign/],
    ["a point where the comma is told", `${head}a;1;10.5;20;\n`, ["--decimal", ","], /row 2, column recency: "10\.5".*if its point is a decimal sign/],
    ["a percentage", `${head}a;1;10;20;5%\n`, [], /row 2, column monetary_value: "5%" is not a number; write it as 1234\.56/],
    ["a number beyond all", `${head}a;1;10;1e999;\n`, [], /row 2, column T: "1e999" is not a number; it is larger than any number/],
    ["no decimal sign", `${head}a;1;10;20;\n`, ["--decimal", ";"], /--decimal: must be one of/],
  ];
  for (const [name, csv, options, says] of refused) {
    test(`${name} is asked for or refused`, () => {
      const { status, stderr } = run(csv, options);
      assert.equal(status, 1);
      assert.match(stderr, says);
    });
  }

  test("is settled by the option", () => {
    const [one] = scored(`${head}a;1;10;20;1,500\n`, ["--decimal", ","]).scores;
    const [other] = scored(`${head}a;1;10;20;1.500\n`, ["--decimal", ","]).scores;
    assert.deepEqual(one, scored("id,frequency,recency,T,monetary_value\na,1,10,20,1.5\n").scores[0]);
    assert.deepEqual(other, scored("id,frequency,recency,T,monetary_value\na,1,10,20,1500\n").scores[0]);
  });

  test("times and scores have no thousands: a point before three digits is one of decimals between commas", () => {
    assert.deepEqual(scored("id,frequency,recency,T\na,1,10.125,20.500\n").scores, scored("id,frequency,recency,T\na,1,10.125,20.5\n").scores);
  });

  describe("is that of amounts in orders", () => {
    // The cells of the tests of src/data/amount.rs without currencies; those with more than two decimals behind a comma,
    // and with exponents, are amounts to nobody.
    const cells = [
      ...["12", "12.5", "0.125", "1.234", "1,234", "1,234,567", "1.234,5", "1.234.567", "12,34", "1234,5", "1,23", "0,500", "0.500"],
      ...["1 234,56", "1\u00a0234,56", "1'234.50", "1’234.50", "12,34,567.00", "+12.50", ".5", "5.", "1234.5678", "1 234", "12 34"],
      ...["-", ".", "NaN", "Infinity", "5%", "1,234.5.6", "1.2.3", "--5", "-5-", "1,234 567", "5 apples", "1/2", "0x10", "1.5,5.5", "12,", ",5"],
    ];
    /** Another cell of the same file. */
    const beside = ["7", "12.50", "12,50", "1.234,50", "1.234", "1,234"];

    /**
     * What orders make of two amounts: their sum, or in which row something is wrong.
     * @param {string[]} amounts
     * @param {string} delimiter
     * @param {"." | ","} [decimal]
     */
    const asOrders = (amounts, delimiter, decimal) => {
      const rows = amounts.map((amount) => ["a", "2024-01-01", `"${amount}"`].join(delimiter));
      try {
        const orders = Orders.fromCsv([["id", "date", "amount"].join(delimiter), ...rows].join("\n"), { columns: { customerId: "id" }, ...(decimal && { decimal }) });
        return Number(orders.summarize().revenue[0]?.toFixed(4));
      } catch (error) {
        return `row ${/** @type {any} */ (error).row}`;
      }
    };
    /** @type {typeof asOrders} */
    const asCustomers = (amounts, delimiter, decimal) => {
      const evidence = new DecimalEvidence();
      let sum = 0;
      for (const [i, cell] of amounts.entries()) {
        const found = readNumber(cell, decimal);
        if ("hint" in found || !evidence.note(found.proof, { row: i + 2, column: "m", cell }, true)) return `row ${i + 2}`;
        sum += found.value;
      }
      const doubt = evidence.doubt(delimiter === ";");
      return doubt ? `row ${doubt.row}` : Number(sum.toFixed(4));
    };

    for (const delimiter of [",", ";", "\t"]) {
      for (const decimal of /** @type {const} */ ([undefined, ".", ","])) {
        test(`between ${JSON.stringify(delimiter)}, decimal sign ${decimal ?? "not told"}`, () => {
          /** @type {Set<unknown>} */
          const verdicts = new Set();
          for (const cell of cells) {
            for (const amounts of [[cell], ...beside.flatMap((other) => [[cell, other], [other, cell]])]) {
              const expected = asOrders(amounts, delimiter, decimal);
              assert.equal(asCustomers(amounts, delimiter, decimal), expected, JSON.stringify(amounts));
              verdicts.add(typeof expected);
            }
          }
          assert.deepEqual([...verdicts].sort(), ["number", "string"]);
        });
      }
    }
  });

  test("is found in scores that a spreadsheet has saved", () => {
    const scores = clientele(folder, ["score", CDNOW, "--profile", PROFILE, "--as-of", "1997-09-30"]).stdout;
    const { headers, rows } = readTable(scores);
    const numbers = headers.map((header, i) => (/^(id|as_of|tier|loyalty_type|risk_band|next_.*|cell|action|modifiers|warnings)$/.test(header) ? -1 : i));
    const saved = [headers, ...rows.map((row) => row.map((cell, i) => (numbers.includes(i) ? cell.replace(".", ",") : cell)))];
    const given = file("saved.csv", saved.map((row) => row.join(";")).join("\r\n"));
    const found = clientele(folder, ["worklist", given]);
    assert.equal(found.status, 0, found.stderr);
    assert.equal(found.stdout, clientele(folder, ["worklist", "-"], { input: scores }).stdout);
    const doubtful = "id;value_at_risk;churn_risk;risk_band;action\na;1.500;1;high;\n";
    const asked = clientele(folder, ["worklist", "-"], { input: doubtful });
    assert.equal(asked.status, 1);
    assert.match(asked.stderr, /row 2, column value_at_risk: "1\.500".*--decimal "\." or "," \[BadCell\]/);
    assert.match(clientele(folder, ["worklist", "-", "--decimal", ","], { input: doubtful }).stdout, /1500\.00/);
  });
});

describe("the identifiers of a file of customers", () => {
  const head = "id,frequency,recency,T\n";
  /** @type {[string, string, string[], RegExp][]} */
  const refused = [
    ["twice the same", `${head}a,1,1,2\nb,0,0,3\na,0,0,2\n`, [], /row 4, column id: "a" is not a customer that is listed once: row 2 has the same id \[BadCell\]\nTo leave such rows out/],
    ["twice the same but for blanks", `${head}a,1,1,2\n a ,0,0,2\n`, [], /row 3, column id: "a"/],
    ["an empty one", `${head}a,1,1,2\n,0,0,2\n`, [], /row 3, column id: the cell is empty; every customer needs an id \[MissingCell\]/],
    ["one of blanks", `${head}a,1,1,2\n"  ",0,0,2\n`, [], /row 3, column id: the cell is empty/],
    ["no column", "number,frequency,recency,T\na,1,1,2\n", [], /no column for id; found: number, frequency, recency, T; name it with --id \[MissingColumn\]/],
    ["a column that is not there", `${head}a,1,1,2\n`, ["--id", "who"], /no column "who" for id; found: id, .*give one of them with --id \[MissingColumn\]/],
    ["two columns", "id,customer_id,frequency,recency,T\n1,a,1,1,2\n", [], /columns 1 and 2, id and customer_id, both stand for id; choose one with --id \[DuplicateColumn\]/],
    ["two columns of one name", "id,id,frequency,recency,T\n1,a,1,1,2\n", [], /columns 1 and 2, id and id, both stand for id; leave one of them out/],
    ["two columns of one number", "id,frequency,x,recency,T\na,1,2,1,2\n", [], /columns 2 and 3, frequency and x, both stand for frequency; leave one/],
  ];
  for (const [name, csv, options, says] of refused) {
    test(`${name}: an error`, () => {
      const { status, stderr } = run(csv, options);
      assert.equal(status, 1);
      assert.match(stderr, says);
    });
  }

  test("7 and 07 are two customers, and --id chooses the column", () => {
    const { scores, stderr } = scored("id,who,frequency,recency,T\n1,7,1,1,2\n1,07,0,0,3\n", ["--id", "Who"]);
    assert.deepEqual(ids(scores), ["7", "07"]);
    assert.match(stderr, /columns that are not read: id\n/);
  });
});

describe("bad rows of a file of customers", () => {
  const csv = [
    "id,frequency,recency,T,satisfaction",
    "fine,1,1,2,7",
    "contradicts,1,3,2,",
    "",
    "word,x,1,2,",
    "short,1,1",
    '"line\nend",0,0,3,',
    "unsatisfied,0,0,3,11",
    "fine,0,0,9,",
    ",0,0,4,",
    "last,2,1.5,4,",
  ].join("\n");

  test("the first is the error, with its row and column", () => {
    const { status, stdout, stderr } = run(csv);
    assert.equal(status, 1);
    assert.match(stderr, /^clientele: row 5, column frequency: "x" is not a number; .* \[BadCell\]\nTo leave such rows out and list them: --on-bad-row collect\n$/);
    assert.equal(stdout, "");
  });

  test("are left out and listed when told, and the rest is scored", () => {
    const { scores, stderr } = scored(csv, ["--on-bad-row", "collect"]);
    assert.deepEqual(ids(scores), ["fine", "line\nend", "last"]);
    assert.deepEqual(scores[2], scored("id,frequency,recency,T\nlast,2,1.5,4\n").scores[0]);
    const lines = stderr.trimEnd().split("\n");
    assert.equal(lines.pop(), "careful: 6 of 9 rows (67 %) left out: the result is of the others alone");
    const said = lines.map((line) => /^left out: row (\d+)(?:, column (\w+))?: .* \[(\w+)\]$/.exec(line)?.slice(1));
    assert.deepEqual(said, [
      ["3", "recency", "OutOfRange"],
      ["5", "frequency", "BadCell"],
      ["6", undefined, "WrongFieldCount"],
      ["8", "satisfaction", "OutOfRange"],
      ["9", "id", "BadCell"],
      ["10", "id", "MissingCell"],
    ]);
  });

  test("are written to a file, every one", () => {
    const many = `id,frequency,recency,T\n${Array.from({ length: 25 }, (_, i) => `c${i},${i % 2 ? "?" : 0},0,5\n`).join("")}`;
    const { scores, stderr } = scored(many, ["--on-bad-row", "collect"]);
    assert.equal(scores.length, 13);
    assert.equal(stderr.match(/^left out: row/gm)?.length, 10);
    const few = `id,frequency,recency,T\n${Array.from({ length: 40 }, (_, i) => `c${i},${i === 7 ? "?" : 0},0,5\n`).join("")}`;
    assert.doesNotMatch(scored(few, ["--on-bad-row", "collect"]).stderr, /careful/, "a fortieth is no alarm");
    assert.match(stderr, /^left out: 2 more rows; --bad-rows FILE lists them$/m);
    scored(many, ["--on-bad-row", "collect", "--bad-rows", "bad.csv"]);
    const { headers, rows } = readTable(readFileSync(join(folder, "bad.csv")));
    assert.deepEqual(headers, ["row", "column", "code", "message"]);
    assert.deepEqual(rows.map(([row, column, code]) => `${row} ${column} ${code}`), Array.from({ length: 12 }, (_, i) => `${2 * i + 3} frequency BadCell`));
    assert.match(rows[0]?.[3] ?? "", /row 3, column frequency: "\?" is not a number/);
  });

  test("are written of orders too, in the words of the command line", () => {
    const orders = file("orders.csv", 'customer,date,amount\na,2024-01-01,10\nb,never,20\nc,2024-01-15,"10,5"\n');
    const { status, stderr } = clientele(folder, ["fit", orders, "--out", "p.json", "--on-bad-row", "collect", "--decimal", ".", "--bad-rows", "bad-orders.csv"]);
    assert.equal(status, 0, stderr);
    const { rows } = readTable(readFileSync(join(folder, "bad-orders.csv")));
    assert.deepEqual(rows.map(([row, column, code]) => [row, column, code]), [["3", "date", "BadDate"], ["4", "amount", "BadAmount"]]);
    assert.match(rows[1]?.[3] ?? "", /give --decimal/);
  });

  test("a file of nothing else is an error that has listed them", () => {
    const { status, stderr } = run("id,frequency,recency,T\na,1,3,2\n,0,0,1\n", ["--on-bad-row", "collect"]);
    assert.equal(status, 1);
    assert.match(stderr, /^left out: row 2.*\nleft out: row 3.*\nclientele: customers: 0 are too few, 1 needed; no row was accepted \[InsufficientData\]\n$/);
  });

  test("what is wrong with the whole file is no bad row", () => {
    /** @type {[string, string[], RegExp][]} */
    const table = [
      ["id,frequency,recency,T\na,1,1,2\n", ["--as-of", "soon"], /clientele: --as-of: must be a date/],
      ["id,frequency,recency,T\n", [], /standard input: the file has a header and no rows \[EmptyInput\]/],
      ['id,frequency,recency,T\na,1,1,2\n"b,1,1,2\n', [], /row 3: a quotation mark is opened and never closed \[UnterminatedQuote\]/],
      ["id;frequency;recency;T\na;1;1;20\nb;1;1,500;20\n", [], /row 3, column recency: "1,500".*--decimal/],
    ];
    for (const [given, options, says] of table) {
      const { status, stderr } = run(given, ["--on-bad-row", "collect", ...options]);
      assert.equal(status, 1, stderr);
      assert.match(stderr, says);
      assert.ok(!stderr.includes("left out"), stderr);
    }
  });

  test("options that would do nothing are a wrong call", () => {
    /** @type {[string[], RegExp][]} */
    const table = [
      [["--bad-rows", "b.csv"], /--bad-rows is for --on-bad-row collect alone/],
      [["--on-bad-row", "collect", "--bad-rows", "-"], /--bad-rows -: name a file/],
      [["--on-bad-row", "skip"], /--on-bad-row skip: it is one of error, collect/],
      [["--date-order", "dmy"], /--date-order is for orders/],
    ];
    for (const [options, says] of table) {
      const { status, stderr } = run(csv, options);
      assert.equal(status, 2);
      assert.match(stderr, says);
    }
    assert.ok(!existsSync(join(folder, "b.csv")));
  });

  test("text that is not UTF-8 is one, and another encoding is read", () => {
    const latin1 = Buffer.from("id,frequency,recency,T\nJosé,1,1,2\nAnn,0,0,3\n", "latin1");
    const { status, stderr } = run(latin1);
    assert.equal(status, 1);
    assert.match(stderr, /row 2: the text is not UTF-8; .*--encoding \[InvalidEncoding\]/);
    assert.deepEqual(ids(scored(latin1, ["--on-bad-row", "collect"]).scores), ["Ann"]);
    assert.deepEqual(ids(scored(latin1, ["--encoding", "latin1"]).scores), ["José", "Ann"]);
    assert.deepEqual(ids(scored(Buffer.from("\ufeffid,frequency,recency,T\nJosé,1,1,2\n", "utf16le"), ["--encoding", "utf-16le"]).scores), ["José"]);
    assert.match(run(latin1, ["--encoding", "klingon"]).stderr, /--encoding: this runtime cannot decode "klingon"/);
  });

  test("rows count as in order files, whatever stands before them", () => {
    for (const [given, row] of /** @type {[string, number][]} */ ([
      ["id,frequency,recency,T\r\n\r\n\r\na,?,1,2\r\n", 4],
      ["\n\nsep=;\n\nid;frequency;recency;T\na;?;1;2\n", 2],
      ['id,frequency,recency,T\r"b\r\r""q""",0,0,1\ra,?,1,2\r', 3],
      ["\ufeff\"id\",frequency,recency,T\nb\"b,0,0,1\n , , ,\na,?,1,2", 4],
    ])) {
      const { stderr } = run(given);
      assert.match(stderr, new RegExp(`row ${row}, column frequency: "\\?"`), JSON.stringify(given));
      // The reader of orders says the same of the same rows.
      const orders = given.replace("frequency", "amount").replace("recency", "date").replaceAll(/,0,0,/g, ",1,2024-01-01,").replaceAll(/([,;])\?[,;]1/g, "$1?$12024-01-01");
      assert.throws(() => Orders.fromCsv(orders, { columns: { customerId: "id" } }), (/** @type {any} */ error) => error.row === row && error.column === "amount", orders);
    }
  });
});

test("columns of features that the model of the risk needs are read by their names", () => {
  const { buildProfile, calibrate, churnOutcomes } = /** @type {any} */ (api);
  const orders = Orders.fromCsv(readFileSync(CDNOW));
  const { columns, left } = churnOutcomes(orders, { cutoff: "1997-09-30", days: 180 });
  const nps = left.map((/** @type {number} */ gone, /** @type {number} */ i) => 5 - 2 * gone + (i % 3));
  const calibration = calibrate({ recency: columns.recency, nps }, left, { days: 180 });
  const profile = buildProfile(orders, { asOf: "1998-06-30", timeUnit: "week", churnMode: "calibrated", calibration });
  writeFileSync(join(folder, "calibrated.json"), JSON.stringify(profile));
  const csv = "id,frequency,recency,T,nps\na,2,30,60,7\nb,2,30,60,\n";
  const found = clientele(folder, ["score", "-", "--profile", "calibrated.json", "--json"], { input: csv });
  assert.equal(found.status, 0, found.stderr);
  const scores = JSON.parse(found.stdout);
  const scorer = new (/** @type {any} */ (api).Scorer)(profile);
  assert.equal(scores[0].churn.risk, scorer.score({ frequency: 2, recency: 30, T: 60, features: { nps: 7 } }).churn.risk);
  const codes = scores.map((/** @type {any} */ { warnings }) => warnings.some((/** @type {any} */ { code }) => code === "features_unknown"));
  assert.deepEqual(codes, [false, true]);
});
