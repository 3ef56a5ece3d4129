"use strict";
// The names of municipalities on the map, once it is close enough for them to have room.
regiekaart.names = (() => {
  const { element } = regiekaart;
  const { map, moments, shapes, state } = regiekaart;
  const CLOSE = 9.75;
  // How wide a letter of the names is, in pixels, with some room around them.
  const letter = () => parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.47;
  const labels = new Map();

  function width(own) {
    const [, west, , east] = shapes.box(own);
    const at = (longitude) => map.leaflet().project([51, longitude]).x;
    return at(east) - at(west);
  }

  function inView(own) {
    const [south, west, north, east] = shapes.box(own);
    return map.leaflet().getBounds().intersects([[south, west], [north, east]]);
  }

  // Above or below a number of the legend, where one stands in the same place.
  function side(i, badges, wide) {
    const { x, y } = map.leaflet().latLngToLayerPoint(place(i));
    const half = (moments.units().names[i].length * wide) / 2 + 8;
    const badge = badges.find((each) => Math.abs(each.x - x) < half && Math.abs(each.y - y) < wide * 2.4);
    return badge ? (badge.y > y ? " above" : " below") : "";
  }

  function place(i) {
    return shapes.widestPlace(moments.units().shapes[i]);
  }

  function label(i, beside) {
    const name = element("span", { dir: "auto" }, moments.units().names[i]);
    const icon = L.divIcon({ className: `unit-name${beside}`, html: name, iconSize: [0, 0] });
    return L.marker(place(i), { icon, interactive: false, keyboard: false });
  }

  // By what each label is: the municipality on its borders, and the side on which it stands.
  function wanted() {
    if (map.leaflet().getZoom() < CLOSE) return new Map();
    const { names, shapes: own } = moments.units();
    const wide = letter();
    const room = moments.shown().filter((i) => inView(own[i]) && width(own[i]) > names[i].length * wide);
    const badges = map.badgePlaces().map(({ at }) => map.leaflet().latLngToLayerPoint(at));
    const placed = room.map((i) => [i, side(i, badges, wide)]);
    return new Map(apart(placed, wide).map(([i, beside]) => {
      return [`${moments.current().vintage} ${i}${beside}`, () => label(i, beside)];
    }));
  }

  // Names that would lie over each other are left out, those with the most inhabitants last.
  function apart(placed, wide) {
    const { population } = moments.current();
    const taken = [];
    return [...placed].sort(([a], [b]) => population[b] - population[a]).filter(([i, beside]) => {
      const { x, y } = map.leaflet().latLngToLayerPoint(place(i));
      const moved = { " above": -1.8, " below": 2.2 }[beside] ?? 0;
      const own = { x, y: y + moved * wide, half: (moments.units().names[i].length * wide) / 2 };
      const beneath = (each) => Math.abs(each.x - own.x) < (each.half + own.half) * 0.95;
      if (taken.some((each) => beneath(each) && Math.abs(each.y - own.y) < wide * 1.8)) return false;
      return taken.push(own);
    });
  }

  // Labels that stay are left as they are.
  function show() {
    const now = wanted();
    for (const [key, made] of labels) {
      if (now.has(key)) continue;
      made.remove();
      labels.delete(key);
    }
    for (const [key, make] of now) {
      if (!labels.has(key)) labels.set(key, make().addTo(map.leaflet()));
    }
  }

  function start() {
    show();
    map.onMove(show);
    state.on((changed) => {
      if (["moment", "filter", "layer", "revision"].some((key) => changed.has(key))) show();
    });
  }

  return { start };
})();
