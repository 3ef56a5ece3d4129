"use strict";
// The names of municipalities on the map, once it is close enough for them to have room.
regiekaart.names = (() => {
  const { element } = regiekaart;
  const { map, moments, shapes, state } = regiekaart;
  const CLOSE = 9.75;
  // How wide a letter of the names is, in pixels, with some room around them.
  const letter = () => parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.47;
  let layer = null;

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
  function label(i, badges) {
    const text = moments.units().names[i];
    const name = element("span", { dir: "auto" }, text);
    const at = shapes.widestPlace(moments.units().shapes[i]);
    const { x, y } = map.leaflet().latLngToLayerPoint(at);
    const half = (text.length * letter()) / 2 + 8;
    const badge = badges.find((each) => Math.abs(each.x - x) < half && Math.abs(each.y - y) < 18);
    const side = badge ? (badge.y > y ? " above" : " below") : "";
    const icon = L.divIcon({ className: `unit-name${side}`, html: name, iconSize: [0, 0] });
    return L.marker(at, { icon, interactive: false, keyboard: false });
  }

  function show() {
    layer?.remove();
    layer = null;
    if (map.leaflet().getZoom() < CLOSE) return;
    const { names, shapes: own } = moments.units();
    const wide = letter();
    const room = moments.shown().filter((i) => inView(own[i]) && width(own[i]) > names[i].length * wide);
    const badges = map.badgePlaces(new Set(moments.shown())).map(({ at }) => map.leaflet().latLngToLayerPoint(at));
    layer = L.layerGroup(room.map((i) => label(i, badges))).addTo(map.leaflet());
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
