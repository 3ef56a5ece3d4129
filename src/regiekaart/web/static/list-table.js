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
  // What a spreadsheet takes for the beginning of a formula.
  const GUARDED = /^'(?=[=+\-@])/;
  const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u2060-\u2064\ufeff]/g;
  const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;
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
        found.push({ line, cells, fields: fields.length });
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

  function placesOf(cells, spellings) {
    const found = new Map();
    cells.slice(0, MOST_COLUMNS).forEach((cell, i) => {
      const column = spellings.get(headerKey(cell));
      if (column !== undefined) found.set(column, [...(found.get(column) ?? []), i]);
    });
    return found;
  }

  /**
   * Return the table in a CSV text: {headers, rows, problems, ignored}.
   *
   * `rows` are {line, values}, with the text of each known column; one that a record is too short
   * for is absent. `ignored` are the columns that nothing is read from.
   * @param {string} text
   * @param {Object<string, string[]>} columns Per column the headers under which it may appear.
   * @throws {Refused} Where there is no table.
   */
  function read(text, columns) {
    refuseOther(text);
    const pairs = Object.entries(columns).flatMap(([name, known]) => known.map((each) => [headerKey(each), name]));
    const spellings = new Map(pairs);
    const rows = filledRows(text, bestMark(text, (cells) => placesOf(cells, spellings).size));
    const header = rows
      .slice(0, HEADER_WITHIN)
      .map((row) => ({ ...row, places: placesOf(row.cells, spellings) }))
      .reduce((best, row) => (best && best.places.size >= row.places.size ? best : row), null);
    if (!header) throw new Refused("file-empty");
    if (!header.places.size) throw new Refused("columns-none", header.line);
    const below = rows.filter(({ line }) => line > header.line);
    const problems = [...header.places.values()]
      .filter((places) => places.length > 1)
      .map((places) => places.map((i) => header.cells[i]).join(", "))
      .map((value) => ({ line: header.line, key: "column-twice", value }));
    return tableOf(header, below, problems);
  }

  function tableOf(header, below, problems) {
    const places = new Map([...header.places].map(([name, [first]]) => [name, first]));
    const known = new Set(places.values());
    const width = header.cells.length;
    const ignored = new Set(header.cells.flatMap((cell, i) => (cell && !known.has(i) ? [i] : [])));
    const rows = [];
    for (const { line, cells, fields } of below) {
      const extra = cells.findIndex((cell, i) => cell && i >= width);
      if (extra >= 0) problems.push({ line, key: "row-long", value: cells[extra] });
      for (const [i, cell] of cells.slice(0, width).entries()) {
        if (cell.length > MOST_FIELD && known.has(i)) problems.push({ line, key: "cell-long", value: "" });
        if (cell && !known.has(i)) ignored.add(i);
      }
      const filled = [...places].filter(([, place]) => place < fields);
      const bare = (place) => (cells[place] ?? "").replace(GUARDED, "");
      const values = Object.fromEntries(filled.map(([name, place]) => [name, bare(place)]));
      if (Object.values(values).some(Boolean)) rows.push({ line, values });
    }
    if (!rows.length && !problems.length) problems.push({ line: header.line, key: "file-empty", value: "" });
    const names = [...ignored].sort((a, b) => a - b).map((i) => header.cells[i] || String(i + 1));
    const headers = new Set(places.keys());
    return { line: header.line, headers, rows, problems, ignored: names, doubtful: doubtful(below) };
  }

  /** Return a word in which a letter with an accent came out as a mark, or "". */
  function doubtful(rows) {
    const cell = rows.flatMap(({ cells }) => cells).find((each) => WRONG_IN_WORD.test(each));
    return cell?.split(" ").find((word) => WRONG_IN_WORD.test(word)) ?? "";
  }

  return Object.freeze({ MOST_BYTES, Refused, cleanText, decode, read });
})();
