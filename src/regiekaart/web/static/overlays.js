"use strict";
// What lies over the surfaces of the map: hatching, borders, numbers of the legend, outlines. Each
// remembers what it was drawn from, so that a change draws only what is another.
regiekaart.overlays = (() => {
  const { data, element } = regiekaart;
  const { moments, shapes, state } = regiekaart;
  const lineLayers = {};
  const outlines = {};
  const drawnFrom = {};
  // How far apart numbers have to be, in letters: a little less than they are wide.
  const BADGE = 1.1;
  const [badges, hatched, seams] = [new Map(), new Map(), new Map()];
  const borders = new Map(data.lines.map(({ id }) => [id, new Map()]));
  let map = null;

  // Returns whether a part is to be drawn from something else than it was.
  function isOther(part, values) {
    const now = JSON.stringify(values);
    const other = drawnFrom[part] !== now;
    drawnFrom[part] = now;
    return other;
  }

  // Takes away what is no longer wanted, and adds what is not there: `wanted` says by key how each
  // is made. In small pieces: a browser paints anew all that a piece covers.
  function renew(there, wanted, group = map) {
    const now = new Map(wanted);
    for (const [key, made] of there) {
      if (now.has(key)) continue;
      group.removeLayer(made);
      there.delete(key);
    }
    for (const [key, make] of now) {
      if (there.has(key)) continue;
      there.set(key, make());
      group.addLayer(there.get(key));
    }
  }

  function layer() {
    return moments.current().layers[state.values.layer];
  }

  // ---- numbers of the legend, where there is most room for them ----

  function onScreen(at) {
    return map.latLngToLayerPoint(at);
  }

  // Of numbers that would cover each other, those of the most units; `where` says at which point of
  // the drawing a place lies. Closer by there is room for more.
  function badgePlaces(where = onScreen) {
    const { classes, of } = layer();
    const units = new Map();
    for (const i of moments.shown()) {
      if (!units.has(of[i])) units.set(of[i], []);
      units.get(of[i]).push(i);
    }
    const all = classes.flatMap(([value, , , text]) => {
      const own = text ? units.get(value) : null;
      return own ? [{ text, many: own.length, at: shapes.widestPlace(moments.shapesOf(own)) }] : [];
    });
    const least = parseFloat(getComputedStyle(document.documentElement).fontSize) * BADGE;
    const taken = [];
    return all.sort((a, b) => b.many - a.many).filter(({ text, at }) => {
      // Of more than two digits it is no longer round.
      const own = { ...where(at), wide: Math.max(text.length, 2) / 2 };
      const off = ({ x, y, wide }) => Math.hypot((x - own.x) / Math.max(wide, own.wide), y - own.y);
      if (taken.some((each) => off(each) < least)) return false;
      return taken.push(own);
    });
  }

  function showBadges() {
    renew(badges, badgePlaces().map(({ text, at }) => [`${text} ${at}`, () => badge(text, at)]));
  }

  function badge(text, at) {
    const icon = L.divIcon({ className: "badge", html: element("span", {}, text), iconSize: [20, 20] });
    return L.marker(at, { interactive: false, keyboard: false, icon });
  }

  // ---- hatching over all whose membership is less than documented, as on paper ----

  function doubtedUnits() {
    const about = [data.group_id, "coverage"].includes(state.values.layer);
    if (!about || !state.values.doubted) return [];
    const inside = new Set(moments.shown());
    return moments.current().doubted.units.filter((i) => inside.has(i));
  }

  function hatch(i, style) {
    return L.polygon(shapes.outline(moments.units().shapes[i]), {
      pane: "doubted", interactive: false, smoothFactor: 0, stroke: false, fillOpacity: 1,
      fillColor: `url(#over-${style})`, className: "doubted",
    });
  }

  // ---- borders ----

  function lines(key) {
    lineLayers[key] = L.layerGroup();
    return lineLayers[key];
  }

  function parted(key) {
    return key === data.group_id ? moments.groups() : moments.current().parts[key]?.of;
  }

  function linesOf(key) {
    const values = parted(key);
    return values ? shapes.borders(moments.perShape(values)) : [];
  }

  function lineArcs(key) {
    return linesOf(key).flat().map((number) => shapes.arcs[number]);
  }

  // A line for each two parts that touch.
  function pieces(key, make) {
    const arcs = (numbers) => numbers.map((number) => shapes.arcs[number]);
    return linesOf(key).map((numbers) => [`${key} ${numbers}`, () => make(arcs(numbers))]);
  }

  function border({ id, colour, weight, dashes }, arcs) {
    return L.polyline(arcs, {
      pane: "borders", color: colour, weight, dashArray: dashes || null, interactive: false,
      smoothFactor: 0, className: `border borders-${id}${id === data.kinds[0]?.id ? " borders-usual" : ""}`,
    });
  }

  // Each kind of line lies over those before it, whichever was drawn last.
  function showBorders(line, place) {
    const { id } = line;
    const shown = state.values.lines.includes(id);
    if (!isOther(id, shown && [parted(id), moments.current().vintage])) return;
    renew(borders.get(id), shown ? pieces(id, (arcs) => border(line, arcs)) : [], lineLayers[id]);
    for (const { id: above } of data.lines.slice(place + 1)) {
      for (const piece of borders.get(above).values()) piece.bringToFront();
    }
  }

  // Where the parts of a layer have no line of their own, a light seam parts equal colours.
  function seam(key, arcs) {
    return L.polyline(arcs, {
      pane: "seams", color: data.look.paper, weight: 3.5, interactive: false, smoothFactor: 0,
      className: `border seams-${key}`,
    });
  }

  function showSeams() {
    const key = state.values.layer;
    const shown = data.lines.some((line) => line.id === key) && !state.values.lines.includes(key);
    if (!isOther("seams", shown && [key, parted(key), moments.current().vintage])) return;
    renew(seams, shown ? pieces(key, (arcs) => seam(key, arcs)) : []);
  }

  // ---- outlines ----

  // On a light one that is wider, so that it stands out on any fill and any line.
  function mark(name, units, colour = data.look.ink) {
    if (!isOther(`outline ${name}`, [units, moments.current().vintage])) return;
    outlines[name]?.remove();
    if (!units.length) return;
    const rings = shapes.outline(moments.shapesOf(units));
    const common = { pane: "marks", fill: false, interactive: false, smoothFactor: 0 };
    outlines[name] = L.layerGroup([
      L.polygon(rings, { ...common, color: data.look.paper, weight: 8, className: "casing" }),
      L.polygon(rings, { ...common, color: colour, weight: 4, className: `mark ${name}` }),
    ]).addTo(map);
  }

  function update() {
    showBadges();
    const { vintage, doubted } = moments.current();
    const keyOf = (i) => `${vintage} ${i} ${doubted.style}`;
    renew(hatched, doubtedUnits().map((i) => [keyOf(i), () => hatch(i, doubted.style)]));
    data.lines.forEach(showBorders);
    showSeams();
  }

  function start(made) {
    map = made;
    map.on("zoomend", showBadges);
  }

  return { badgePlaces, doubtedUnits, lineArcs, lines, mark, start, update };
})();
