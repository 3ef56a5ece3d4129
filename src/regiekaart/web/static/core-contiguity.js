/* The sums of the planner: how a group hangs together, as `regiekaart.analysis.rules.contiguity`.
 *
 * Which unknown units would join the pieces depends on the order in which borders are walked. It is
 * that of Python: by the neighbour pairs as they stand in the data.
 *
 * @typedef {{pieces: number[][], alone: number[], bridge: ?number[], connected: ?boolean}} Connection
 *   The pieces, most inhabitants first, without the units that border on nobody; the unknown units
 *   that would join all pieces, null if none can; whether it is one piece, null if that hinges.
 */
Object.assign(regiekaartCore, (() => {
  "use strict";
  const { populationOf } = regiekaartCore;

  const linksOf = new WeakMap();

  /** Return the neighbours of each unit; a unit with none is left out. @returns {Map<number, number[]>} */
  function links(data) {
    if (!linksOf.has(data.neighbours)) linksOf.set(data.neighbours, linked(data));
    return linksOf.get(data.neighbours);
  }

  function linked(data) {
    const near = new Map();
    const join = (a, b) => (near.has(a) ? near.get(a).push(b) : near.set(a, [b]));
    for (const [a, b] of data.neighbours) {
      join(a, b);
      join(b, a);
    }
    return near;
  }

  /** Return the connected pieces that some units form, each in the order of the units. */
  function piecesOf(units, near) {
    const left = new Set(units);
    const pieces = [];
    for (const first of units) {
      if (!left.delete(first)) continue;
      const piece = [first];
      for (const here of piece) {
        for (const other of near.get(here) ?? []) if (left.delete(other)) piece.push(other);
      }
      pieces.push(piece.sort(byPosition));
    }
    return pieces;
  }

  function byPosition(a, b) {
    return a - b;
  }

  /**
   * @param {object} data
   * @param {number[]} units The members.
   * @param {number[]} free The units that may be members.
   * @param {Map<number, number[]>} near What `links` returns.
   * @returns {Connection}
   */
  function connection(data, units, free, near) {
    const pieces = piecesOf(units.filter((i) => near.has(i)), near)
      .map((piece) => ({ piece, people: populationOf(data, piece) }))
      .sort((a, b) => b.people - a.people || a.piece[0] - b.piece[0])
      .map(({ piece }) => piece);
    const bridge = pieces.length > 1 ? bridgeOf(pieces, new Set(free), near) : [];
    const connected = pieces.length <= 1 ? true : bridge === null ? false : null;
    return { pieces, alone: units.filter((i) => !near.has(i)), bridge, connected };
  }

  /** Return units that would join the pieces, a shortest way to each; null where one has no way. */
  function bridgeOf(pieces, free, near) {
    const joined = new Set(pieces[0]);
    const way = new Set();
    let left = pieces.slice(1);
    while (left.length) {
      const path = pathTo(joined, new Set(left.flat()), free, near);
      if (path === null) return null;
      const end = path.pop();
      const reached = left.find((piece) => piece.includes(end));
      left = left.filter((piece) => piece !== reached);
      path.forEach((unit) => way.add(unit));
      [...path, ...reached].forEach((unit) => joined.add(unit));
    }
    return [...way].sort(byPosition);
  }

  /** Return a shortest way over free units from a start to a goal, the start left out; or null. */
  function pathTo(start, goals, free, near) {
    const queue = [...start].sort(byPosition);
    const came = new Map(queue.map((unit) => [unit, null]));
    for (const here of queue) {
      for (const other of near.get(here) ?? []) {
        if (came.has(other) || !(free.has(other) || goals.has(other))) continue;
        came.set(other, here);
        if (goals.has(other)) return walkBack(other, came, start);
        queue.push(other);
      }
    }
    return null;
  }

  function walkBack(end, came, start) {
    const path = [];
    for (let unit = end; !start.has(unit); unit = came.get(unit)) path.push(unit);
    return path.reverse();
  }

  return { connection, links };
})());
