/* The sums of the planner: what became of each group since the study before, as
 * `regiekaart.analysis.lineage`.
 *
 * A piece is a unit of the study before: the unit in which it lies now, its group then, and its
 * inhabitants then.
 *
 * @typedef {{kind: string, as_far_as_known: ?string, predecessor: ?string, namesake: boolean,
 *   joined: number[], left: number[], unknown: number[]}} Lineage
 */
Object.assign(regiekaartCore, (() => {
  "use strict";
  const { UNKNOWN, compareText, normalise } = regiekaartCore;

  const NEW = "new";
  const UNCHANGED = "unchanged";
  const CHANGED = "changed";
  const OPEN = "unknown";

  /** Return what became of each group of a scene, in its order. @returns {Lineage[]} */
  function lineages(data, scene) {
    if (!data.before) return scene.groups.map(() => lineage(OPEN, null, false, [[], [], []]));
    const same = namesakes(data.before.groups, scene.groups);
    return scene.groups.map((group, h) => lineageOf(data.before, scene, group, same.get(h)));
  }

  function lineage(kind, predecessor, namesake, [joined, left, unknown]) {
    const seen = joined.length || left.length || unknown.length || predecessor === null;
    const as_far_as_known = kind === OPEN && !seen ? UNCHANGED : null;
    return { kind, as_far_as_known, predecessor, namesake, joined, left, unknown };
  }

  /** Return per group now the group before that has its name: the same spelling goes first. */
  function namesakes(before, now) {
    const found = new Map();
    for (const spelling of [(name) => name, normalise]) {
      const taken = new Set(found.values());
      const free = new Map();
      before.forEach((name, g) => {
        const key = spelling(name);
        if (!taken.has(g) && !free.has(key)) free.set(key, g);
      });
      now.forEach(({ name }, h) => {
        const key = spelling(name);
        if (found.has(h) || !key || !free.has(key)) return;
        found.set(h, free.get(key));
        free.delete(key);
      });
    }
    return found;
  }

  function lineageOf(before, scene, { group }, namesake) {
    const origin = namesake ?? nearest(before, scene, group);
    const differences = differencesOf(before, scene, origin, group);
    const [joined, left, open] = differences;
    const unknown = scene.unknown.length > 0;
    let kind = before.closed && !unknown ? UNCHANGED : OPEN;
    // Somebody who is unknown now may come from a group, which it would then continue.
    if (origin === null) kind = open.length || unknown ? OPEN : NEW;
    else if (joined.length || left.length) kind = CHANGED;
    const name = origin === null ? null : before.groups[origin];
    return lineage(kind, name, namesake !== undefined, differences);
  }

  /** Return the group before with which a group shares most inhabitants; null if there is none. */
  function nearest(before, scene, group) {
    const shared = new Map();
    before.unit.forEach((unit, k) => {
      const was = before.was[k];
      if (was < 0 || scene.of[unit] !== group) return;
      shared.set(was, (shared.get(was) ?? 0) + before.population[k]);
    });
    const name = (g) => before.groups[g];
    const found = [...shared].sort((a, b) => b[1] - a[1] || compareText(name(a[0]), name(b[0])));
    return found.length ? found[0][0] : null;
  }

  /** Return who joined, who left, and of whom it is open; one that merged may be in several. */
  function differencesOf(before, scene, origin, group) {
    const found = [new Set(), new Set(), new Set()];
    const [joined, left, open] = found;
    before.unit.forEach((unit, k) => {
      const was = before.was[k];
      const now = scene.of[unit];
      if ((was === origin) === (now === group)) return;
      if (was === UNKNOWN || now === UNKNOWN) open.add(unit);
      else (now === group ? joined : left).add(unit);
    });
    return found.map((units) => [...units]);
  }

  return { lineages };
})());
