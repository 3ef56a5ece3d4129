/* Scenarios of the planner: who is in which region, with undo, several side by side, saved as CSV.
 *
 * No drawing and no sums: a scenario is a state of plain values, and each change gives a new one.
 * What the sums make of it stands in core.js.
 *
 * A state is {groups: [{name, form}], group_of: [number]}: per municipality the position of its
 * region, or UNKNOWN, or OUTSIDE for "not a member".
 */
const regiekaartScenarios = (() => {
  "use strict";

  const { UNKNOWN, OUTSIDE, normalise } = regiekaartCore;
  const MOST_STEPS = 200;
  const MOST_SCENARIOS = 12;
  const MOST_BYTES = 2000000;
  const LONGEST_NAME = 200;
  // What a spreadsheet takes for the beginning of a formula.
  const FORMULA = /^[=+\-@\t\r]/;
  const HEADERS = {
    nis: ["nis", "niscode", "refnis", "code"],
    name: ["gemeente", "municipality", "gemeentenaam", "naam", "name"],
    region: ["regiegebied", "region", "regio", "regieverband"],
    form: ["rechtsvorm", "legalform"],
    list: ["lijst", "list"],
  };
  const COMPLETE = ["complete", "volledig"];
  const PARTIAL = ["partial", "gedeeltelijk", "onvolledig"];

  /* ---- names ---- */

  /** Return a name with single spaces. */
  function clean(name) {
    return name.split(/\s+/u).filter(Boolean).join(" ").normalize("NFC");
  }

  /**
   * Return the key of what is wrong with the name of a region, or null.
   * @param {string[]} taken Names of the other regions.
   * @param {string[]} refused Words that are no name, normalised.
   */
  function nameProblem(name, taken, refused) {
    const wanted = clean(name);
    const key = normalise(wanted);
    if (!wanted) return "name-empty";
    if ([...wanted].length > LONGEST_NAME) return "name-long";
    if (!/\p{L}/u.test(wanted)) return "name-letters";
    if (FORMULA.test(wanted.replace(/^'/, ""))) return "name-formula";
    if (/^#(n\/?[abvd]|ref|value|waarde|div\/0|deel\/0|name|naam)/i.test(wanted)) return "name-word";
    if (refused.includes(key)) return "name-word";
    if (taken.some((other) => normalise(other) === key)) return "name-taken";
    return null;
  }

  /* ---- states ---- */

  function assign(state, units, group) {
    const group_of = state.group_of.slice();
    for (const unit of units) group_of[unit] = group;
    return { groups: state.groups, group_of };
  }

  function addGroup(state, name, form) {
    const groups = [...state.groups, { name: clean(name), form: form || "" }];
    return { groups, group_of: state.group_of };
  }

  function changeGroup(state, group, changes) {
    const groups = state.groups.map((each, i) => (i === group ? { ...each, ...changes } : each));
    return { groups, group_of: state.group_of };
  }

  /** Return the state without a region; its municipalities are no members. */
  function removeGroup(state, group) {
    const left = (of) => (of === group ? OUTSIDE : of > group ? of - 1 : of);
    const groups = state.groups.filter((_, i) => i !== group);
    return { groups, group_of: state.group_of.map(left) };
  }

  /** Return whether two states say the same: the order of the regions does not count. */
  function same(one, other) {
    if (one === other) return true;
    if (one.groups.length !== other.groups.length) return false;
    const names = other.groups.map((group) => group.name);
    const place = one.groups.map((group) => names.indexOf(group.name));
    if (place.some((at, i) => at < 0 || other.groups[at].form !== one.groups[i].form)) return false;
    return one.group_of.every((of, i) => (of < 0 ? of : place[of]) === other.group_of[i]);
  }

  /** Return the positions of the municipalities whose region differs, by name. */
  function changed(start, state) {
    const name = (which, of) => (of < 0 ? of : which.groups[of].name);
    const units = state.group_of.map((_, i) => i);
    return units.filter((i) => name(start, start.group_of[i]) !== name(state, state.group_of[i]));
  }

  /* ---- scenarios with their history ---- */

  /**
   * Return a store of scenarios that begin at one state.
   * @param {object} start The state of the study.
   * @param {string} title The name of the first scenario.
   */
  function createStore(start, title) {
    const listeners = [];
    let counter = 0;
    const fresh = (name, state) => ({ id: `s${(counter += 1)}`, name, past: [], now: state, future: [] });
    let scenarios = [fresh(title, start)];
    let current = scenarios[0];

    function tell(why) {
      for (const listener of listeners) listener(why);
    }

    /** Put a new state in the current scenario; what changes nothing is no step. */
    function put(state, why) {
      if (same(current.now, state)) return false;
      current.past.push({ state: current.now, why: current.why });
      if (current.past.length > MOST_STEPS) current.past.shift();
      current.now = state;
      current.why = why;
      current.future = [];
      tell("change");
      return true;
    }

    function step(from, to) {
      if (!current[from].length) return false;
      const next = current[from].pop();
      current[to].push({ state: current.now, why: current.why });
      current.now = next.state;
      current.why = next.why;
      tell("change");
      return true;
    }

    function add(name, state = current.now) {
      if (scenarios.length >= MOST_SCENARIOS) return null;
      const made = fresh(name, state);
      scenarios.push(made);
      current = made;
      tell("scenario");
      return made.id;
    }

    function remove(id) {
      if (scenarios.length < 2) return false;
      const at = scenarios.findIndex((each) => each.id === id);
      if (at < 0) return false;
      scenarios = scenarios.filter((each) => each.id !== id);
      if (current.id === id) current = scenarios[Math.max(at - 1, 0)];
      tell("scenario");
      return true;
    }

    function choose(id) {
      const found = scenarios.find((each) => each.id === id);
      if (!found) return false;
      current = found;
      tell("scenario");
      return true;
    }

    function rename(id, name) {
      const found = scenarios.find((each) => each.id === id);
      if (!found || !clean(name)) return false;
      found.name = clean(name).slice(0, LONGEST_NAME);
      tell("scenario");
      return true;
    }

    /** Return all scenarios as plain values, for the browser to keep. */
    function keep() {
      return {
        version: 1,
        chosen: scenarios.indexOf(current),
        scenarios: scenarios.map(({ name, now }) => ({ name, ...now })),
      };
    }

    /** Take over what was kept; return false, and change nothing, where it does not fit. */
    function restore(kept) {
      if (!kept || kept.version !== 1 || !Array.isArray(kept.scenarios)) return false;
      const found = kept.scenarios.slice(0, MOST_SCENARIOS);
      if (!found.length || !found.every((each) => fits(each, start.group_of.length))) return false;
      scenarios = found.map(({ name, groups, group_of }) =>
        fresh(clean(name).slice(0, LONGEST_NAME) || title, { groups: groups.map(plainGroup), group_of }),
      );
      current = scenarios[Number.isInteger(kept.chosen) ? kept.chosen : 0] || scenarios[0];
      tell("scenario");
      return true;
    }

    return {
      start,
      put,
      add,
      remove,
      choose,
      rename,
      keep,
      restore,
      undo: () => step("past", "future"),
      redo: () => step("future", "past"),
      reset: () => put(start, "reset"),
      listen: (listener) => listeners.push(listener),
      get state() {
        return current.now;
      },
      get current() {
        return { id: current.id, name: current.name };
      },
      get canUndo() {
        return current.past.length > 0;
      },
      get canRedo() {
        return current.future.length > 0;
      },
      /** What the last step of the current scenario did, for the button that undoes it. */
      get lastStep() {
        return current.past.length ? current.why : undefined;
      },
      get all() {
        return scenarios.map(({ id, name, now }) => ({ id, name, state: now }));
      },
    };
  }

  function plainGroup({ name, form }) {
    return { name, form };
  }

  /** Return whether what was kept is a state of so many municipalities. */
  function fits(kept, count) {
    const { name, groups, group_of } = kept || {};
    if (typeof name !== "string" || !Array.isArray(groups) || !Array.isArray(group_of)) return false;
    const named = groups.every((g) => g && typeof g.name === "string" && typeof g.form === "string");
    const inside = (of) => Number.isInteger(of) && of >= OUTSIDE && of < groups.length;
    const keys = new Set(groups.map((group) => group && normalise(String(group.name))));
    return named && keys.size === groups.length && group_of.length === count && group_of.every(inside);
  }

  /* ---- CSV ---- */

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
   * @param {object} words {assumed, source(name), fiction, complete, partial}.
   */
  function toCsv(study, start, state, name, words) {
    const moved = new Set(changed(start, state));
    const complete = !state.group_of.includes(UNKNOWN);
    const head = ["nis", "gemeente", "regiegebied", "rechtsvorm", "cyclus", "bewijs", "bron", "opmerking", "lijst"];
    const lines = [head];
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
    return `\ufeff${lines.map((line) => line.map(cell).join(";")).join("\r\n")}\r\n`;
  }

  /** Return the records of a CSV text, each with the line on which it starts; null if a quote is left open. */
  function records(text, mark) {
    const found = [];
    let fields = [];
    let field = "";
    let quoted = false;
    let line = 1;
    let first = 1;
    const end = () => {
      fields.push(field);
      if (fields.some((each) => each.trim())) found.push({ line: first, fields });
      fields = [];
      field = "";
    };
    for (let i = 0; i < text.length; i += 1) {
      const sign = text[i];
      if (sign === "\n") line += 1;
      if (quoted) {
        if (sign !== '"') field += sign;
        else if (text[i + 1] === '"') field += text[(i += 1)];
        else quoted = false;
      } else if (sign === '"' && !field.trim()) {
        quoted = true;
        field = "";
      } else if (sign === mark) {
        fields.push(field);
        field = "";
      } else if (sign === "\n") {
        end();
        first = line;
      } else if (sign !== "\r") field += sign;
    }
    if (quoted) return null;
    end();
    return found;
  }

  function columnsOf(fields) {
    const columns = {};
    fields.forEach((field, i) => {
      const key = normalise(field);
      for (const [name, spellings] of Object.entries(HEADERS)) {
        if (spellings.includes(key) && !(name in columns)) columns[name] = i;
      }
    });
    return columns;
  }

  /**
   * Read a list of members in the form in which `toCsv` writes it.
   *
   * All of it or nothing: where something is wrong the state is null, and each problem is
   * {line, key, value}.
   * @param {object} study {codes, names}.
   * @param {string[]} refused Words that are no name of a region, normalised.
   */
  function fromCsv(text, study, refused) {
    const wrong = (line, key, value = "") => ({ state: null, problems: [{ line, key, value }] });
    if (text.length > MOST_BYTES) return wrong(1, "file-large");
    const bare = text.replace(/^\ufeff/, "");
    if (bare.includes("\u0000") || bare.includes("\ufffd")) return wrong(1, "file-encoding");
    const marks = [";", ",", "\t"].map((mark) => {
      const found = records(bare, mark);
      const at = found ? found.findIndex(({ fields }) => "region" in columnsOf(fields)) : -1;
      return { found, at, count: at < 0 ? -1 : Object.keys(columnsOf(found[at].fields)).length };
    });
    const best = marks.reduce((one, other) => (other.count > one.count ? other : one));
    if (best.count < 0) {
      return wrong(1, marks.some(({ found }) => found === null) ? "file-quote" : "column-region");
    }
    const columns = columnsOf(best.found[best.at].fields);
    if (!("nis" in columns) && !("name" in columns)) return wrong(best.found[best.at].line, "column-nis");
    return filled(best.found.slice(best.at + 1), columns, study, refused);
  }

  function filled(rows, columns, study, refused) {
    const problems = [];
    const at = (row, name) => (name in columns ? (row.fields[columns[name]] || "").trim() : "");
    const text = (row, name) => at(row, name).replace(/^'(?=[=+\-@])/, "");
    const byCode = new Map(study.codes.map((code, i) => [code, i]));
    const byName = new Map(study.names.map((name, i) => [normalise(name), i]));
    const groups = [];
    const places = new Map();
    const said = new Map();
    const kinds = new Set();
    for (const row of rows) {
      const nis = at(row, "nis").replace(/^'/, "");
      const unit = nis ? byCode.get(nis) : byName.get(normalise(text(row, "name")));
      const name = clean(text(row, "region"));
      const problem = name ? nameProblem(name, [], refused) : null;
      const kind = normalise(at(row, "list"));
      if (unit === undefined) problems.push({ line: row.line, key: "unit-unknown", value: nis || text(row, "name") });
      if (row.fields.length <= columns.region) problems.push({ line: row.line, key: "row-short", value: "" });
      if (problem && problem !== "name-formula") problems.push({ line: row.line, key: problem, value: name });
      if (kind && !COMPLETE.includes(kind) && !PARTIAL.includes(kind)) problems.push({ line: row.line, key: "list-kind", value: at(row, "list") });
      else if (kind) kinds.add(COMPLETE.includes(kind));
      if (unit === undefined) continue;
      const key = normalise(name);
      if (said.has(unit) && said.get(unit) !== key) problems.push({ line: row.line, key: "unit-twice", value: study.names[unit] });
      said.set(unit, key);
      if (!name) continue;
      if (!places.has(key)) {
        places.set(key, groups.length);
        groups.push({ name, form: text(row, "form") });
      } else if (text(row, "form") && groups[places.get(key)].form !== text(row, "form")) {
        if (groups[places.get(key)].form) problems.push({ line: row.line, key: "form-twice", value: name });
        else groups[places.get(key)].form = text(row, "form");
      }
    }
    if (!said.size && !problems.length) problems.push({ line: 1, key: "file-empty", value: "" });
    if (kinds.size > 1) problems.push({ line: 1, key: "list-twice", value: "" });
    if (problems.length) return { state: null, problems };
    const rest = kinds.has(true) ? OUTSIDE : UNKNOWN;
    const group_of = study.codes.map((_, i) =>
      !said.has(i) ? rest : said.get(i) === "" ? OUTSIDE : places.get(said.get(i)),
    );
    return { state: { groups, group_of }, problems };
  }

  return Object.freeze({
    UNKNOWN,
    OUTSIDE,
    MOST_SCENARIOS,
    normalise,
    clean,
    nameProblem,
    assign,
    addGroup,
    changeGroup,
    removeGroup,
    same,
    changed,
    createStore,
    toCsv,
    fromCsv,
  });
})();
