/* The sums of the planner: the rules of `regiekaart.analysis`, once more, for the browser.
 *
 * Pure functions of two plain values: the data of a study (`regiekaart.web.planner_data`) and a
 * state, which says who is in which group. No drawing, no network, and no number of its own: all
 * that the rules ask stands in the data. Each figure is that of Python, exactly: counts are whole
 * numbers, shares are pairs [part, whole], amounts are whole cents as BigInt.
 *
 * This file has the words (names as Python compares them), who is where, and the coverage; the
 * other core-*.js add to it.
 *
 * @typedef {{name: string, form: string}} Group
 * @typedef {{groups: Group[], group_of: number[]}} State Per unit the position of its group, or
 *   UNKNOWN, or OUTSIDE.
 * @typedef {{group: number, name: string, form: string, units: number[], population: number}} Filled
 *   A group that has a member; `group` is its position in the state.
 * @typedef {{groups: Filled[], unknown: number[], of: number[]}} Scene Who is where: the groups by
 *   name, as a study has them. A group without members is none.
 */
const regiekaartCore = (() => {
  "use strict";

  const UNKNOWN = -1;
  const OUTSIDE = -2;
  const APOSTROPHES = /['’‘‛ʼʹ′´`]/gu;
  const ASCII = /^[\u0020-\u007e]*$/;
  // Letters that fold upwards, unlike all others; and the one that folds to nothing else.
  const CHEROKEE = /[\u13a0-\u13fd\uab70-\uabbf]/u;
  const DOTLESS = "ı";
  // The names of a scenario are asked for again and again; a list that is read may have many more.
  const MOST_NAMES = 2000;
  const normalised = new Map();
  // What stands for what, token by token; the longest first. As in `regiekaart.facts.names`.
  const ABBREVIATIONS = [
    [["o", "l", "vrouw"], "onzelievevrouw"],
    [["o", "l", "v"], "onzelievevrouw"],
    [["olv"], "onzelievevrouw"],
    [["a", "d"], "aande"],
    [["o", "d"], "opden"],
    [["st"], "sint"],
    [["ste"], "sint"],
  ];

  /* ---- words, as Python compares them ---- */

  /** Return a text without regard to case, as Python's `str.casefold`. @param {string} text */
  function foldCase(text) {
    return ASCII.test(text) ? text.toLowerCase() : Array.from(text, foldLetter).join("");
  }

  function foldLetter(letter) {
    if (letter === DOTLESS) return letter;
    if (CHEROKEE.test(letter)) return letter.toUpperCase();
    return Array.from(letter.toLowerCase().toUpperCase(), (each) => each.toLowerCase()).join("");
  }

  /** Order texts by their code points, as Python; `<` would go by halves of them. */
  function compareText(one, other) {
    if (one === other) return 0;
    let i = 0;
    while (i < one.length && one[i] === other[i]) i += 1;
    // Two halves of a letter differ in the second half: the first is the same.
    if (i && isSecondHalf(one, i) && isSecondHalf(other, i)) i -= 1;
    return (one.codePointAt(i) ?? -1) < (other.codePointAt(i) ?? -1) ? -1 : 1;
  }

  function isSecondHalf(text, i) {
    return /[\udc00-\udfff]/.test(text[i] ?? "");
  }

  /** Order names without regard to case; the case decides between equals. */
  function compareNames(one, other) {
    return compareText(foldCase(one), foldCase(other)) || compareText(one, other);
  }

  /** Return what all spellings of one name have in common. @param {string} name */
  function normalise(name) {
    if (!normalised.has(name)) {
      if (normalised.size >= MOST_NAMES) normalised.clear();
      normalised.set(name, normalisedAnew(name));
    }
    return normalised.get(name);
  }

  function normalisedAnew(name) {
    const bare = foldCase(name.replace(APOSTROPHES, "").normalize("NFKD"));
    const tokens = bare.replace(/[\p{Mn}\p{Cf}]/gu, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    return writtenOut(tokens);
  }

  function writtenOut(tokens) {
    const words = [];
    for (let i = 0; i < tokens.length; ) {
      const short = ABBREVIATIONS.find(([parts]) => parts.every((part, k) => part === tokens[i + k]));
      words.push(short ? short[1] : tokens[i]);
      i += short ? short[0].length : 1;
    }
    return words.join("");
  }

  /* ---- who is where ---- */

  function sum(numbers) {
    return numbers.reduce((total, each) => total + each, 0);
  }

  function populationOf(data, units) {
    return sum(units.map((i) => data.population[i]));
  }

  /** @param {object} data @param {State} state @returns {Scene} */
  function sceneOf(data, state) {
    const members = state.groups.map(() => []);
    const unknown = [];
    state.group_of.forEach((group, unit) => {
      if (group >= 0) members[group].push(unit);
      else if (group === UNKNOWN) unknown.push(unit);
    });
    const groups = state.groups.map(({ name, form }, group) => {
      const units = members[group];
      return { group, name, form, units, population: populationOf(data, units) };
    });
    const filled = groups.filter(({ units }) => units.length);
    const key = new Map(filled.map((each) => [each, foldCase(each.name)]));
    const order = (a, b) => compareText(key.get(a), key.get(b)) || compareText(a.name, b.name);
    return { groups: filled.sort(order), unknown, of: state.group_of };
  }

  /* ---- coverage ---- */

  /**
   * Return the coverage of the whole and, with a kind, of each part: the rows of
   * `regiekaart.analysis.coverage`.
   *
   * `part` is null for the whole, the position of the part in the partition, or of the group in the
   * state, or UNKNOWN or OUTSIDE; these two have no name, so that `group` is null.
   * @param {object} data
   * @param {State} state
   * @param {?string} kind A partition of the data, or its `group_id`.
   */
  function coverage(data, state, kind = null) {
    const whole = coverageRows(data, state, [[null, data.whole]], () => 0);
    if (kind === null) return whole;
    if (kind === data.group_id) return [...whole, ...byGroup(data, state)];
    const partition = data.partitions[kind];
    if (!partition) throw new RangeError(`no partition: ${kind}`);
    const labels = partition.labels.map((label, i) => [i, label]);
    return [...whole, ...coverageRows(data, state, labels, (unit) => partition.of[unit])];
  }

  function byGroup(data, state) {
    const labels = sceneOf(data, state).groups.map(({ group, name }) => [group, name]);
    for (const absent of [OUTSIDE, UNKNOWN]) {
      if (state.group_of.includes(absent)) labels.push([absent, null]);
    }
    const row = new Map(labels.map(([part], i) => [part, i]));
    return coverageRows(data, state, labels, (unit) => row.get(state.group_of[unit]));
  }

  function coverageRows(data, state, labels, rowOf) {
    const sums = labels.map(() => ({
      units: 0, members: 0, unknown: 0, people: 0, peopleIn: 0, peopleUnknown: 0, groups: new Set(),
    }));
    state.group_of.forEach((group, unit) => {
      const row = sums[rowOf(unit)];
      const people = data.population[unit];
      row.units += 1;
      row.people += people;
      if (group >= 0) {
        row.members += 1;
        row.peopleIn += people;
        row.groups.add(group);
      } else if (group === UNKNOWN) {
        row.unknown += 1;
        row.peopleUnknown += people;
      }
    });
    const all = sum(data.population);
    return labels.map(([part, group], i) => coverageRow(part, group, sums[i], all));
  }

  function coverageRow(part, group, row, all) {
    return {
      part,
      group,
      municipalities: row.units,
      members: row.members,
      unknown: row.unknown,
      municipality_share: [row.members, row.units],
      municipality_share_max: [row.members + row.unknown, row.units],
      population: row.people,
      population_members: row.peopleIn,
      population_unknown: row.peopleUnknown,
      population_share: [row.peopleIn, row.people],
      population_share_max: [row.peopleIn + row.peopleUnknown, row.people],
      regions: row.groups.size,
      share_of_whole: [row.people, all],
    };
  }

  return {
    UNKNOWN, OUTSIDE,
    compareNames, compareText, coverage, foldCase, normalise, populationOf, sceneOf, sum,
  };
})();
