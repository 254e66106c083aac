import { ClienteleError, invalid } from "./errors.js";
import { clean } from "./options.js";

/** What is taken from the options of a file before the module reads the rest. */
export const ENCODING = ["encoding"];

/**
 * Splits the options of a file into the encoding, which the host decodes, and the rest.
 * @param {unknown} options
 */
export function fileOptions(options) {
  const { encoding = "utf-8", ...rest } = clean(options);
  if (typeof encoding !== "string") throw invalid("options.encoding", encoding, "the name of an encoding");
  return { encoding: encoding.toLowerCase(), rest };
}

/** Names of GBK. On the web all stand for GB18030, which holds it (WHATWG Encoding, 4.2); Node takes them to the letter. */
const GBK = /^(?:gbk|x-gbk|gb2312|gb_2312(?:-80)?|chinese)$/;

/**
 * Returns a function that turns bytes in another encoding into UTF-8.
 * @param {string} encoding
 */
export function transcoder(encoding) {
  if (encoding === "utf-8" || encoding === "utf8") return null;
  let decoder;
  try {
    decoder = new TextDecoder(GBK.test(encoding) ? "gb18030" : encoding, { fatal: true });
  } catch {
    throw new ClienteleError("InvalidValue", `options.encoding: this runtime cannot decode "${encoding}"`, {
      path: "options.encoding",
    });
  }
  const encoder = new TextEncoder();
  /** @param {Uint8Array} [bytes] */
  return (bytes) => {
    try {
      return encoder.encode(bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode());
    } catch {
      throw new ClienteleError("InvalidValue", `options.encoding: the file is not written in "${encoding}"`, {
        path: "options.encoding",
      });
    }
  };
}
