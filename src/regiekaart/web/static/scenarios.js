/* Scenarios of the planner: who is in which region.
 *
 * No drawing and no sums: a scenario is a state of plain values, and each change gives a new one.
 * What the sums make of it stands in core.js; undo, and several side by side, in scenario-store.js.
 *
 * A state is {groups: [{name, form}], group_of: [number]}: per municipality the position of its
 * region, or UNKNOWN, or OUTSIDE for "not a member".
 */
const regiekaartScenarios = (() => {
  "use strict";

  const { UNKNOWN, OUTSIDE, normalise } = regiekaartCore;
  const { cleanText } = regiekaartTable;
  const LONGEST_NAME = 200;
  // What a spreadsheet takes for the beginning of a formula.
  const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/;
  const ERROR_VALUE = /^#(n\/?[abvd]|ref|value|waarde|div\/0|deel\/0|name|naam)/i;

  /* ---- names ---- */

  /** Return a name as a list has it: visible, with single spaces. */
  function clean(name) {
    return cleanText(name).split(" ").filter(Boolean).join(" ").normalize("NFC");
  }

  /** Return what all spellings of a name have in common; of signs alone, the signs. */
  function nameKey(name) {
    return normalise(name) || name;
  }

  /**
   * Return the key of what is wrong with the name of a region, or null.
   * @param {string[]} taken Names of the other regions.
   * @param {string[]} refused Words that are no name, normalised.
   * @param {boolean} listed Whether it stands in a list: there a formula is but a name, which is
   *   written with an apostrophe in front.
   */
  function nameProblem(name, taken, refused, listed = false) {
    const wanted = clean(name);
    if (!wanted) return "name-empty";
    if ([...wanted].length > LONGEST_NAME) return "name-long";
    if (!/\p{L}/u.test(wanted)) return "name-letters";
    if (!listed && FORMULA.test(wanted.replace(/^'/, ""))) return "name-formula";
    if (ERROR_VALUE.test(wanted) || refused.includes(normalise(wanted))) return "name-word";
    if (taken.some((other) => nameKey(other) === nameKey(wanted))) return "name-taken";
    return null;
  }

  /* ---- states ---- */

  function assign(state, units, group) {
    const group_of = state.group_of.slice();
    for (const unit of units) group_of[unit] = group;
    return { groups: state.groups, group_of };
  }

  /**
   * Return what a municipality is once it is taken out of its region.
   *
   * Of whom the list knows nothing, nothing is known again: "not a member" would be a statement
   * that nobody made.
   */
  function leftBehind(start, unit) {
    return start.group_of[unit] === UNKNOWN ? UNKNOWN : OUTSIDE;
  }

  function takeOut(start, state, units) {
    const group_of = state.group_of.slice();
    for (const unit of units) group_of[unit] = leftBehind(start, unit);
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

  /** Return the state without a region; its municipalities are taken out of it. */
  function removeGroup(start, state, group) {
    const left = (of, unit) => (of === group ? leftBehind(start, unit) : of > group ? of - 1 : of);
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

  return Object.freeze({
    UNKNOWN,
    OUTSIDE,
    LONGEST_NAME,
    normalise,
    clean,
    nameKey,
    nameProblem,
    assign,
    takeOut,
    addGroup,
    changeGroup,
    removeGroup,
    same,
    changed,
  });
})();
