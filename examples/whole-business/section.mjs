// A section of the report: its numbers, its findings, what the data cannot support, and what to do next.

import { ClienteleError, label } from "clientele";

import { say } from "./words.mjs";

/** @typedef {import("./words.mjs").Text} Text */

export class Section {
  /**
   * @param {string} code
   * @param {Text} title
   */
  constructor(code, title) {
    this.code = code;
    this.title = title;
    /** @type {Record<string, unknown>} numbers for other programs */
    this.results = {};
    /** @type {Text[]} */
    this.findings = [];
    /** @type {{ what: Text, why: Text }[]} */
    this.notSupported = [];
    /** @type {Text[]} */
    this.next = [];
  }

  /**
   * Says something, in both languages.
   * @param {string} en
   * @param {string} zh
   */
  find(en, zh) {
    this.findings.push(say(en, zh));
  }

  /**
   * Says what to do next.
   * @param {string} en
   * @param {string} zh
   */
  advise(en, zh) {
    this.next.push(say(en, zh));
  }

  /**
   * Says what the data cannot support, and why: a reason of the library's by its code, or in own words.
   * @param {Text} what
   * @param {Text | string} why
   */
  lack(what, why) {
    this.notSupported.push({ what, why: typeof why === "string" ? label(why) : why });
  }

  /**
   * Returns what `act` returns, or nothing where the library says that the data do not suffice.
   * @template Result
   * @param {Text} what
   * @param {Text} why
   * @param {() => Result} act
   * @returns {Result | undefined}
   */
  attempt(what, why, act) {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof ClienteleError) || !["EmptyInput", "InsufficientData", "Missing"].includes(error.code)) throw error;
      this.lack(what, why);
      return undefined;
    }
  }
}
