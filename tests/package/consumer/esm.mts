import { version } from "clientele";
import init, { initSync, version as same } from "clientele/manual";

const text: string = version();
const again: typeof version = same;
initSync(new Uint8Array());
await init(new ArrayBuffer(0));
await init("https://shop.example/clientele.wasm");
// @ts-expect-error a number is no file
initSync(1);
// @ts-expect-error it takes no argument
version(1);

export { again, text };
