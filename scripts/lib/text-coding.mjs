// Stands in for TextDecoder and TextEncoder in index.cjs where the host has none. The generated glue
// creates both while it is evaluated, and Jest's jsdom environment offers neither. esbuild puts
// these in place of the globals (`inject`), so the glue itself stays as generated.

class Utf8Decoder {
  /** @param {string} [label] only UTF-8 is known */
  constructor(label = "utf-8") {
    if (!/^utf-?8$/i.test(label)) throw new RangeError(`this runtime cannot decode ${label}`);
  }

  /**
   * Decodes valid UTF-8.
   * @param {Uint8Array} [bytes]
   */
  decode(bytes = new Uint8Array()) {
    let text = "";
    let points = [];
    for (let i = 0; i < bytes.length; ) {
      const lead = bytes[i++] ?? 0;
      const more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
      let point = more === 0 ? lead : lead & (0x3f >> more);
      for (let k = 0; k < more; k++) point = (point << 6) | ((bytes[i++] ?? 0) & 0x3f);
      points.push(point);
      if (points.length === 4096) {
        text += String.fromCodePoint(...points);
        points = [];
      }
    }
    return text + String.fromCodePoint(...points);
  }
}

class Utf8Encoder {
  /**
   * Encodes text; a lone surrogate becomes U+FFFD.
   * @param {string} [text]
   */
  encode(text = "") {
    const bytes = [];
    for (const character of text) {
      const found = character.codePointAt(0) ?? 0;
      const point = found >= 0xd800 && found <= 0xdfff ? 0xfffd : found;
      const more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
      bytes.push(more === 0 ? point : ((0xff00 >> (more + 1)) & 0xff) | (point >> (6 * more)));
      for (let k = more - 1; k >= 0; k--) bytes.push(0x80 | ((point >> (6 * k)) & 0x3f));
    }
    return Uint8Array.from(bytes);
  }
}

const host = /** @type {any} */ (globalThis);

export const TextDecoder = host.TextDecoder ?? Utf8Decoder;
export const TextEncoder = host.TextEncoder ?? Utf8Encoder;
