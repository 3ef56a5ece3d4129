"use strict";
// Shapes from shared lines: any set of the smallest shapes is drawn by leaving out the lines
// between them, so the municipalities of every date, and every region, come from the same lines.
regiekaart.shapes = (() => {
  const { topology } = regiekaart.data;
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const HALF = LETTERS.length / 2;
  const { rings } = topology;
  const arcs = read(topology.arcs);
  const sides = findSides();
  const places = new Map();
  const boxes = [];

  // The inverse of `written` in topology.py.
  function read(letters) {
    const value = new Map([...LETTERS].map((letter, i) => [letter, i]));
    const [west, south] = topology.origin;
    let at = 0;
    let [x, y] = [0, 0];
    function number() {
      let [found, scale, digit] = [0, 1, HALF];
      while (digit >= HALF) {
        digit = value.get(letters[at]);
        found += (digit % HALF) * scale;
        scale *= HALF;
        at += 1;
      }
      return found;
    }
    function step() {
      const found = number();
      return found % 2 ? -(found + 1) / 2 : found / 2;
    }
    const found = [];
    while (at < letters.length) {
      const arc = [];
      for (let left = number(); left > 0; left -= 1) {
        x += step();
        y += step();
        arc.push([south + y * topology.step, west + x * topology.step]);
      }
      found.push(arc);
    }
    return found;
  }

  function plain(number) {
    return number < 0 ? ~number : number;
  }

  // Which shapes lie along each line: one at the edge of the land, else two.
  function findSides() {
    const found = arcs.map(() => []);
    rings.forEach((own, shape) => own.flat().forEach((number) => found[plain(number)].push(shape)));
    return found;
  }

  // The lines around some shapes: those that only one of them has.
  function around(shapes) {
    const times = new Map();
    for (const number of shapes.flatMap((shape) => rings[shape].flat())) {
      times.set(plain(number), [...(times.get(plain(number)) ?? []), number]);
    }
    return [...times.values()].filter((same) => same.length === 1).flat();
  }

  function points(number) {
    return number < 0 ? [...arcs[~number]].reverse() : arcs[number];
  }

  // The rings around some shapes, as points (latitude, longitude).
  function outline(shapes) {
    if (shapes.length === 1) return rings[shapes[0]].map((ring) => joined(ring.map(points)));
    const waiting = new Map();
    const left = new Set(around(shapes).map(points));
    for (const line of left) {
      const key = line[0].join();
      waiting.set(key, [...(waiting.get(key) ?? []), line]);
    }
    const found = [];
    for (const first of left) {
      const ring = [];
      let line = first;
      while (line && left.delete(line)) {
        ring.push(line);
        const next = waiting.get(line.at(-1).join()) ?? [];
        line = next.find((each) => left.has(each));
      }
      found.push(joined(ring));
    }
    return found;
  }

  function joined(lines) {
    return lines.flatMap((line, i) => (i ? line.slice(1) : line));
  }

  // The lines between shapes of different values, each once; below zero is in no part. Those between
  // the same two values are together, as numbers of lines.
  function borders(valueOf) {
    const found = new Map();
    sides.forEach(([shape, beside], i) => {
      const [one, other] = [valueOf[shape], valueOf[beside] ?? -1];
      if (one === other || Math.max(one, other) < 0) return;
      const key = one < other ? `${one} ${other}` : `${other} ${one}`;
      if (found.has(key)) found.get(key).push(i);
      else found.set(key, [i]);
    });
    return [...found.values()];
  }

  // The middle of the largest circle that fits in some shapes: where a number has most room.
  function widestPlace(shapes) {
    const key = shapes.join();
    if (!places.has(key)) places.set(key, findPlace(shapes));
    return places.get(key);
  }

  function findPlace(shapes) {
    const lines = around(shapes).map((number) => arcs[plain(number)]);
    const all = lines.flat();
    const [low, high] = [0, 1].map((axis) => {
      const values = all.map((point) => point[axis]);
      return [Math.min(...values), Math.max(...values)];
    });
    // A degree of longitude is shorter than one of latitude.
    const narrow = Math.cos(((low[0] + low[1]) / 2) * (Math.PI / 180));
    const segments = Float64Array.from(
      lines.flatMap((line) =>
        line.slice(1).flatMap((end, i) => [line[i][1] * narrow, line[i][0], end[1] * narrow, end[0]]),
      ),
    );
    const box = [high[0] * narrow, low[0], high[1] * narrow, low[1]];
    const [x, y] = innermost(segments, box);
    return [y, x / narrow];
  }

  // Cells are halved as long as they may hold a better point than the best so far.
  function innermost(segments, [west, south, east, north]) {
    const side = Math.min(east - west, north - south);
    const precision = Math.max(east - west, north - south) / 40;
    const cell = (x, y, half) => {
      const room = distance(segments, x, y);
      return { x, y, half, room, most: room + half * Math.SQRT2 };
    };
    const cells = [];
    for (let x = west; x < east; x += side) {
      for (let y = south; y < north; y += side) {
        cells.push(cell(x + side / 2, y + side / 2, side / 2));
      }
    }
    let best = cells[0];
    while (cells.length) {
      cells.sort((a, b) => a.most - b.most);
      const now = cells.pop();
      if (now.room > best.room) best = now;
      if (now.most - best.room <= precision) break;
      const half = now.half / 2;
      for (const dx of [-half, half]) {
        for (const dy of [-half, half]) cells.push(cell(now.x + dx, now.y + dy, half));
      }
    }
    return [best.x, best.y];
  }

  // How far a point lies from the nearest border; below zero outside. Four numbers to a segment,
  // one after the other: this is asked often enough to do without a list for each.
  function distance(segments, x, y) {
    let inside = false;
    let least = Infinity;
    for (let i = 0; i < segments.length; i += 4) {
      const ax = segments[i];
      const ay = segments[i + 1];
      const by = segments[i + 3];
      const dx = segments[i + 2] - ax;
      const dy = by - ay;
      if (ay > y !== by > y && x < (dx * (y - ay)) / dy + ax) inside = !inside;
      const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
      const t = Math.max(0, Math.min(1, along));
      least = Math.min(least, (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2);
    }
    return (inside ? 1 : -1) * Math.sqrt(least);
  }

  // South, west, north, east of some shapes.
  function box(shapes) {
    const own = shapes.map(boxOf);
    const side = (pick, i) => Math[pick](...own.map((each) => each[i]));
    return [side("min", 0), side("min", 1), side("max", 2), side("max", 3)];
  }

  function boxOf(shape) {
    if (!boxes[shape]) {
      const all = rings[shape].flat().flatMap((number) => arcs[plain(number)]);
      const [latitudes, longitudes] = [all.map((point) => point[0]), all.map((point) => point[1])];
      const low = [Math.min(...latitudes), Math.min(...longitudes)];
      boxes[shape] = [...low, Math.max(...latitudes), Math.max(...longitudes)];
    }
    return boxes[shape];
  }

  return { arcs, borders, box, count: rings.length, outline, widestPlace };
})();
