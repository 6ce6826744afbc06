// @ts-check
// A value as a short code that survives a chat: PREFIX.base64url(UTF-8 of its JSON).crc32. In: plain data. Out: text, and
// back, or what is wrong with it. Touches neither page nor storage.
rolebook.define("learn/codes", [], () => {
  const utf8 = new TextEncoder();

  /** CRC-32 as in zip and PNG (reflected polynomial EDB88320), as eight hex digits. @param {Uint8Array} bytes */
  const crc32 = (bytes) => {
    let crc = -1;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return (~crc >>> 0).toString(16).padStart(8, "0");
  };

  /** Letters that addresses and chats leave alone: base64url, without the padding. @param {Uint8Array} bytes */
  const base64 = (bytes) => {
    let letters = "";
    for (const byte of bytes) letters += String.fromCharCode(byte);
    return btoa(letters).replace(/[+/=]/g, (sign) => ({ "+": "-", "/": "_" })[sign] || "");
  };

  /** @param {string} text */
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/[-_]/g, (sign) => (sign === "-" ? "+" : "/"))), (letter) => letter.charCodeAt(0));

  /** @param {"RB1" | "RBR1" | "RBX1"} prefix @param {unknown} value */
  const encode = (prefix, value) => {
    const text = utf8.encode(JSON.stringify(value));
    return `${prefix}.${base64(text)}.${crc32(text)}`;
  };

  /**
   * Reads a code. Whatever a chat has put around it or in between is skipped: a name, line breaks, quotation marks.
   * @param {string} text
   * @returns {{prefix: string, value: any, problem: null} | {prefix: string, value: null, problem: "unreadable" | "damaged"}}
   */
  const decode = (text) => {
    const bare = String(text).replace(/[^\w.-]/g, "");
    const [, prefix = "", body = "", sum = ""] = /(RB[RX]?\d+)\.([\w-]+)\.?([0-9a-fA-F]{0,8})/.exec(bare) || [];
    if (!prefix) return { prefix, value: null, problem: "unreadable" };
    try {
      const found = bytes(body);
      if (crc32(found) === sum.toLowerCase()) return { prefix, value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(found)), problem: null };
    } catch {
      // Falls through to the same answer: something is missing or was changed on the way.
    }
    return { prefix, value: null, problem: "damaged" };
  };

  /** The same of what may be a code or the text of a file. @param {string} text @returns {{value: any, problem?: "unreadable" | "damaged" | null}} */
  const open = (text) => {
    // Takes the mark away, too, that Windows writes at the front of a file.
    const bare = text.trim();
    if (!bare.startsWith("{")) return decode(bare);
    try {
      return { value: JSON.parse(bare) };
    } catch {
      return { value: null, problem: "damaged" };
    }
  };

  return { encode, decode, open, bytes, crc32: (text) => crc32(utf8.encode(text)) };
});
