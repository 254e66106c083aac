// The JSON Schema of profiles beside Profile.parse: what the library writes is valid by both, and on damaged
// profiles they agree, but for the rules that a schema has no words for. There Profile.parse is the stricter.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";

import { during, mutations, random, sites } from "./mutations.mjs";
import { everyProfile } from "./profiles.mjs";
import { install, load, root } from "./tarball.mjs";
import { UNSAYABLE, profileOf } from "./unsayable.mjs";

const { folder } = install();
const api = await load(folder);
const { ClienteleError, Profile } = api;
const schema = createRequire(join(folder, "package.json"))("clientele/profile.schema.json");
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const profiles = everyProfile(api);

/** Mutations in all; what some hundred thousand of them found is in the list of rules. */
const MUTATIONS = 3000;

/** Returns the error of Profile.parse; none where it takes the profile. @param {unknown} profile */
function refusal(profile) {
  try {
    Profile.parse(profile);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof ClienteleError, String(error));
    return /** @type {Error & { code: string, path: string }} */ (error);
  }
}

/** @param {{ code: string, path: string }} error */
const unsayable = ({ code, path }) => UNSAYABLE.find((rule) => rule.path.test(path) && rule.codes.includes(code));

/** @typedef {{ [key: string]: any }} Schema */

/** Returns every schema within a schema. @param {unknown} within @returns {Schema[]} */
function parts(within) {
  if (typeof within !== "object" || within === null) return [];
  const below = Object.values(within).flatMap(parts);
  return Array.isArray(within) ? below : [within, ...below];
}

/** The objects whose keys are listed, in full; `then` and `oneOf` name some of them again. */
const objects = parts(schema).filter((part) => part["additionalProperties"] === false);

/** @param {Schema} part @returns {Schema} */
const resolved = (part) => (part["$ref"] ? schema.$defs[part["$ref"].replace("#/$defs/", "")] : part);

/**
 * Returns every field and item by its path, with what it must be.
 * @param {Schema} part
 * @param {string} path
 * @returns {[string, Schema][]}
 */
function fieldsOf(part, path) {
  const own = resolved(part);
  const forms = [own, ...(own["anyOf"] ?? []).map(resolved)];
  return forms.flatMap((form) => {
    const fields = Object.entries(form["properties"] ?? {}).map(([key, field]) => [path === "" ? key : `${path}.${key}`, field]);
    if (form["items"]) fields.push([`${path}[]`, form["items"]]);
    return fields.flatMap(([here, field]) => [/** @type {[string, Schema]} */ ([here, resolved(field)]), ...fieldsOf(field, here)]);
  });
}

/** @type {Map<string, Schema>} */
const fields = new Map(fieldsOf(schema, ""));

/** @param {string} path */
const general = (path) => path.replace(/\[\d+\]/g, "[]");

/** Every code that a field can be. */
const words = [...new Set(parts(schema).flatMap((part) => (Array.isArray(part["enum"]) ? part["enum"] : [])))].filter(
  (word) => typeof word === "string",
);

test("whatever the library builds is valid by the schema and by Profile.parse", () => {
  for (const [name, profile] of profiles) {
    assert.ok(validate(profile), `${name}: ${JSON.stringify(validate.errors?.[0])}`);
    assert.equal(refusal(profile), undefined, name);
  }
});

test("the profiles that are tested have something in every field", () => {
  const filled = new Set();
  for (const profile of profiles.values()) {
    for (const { holder, key, path } of sites(profile)) {
      if (/** @type {any} */ (holder)[key] !== null) filled.add(general(path));
    }
  }
  // Of orders no holdout is kept back, so that no candidate has an error there.
  const never = ["purchase.selection.candidates[].holdoutError"];
  assert.deepEqual([...fields.keys()].filter((field) => !filled.has(field)), never);
});

test("the schema has every key that the parser knows, and no other", () => {
  const known = new Set();
  const looked = new Set();
  for (const profile of profiles.values()) {
    const within = [{ holder: { profile }, key: "profile", path: "" }, ...sites(profile)];
    for (const { holder, key, path } of within) {
      const value = /** @type {any} */ (holder)[key];
      const place = `${general(path)} ${path === "purchase.params" ? profile["purchase"].model : ""}`;
      if (typeof value !== "object" || value === null || Array.isArray(value) || looked.has(place)) continue;
      looked.add(place);
      // Nothing is near this key, so that the error lists those that there are.
      value["no key of a profile"] = 0;
      const listed = /; known: (.*)$/.exec(refusal(profile)?.message ?? "")?.[1];
      delete value["no key of a profile"];
      if (listed !== undefined) known.add(listed.split(", ").sort().join(" "));
    }
  }
  const stated = new Set(objects.map((object) => Object.keys(object["properties"]).sort().join(" ")));
  assert.deepEqual([...stated].sort(), [...known].sort());
});

