// The golden set in Chromium: without a bundler, and in the bundles of those that fit in the time of `npm test`.

import { suiteOf } from "../../scripts/matrix/suite.mjs";
import { chromium } from "../../scripts/matrix/cases/browsers.mjs";
import { vite, webpack } from "../../scripts/matrix/cases/bundlers.mjs";
import { install } from "../package/tarball.mjs";

const { tarball } = install();

for (const each of [chromium, vite, webpack]) suiteOf(each, tarball);
