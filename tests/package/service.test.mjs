// Complaints, recovery, service levels, guarantees and commitment through JavaScript.
//
// Sources. Types of complainers: Singh (1990). Counts, answers and agreements are worked examples;
// tests/integration/service_*.rs has the rest.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { close, fails } from "./asserts.mjs";
import { install, load } from "./tarball.mjs";

const api = await load(install().folder);

const quiet = { voice: 0, negativeWordOfMouth: 0, thirdParty: 0, failures: 1 };

describe("complaints", () => {
  test("types by events, by intentions and in columns", () => {
    assert.equal(api.complaintType({ ...quiet, voice: 1 }).class.zh, "发言者");
    assert.equal(api.complaintType({ ...quiet, negativeWordOfMouth: 2, voice: 1 }).class.code, "complaint.irate");
    assert.equal(api.complaintType({ ...quiet, thirdParty: 1 }).class.code, "complaint.activist");
    assert.equal(api.complaintType(quiet).class.code, "complaint.passive");
    assert.equal(api.complaintType({ voice: 1 }).reason.subject, "thirdParty");
    const satisfied = { ...quiet, failures: 0, satisfaction: 60 };
    assert.equal(api.complaintType(satisfied, { thresholds: { dissatisfiedBelow: 70 } }).class.code, "complaint.passive");
    assert.equal(api.complaintTypeByIntentions({ voice: 5, private: 6.5, thirdParty: 3 }).class.code, "complaint.irate");
    const columns = { voice: [1, 0], negativeWordOfMouth: [0, 0], thirdParty: [0, 0], satisfaction: [null, 40] };
    const found = api.complaintTypes(columns);
    assert.deepEqual([...found.types], [1, 0]);
    assert.deepEqual([found.classes[0].share, found.classes[0].publishedShare], [0.5, 0.14]);
    assert.equal(api.complaintProfiles()[1].switching.zh, "依据抱怨处理情况而定");
  });

  test("events in a window, and the tree of responses", () => {
    const events = [
      { kind: "failure", day: "2024-05-01" },
      { kind: "complaint", day: "2024-05-03" },
      { kind: "complaint", day: "2023-01-01" },
    ];
    const facts = api.complaintEvents(events, { asOf: "2024-12-31" });
    assert.deepEqual(facts, { voice: 1, negativeWordOfMouth: 0, thirdParty: 0, failures: 1, satisfaction: null });
    assert.equal(api.complaintType(facts).class.code, "complaint.voicer");
    const path = api.complaintPath({ firm: true, thirdParty: false, legal: false, negativeWordOfMouth: false, left: false });
    assert.deepEqual(path.steps.map((/** @type {any} */ step) => step.en), ["Public action", "Complained to the firm", "Stayed"]);
  });

  test("how they are handled", () => {
    const found = api.complaintMetrics({ customers: 1000, complaints: 40, resolved: 34, firstContact: 22, voiceShare: 0.04 });
    assert.deepEqual([found.complaintRate, found.resolutionRate, found.firstContactRate, found.latentDissatisfied], [0.04, 0.85, 0.55, 1000]);
    const cases = [{ cause: "delivery", kind: "timeSaving", hoursToAnswer: 2, resolved: true }, { cause: "price", hoursToAnswer: 6 }];
    const log = api.complaintMetrics({ customers: 100 }, cases);
    assert.deepEqual([log.complaintRate, log.resolutionRate, log.medianHoursToAnswer], [0.02, 1, 4]);
    assert.equal(log.causes[0].share, 0.5);
  });

  test("recovery", () => {
    const found = api.handlingSatisfaction({ distributive: 5, procedural: 4, interactional: 6, before: 6, after: 5.5 });
    close(found.mean, 5);
    close(found.score, 66.666666667);
    assert.deepEqual([found.recoveryGain, found.parts[0].zh], [-0.5, "分配公平"]);
    assert.equal(api.recoveryPoints("open").points, 0.8);
    assert.equal(api.recoveryPoints("closed", 90).points, 0);
    assert.equal(api.recoveryPoints("closed").points, null);
  });
});

