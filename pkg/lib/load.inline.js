// Initialises from the bytes that are part of the bundle: no fetch, no file, no configuration.

import { inlined } from "./inlined.js";
import { initialise } from "./wasm.js";

initialise(inlined());
