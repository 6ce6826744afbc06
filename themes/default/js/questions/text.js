// @ts-check
// What a person typed, in the one form in which answers are compared: a text in one spelling, a number as an exact decimal.
// The program does the same (`src/model/quiz/typed.rs`). Pure.
rolebook.define("questions/text", [], () => {
  // What shows nothing: soft hyphen, joiners, zero width, marks of direction, variation selectors, byte order mark.
  const UNSEEN = /[\u00AD\u034F\u061C\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\u{E0000}-\u{E01EF}]/gu;
  // Spelled out, because languages differ in what they call white space. What NFKC turns into a space is not here.
  const WHITE = /[\t\n\v\f\r \u0085\u1680\u2028\u2029]+/g;
  const DASHES = /[-\u2010-\u2015\u2212] ?(?:[-\u2010-\u2015\u2212] ?)*/g;
  /** @type {[RegExp, string][]} */
  const SAME = [
    [/[\u2018-\u201B\u02BC`\u2039\u203A『』]/g, "'"],
    [/[\u201C-\u201F\u301D-\u301F«»「」]/g, '"'],
    [/[≤≦⩽]/g, "<="],
    [/[≥≧⩾]/g, ">="],
    [/[•‧∙⋅・]/g, "·"],
  ];
  // Beside these a space means nothing: Chinese and Japanese characters, punctuation, signs.
  const ALONE =
    "[!-/:-@[-`{-~\\u00A1-\\u00A9\\u00AB-\\u00B1\\u00B4-\\u00B8\\u00BB\\u00BF\\u00D7\\u00F7\\u2010-\\u2027\\u2030-\\u205E\\u20A0-\\u20CF\\u2190-\\u23FF\\u2500-\\u27BF\\u3001-\\u30FF\\u3400-\\u9FFF\\uF900-\\uFAFF\\u{20000}-\\u{3FFFF}]";
  // No look-behind: older iPhones would not even read the script.
  const BESIDE = new RegExp(`(${ALONE}) | (?=${ALONE})`, "gu");
  const ENDS = /^[ 、。,.;:]+|[ 、。,.;:]+$/g;
  const GROUPED = /^[1-9]\d{0,2}([, ]\d{3})+(\.|$)/;
  // Units that are one currency. Signs and codes may stand before the number too.
  const CURRENCIES = ["人民币元 人民币 元 圆 ¥ rmb cny yuan", "美元 美金 us$ usd $", "欧元 euro eur €", "英镑 gbp £", "日元 日圆 円 jpy ¥", "港元 港币 hk$ hkd"].map((names) => names.split(" "));
  // Digits before and after the decimal point.
  const PLACES = 18;

  /**
   * Width, case, white space, kinds of dashes, quotation marks and middle dots make no difference, nor do spaces beside
   * punctuation. @param {unknown} text
   */
  const even = (text) => {
    const lower = String(text === null || text === undefined ? "" : text).normalize("NFKC").toLowerCase().replace(UNSEEN, "");
    return SAME.reduce((all, [marks, one]) => all.replace(marks, one), lower).replace(WHITE, " ").replace(DASHES, "-").replace(BESIDE, "$1");
  };

  /** Nor does punctuation at the ends. @param {unknown} text */
  const fold = (text) => even(text).replace(ENDS, "");

  /** And characters that are written otherwise elsewhere become those of the answer. @param {unknown} text @param {Record<string, string>} variants */
  const spelled = (text, variants) => fold(text).replace(/[^]/gu, (c) => variants[c] || c);

  /**
   * A decimal as a whole number of its last places, so that no digit is lost to a binary fraction; nothing for what is
   * none, or is longer. @param {string} text
   */
  const decimal = (text) => {
    const [, sign = "", whole = "", part = "", power = "0"] = /^(-?)(\d*)\.?(\d*)(?:e([-+]?\d{1,3}))?$/.exec(text) || [];
    if (!(whole + part)) return null;
    const shift = PLACES - part.length + Number(power);
    let digits = (whole + part).replace(/^0+/, "");
    if (digits && shift >= 0) digits += "0".repeat(shift);
    else if (digits && !digits.endsWith("0".repeat(-shift))) return null;
    else if (digits) digits = digits.slice(0, shift);
    return digits.length > 2 * PLACES ? null : BigInt(sign + (digits || "0"));
  };

  /**
   * The number a person typed. Thousands may be set off by commas or spaces; a comma that cannot set off thousands is a
   * decimal point; brackets make a number negative, as in books of account.
   * @param {unknown} text @param {string} unit that may stand behind it
   */
  const typed = (text, unit) => {
    // A full stop of a Chinese keyboard between two digits is a decimal point.
    let rest = even(text).replace(/(\d)。(?=\d)/g, "$1.").replace(/^[ 、。,;:]+|[ 、。,.;:]+$/g, "");
    const own = fold(unit);
    const currency = CURRENCIES.find((names) => names.includes(own));
    const names = currency || (own ? [own] : []);
    let [sign, bracket, behind, before] = ["", false, false, !currency];
    // Unit, sign and brackets may stand around each other: `-¥200`, `¥-200`, `(200)元`, `(200元)`.
    for (let round = 0; round < 3; round += 1) {
      const after = behind ? undefined : names.find((name) => rest.endsWith(name));
      if (after) [rest, behind] = [rest.slice(0, -after.length).trim(), true];
      const first = before ? undefined : names.find((name) => rest.startsWith(name));
      if (first) [rest, before] = [rest.slice(first.length).trim(), true];
      if (!bracket && /^\(.*\)$/.test(rest)) [rest, bracket] = [rest.slice(1, -1).trim(), true];
      if (!sign && /^[-+]/.test(rest)) [sign, rest] = [rest[0], rest.slice(1).trim()];
    }
    const share = !behind && rest.endsWith("%");
    let digits = (share ? rest.slice(0, -1) : rest).trim();
    if (GROUPED.test(digits)) digits = digits.replace(/[, ]/g, "");
    else if (/^[^., ]*,[^., ]*$/.test(digits)) digits = digits.replace(",", ".");
    const number = (bracket && sign) || digits[0] === "-" ? null : decimal(digits);
    const hundred = BigInt(100);
    if (number === null || (share && number % hundred)) return null;
    const value = share ? number / hundred : number;
    return bracket || sign === "-" ? -value : value;
  };

  /** The same as a number to count and group by, NaN for anything else. @param {unknown} text @param {string} unit */
  const numberOf = (text, unit) => {
    const number = typed(text, unit);
    return number === null ? NaN : Number(number) / 10 ** PLACES;
  };

  /** @param {NumberAnswer} key @param {unknown} text */
  const isNear = ({ value, tolerance = 0, unit = "" }, text) => {
    const [number, right, room] = [typed(text, unit), decimal(String(value)), decimal(String(tolerance))];
    if (number === null || right === null || room === null) return false;
    return number - right <= room && right - number <= room;
  };

  /** @param {BlankAnswer} key @param {unknown} text */
  const fills = (key, text) => {
    if (key.number) return isNear(key.number, text);
    const { variants = {} } = key;
    const given = spelled(text, variants);
    const words = (key.words || []).map((word) => spelled(word, variants)).filter(Boolean);
    return key.contains ? words.some((word) => given.includes(word)) : words.includes(given);
  };

  return { fold, fills, isNear, numberOf };
});