test("every field has a title and a description, which says what null means", () => {
  for (const object of [...objects, ...Object.values(schema.$defs), schema]) {
    assert.ok(object["title"] && object["description"], JSON.stringify(object).slice(0, 80));
    for (const [key, field] of Object.entries(object["properties"] ?? {})) {
      assert.ok(field.title && field.description, `${object["title"]}: ${key}`);
      const nullable = [field.type, ...(field.anyOf ?? []).map((/** @type {Schema} */ option) => option["type"])].flat().includes("null");
      assert.equal(/\bnull\b/.test(field.description), nullable, `${object["title"]}: ${key}`);
    }
  }
});

test("every definition is used, and the identifier is ours", () => {
  const used = new Set(parts(schema).map((part) => part["$ref"]));
  assert.deepEqual(Object.keys(schema.$defs).filter((name) => !used.has(`#/$defs/${name}`)), []);
  assert.match(schema.$id, /^https:\/\/github\.com\/clientele-js\/clientele\//);
  assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
  assert.deepEqual(schema, JSON.parse(readFileSync(join(root, "pkg", "profile.schema.json"), "utf8")));
});

test("a profile names no schema: $schema is a key like any other that is not known", () => {
  const profile = { ...profiles.get("sample, defaults"), $schema: schema.$id };
  assert.equal(validate(profile), false);
  const { code, path } = refusal(profile) ?? {};
  assert.deepEqual([code, path], ["UnknownKey", "$schema"]);
});

/**
 * Holds both against each other: the schema refuses nothing alone, Profile.parse only by a rule of the list.
 * @param {unknown} profile
 * @param {string} told what was done to it
 * @returns {"refused" | "stricter" | "taken"}
 */
function compare(profile, told) {
  const valid = validate(profile);
  const error = refusal(profile);
  if (!valid) assert.ok(error, `${told}: the schema alone refuses it: ${JSON.stringify(validate.errors?.[0])}`);
  else if (error) assert.ok(unsayable(error), `${told}: Profile.parse alone refuses it: ${error.code}, ${error.message}`);
  return !valid ? "refused" : error ? "stricter" : "taken";
}

/** Returns the codes of a field, and numbers and lengths at its limits and just beyond. @param {Schema} field */
function limits({ enum: codes = [], minLength, maxLength, ...field }) {
  const step = [field["type"]].flat().includes("integer") ? 1 : 1e-6;
  const bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map((name) => field[name]).filter((x) => x !== undefined);
  const lengths = [minLength, maxLength].filter((x) => x !== undefined);
  return [
    ...codes,
    ...bounds.flatMap((bound) => [bound, bound - step * Math.max(1, Math.abs(bound)), bound + step * Math.max(1, Math.abs(bound))]),
    ...lengths.flatMap((length) => [length, length - 1, length + 1]).map((length) => "x".repeat(Math.max(0, length))),
  ];
}

test("both agree on every code of a field, at its limits and just beyond", () => {
  const looked = new Map();
  for (const profile of profiles.values()) {
    for (const site of sites(profile)) {
      const path = general(site.path);
      const field = fields.get(path);
      const value = /** @type {any} */ (site.holder)[site.key];
      // Parameters and tests of a rule are there or not: the first two profiles that have the field will do.
      if (!field || value === null || (looked.get(path) ?? 0) > 1) continue;
      looked.set(path, (looked.get(path) ?? 0) + 1);
      for (const limit of limits(field)) {
        const mutation = { name: `= ${String(limit).slice(0, 30)}`, apply: () => void (/** @type {any} */ (site.holder)[site.key] = limit) };
        during(site, mutation, () => compare(profile, `${site.path} ${mutation.name}`));
      }
    }
  }
  assert.ok(looked.size > 200, `${looked.size} fields`);
});

test("on damaged profiles both agree, or Profile.parse is stricter by a rule that is listed", () => {
  const below = random(20_26);
  const names = [...profiles.keys()];
  const pick = (/** @type {any[]} */ list) => list[below(list.length)];
  const places = new Map(names.map((name) => [name, sites(/** @type {any} */ (profiles.get(name)))]));
  const found = { taken: 0, refused: 0, stricter: 0 };
  for (let i = 0; i < MUTATIONS; i++) {
    const name = pick(names);
    const site = pick(/** @type {any[]} */ (places.get(name)));
    const mutation = pick(mutations(site, [pick(words), pick(words), pick(words)]));
    found[during(site, mutation, () => compare(profiles.get(name), `${name}: ${site.path} ${mutation.name}`))]++;
  }
  // A tenth of all at least on either side, and some between: otherwise nothing was tried.
  assert.ok(found.refused > MUTATIONS / 10 && found.taken > MUTATIONS / 10 && found.stricter > MUTATIONS / 100, JSON.stringify(found));
});

describe("Profile.parse is stricter than the schema:", () => {
  for (const rule of UNSAYABLE) {
    test(`${rule.why} (${rule.path.source})`, () => {
      const profile = structuredClone(profiles.get(profileOf(rule)));
      rule.breaks(profile);
      assert.ok(validate(profile), JSON.stringify(validate.errors?.[0]));
      const error = refusal(profile);
      assert.ok(error && rule.path.test(error.path) && rule.codes.includes(error.code), `${error?.code} ${error?.path}`);
    });
  }
});
