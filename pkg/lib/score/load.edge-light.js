// Vercel's edge runtime compiles a module that is imported with `?module`, and nothing else.

import { initialise } from "./wasm.js";
import module from "../../wasm/score/clientele_score_bg.wasm?module";

initialise(module);
