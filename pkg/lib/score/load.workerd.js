// workerd refuses to compile bytes; it compiles a module that is imported statically.

import { initialise } from "./wasm.js";
import module from "../../wasm/score/clientele_score_bg.wasm";

initialise(module);