describe("service", () => {
  test("levels", () => {
    const levels = [
      { name: "answer", met: 460, total: 500, target: 0.95, weight: 0.6, tier: "gold" },
      { name: "repair", met: 88, total: 100, target: 0.85, weight: 0.4 },
    ];
    const found = api.serviceLevels(levels);
    close(found.attainment, 0.904);
    close(found.index, 0.9810526316);
    assert.deepEqual([found.warnings[0].subject, found.tiers[0].tier], ["answer", "gold"]);
    assert.deepEqual(api.metWithin([1, 4, 9, null], 4), { met: 2, total: 3 });
    assert.deepEqual(api.servicePlan("gold"), { tier: "gold", answerHours: 4, closeHours: 24, target: 0.95 });
    assert.equal(api.serviceStep({ needs: true }).zh, "定义质量计划");
  });

  test("guarantees and commitment", () => {
    const term = { name: "delivery", failureProbability: 0.02, claimProbability: 0.3, payout: 50 };
    const found = api.guaranteeCost({ customers: 10000, terms: [term] });
    close(found.cost, 3000);
    assert.equal(found.kind.zh, "单一属性承诺");
    assert.equal(api.guaranteeCost({ customers: 1, terms: [term], unconditional: true }).kind.code, "guarantee.unconditional");
    const held = api.commitment({ affective: [2, 3, null], continuance: [6, 7] });
    assert.deepEqual([held.affective, held.class.class.code], [25, "commitment.continuance"]);
    assert.equal(api.label("service.time_saving").zh, "省时性服务");
  });
});

test("hostile input is named", () => {
  fails(() => api.complaintType(null), "InvalidValue", "given");
  fails(() => api.complaintType({ voice: -1 }), "OutOfRange", "voice");
  fails(() => api.complaintType({ voices: 1 }), "UnknownKey", "voices");
  fails(() => api.complaintType({}, { threshold: {} }), "UnknownKey", "options.threshold");
  fails(() => api.complaintTypes({ voice: [1], thirdParty: [1, 2] }), "LengthMismatch", "columns.thirdParty");
  fails(() => api.complaintTypes({ voice: [0.5] }), "OutOfRange", "columns.voice[0]");
  fails(() => api.complaintTypes({}), "EmptyInput", "columns");
  fails(() => api.complaintTypeByIntentions({ voice: 9 }), "OutOfRange", "voice");
  fails(() => api.complaintEvents([{ kind: "failure", day: "x" }], { asOf: "2024-01-01" }), "InvalidValue", "events[0].day");
  fails(() => api.complaintEvents([{ kind: "gift", day: 1 }], { asOf: 1 }), "InvalidValue", "events[0].kind");
  fails(() => api.complaintMetrics({ complaints: 1, resolved: 2 }), "OutOfRange", "resolved");
  fails(() => api.complaintMetrics({}, [{ hoursToClose: -1 }]), "OutOfRange", "cases[0].hoursToClose");
  fails(() => api.handlingSatisfaction({ distributive: 8 }), "OutOfRange", "distributive");
  fails(() => api.recoveryPoints("lost"), "InvalidValue", "status");
  fails(() => api.recoveryPoints("closed", 50, { thresholds: { recoveryDoneFrom: 10 } }), "OutOfRange", "options.thresholds.recoveryDoneFrom");
  fails(() => api.serviceLevels([]), "EmptyInput", "levels");
  fails(() => api.serviceLevels([{ name: "a", met: 2, total: 1, target: 0.9, weight: 1 }]), "OutOfRange", "levels[a].met");
  fails(() => api.servicePlan("bronze"), "InvalidValue", "tier");
  fails(() => api.guaranteeCost({ customers: 1, terms: [{ name: "a", failureProbability: 2, claimProbability: 0, payout: 1 }] }), "OutOfRange", "terms[a].failureProbability");
  fails(() => api.commitment({ affective: [9], continuance: [] }), "OutOfRange", "affective[0]");
});
