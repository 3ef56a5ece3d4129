/* Reading CSV: the bytes as text, the records, and the cells under known columns.
 *
 * The same file is read here and by `--membership` (`regiekaart.facts.delimited`, `rawtable` and
 * `listfile`), so the same rules hold, down to the line that a problem is told with; a test puts
 * the same files before both. Nothing is interpreted: a code, a date or a region stays text.
 */
const regiekaartTable = (() => {
  "use strict";

  const { foldCase } = regiekaartCore;
  // A list of all municipalities has 50 kB; the command line reads far larger files.
  const MOST_BYTES = 2000000;
  const MOST_FIELD = 10000;
  // Where Python's reader of CSV gives up.
  const MOST_RAW_FIELD = 131072;
  const MOST_LINE = 1000000;
  const MOST_COLUMNS = 1000;
  const MOST_EMPTY_RUN = 1000;
  const HEADER_WITHIN = 20;
  const HEAD = 200;
  // The first of equals wins.
  const MARKS = [";", ",", "\t"];
  // Below a wider header, such a word says nothing itself: "Regiegebied" over "Naam" is the region.
  const GENERIC = ["naam", "name", "benaming"];
  // What a spreadsheet takes for the beginning of a formula.
  const GUARDED = /^'(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/;
  const INVISIBLE =
    /[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
  const CONTROL =
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+/gu;
  // What a file that is no table begins with, whatever it is called.
  const SIGNATURES = ["%PDF-", "\u2030PNG", "GIF8", "7z\u00bc\u00af", "Rar!", "SQLite format 3", "PAR1", "PK\u0003\u0004"];
  const MARKUP = ["<!doctype html", "<html", "<table", "<?xml", "mime-version:", "{"];
  // Letters with an accent as Mac Roman or DOS write them turn into marks that do not stand in a word.
  const WRONG_IN_WORD = /[a-z][‘‚„†‡‰‹•”ŠŽŸ][a-z]/;

  /** Something is wrong with the file as a whole: {line, key, value}. */
  class Refused extends Error {
    constructor(key, line = 1, value = "") {
      super(key);
      this.problem = { line, key, value };
    }
  }

  /** Return a cell as one line of visible text. @param {string} cell */
  function cleanText(cell) {
    return cell.replace(INVISIBLE, "").replace(CONTROL, " ").replace(/\s/gu, " ").trim();
  }

  /* ---- bytes to text ---- */

  function tryDecode(bytes, encoding) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  }

  // Five bytes mean nothing in cp1252; a browser reads them all the same.
  function decodeOld(bytes) {
    const nothing = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
    return bytes.some((byte) => nothing.includes(byte)) ? null : tryDecode(bytes, "windows-1252");
  }

  function decodeAny(bytes) {
    const [one, two, three] = bytes;
    if (one === 0xff && two === 0xfe) return tryDecode(bytes, "utf-16le");
    if (one === 0xfe && two === 0xff) return tryDecode(bytes, "utf-16be");
    const marked = one === 0xef && two === 0xbb && three === 0xbf;
    // Some letters are UTF-8: then cp1252 would be wrong without complaint.
    const mixed = bytes.some((byte, i) => byte === 0xc3 && bytes[i + 1] >= 0x80 && bytes[i + 1] <= 0xbf);
    const text = tryDecode(bytes, "utf-8");
    return text === null && !marked && !mixed ? decodeOld(bytes) : text;
  }

  /**
   * Return the text of a file: UTF-8, UTF-16 with a mark, or else cp1252; null if it is neither.
   * @param {Uint8Array} bytes
   */
  function decode(bytes) {
    const text = bytes.length > MOST_BYTES ? null : decodeAny(bytes);
    return text === null ? null : text.replace(/^\ufeff/, "");
  }

  function refuseOther(text) {
    const blank = !/[^ \t\r\n\v\f]/.test(text);
    if (blank) throw new Refused("file-empty");
    const controls = (text.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f]/g) ?? []).length;
    const start = text.slice(0, 1000).replace(/^[\ufeff \t\r\n]+/, "").toLowerCase();
    const other = SIGNATURES.some((each) => text.startsWith(each)) || MARKUP.some((each) => start.startsWith(each));
    if (text.includes("\u0000") || controls > text.length / 20 || other) throw new Refused("file-encoding");
  }

  /* ---- text to records ---- */

  /** Return the lines with their ends: a quoted cell keeps them. */
  function linesOf(text) {
    return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  }

  /**
   * Yield the records, each with the line on which it starts.
   *
   * Quotes are taken as strictly as Python's reader does: what follows a closing quote, and a
   * quote that is never closed, would shift or swallow cells.
   */
  function* records(text, mark) {
    let [fields, field, state, first] = [[], "", "start", 1];
    const lines = linesOf(text);
    for (const [i, line] of lines.entries()) {
      if (line.length > MOST_LINE) throw new Refused("line-long", i + 1);
      for (const sign of line) {
        const end = sign === "\n" || sign === "\r";
        if (state === "quoted") {
          if (sign === '"') state = "closing";
          else field += sign;
        } else if (state === "closing" && sign === '"') {
          field += sign;
          state = "quoted";
        } else if (end || sign === mark) {
          fields.push(field);
          [field, state] = ["", "start"];
          if (end) break;
        } else if (state === "closing") throw new Refused("file-quote", first);
        else if (state === "start" && sign === '"') state = "quoted";
        else if (state === "plain" || sign !== " ") {
          field += sign;
          state = "plain";
        }
        if (field.length > MOST_RAW_FIELD) throw new Refused("cell-long", first);
      }
      // A quoted cell goes on over the end of a line.
      if (state === "quoted") continue;
      if (state !== "start" || fields.length === 0 || !/[\r\n]$/.test(line)) fields.push(field);
      yield { line: first, fields };
      [fields, field, state, first] = [[], "", "start", i + 2];
    }
    if (state === "quoted") throw new Refused("file-quote", first);
  }

  /** Return the delimiter under which a record has the most known columns, or the most fields. */
  function bestMark(text, count) {
    let [best, most] = [MARKS[0], [-1, -1]];
    for (const mark of MARKS) {
      const found = mostOf(text, mark, count);
      if (found[0] > most[0] || (found[0] === most[0] && found[1] > most[1])) [best, most] = [mark, found];
    }
    return best;
  }

  function mostOf(text, mark, count) {
    let most = [0, 0];
    let seen = 0;
    try {
      for (const { fields } of records(text, mark)) {
        if ((seen += 1) > HEAD) break;
        const here = [count(fields), fields.length];
        if (here[0] > most[0] || (here[0] === most[0] && here[1] > most[1])) most = here;
      }
    } catch (error) {
      // A record that this delimiter cannot read says enough: what came before it counts.
      if (!(error instanceof Refused)) throw error;
    }
    return most;
  }

  /** Return the records that hold something, their cells cleaned up to the last that is filled. */
  function filledRows(text, mark) {
    const found = [];
    let empty = 0;
    for (const { line, fields } of records(text, mark)) {
      const cells = fields.map(cleanText);
      while (cells.length && !cells.at(-1)) cells.pop();
      if (cells.length > MOST_COLUMNS) throw new Refused("columns-many", line);
      if (cells.length) {
        found.push({ line, cells, fields: fields.length, raw: fields });
        empty = 0;
      } else if ((empty += 1) > MOST_EMPTY_RUN) break;
    }
    return found;
  }

  /* ---- columns ---- */

  /** Return what two spellings of one header have in common. */
  function headerKey(header) {
    const folded = foldCase(header.slice(0, 200).normalize("NFKD"));
    return folded.replace(/[^\p{L}\p{N}]/gu, "");
  }

  function columnsOf(cells, spellings) {
    return cells.slice(0, MOST_COLUMNS).map((cell) => spellings.get(headerKey(cell)));
  }

  function knownIn(columns) {
    return new Set(columns.filter((column) => column !== undefined)).size;
  }

  /** Return the column that a header means, with the one above it. */
  function together(high, low, spellings) {
    const [above, own] = [headerKey(high), headerKey(low)];
    if (spellings.has(above + own)) return spellings.get(above + own);
    if (GENERIC.includes(own) && spellings.has(above)) return spellings.get(above);
    return spellings.get(own || above);
  }

  /** Return two rows as one header, or null if the lower one holds something else. */
  function double(upper, lower, spellings) {
    const wide = Math.min(Math.max(upper.cells.length, lower.cells.length), MOST_COLUMNS);
    const pairs = Array.from({ length: wide }, (_, i) => [upper.cells[i] ?? "", lower.cells[i] ?? ""]);
    const columns = pairs.map(([high, low]) => together(high, low, spellings));
    // A cell below a header that is known by itself, and is no header, is data.
    const isData = ([high, low], i) => high && low && !columns[i] && spellings.has(headerKey(high));
    if (pairs.some(isData)) return null;
    return { line: lower.line, columns, texts: pairs.map(([high, low]) => low || high) };
  }

  /** Return the row with the most known columns, or the two that have more together. */
  function headerOf(rows, spellings) {
    const head = rows.slice(0, HEADER_WITHIN);
    const singles = head.map(({ line, cells }) => ({ line, texts: cells, columns: columnsOf(cells, spellings) }));
    const doubles = head.slice(1).map((lower, i) => double(head[i], lower, spellings));
    // The first of equals wins, and one row before two.
    return [...singles, ...doubles.filter(Boolean)].reduce(
      (best, each) => (best && knownIn(best.columns) >= knownIn(each.columns) ? best : each),
      null,
    );
  }

  /**
   * Return the table in a CSV text: {headers, rows, problems, ignored}.
   *
   * `rows` are {line, values, cells}, with the text of each known column; one that a record is too
   * short for is absent. `ignored` are the columns that nothing is read from, `repeated` the lines
   * of headers that come back lower down.
   * @param {string} text
   * @param {Object<string, string[]>} columns Per column the headers under which it may appear.
   * @param {string[]} lined Columns of which a cell keeps its lines.
   * @throws {Refused} Where there is no table.
   */
  function read(text, columns, lined = []) {
    refuseOther(text);
    const pairs = Object.entries(columns).flatMap(([name, known]) => known.map((each) => [headerKey(each), name]));
    const spellings = new Map(pairs);
    const rows = filledRows(text, bestMark(text, (cells) => knownIn(columnsOf(cells, spellings))));
    const header = headerOf(rows, spellings);
    if (!header) throw new Refused("file-empty");
    if (!knownIn(header.columns)) throw new Refused("columns-none", rows[0].line);
    const below = rows.filter(({ line }) => line > header.line);
    const problems = [...new Set(header.columns.filter(Boolean))]
      .map((column) => header.texts.filter((_, i) => header.columns[i] === column))
      .filter((texts) => texts.length > 1)
      .map((texts) => ({ line: header.line, key: "column-twice", value: texts.join(", ") }));
    return tableOf(header, below, problems, spellings, lined);
  }

  /** Return whether a row below is the header once more, as a printed list has per page. */
  function isRepeated(cells, header, places, spellings) {
    const filled = [...places].filter(([, place]) => cells[place]);
    const same = ([column, place]) => {
      const key = headerKey(cells[place]);
      return key === headerKey(header.texts[place]) || spellings.get(key) === column;
    };
    return filled.length >= Math.min(2, places.size) && filled.every(same);
  }

  function cellText(row, column, place, lined) {
    if (!lined.includes(column)) return (row.cells[place] ?? "").replace(GUARDED, "");
    const lines = row.raw[place].split(/\r\n|\r|\n/).map(cleanText);
    return lines.filter(Boolean).join("\n").replace(GUARDED, "");
  }

  function tableOf(header, below, problems, spellings, lined) {
    const { columns, texts } = header;
    const places = new Map();
    columns.forEach((column, i) => column !== undefined && !places.has(column) && places.set(column, i));
    const known = new Set(places.values());
    const ignored = new Set(texts.flatMap((cell, i) => (cell && !known.has(i) ? [i] : [])));
    const [rows, repeated] = [[], []];
    for (const row of below) {
      const { line, cells, fields } = row;
      if (isRepeated(cells, header, places, spellings)) {
        repeated.push(line);
        continue;
      }
      const extra = cells.findIndex((cell, i) => cell && i >= texts.length);
      if (extra >= 0) problems.push({ line, key: "row-long", value: cells[extra] });
      for (const [i, cell] of cells.slice(0, texts.length).entries()) {
        if (cell.length > MOST_FIELD && known.has(i)) problems.push({ line, key: "cell-long", value: "" });
        if (cell && !known.has(i)) ignored.add(i);
      }
      const filled = [...places].filter(([, place]) => place < fields);
      const pairs = filled.map(([name, place]) => [name, cellText(row, name, place, lined)]);
      const values = Object.fromEntries(pairs);
      if (Object.values(values).some(Boolean)) rows.push({ line, values, cells });
    }
    if (!rows.length && !problems.length) problems.push({ line: header.line, key: "file-empty", value: "" });
    const names = [...ignored].sort((a, b) => a - b).map((i) => texts[i] || String(i + 1));
    const headers = new Set(places.keys());
    return { line: header.line, headers, rows, problems, ignored: names, repeated, doubtful: doubtful(below) };
  }

  /** Return a word in which a letter with an accent came out as a mark, or "". */
  function doubtful(rows) {
    const cell = rows.flatMap(({ cells }) => cells).find((each) => WRONG_IN_WORD.test(each));
    return cell?.split(" ").find((word) => WRONG_IN_WORD.test(word)) ?? "";
  }

  return Object.freeze({ MOST_BYTES, Refused, cleanText, decode, read });
})();
