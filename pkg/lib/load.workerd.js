// workerd refuses to compile bytes; it compiles a module that is imported statically.

import { initialise } from "./wasm.js";
import module from "../wasm/full/clientele_bg.wasm";

initialise(module);
