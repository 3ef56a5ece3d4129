/* The cells of a list: codes, days, names of municipalities, totals.
 *
 * The rules of `regiekaart.facts` (`names`, `dates`, `daycells`, `name_lists`, `written_names`,
 * `leftout`), once more; a test puts the same files before both readers.
 */
const regiekaartCells = (() => {
  "use strict";

  const { normalise } = regiekaartCore;
  const BLANKS = /[\s\u200b-\u200f\u2060\ufeff]+/gu;
  const CODE = /^['’‘]?\s*(?:(\d{5})(?:[.,]0+)?|(\d{2})[ .,](\d{3}))$/;
  const MIDNIGHT = "(?:[Tt ]0?0:00(?::00(?:[.,]0+)?)?)?";
  const YEAR_FIRST = new RegExp(`^((?:19|20)\\d\\d)[-/.](\\d\\d?)[-/.](\\d\\d?)${MIDNIGHT}$`);
  const COMPACT = /^((?:19|20)\d\d)(\d\d)(\d\d)$/;
  const DAY_FIRST = new RegExp(`^(\\d\\d?)[-/.](\\d\\d?)[-/.]((?:19|20)\\d\\d)${MIDNIGHT}$`);
  const SHORT = /^(\d\d?)([-/.])(\d\d?)[-/.](\d\d)$/;
  const NAMED = new RegExp(
    "^(?:([a-z]+)[.,]? )?(\\d\\d?)(?:e|ste|de|st|nd|rd|th)?[ ./-]{0,2}([a-z]+)[ ./,-]{0,2}" +
      "((?:19|20)\\d\\d|'?\\d\\d)$",
  );
  const MONTH_FIRST = /^(?:([a-z]+)[.,]? )?([a-z]+)[.]? (\d\d?)(?:st|nd|rd|th)?,? ((?:19|20)\d\d)$/;
  const MONTHS = [
    "januari january jan", "februari february feb febr", "maart march mrt mar", "april apr",
    "mei may", "juni june jun", "juli july jul", "augustus august aug",
    "september sep sept", "oktober october okt oct", "november nov", "december dec",
  ].map((words) => words.split(" "));
  const WEEKDAYS = (
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo monday tuesday " +
    "wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
  ).split(" ");
  const SERIAL = /^(\d{5})(?:[.,]0+)?$/;
  const [FIRST_YEAR, LAST_YEAR] = [2010, 2049];
  const DAY = 86400000;

  /** Return a NIS code of five digits as people and spreadsheets write it, or null. */
  function cleanCode(text) {
    const found = CODE.exec(text.replace(BLANKS, " ").trim());
    return found && (found[1] ?? found[2] + found[3]);
  }

  /** Return a code: that of a municipality, or what somebody calls a unit of his own. */
  function codeIn(text, names) {
    return names === null ? text.trim() : cleanCode(text);
  }

  /* ---- days ---- */

  function dayOf(year, month, day) {
    const written = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    const found = new Date(`${written}T00:00:00Z`);
    return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(written) ? written : null;
  }

  function near(day) {
    return day !== null && Number(day.slice(0, 4)) >= FIRST_YEAR && Number(day.slice(0, 4)) <= LAST_YEAR;
  }

  /** Return what a date with a year of two digits can mean: day first, and year first. */
  function shortReadings(text) {
    const found = SHORT.exec(text);
    if (!found) return [];
    const [, first, sign, month, last] = found;
    const readings = [dayOf(`20${last}`, month, first)];
    // Nobody writes the year first with slashes, or as a single digit.
    if (sign !== "/" && first.length === 2) readings.push(dayOf(`20${first}`, month, last));
    return [...new Set(readings.filter(near))];
  }

  /** Return a day whose month is a word: 1 jan. 2022, January 1st, 2022. */
  function inWords(text) {
    const dutch = NAMED.exec(text)?.slice(1);
    const english = MONTH_FIRST.exec(text);
    for (const found of [dutch, english && [english[1], english[3], english[2], english[4]]]) {
      const [weekday, day, word, year] = found ?? [];
      const month = MONTHS.findIndex((words) => words.includes(word)) + 1;
      if (!month || (weekday && !WEEKDAYS.includes(weekday))) continue;
      const short = year.replace("'", "");
      const meant = dayOf(short.length > 2 ? short : `20${short}`, month, day);
      return short.length > 2 || near(meant) ? meant : null;
    }
    return null;
  }

  /** Return a day as ISO text, from ISO, day first or in words; null if it is none, or may be two. */
  function parseDate(cell) {
    const text = cell.trim().split(/\s+/).join(" ").replace(/ *([-/]) */g, "$1").toLowerCase();
    const iso = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
    if (iso) return dayOf(iso[1], iso[2], iso[3]);
    const dutch = DAY_FIRST.exec(text);
    if (dutch) return dayOf(dutch[3], dutch[2], dutch[1]);
    const readings = shortReadings(text);
    if (readings.length) return readings.length === 1 ? readings[0] : null;
    return inWords(text);
  }

  /**
   * Return the day that a number stands for in Excel, or null.
   *
   * One that is the code of a municipality as well may have come from another column.
   */
  function serialDay(cell, codes) {
    const found = SERIAL.exec(cell);
    if (!found || codes.includes(found[1])) return null;
    const day = new Date(Date.UTC(1899, 11, 30) + Number(found[1]) * DAY).toISOString().slice(0, 10);
    return near(day) ? day : null;
  }

  /* ---- names of municipalities ---- */

  // Longer text is no name of a municipality, and is not looked through.
  const LONGEST_NAME = 200;
  const WHO = "(?:stad|gemeente|ocmw|stadsbestuur|gemeentebestuur|lokaal bestuur|city of|municipality of)";
  const IN_FRONT = new RegExp(`^${WHO}(?: ?(?:en|&|and|\\+|/) ?${WHO})* +`, "i");
  const BEHIND = /^([^()]+?) ?\(([^()]+)\)$/;
  const ARTICLE = /^([^,]+?), ?(de)$/i;
  const PROVINCE = /^(?:prov(?:incie|\.)?|province(?: of)?)\s+/i;

  /**
   * Return the position of the municipality that a name means for sure, or undefined.
   * @param {Map<string, number>} named Positions by normalised name.
   * @param {string[]} codes The codes of the municipalities.
   * @param {?object} words {others, nothing, provinces, lies} of the list reading; null where a
   *   name is only itself.
   */
  function placeOf(name, named, codes, words) {
    if (name.length > LONGEST_NAME) return undefined;
    const found = named.get(normalise(name));
    if (found !== undefined || words === null) return found;
    const bare = name.replace(IN_FRONT, "");
    const bracketed = BEHIND.exec(bare);
    if (bracketed) return inBrackets(bracketed[1], bracketed[2], named, codes, words);
    const turned = ARTICLE.exec(bare);
    if (turned) return named.get(normalise(`${turned[2]} ${turned[1]}`));
    const key = normalise(bare);
    return named.get(Object.hasOwn(words.others, key) ? words.others[key] : key);
  }

  function inBrackets(base, behind, named, codes, words) {
    if (["de", "den"].includes(normalise(behind))) return named.get(normalise(`De ${base}`));
    const found = placeOf(base, named, codes, words);
    if (found === undefined || words.nothing.includes(normalise(behind))) return found;
    const written = normalise(behind.trim().replace(PROVINCE, ""));
    const hint = Object.hasOwn(words.provinces, written) ? words.provinces[written] : written;
    const within = Object.hasOwn(words.lies, hint) ? words.lies[hint] : [];
    return hint === codes[found] || within.includes(codes[found]) ? found : undefined;
  }

  // A slash stands inside Heist o/d Berg too, and a comma may stand between brackets.
  const BETWEEN = /\([^()]*\)|([,;\n]|(?<!\bo)(?<!\ba)\/)/gi;
  const BULLET = /^(?:[-–—•·*▪‣]|\d{1,3}[.)]) +/;
  const CODE_IN_FRONT = /^(\d{5})(?: +[-–:]? *(.+))?$/;

  /** Return what stands on both sides of "en"; "stad en OCMW Gent" is one name. */
  function parted(item) {
    return item.split(/ +(?:en|and|&) +/i).reduce((whole, part) => {
      const last = whole.at(-1) ?? "";
      const joined = /^(?:stad|gemeente)$/i.test(last);
      return joined ? [...whole.slice(0, -1), `${last} en ${part}`] : [...whole, part];
    }, []);
  }

  /** Return the code and the name of each municipality in one cell: [{nis, name}]. */
  function unitsIn(cell) {
    const ends = [...cell.matchAll(BETWEEN)].filter((found) => found[1]).map(({ index }) => index);
    return [...ends, cell.length]
      .map((end, i) => cell.slice(i ? ends[i - 1] + 1 : 0, end))
      .flatMap((line) => parted(line.trim().replace(BULLET, "")))
      .map((name) => name.trim().replace(/^(?:en|and|&) +/i, ""))
      .map((name) => name.replace(/\.+$/, "").trim())
      .filter(Boolean)
      .map((name) => {
        const coded = CODE_IN_FRONT.exec(name);
        return coded ? { nis: coded[1], name: coded[2] ?? "" } : { nis: "", name };
      });
  }

  /* ---- totals ---- */

  const LABEL = new RegExp(
    "^(?:(?:(?:algemeen|grand|sub|eind|tussen|general)[ -]?)?(?:totaal|totalen|totals?)(?![A-Za-z0-9]).*" +
      "|(?:som|sum) *[:=]? *\\d*|(?:aantal|count|number of)(?![A-Za-z0-9]).*" +
      "|\\d+ (?:gemeenten|municipalities|rijen|rows|leden|members)|n *= *\\d+)$",
    "i",
  );
  const NUMBER = /^(?:\d{1,3}(?:[. ,]\d{3})+|\d+(?:[.,]\d+)?(?: ?%)?)$/;
  const WHOLE = /^(?:\d{1,3}(?:[. ]\d{3})+|\d{1,12})$/;
  const MOST_LAST = 3;
  const LONGEST_LABEL = 100;

  function isLabel(cell) {
    return cell.length <= LONGEST_LABEL && LABEL.test(cell);
  }

  function onlyNumbers({ values }, { codes, names }) {
    const harmless = (cell) => !cell || LABEL.test(cell) || NUMBER.test(cell);
    return !codes.includes(codeIn(values.nis ?? "", names)) && Object.values(values).every(harmless);
  }

  function fits(cell, column) {
    if (!WHOLE.test(cell)) return false;
    const filled = column.filter(Boolean);
    const sum = filled.reduce((total, each) => total + Number(cleanCode(each) ?? 0), 0);
    const number = Number(cell.replace(/\D/g, ""));
    return number > 0 && [column.length, filled.length, new Set(filled).size, sum].includes(number);
  }

  function counts(row, above, { codes, names }) {
    const filled = Object.entries(row.values).filter(([, cell]) => cell);
    const named = filled.some(([column]) => ["nis", "name", "names"].includes(column));
    if (!named || codes.includes(codeIn(row.values.nis ?? "", names))) return false;
    return filled.every(([column, cell]) => fits(cell, above.map(({ values }) => values[column] ?? "")));
  }

  /**
   * Return the rows without the totals, and the lines of those: {kept, left}.
   *
   * A total calls itself so and names no municipality, or stands last and counts the rows above.
   */
  function withoutTotals(rows, reading) {
    const isTotal = (row) => row.cells.some(isLabel) && onlyNumbers(row, reading);
    const kept = rows.filter((row) => !isTotal(row));
    const left = rows.filter(isTotal).map(({ line }) => line);
    for (let i = 0; i < MOST_LAST && kept.length > 1; i += 1) {
      if (counts(kept.at(-1), kept.slice(0, -1), reading)) left.push(kept.pop().line);
    }
    return kept.length ? { kept, left } : { kept: rows, left: [] };
  }

  /* ---- slips of the pen in the names of regions ---- */

  const [SHORTEST, LONG, TIMES, MOST_NAMES] = [5, 9, 3, 400];

  /** Return how many letters to change, add, leave out or swap make one word of another. */
  function distance(word, other) {
    const rows = [Array.from({ length: other.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= word.length; i += 1) {
      rows.push([i]);
      for (let j = 1; j <= other.length; j += 1) {
        const swap = i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1];
        const changed = rows[i - 1][j - 1] + (word[i - 1] === other[j - 1] ? 0 : 1);
        const best = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, changed);
        rows[i].push(swap ? Math.min(best, rows[i - 2][j - 2] + 1) : best);
      }
    }
    return rows[word.length][other.length];
  }

  function alike(word, other, own, least = SHORTEST) {
    const short = Math.min(word.length, other.length);
    const most = short >= LONG ? 2 : 1;
    if (short < least || own.includes(word) || Math.abs(word.length - other.length) > most) return false;
    const steps = distance(word, other);
    return steps > 0 && steps <= most;
  }

  /** Return whether a name looks like a slip of the pen for another one. */
  function isSlip(name, other, own) {
    const wordsOf = (text) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).map(normalise).filter(Boolean);
    const digits = (text) => (text.match(/\d+/g) ?? []).join(" ");
    const [left, right] = [wordsOf(name), wordsOf(other)];
    if (digits(name) !== digits(other)) return false;
    if (left.length !== right.length) return alike(left.join(""), right.join(""), own, LONG);
    const pairs = left.map((word, i) => [word, right[i]]).filter(([a, b]) => a !== b);
    return pairs.length === 1 && alike(...pairs[0], own);
  }

  /**
   * Return the names that look like a slip of the pen, each with what was probably meant.
   * @param {string[]} regions The region of each row, in one spelling.
   * @param {string[]} known The names that are known of the cycle.
   * @param {string[]} own Words that no slip of the pen makes.
   */
  function slips(regions, known, own) {
    const counted = new Map();
    for (const region of regions.filter(Boolean)) counted.set(region, (counted.get(region) ?? 0) + 1);
    if (counted.size > MOST_NAMES) return [];
    const keys = known.map(normalise);
    return [...counted].flatMap(([name, times]) => {
      if (keys.includes(normalise(name))) return [];
      const often = [...counted].filter(([, n]) => n >= TIMES * times).map(([other]) => other);
      const meant = [...known, ...often].find((other) => isSlip(name, other, own));
      return meant === undefined ? [] : [{ name, meant }];
    });
  }

  return Object.freeze({ cleanCode, codeIn, parseDate, placeOf, serialDay, slips, unitsIn, withoutTotals });
})();
