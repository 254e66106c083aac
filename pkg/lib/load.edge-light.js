// Vercel's edge runtime compiles a module that is imported with `?module`, and nothing else.

import { initialise } from "./wasm.js";
import module from "../wasm/full/clientele_bg.wasm?module";

initialise(module);
