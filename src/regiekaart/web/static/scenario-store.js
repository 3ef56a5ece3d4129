/* Scenarios side by side, with undo; and what a browser keeps of them.
 *
 * Two windows may have the same scenarios open. Each scenario counts its changes per window, so
 * that it can be told which of two versions knows of the other. Of versions that do not know of
 * each other both stay; nothing is written over. Both windows come to the same, whoever is first.
 */
const regiekaartStores = (() => {
  "use strict";

  const { OUTSIDE, LONGEST_NAME, clean, nameKey, nameProblem, same } = regiekaartScenarios;
  const MOST_STEPS = 200;
  const MOST_SCENARIOS = 12;
  // Those of two windows together.
  const MOST_KEPT = 2 * MOST_SCENARIOS;
  const MOST_COUNTED = 200;
  const ID = /^s[0-9a-z]{1,80}$/;
  // No property that objects have of themselves begins like this.
  const WINDOW = /^w[0-9a-z]{0,20}$/;

  /* ---- what was kept ---- */

  function isTable(found) {
    return typeof found === "object" && found !== null && !Array.isArray(found);
  }

  function isCounts(found) {
    if (!isTable(found) || Object.keys(found).length > MOST_COUNTED) return false;
    return Object.entries(found).every(([key, n]) => WINDOW.test(key) && Number.isSafeInteger(n) && n > 0);
  }

  function isName(name) {
    return typeof name === "string" && name !== "" && clean(name) === name && [...name].length <= LONGEST_NAME;
  }

  /** Return whether the regions are such as a list, or the planner, could have. */
  function areGroups(groups, start, refused) {
    const most = Math.max(start.group_of.length, start.groups.length);
    if (!Array.isArray(groups) || groups.length > most) return false;
    const names = new Set(start.groups.map(({ name }) => name));
    const forms = new Set(start.groups.map(({ form }) => form));
    return groups.every((group, i) => {
      if (!isTable(group) || typeof group.name !== "string" || typeof group.form !== "string") return false;
      const taken = groups.slice(0, i).map(({ name }) => name);
      // The names of the list itself are as they are, but stand there once.
      const own = names.has(group.name) && !taken.includes(group.name);
      const named = own || (isName(group.name) && nameProblem(group.name, taken, refused, true) === null);
      return named && (group.form === "" || forms.has(group.form) || isName(group.form));
    });
  }

  function isScenario(kept, start, refused) {
    if (!isTable(kept) || !isName(kept.name) || !areGroups(kept.groups, start, refused)) return false;
    const { edits, group_of, groups, id } = kept;
    if (typeof id !== "string" || !ID.test(id) || !isCounts(edits)) return false;
    const inside = (of) => Number.isInteger(of) && of >= OUTSIDE && of < groups.length;
    return Array.isArray(group_of) && group_of.length === start.group_of.length && group_of.every(inside);
  }

  function areAll(different) {
    return new Set(different).size === different.length;
  }

  /** Return what was kept as plain values, or null where anything in it is odd. */
  function readKept(kept, start, refused) {
    if (!isTable(kept) || ![1, 2].includes(kept.version) || !Array.isArray(kept.scenarios)) return null;
    const { chosen, scenarios: found, removed = {} } = kept;
    if (!found.length || found.length > MOST_KEPT || !isTable(removed)) return null;
    // The first version had no counts.
    const all = kept.version === 1 ? found.map((each, i) => ({ ...each, id: `s${i + 1}`, edits: {} })) : found;
    if (!all.every((each) => isScenario(each, start, refused))) return null;
    if (!areAll(all.map(({ id }) => id)) || !areAll(all.map(({ name }) => nameKey(name)))) return null;
    const gone = Object.entries(removed);
    if (gone.length > MOST_COUNTED || !gone.every(([id, edits]) => ID.test(id) && isCounts(edits))) return null;
    return { chosen, removed, scenarios: all.map(plain) };
  }

  function plain({ id, name, edits, groups, group_of }) {
    const own = groups.map((group) => ({ name: group.name, form: group.form }));
    return { id, name, edits: { ...edits }, groups: own, group_of };
  }

  /* ---- two windows ---- */

  /** Return whether a version knows of all changes of another. */
  function knows(edits, other) {
    return Object.entries(other).every(([at, n]) => (edits[at] ?? 0) >= n);
  }

  function together(edits, other) {
    const both = { ...edits };
    for (const [at, n] of Object.entries(other)) both[at] = Math.max(both[at] ?? 0, n);
    return both;
  }

  function saying({ name, groups, group_of }) {
    return JSON.stringify([name, groups, group_of]);
  }

  /** Return letters that stand for a text, the same in each window. */
  function mark(text) {
    let found = 0x811c9dc5;
    for (const letter of text) found = Math.imul(found ^ letter.codePointAt(0), 0x01000193) >>> 0;
    return found.toString(36);
  }

  /** Return the one or two versions that stay: {...version, origin}. */
  function settle(mine, theirs, otherName) {
    const [here, there] = [knows(mine.edits, theirs.edits), knows(theirs.edits, mine.edits)];
    const [own, other] = [saying(mine), saying(theirs)];
    if (here !== there) return [here ? mine : theirs];
    const edits = together(mine.edits, theirs.edits);
    const [first, last] = own >= other ? [mine, theirs] : [theirs, mine];
    const kept = { ...first, edits };
    // Equal counts differ at most in the name that was given to keep two apart.
    if (here || own === other) return [kept];
    return [kept, { ...last, id: `s${mark(last.id + saying(last))}x`, name: otherName(last.name) }];
  }

  /** Give what bears the name of another a name of its own; the order is that of the ids. */
  function namedApart(found, otherName) {
    const taken = new Set();
    for (const each of [...found].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      each.name = freeName(each.name, (name) => taken.has(nameKey(name)), otherName);
      taken.add(nameKey(each.name));
    }
  }

  /** Return a name that is not taken yet: the name itself, another way of it, or one with a number. */
  function freeName(wanted, isTaken, otherName = null) {
    const cut = (name, ending) => [...name].slice(0, LONGEST_NAME - ending.length).join("").trim() + ending;
    const options = [cut(wanted, ""), ...(otherName ? [cut(otherName(wanted), "")] : [])];
    const base = options.at(-1);
    for (let n = 2; options.every(isTaken); n += 1) options.push(cut(base, ` (${n})`));
    return options.find((name) => !isTaken(name));
  }

  /** Return all that two windows have, each scenario with the version it comes from. */
  function merged(mine, theirs, otherName) {
    const removed = { ...mine.removed };
    for (const [id, edits] of Object.entries(theirs.removed)) removed[id] = together(removed[id] ?? {}, edits);
    const source = (each) => [each.id, { ...each, origin: each }];
    const [own, other] = [mine, theirs].map(({ scenarios }) => new Map(scenarios.map(source)));
    const ids = [...new Set([...own.keys(), ...other.keys()])];
    const union = ids.flatMap((id) =>
      own.has(id) && other.has(id) ? settle(own.get(id), other.get(id), otherName) : [own.get(id) ?? other.get(id)],
    );
    const left = union.filter(({ id, edits }) => !(Object.hasOwn(removed, id) && knows(removed[id], edits)));
    // Each window removed what the other left: then nothing was.
    const found = left.length ? left : union;
    const once = [...new Map(found.map((each) => [each.id, each])).values()];
    namedApart(once, otherName);
    const gone = Object.entries(removed).filter(([id]) => !once.some((each) => each.id === id));
    return { scenarios: once, removed: Object.fromEntries(gone.slice(-MOST_COUNTED)) };
  }

  /** Return a text that two windows share when they have the same. */
  function wording({ scenarios, removed }) {
    const sorted = [...scenarios].sort((a, b) => (a.id < b.id ? -1 : 1));
    const counts = (edits) => Object.entries(edits).sort();
    const all = sorted.map((each) => [each.id, counts(each.edits), saying(each)]);
    return JSON.stringify([all, Object.keys(removed).sort()]);
  }

  /* ---- scenarios with their history ---- */

  /**
   * Return a store of scenarios that begin at one state.
   * @param {object} start The state of the study.
   * @param {string} title The name of the first scenario.
   * @param {{at?: string, refused?: string[], otherName?: function(string): string}} more `at` is
   *   this window, "w" with letters and digits; `otherName` names what another window changed too.
   */
  function createStore(start, title, { at = "w", refused = [], otherName = (name) => `${name} *` } = {}) {
    const listeners = [];
    let counter = 0;
    let removed = {};
    // The first one is the same in each window, until it is changed.
    const identify = () => `s${(counter += 1)}${counter > 1 ? at : ""}`;
    const isThere = (id) => scenarios.some((each) => each.id === id);
    const fresh = (id, name, state, edits = {}) => ({ id, name, edits, past: [], now: state, future: [] });
    let scenarios = [fresh(identify(), title, start)];
    let current = scenarios[0];

    function tell(why) {
      for (const listener of listeners) listener(why);
    }

    function touch(scenario) {
      scenario.edits = { ...scenario.edits, [at]: (scenario.edits[at] ?? 0) + 1 };
    }

    function remember(scenario, why) {
      scenario.past.push({ state: scenario.now, why: scenario.why });
      if (scenario.past.length > MOST_STEPS) scenario.past.shift();
      scenario.why = why;
      scenario.future = [];
    }

    /** Put a new state in the current scenario; what changes nothing is no step. */
    function put(state, why) {
      if (same(current.now, state)) return false;
      remember(current, why);
      current.now = state;
      touch(current);
      tell("change");
      return true;
    }

    function step(from, to) {
      if (!current[from].length) return false;
      const next = current[from].pop();
      current[to].push({ state: current.now, why: current.why });
      current.now = next.state;
      current.why = next.why;
      touch(current);
      tell("change");
      return true;
    }

    function isTaken(name, but = null) {
      return scenarios.some((each) => each !== but && nameKey(each.name) === nameKey(name));
    }

    /** Add a scenario, by a name that no other has; null if there are enough of them. */
    function add(name, state = current.now) {
      if (scenarios.length >= MOST_SCENARIOS) return null;
      let id = identify();
      while (isThere(id)) id = identify();
      const made = fresh(id, freeName(clean(name) || title, (each) => isTaken(each)), state);
      touch(made);
      scenarios.push(made);
      current = made;
      tell("scenario");
      return made.id;
    }

    function remove(id) {
      const place = scenarios.findIndex((each) => each.id === id);
      if (scenarios.length < 2 || place < 0) return false;
      const [gone] = scenarios.splice(place, 1);
      removed[id] = gone.edits;
      if (current === gone) current = scenarios[Math.max(place - 1, 0)];
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

    /** Rename a scenario; return the key of what is wrong with the name, or null. */
    function rename(id, name) {
      const found = scenarios.find((each) => each.id === id);
      const wanted = clean(name);
      if (!wanted) return "name-empty";
      if ([...wanted].length > LONGEST_NAME) return "name-long";
      if (!found || isTaken(wanted, found)) return "scenario-taken";
      if (found.name === wanted) return null;
      found.name = wanted;
      touch(found);
      tell("scenario");
      return null;
    }

    function values() {
      const all = scenarios.map(({ id, name, edits, now }) => plain({ id, name, edits, ...now }));
      return { scenarios: all, removed };
    }

    /** Return all scenarios as plain values, for the browser to keep. */
    function keep() {
      return { version: 2, chosen: scenarios.indexOf(current), ...values() };
    }

    /** Take over what was kept; return false, and change nothing, where anything in it is odd. */
    function restore(kept) {
      const found = readKept(kept, start, refused);
      if (!found) return false;
      removed = { ...found.removed };
      const again = ({ id, name, edits, groups, group_of }) => fresh(id, name, { groups, group_of }, edits);
      scenarios = found.scenarios.map(again);
      current = scenarios[Number.isInteger(found.chosen) ? found.chosen : 0] ?? scenarios[0];
      tell("restored");
      return true;
    }

    /**
     * Take over what another window kept, beside what is here.
     *
     * Return null, and change nothing, where it is odd or where it would be too much. Else
     * {write, taken, apart, gone}: whether this window has what the other has not, and the names
     * of scenarios that were taken over, that both windows changed, and that are no longer there.
     */
    function merge(kept) {
      const theirs = readKept(kept, start, refused);
      const mine = values();
      const found = theirs && merged(mine, theirs, otherName);
      if (!found || found.scenarios.length > MOST_KEPT) return null;
      const own = new Map(mine.scenarios.map((each, i) => [each, scenarios[i]]));
      const before = new Map(scenarios.map((each) => [each.id, each]));
      const lost = new Set(found.scenarios.map(({ origin }) => own.get(origin)));
      const told = { taken: [], apart: [], gone: [] };
      const next = found.scenarios.map(({ origin, id, name, edits, groups, group_of }) => {
        const here = own.get(origin);
        const there = here ? null : before.get(id);
        if (here && here.id === id) return Object.assign(here, { name, edits });
        if (here || (there && lost.has(there))) told.apart.push(name);
        else told.taken.push(name);
        if (here) return Object.assign(here, { id, name, edits });
        const state = { groups, group_of };
        if (!there || lost.has(there)) return fresh(id, name, state, edits);
        // What was here can be had back.
        if (!same(there.now, state)) remember(there, otherName(name));
        return Object.assign(there, { name, edits, now: same(there.now, state) ? there.now : state });
      });
      told.gone = scenarios.filter((each) => !next.includes(each)).map(({ name }) => name);
      [scenarios, removed] = [next, found.removed];
      if (!scenarios.includes(current)) [current] = scenarios;
      if (told.taken.length || told.apart.length || told.gone.length) tell("merged");
      return { write: wording(found) !== wording(theirs), ...told };
    }

    return {
      start,
      put,
      add,
      remove,
      choose,
      rename,
      isTaken,
      keep,
      restore,
      merge,
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

  return Object.freeze({ MOST_SCENARIOS, createStore });
})();
