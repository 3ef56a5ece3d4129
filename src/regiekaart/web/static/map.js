"use strict";
// The map: one set of surfaces per list of municipalities, filled by the layer that is chosen.
regiekaart.map = (() => {
  const { byId, calm, canHover, data, drawn } = regiekaart;
  const { modes, moments, overlays, shapes, state, words } = regiekaart;
  const { mark } = overlays;
  let map = null;
  let surfaces = null;
  let polygons = [];
  let vintage = null;
  const told = new WeakMap(); // what a surface was called last
  let tooltip = null;
  let roving = 0;
  let moved = false;
  let quiet = false;
  const watchers = [];

  const still = { fadeAnimation: false, inertia: false, markerZoomAnimation: false, zoomAnimation: false };
  if (calm) L.Map.mergeOptions(still);

  // Land beyond the edge is drawn as well, so that there is some when the map is dragged.
  L.Renderer.mergeOptions({ padding: 0.5 });
  // Moved in three dimensions, each number and each name is a layer of its own for the browser, and
  // hundreds of layers are put together again at each change. Leaflet has this for an older browser.
  L.Browser.ie3d = true;

  // Hatchings. Those of a layer have their ground; those laid over another fill have none.
  const HATCHES = {
    "/": (ink) => [drawn("path", { d: "M-1 7 7-1M-1 1 1-1M5 7 7 5", stroke: ink, "stroke-width": 1.5 })],
    "\\": (ink) => [drawn("path", { d: "M-1-1 7 7M5-1 7 1M-1 5 1 7", stroke: ink, "stroke-width": 0.7 })],
    ".": (ink) => [drawn("circle", { cx: 3, cy: 3, r: 1, fill: ink })],
    x: (ink) => [drawn("path", { d: "M0 0 6 6M6 0 0 6", stroke: ink, "stroke-width": 0.8 })],
  };

  function pattern(number, { fill, hatch, ink }, over, prefix = "") {
    const size = { width: 6, height: 6, patternUnits: "userSpaceOnUse" };
    const ground = over ? [] : [drawn("rect", { width: 6, height: 6, fill })];
    const id = `${prefix}${over ? "over" : "hatch"}-${number}`;
    return drawn("pattern", { id, ...size }, ...ground, ...HATCHES[hatch](ink));
  }

  function patterns(prefix) {
    return data.styles.flatMap((style, number) =>
      style.hatch ? [false, true].map((over) => pattern(number, style, over, prefix)) : [],
    );
  }

  function paint(number, prefix = "") {
    const { fill, hatch } = data.styles[number];
    return hatch ? `url(#${prefix}hatch-${number})` : fill;
  }

  // The class of each value of a layer: [value, label, style, badge].
  function classesOf(layer) {
    return new Map(layer.classes.map((each) => [each[0], each]));
  }

  function layer() {
    return moments.current().layers[state.values.layer];
  }

  // What fills each municipality; a pale one where the filter leaves it out.
  function fills(prefix) {
    const { of } = layer();
    const classes = classesOf(layer());
    const inside = new Set(moments.shown());
    return of.map((value, i) => (inside.has(i) ? paint(classes.get(value)[2], prefix) : data.look.context));
  }

  function valueName(i) {
    return words.say(classesOf(layer()).get(layer().of[i])[1]);
  }

  function surfacesLayer() {
    surfaces = L.layerGroup();
    return surfaces;
  }

  function polygon(i) {
    const rings = shapes.outline(moments.units().shapes[i]);
    const made = L.polygon(rings, {
      ...data.look.unit, fillOpacity: 1, smoothFactor: 0, className: "unit", bubblingMouseEvents: false,
    });
    return made.on({
      mouseover: (event) => hover(i, event),
      mousemove: (event) => moveTooltip(event),
      mouseout: () => hover(-1),
      click: (event) => {
        setRoving(i);
        modes.send("choose", i, event.originalEvent);
      },
    });
  }

  function rebuild() {
    if (vintage === moments.current().vintage) return;
    vintage = moments.current().vintage;
    surfaces.clearLayers();
    polygons = moments.units().codes.map((_, i) => polygon(i).addTo(surfaces));
    roving = largest();
    polygons.forEach((shape, i) => {
      const path = shape.getElement();
      path.dataset.code = moments.units().codes[i];
      path.setAttribute("role", "button");
    });
  }

  function largest() {
    const sizes = moments.units().shapes.map((own) => {
      const [south, west, north, east] = shapes.box(own);
      return (north - south) * (east - west);
    });
    return sizes.indexOf(Math.max(...sizes));
  }

  // What a change leaves as it is, is not drawn again.
  function refill() {
    const colours = fills();
    const { of } = layer();
    const classes = classesOf(layer());
    polygons.forEach((shape, i) => {
      if (shape.options.fillColor !== colours[i]) shape.setStyle({ fillColor: colours[i] });
      call(shape, i, words.say(classes.get(of[i])[1]));
    });
    setRoving(roving);
  }

  function call(shape, i, value) {
    const now = `${words.code} ${value}`;
    if (told.get(shape) === now) return;
    told.set(shape, now);
    const name = words.word("unit-name", { name: moments.units().names[i], value });
    shape.getElement().setAttribute("aria-label", name);
  }

  function chosenUnits() {
    const { kind, number } = moments.chosen();
    if (kind === "unit") return [number];
    return kind === "region" ? moments.members(number) : [];
  }

  function hover(i, event) {
    mark("hovered", i < 0 ? [] : [i]);
    modes.send("hover", i, event?.originalEvent);
    if (i < 0 || !canHover) {
      tooltip?.remove();
      return;
    }
    tooltip.setContent(regiekaart.cards.small(i)).setLatLng(event.latlng).addTo(map);
    keepInside();
  }

  function moveTooltip(event) {
    if (!canHover) return;
    tooltip.setLatLng(event.latlng);
    keepInside();
  }

  // Leaflet puts a tooltip left or right of the pointer; on a small map that can be outside of it.
  function keepInside() {
    const box = tooltip.getElement();
    if (!box) return;
    box.style.translate = "0 0";
    const [inner, outer] = [box.getBoundingClientRect(), map.getContainer().getBoundingClientRect()];
    const shift = (low, high, from, to) =>
      high - low > to - from ? from - low : Math.max(from - low, Math.min(0, to - high));
    const dx = shift(inner.left, inner.right, outer.left + 4, outer.right - 4);
    const dy = shift(inner.top, inner.bottom, outer.top + 4, outer.bottom - 4);
    box.style.translate = `${dx}px ${dy}px`;
  }

  // One municipality at a time is in the tab order; arrows go to the nearest one on that side.
  function setRoving(i) {
    polygons[roving]?.getElement().setAttribute("tabindex", "-1");
    roving = i;
    polygons[i].getElement().setAttribute("tabindex", "0");
  }

  // Takes the keyboard to a municipality, where Enter does what a click does.
  function focus(i) {
    show([i]);
    setRoving(i);
    polygons[i].getElement().focus({ preventScroll: true });
  }

  const ARROWS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

  function neighbour(i, [north, east]) {
    const from = polygons[i].getBounds().getCenter();
    let [best, least] = [i, Infinity];
    polygons.forEach((shape, j) => {
      const to = shape.getBounds().getCenter();
      const [up, right] = [to.lat - from.lat, (to.lng - from.lng) * 0.63];
      const along = up * north + right * east;
      const aside = Math.abs(up * east) + Math.abs(right * north);
      const cost = along + 2.5 * aside;
      if (j !== i && along > 0 && aside < 1.5 * along && cost < least) [best, least] = [j, cost];
    });
    return best;
  }

  function onKey(event) {
    const i = polygons.findIndex((shape) => shape.getElement() === event.target);
    if (i < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (ARROWS[event.key]) {
      const next = neighbour(i, ARROWS[event.key]);
      setRoving(next);
      polygons[next].getElement().focus({ preventScroll: true });
    } else if (event.key === "Enter" || event.key === " ") {
      modes.send("choose", i, event);
    } else if (!modes.send("key", event)) {
      return;
    }
    // Leaflet would drag the map along.
    event.preventDefault();
    event.stopPropagation();
  }

  function watchKeys() {
    const box = map.getContainer();
    box.addEventListener("keydown", onKey, true);
    box.addEventListener("focusin", ({ target }) => {
      const i = polygons.findIndex((shape) => shape.getElement() === target);
      const byKeyboard = i >= 0 && target.matches(":focus-visible");
      mark("focused", byKeyboard ? [i] : [], data.look.accent);
      if (byKeyboard && !map.getBounds().contains(polygons[i].getBounds())) {
        map.panTo(polygons[i].getBounds().getCenter(), { animate: !calm });
      }
    });
    box.addEventListener("focusout", () => mark("focused", []));
  }

  // Pale where the value is another one: colours come back on a map, so a colour is no answer.
  function emphasise(value) {
    const { of } = layer();
    const inside = new Set(moments.shown());
    polygons.forEach((shape, i) => {
      shape.setStyle({ fillOpacity: value === null || (of[i] === value && inside.has(i)) ? 1 : 0.15 });
    });
  }

  function boundsOf(units) {
    const [south, west, north, east] = shapes.box(moments.shapesOf(units));
    return L.latLngBounds([south, west], [north, east]);
  }

  function land() {
    return boundsOf(moments.units().codes.map((_, i) => i));
  }

  function fit(bounds, maxZoom) {
    const padding = map.getSize().x < 500 ? [4, 4] : [16, 16];
    map.fitBounds(bounds, { padding, maxZoom, animate: !calm && maxZoom !== undefined });
  }

  function show(units) {
    if (units.length) fit(boundsOf(units), units.length === 1 ? 9.75 : 10.5);
  }

  // The whole map, or the part that the filter leaves.
  function home() {
    quiet = true;
    map.setMinZoom(0);
    fit(land());
    map.setMinZoom(map.getZoom() - 0.5);
    if (state.values.filter) fit(boundsOf(moments.shown()));
    quiet = false;
    moved = false;
    watchers.forEach((told) => told());
  }

  function landInView() {
    const [whole, seen] = [land().pad(0.02), map.getBounds()];
    const both = (pick, side) => Math[pick](whole[side](), seen[side]());
    const [south, north] = [both("max", "getSouth"), both("min", "getNorth")];
    const [west, east] = [both("max", "getWest"), both("min", "getEast")];
    const shown = L.latLngBounds([south, west], [north, east]);
    // Dragged off the land, there is nothing to cut out.
    return south < north && west < east ? shown : whole;
  }

  function view() {
    const { lat, lng } = map.getCenter();
    return moved ? [map.getZoom(), lat, lng] : null;
  }

  function setView([zoom, lat, lng]) {
    map.setView([lat, lng], zoom, { animate: false });
    moved = true;
  }

  function buttons() {
    const box = byId("map-buttons");
    L.DomEvent.disableClickPropagation(box);
    byId("zoom-in").addEventListener("click", () => map.zoomIn());
    byId("zoom-out").addEventListener("click", () => map.zoomOut());
    byId("home").addEventListener("click", home);
    byId("borders-note").hidden = !data.approximate;
  }

  function note() {
    moved ||= !quiet;
    map.getContainer().classList.toggle("far", map.getZoom() < 8.25);
    watchers.forEach((told) => told());
  }

  function watchMap() {
    map.on("zoomend moveend", note);
    map.on("resize", () => moved || home());
    // The map gives way to a longer note below it, and not only to a smaller window.
    new ResizeObserver(() => {
      quiet = true;
      map.invalidateSize({ animate: false });
      quiet = false;
    }).observe(map.getContainer());
    L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
    map.on("click", (event) => modes.send("ground", event.originalEvent));
  }

  function update(changed) {
    rebuild();
    refill();
    overlays.update();
    mark("chosen", chosenUnits());
    if (changed.has("filter") && !changed.has("chosen")) home();
    if (changed.has("language")) name();
  }

  function name() {
    const title = words.say(data.title);
    map.getContainer().setAttribute("aria-label", words.word("map-name", { title }));
  }

  // The view first, so that everything is drawn once.
  function start(made, asked) {
    map = made;
    overlays.start(map);
    map.invalidateSize({ animate: false });
    byId("hatches").append(...patterns(""));
    tooltip = L.tooltip({ opacity: 1, direction: "auto", offset: [12, 0] });
    map.getContainer().setAttribute("role", "region");
    map.setMaxZoom(13);
    home();
    map.setMaxBounds(land().pad(0.5));
    if (asked) setView(asked);
    update(new Set(["moment", "language"]));
    buttons();
    watchMap();
    watchKeys();
    note();
    moved = Boolean(asked);
    state.on(update);
  }

  return {
    badgePlaces: overlays.badgePlaces, doubtedUnits: overlays.doubtedUnits, emphasise, fills, focus, home,
    landInView, layer, lineArcs: overlays.lineArcs, paint, patterns, setView, show, start,
    surfaces: surfacesLayer, valueName, view,
    leaflet: () => map,
    onMove: (told) => watchers.push(told),
  };
})();

// What folium's script calls.
regiekaart.surfaces = regiekaart.map.surfaces;
regiekaart.lines = regiekaart.overlays.lines;
