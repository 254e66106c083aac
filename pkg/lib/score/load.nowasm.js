// Takes the form in plain JavaScript: for pages whose policy forbids WebAssembly and for hosts that have none.

import * as plain from "../../wasm/score/nowasm_bg.js";
import { adopt } from "./wasm.js";

adopt(plain);
