// @ts-check
// A value as a short code that survives a chat: PREFIX.base64url(UTF-8 of its JSON).crc32. In: plain data. Out: text, and
// back, or what is wrong with it. Touches neither page nor storage.
(() => {
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** CRC-32 as in zip and PNG (reflected polynomial EDB88320), as eight hex digits. @param {Uint8Array} bytes */
  const crc32 = (bytes) => {
    let crc = -1;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return (~crc >>> 0).toString(16).padStart(8, "0");
  };

  /** @param {string} text without lone surrogates, as JSON is @returns {Uint8Array} its UTF-8 */
  const bytesOf = (text) => {
    const escaped = encodeURIComponent(text).match(/%..|./g) || [];
    return Uint8Array.from(escaped, (one) => (one.length > 1 ? parseInt(one.slice(1), 16) : one.charCodeAt(0)));
  };

  /** @param {Uint8Array} bytes @returns {string} throws where the bytes are no UTF-8 */
  const textOf = (bytes) => {
    let escaped = "";
    for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, "0")}`;
    return decodeURIComponent(escaped);
  };

  /** @param {Uint8Array} bytes */
  const base64 = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 3) {
      const three = (bytes[at] << 16) | ((bytes[at + 1] || 0) << 8) | (bytes[at + 2] || 0);
      const four = [18, 12, 6, 0].map((shift) => ALPHABET[(three >> shift) & 63]).join("");
      text += four.slice(0, Math.min(4, bytes.length - at + 1));
    }
    return text;
  };

  /** @param {string} text of letters of the alphabet */
  const fromBase64 = (text) => {
    const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
    let [held, bits, at] = [0, 0, 0];
    for (const letter of text) {
      held = ((held << 6) | ALPHABET.indexOf(letter)) & 0xffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes[at] = (held >> bits) & 255;
        at += 1;
      }
    }
    return bytes;
  };

  /** @param {"RB1" | "RBR1"} prefix @param {unknown} value */
  const encode = (prefix, value) => {
    const bytes = bytesOf(JSON.stringify(value));
    return `${prefix}.${base64(bytes)}.${crc32(bytes)}`;
  };

  /**
   * Reads a code. Whatever a chat has put around it or in between is passed over: a name, line breaks, quotation marks.
   * @param {string} text
   * @returns {{prefix: string, value: any, problem: null} | {prefix: string, value: null, problem: "unreadable" | "damaged"}}
   */
  const decode = (text) => {
    const bare = String(text).replace(/[^\w.-]/g, "");
    const [, prefix = "", body = "", sum = ""] = /(RBR?\d+)\.([\w-]+)\.?([0-9a-fA-F]{0,8})/.exec(bare) || [];
    if (!prefix) return { prefix, value: null, problem: "unreadable" };
    try {
      const bytes = fromBase64(body);
      if (crc32(bytes) === sum.toLowerCase()) return { prefix, value: JSON.parse(textOf(bytes)), problem: null };
    } catch {
      // Falls through to the same answer: something is missing or was changed on the way.
    }
    return { prefix, value: null, problem: "damaged" };
  };

  Object.assign(window.rolebook, { codes: { encode, decode, crc32: (/** @type {string} */ text) => crc32(bytesOf(text)) } });
})();
