/* Scenarios as lists of members: written as CSV that `--membership` reads, and read as it reads.
 *
 * The rules of `regiekaart.facts.membership_list`, once more; a test puts the same files before
 * both readers. Where this one refuses more, it says so: municipalities that have merged since and
 * lists that are made up are for the command line.
 */
const regiekaartLists = (() => {
  "use strict";

  const { UNKNOWN, OUTSIDE, changed, clean, nameKey, nameProblem, normalise } = regiekaartScenarios;
  const { compareText } = regiekaartCore;
  const { MOST_BYTES, Refused, decode, read } = regiekaartTable;
  const { cleanCode, codeIn, parseDate, placeOf, serialDay, slips, unitsIn, withoutTotals } = regiekaartCells;
  const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
  const FORM = "rechtsvorm";
  const HEAD = [FORM, "cyclus", "bewijs", "bron", "opmerking", "lijst"];
  const FORM_SEPARATOR = " / ";

  /* ---- writing ---- */

  /** Return a cell that no spreadsheet takes for a formula. */
  function cell(text) {
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /**
   * Return a scenario as a list of members that `--membership` reads.
   *
   * What the scenario leaves as it was keeps its evidence and source; what it changes is assumed,
   * and says that it comes from a scenario.
   * @param {object} study {codes, names, cycle, fictional, rows}: rows are per municipality
   *   {evidence, source, note} of the list that the planner began with, or null.
   * @param {object} words {assumed, source(name), fiction, complete, partial, head, forms}: `head` are the
   *   columns of code, name and region; without `forms` there is no column of legal forms.
   */
  function toCsv(study, start, state, name, words) {
    const moved = new Set(changed(start, state));
    const complete = !state.group_of.includes(UNKNOWN);
    const { head, forms } = words;
    const lines = [[...head, ...HEAD]];
    state.group_of.forEach((of, i) => {
      if (of === UNKNOWN) return;
      const group = of >= 0 ? state.groups[of] : { name: "", form: "" };
      const row = moved.has(i) ? null : study.rows[i];
      lines.push([
        study.codes[i],
        study.names[i],
        group.name,
        group.form,
        study.cycle,
        row ? row.evidence : words.assumed,
        row ? row.source : words.source(name),
        study.fictional ? words.fiction : row ? row.note : "",
        complete ? words.complete : words.partial,
      ]);
    });
    const form = head.length + HEAD.indexOf(FORM);
    const kept = forms ? lines : lines.map((line) => line.filter((_, i) => i !== form));
    return `\ufeff${kept.map((line) => line.map(cell).join(";")).join("\r\n")}\r\n`;
  }

  /* ---- reading: cells ---- */

  /** Return what a table of words has for one: "constructor" is no word of it. */
  function lookUp(table, key) {
    return Object.hasOwn(table, key) ? table[key] : undefined;
  }

  /* ---- reading: rows ---- */

  /** Return the rows of the cycle; what is no cycle is a problem. */
  function ofCycle(table, study, reading, problems, notes) {
    if (!table.headers.has("cycle")) return table.rows;
    const kept = [];
    const others = new Set();
    let left = 0;
    for (const row of table.rows) {
      const said = row.values.cycle ?? "";
      const of = said ? lookUp(reading.cycles, said.replaceAll("–", "-")) : study.cycle;
      if (!of) problems.push({ line: row.line, key: "cycle-unknown", value: said });
      else if (of === study.cycle) kept.push(row);
      else {
        others.add(of);
        left += 1;
      }
    }
    if (!kept.length) problems.push({ line: 1, key: "cycle-none", value: study.cycle });
    else if (left) notes.push({ key: "note-cycles", n: left, value: [...others].sort().join(", ") });
    return kept;
  }

  /** Return whether the list calls itself complete; a list that says nothing is partial. */
  function isComplete(table, reading, problems) {
    const said = new Map();
    for (const { line, values } of table.rows) {
      if (!values.list) continue;
      const found = lookUp(reading.complete, normalise(values.list));
      if (found === undefined) problems.push({ line, key: "list-kind", value: values.list });
      else if (!said.has(found)) said.set(found, line);
    }
    if (said.size > 1) problems.push({ line: Math.max(...said.values()), key: "list-twice", value: "" });
    return [...said.keys()][0] ?? false;
  }

  /** Return what the cell of the region says of the membership; null is unknown. */
  function statedByRegion(region, reading) {
    if (!region) return false;
    const found = lookUp(reading.stated, normalise(region));
    return found === undefined ? true : found;
  }

  /**
   * Return the rows of which the membership is known, by what the column says of it, or a word in
   * place of the region: an empty region says "not a member". A row that contradicts itself is a
   * problem.
   */
  function known(rows, complete, reading, problems, notes) {
    const kept = [];
    let left = 0;
    for (const row of rows) {
      const { membership: cell = "", region = "" } = row.values;
      const byRegion = statedByRegion(region, reading);
      const stated = cell ? lookUp(reading.stated, normalise(cell)) : byRegion;
      const wrong = (key) => void problems.push({ line: row.line, key, value: cell || region });
      if (stated === undefined) wrong("membership-form");
      else if (stated !== byRegion && (stated !== null || region)) wrong("membership-region");
      else if (stated === null) {
        left += 1;
        if (complete) wrong("membership-complete");
      } else kept.push(byRegion || !region ? row : { ...row, values: { ...row.values, region: "" } });
    }
    if (left) notes.push({ key: "note-unknown", n: left, value: "" });
    return kept;
  }

  /** Return a function that gives a name the spelling in which it came first, and the other ones. */
  function oneSpelling(notes) {
    const first = new Map();
    const told = new Set();
    return (written) => {
      const name = clean(written);
      if (!name) return "";
      const key = nameKey(name);
      if (!first.has(key)) first.set(key, name);
      const spelling = first.get(key);
      if (spelling !== name && !told.has(name)) {
        told.add(name);
        notes.push({ key: "note-spelling", value: `${spelling}, ${name}` });
      }
      return spelling;
    };
  }

  /** Return the position of the municipality that a row names, or undefined with what is wrong. */
  function unitOf({ nis = "", name = "" }, study, reading, read, wrong) {
    if (!nis && !name) return wrong("unit-none");
    const code = nis && codeIn(nis, reading.names);
    const byCode = study.places.get(code);
    const byName = name ? placeOf(name, study.named, study.codes, reading.names) : undefined;
    if (nis && code === null) return wrong("code-form", nis);
    if (nis && byCode === undefined) return wrong("unit-unknown", nis);
    if (name && byName === undefined) return wrong("unit-unknown", name);
    if (nis && name && byCode !== byName) return wrong("unit-other", `${nis} ${study.names[byCode]} ≠ ${name}`);
    if (name && !study.named.has(normalise(name))) read.names.set(name, study.names[byName]);
    return nis ? byCode : byName;
  }

  /** Return the positions of the municipalities on a row: one, or all that are in one cell. */
  function unitsOf(values, study, reading, read, wrong) {
    const { nis = "", name = "", names = "" } = values;
    if (names && (nis || name)) return wrong("units-both", names) ?? [];
    const written = names ? unitsIn(names) : [values];
    const found = (written.length ? written : [{}]).map((each) => unitOf(each, study, reading, read, wrong));
    return found.filter((unit) => unit !== undefined);
  }

  /** Return the first and last day of a row, both included; "" is open. */
  function daysOf(values, reading, read, wrong) {
    const days = ["valid_from", "valid_to"].map((column) => {
      const cell = values[column];
      if (!cell) return "";
      const found = parseDate(cell) ?? serialDay(cell, reading.codes);
      if (found === null) wrong("date-form", cell);
      else if (!parseDate(cell)) read.numbers.set(cell, found);
      return found ?? "";
    });
    const [from, to] = days;
    if (from && to && to < from) wrong("date-order", `${from} – ${to}`);
    return { from, to };
  }

  /** Return what a row states of each municipality on it. */
  function entriesOf(row, region, study, reading, read, problems) {
    const { line, values } = row;
    const wrong = (key, value = "") => void problems.push({ line, key, value });
    const units = unitsOf(values, study, reading, read, wrong);
    const { from, to } = daysOf(values, reading, read, wrong);
    const { evidence = "" } = values;
    if (evidence && !reading.evidence.includes(normalise(evidence))) wrong("evidence-form", evidence);
    if (values.region === undefined) wrong("row-short");
    const problem = region && nameProblem(region, [], study.refused, true);
    if (problem) wrong(problem, region);
    const holds = (!from || from <= study.day) && (!to || study.day <= to);
    const { legal_form: form = "", note = "" } = values;
    return units.map((unit) => ({ line, unit, from, to, region, holds, form, note }));
  }

  /* ---- reading: the whole ---- */

  /** Return the row of a municipality that holds on the day; rows for the same days are a problem. */
  function settled(entries, study, problems) {
    const order = [...entries].sort((a, b) => compareText(a.from, b.from) || a.line - b.line);
    for (const [i, late] of order.slice(1).entries()) {
      const early = order[i];
      if (early.to && late.from && early.to < late.from) continue;
      const line = Math.max(early.line, late.line);
      problems.push({ line, key: "unit-twice", value: study.names[late.unit] });
      return null;
    }
    return order.find(({ holds }) => holds) ?? order[0];
  }

  /** Return the legal form of a region: as the rules call it, and all of them where they differ. */
  function formOf(entries, reading) {
    const written = entries.flatMap(({ form }) => form.split(FORM_SEPARATOR)).map((form) => form.trim());
    const spoken = new Set(written.filter(Boolean).map((form) => lookUp(reading.forms, normalise(form)) ?? form));
    return [...spoken].sort(compareText).join(FORM_SEPARATOR);
  }

  function stateOf(kept, complete, count, reading, notes) {
    const rest = complete ? OUTSIDE : UNKNOWN;
    const group_of = Array(count).fill(rest);
    const members = new Map();
    for (const entry of kept) {
      // A row speaks of its own days only.
      if (entry.holds) group_of[entry.unit] = OUTSIDE;
      if (entry.holds && entry.region) members.set(entry.region, [...(members.get(entry.region) ?? []), entry]);
    }
    const groups = [...members].map(([name, entries], g) => {
      for (const { unit } of entries) group_of[unit] = g;
      return { name, form: formOf(entries, reading) };
    });
    const twice = groups.filter(({ form }) => form.includes(FORM_SEPARATOR));
    notes.push(...twice.map(({ name, form }) => ({ key: "note-forms", value: `${name}: ${form}` })));
    return { groups, group_of };
  }

  /**
   * Read a list of members, as `--membership` reads it on the day of the planner.
   *
   * All of it or nothing: where something is wrong the state is null, and each problem is
   * {line, key, value}. What is right and still worth knowing is in `notes`: {key, value}.
   * @param {string} text
   * @param {object} study {codes, names, cycle, day, fictional, refused}: `refused` are the words
   *   that are no name of a region, normalised.
   * @param {object} reading The words of lists (`regiekaart.web.scenario_data.list_reading`).
   */
  function fromCsv(text, study, reading) {
    const notes = [];
    try {
      const table = read(text, { ...reading.columns }, ["names"]);
      const { state, problems } = understood(table, study, reading, notes);
      problems.sort((a, b) => a.line - b.line);
      return { state: problems.length ? null : state, problems, notes };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { state: null, problems: [error.problem], notes };
    }
  }

  /** Tell of what was left out, and of what was not written plainly, how it was read. */
  function tell({ names, numbers }, regions, study, reading, notes) {
    const pairs = (found) => [...found].map(([written, meant]) => `${written} = ${meant}`).join(", ");
    if (names.size) notes.push({ key: "note-names", value: pairs(names) });
    if (numbers.size) notes.push({ key: "note-numbers", value: pairs(numbers) });
    const { [study.cycle]: listed = [] } = reading.regions;
    for (const { name, meant } of slips(regions, listed, reading.words)) {
      notes.push({ key: "note-slip", value: `${name} → ${meant}` });
    }
  }

  function columnProblems({ headers, line }) {
    const needed = [
      ["column-region", ["region"]],
      ["column-nis", ["nis", "name", "names"]],
    ];
    const missing = needed.filter(([, names]) => !names.some((name) => headers.has(name)));
    return missing.map(([key]) => ({ line, key, value: "" }));
  }

  function understood(table, study, reading, notes) {
    const { ignored, problems, repeated } = table;
    problems.push(...columnProblems(table));
    if (ignored.length) notes.push({ key: "note-columns", value: ignored.join(", ") });
    if (repeated.length) notes.push({ key: "note-headers", value: repeated.join(", ") });
    if (table.doubtful) notes.push({ key: "note-letters", value: table.doubtful });
    if (problems.length) return { state: null, problems };
    const { kept: stated, left } = withoutTotals(table.rows, reading);
    if (left.length) notes.push({ key: "note-totals", value: left.sort((a, b) => a - b).join(", ") });
    const places = new Map(study.codes.map((code, i) => [code, i]));
    const named = new Map(study.names.map((name, i) => [normalise(name), i]));
    const spell = oneSpelling(notes);
    const counted = { ...table, rows: stated };
    const complete = isComplete(counted, reading, problems);
    const ours = ofCycle(counted, study, reading, problems, notes);
    const rows = known(ours, complete, reading, problems, notes);
    const regions = rows.map((row) => spell(row.values.region ?? ""));
    const how = { names: new Map(), numbers: new Map() };
    const entries = rows.flatMap((row, i) =>
      entriesOf(row, regions[i], { ...study, places, named }, reading, how, problems),
    );
    tell(how, regions, study, reading, notes);
    const byUnit = new Map();
    for (const entry of entries) {
      byUnit.set(entry.unit, [...(byUnit.get(entry.unit) ?? []), entry]);
    }
    const kept = [...byUnit.values()].map((own) => settled(own, study, problems)).filter(Boolean);
    // Saved again, it would no longer say that it is made up.
    const fictional = kept.find(({ note }) => note.toLowerCase().includes(reading.fiction));
    if (fictional && !study.fictional) problems.push({ line: fictional.line, key: "list-fiction", value: "" });
    const past = kept.filter(({ holds }) => !holds);
    const gone = past.map(({ unit }) => study.names[unit]).join(", ");
    if (gone) notes.push({ key: "note-days", n: past.length, value: gone });
    return { state: stateOf(kept, complete, study.codes.length, reading, notes), problems };
  }

  return Object.freeze({ MOST_BYTES, cleanCode, decode, fromCsv, parseDate, toCsv });
})();
