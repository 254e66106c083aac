// Initialises from the bytes that are part of the bundle: no fetch, no file, no configuration.

import { unpacked } from "../unpack.js";
import { base64, size } from "../../wasm/score/bytes.js";
import { initialise } from "./wasm.js";

initialise(unpacked(base64, size));
