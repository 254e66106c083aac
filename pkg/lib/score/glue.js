// The generated glue of the small module as one object; why it stands alone: ../glue.js.

export * as glue from "../../wasm/score/clientele_score_bg.js";
