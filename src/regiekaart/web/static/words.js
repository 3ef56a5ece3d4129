"use strict";
// Words, numbers and dates in the language of the page, as the other outputs write them.
regiekaart.words = (() => {
  const { data } = regiekaart;
  const CODES = ["nl", "en"];
  let code = data.language;

  function use(chosen) {
    if (CODES.includes(chosen)) code = chosen;
  }

  // A text is a string, or a pair of them.
  function say(text) {
    return Array.isArray(text) ? text[CODES.indexOf(code)] : text;
  }

  function text(number) {
    return say(data.texts[number]);
  }

  function word(key, values = {}) {
    return say(data.words[key]).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  function capital(words) {
    return words.slice(0, 1).toUpperCase() + words.slice(1);
  }

  function integer(value) {
    const digits = String(value).replace(/\B(?=(\d{3})+$)/g, data.formats[code].thousands);
    return digits;
  }

  // A fraction of whole numbers, rounded half away from zero; exact, as on paper.
  function ratio(numerator, denominator, decimals) {
    const negative = numerator < 0 !== denominator < 0 && numerator !== 0;
    const [top, low] = [BigInt(Math.abs(numerator)), BigInt(Math.abs(denominator))];
    const scaled = (2n * top * 10n ** BigInt(decimals) + low) / (2n * low);
    const digits = String(scaled).padStart(decimals + 1, "0");
    const whole = digits.slice(0, digits.length - decimals);
    const rest = decimals ? data.formats[code].decimal + digits.slice(-decimals) : "";
    return (negative ? "-" : "") + integer(whole) + rest;
  }

  function percent(part, whole, decimals = 2) {
    if (!whole) return "–";
    return ratio(part * 100, whole, decimals) + data.formats[code].percent;
  }

  // An amount as it comes from the calculation: digits with a point.
  function amount(digits) {
    const [whole, rest] = digits.split(".");
    return integer(whole) + (rest ? data.formats[code].decimal + rest : "");
  }

  function date(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    return `${day} ${data.formats[code].months[month - 1]} ${year}`;
  }

  function listing(words) {
    if (words.length < 2) return words.join("");
    return `${words.slice(0, -1).join(", ")} ${data.formats[code].and} ${words.at(-1)}`;
  }

  function count(number, noun) {
    return `${integer(number)} ${say(data[noun][number === 1 ? 0 : 1])}`;
  }

  return {
    amount, capital, count, date, integer, listing, percent, ratio, say, text, use, word,
    get code() {
      return code;
    },
  };
})();
