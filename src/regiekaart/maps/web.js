"use strict";
// The page's own script: layers from one GeoJSON, cards, legend. Texts come in ready-made, and are
// only ever put in as text, so that no name can become markup.
const regiekaart = (() => {
  const data = JSON.parse(document.getElementById("map-data").textContent);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const byId = (id) => document.getElementById(id);
  const surfaceLayers = {};
  let map = null;
  let active = null;
  let chosen = null;
  let moved = false;
  let sides = null;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function sourceLine(text, linked) {
    const line = element("li");
    if (!linked || !/^https?:\/\/\S+$/.test(text)) {
      line.textContent = text;
      return line;
    }
    const link = element("a", "", text);
    link.href = text;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    line.append(link);
    return line;
  }

  // What is known of a unit; in the tooltip the sources are text, for nobody can click there.
  function card(feature, linked) {
    const { name, card: values, sources } = feature.properties;
    const box = element("div", "card");
    box.append(element(linked ? "h3" : "strong", "card-name", name));
    const list = element("dl");
    values.forEach((value, i) => {
      if (value) list.append(element("dt", "", data.labels[i]), element("dd", "", value));
    });
    box.append(list);
    if (sources.length) {
      const lines = element("ul");
      lines.append(...sources.map((i) => sourceLine(data.sources[i], linked)));
      const part = element("div", "card-sources");
      part.append(element("span", "card-label", data.source), lines);
      box.append(part);
    }
    return box;
  }

  function baseStyle(key, feature) {
    const fillColor = data.colourings[key].styles[feature.properties[key]];
    return { ...data.look.unit, fillColor, fillOpacity: 1, opacity: 1, className: "unit" };
  }

  function restyle(shape) {
    if (!active) return;
    shape.setStyle(baseStyle(active, shape.feature));
    if (chosen === shape.feature.id) {
      shape.setStyle(data.look.chosen);
      shape.bringToFront();
    }
  }

  // Leaflet puts a tooltip left or right of the pointer; on a small map that can be outside of it.
  function keepInside(tooltip) {
    const box = tooltip && tooltip.getElement();
    if (!box) return;
    box.style.translate = "0 0";
    const [inner, outer] = [box.getBoundingClientRect(), map.getContainer().getBoundingClientRect()];
    const shift = (low, high, from, to) =>
      high - low > to - from ? from - low : Math.max(from - low, Math.min(0, to - high));
    const dx = shift(inner.left, inner.right, outer.left + 4, outer.right - 4);
    const dy = shift(inner.top, inner.bottom, outer.top + 4, outer.bottom - 4);
    box.style.translate = `${dx}px ${dy}px`;
  }

  // Land beyond the edge is drawn as well, so that there is some when the map is dragged.
  L.Renderer.mergeOptions({ padding: 0.5 });

  function surfaces(key) {
    const shapes = L.geoJSON(data.units, {
      smoothFactor: 0, // simplifying each shape by itself would tear the borders that they share
      style: (feature) => baseStyle(key, feature),
      onEachFeature(feature, shape) {
        shape.bindTooltip(() => card(feature, false), { sticky: true, opacity: 1 });
        shape.on({
          add: () => (shape.getElement().dataset.code = feature.id),
          mouseover() {
            shape.setStyle(data.look.chosen);
            shape.bringToFront();
          },
          mouseout: () => restyle(shape),
          mousemove: () => keepInside(shape.getTooltip()),
          tooltipopen: (event) => keepInside(event.tooltip),
          click: () => choose(feature.id),
        });
      },
    });
    const badges = data.colourings[key].badges.map(({ text, at }) =>
      L.marker(at, {
        interactive: false,
        keyboard: false,
        icon: L.divIcon({ className: "badge", html: element("span", "", text), iconSize: [20, 20] }),
      }),
    );
    const { seam } = data.colourings[key];
    const group = L.layerGroup([shapes, ...(seam ? [borderLayer(key, seam, "seams")] : []), ...badges]);
    group.colouring = key;
    surfaceLayers[key] = shapes;
    return group;
  }

  function ringsOf({ geometry }) {
    return geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
  }

  function edgeName(a, b) {
    const [p, q] = [a.join(), b.join()];
    return p < q ? `${p} ${q}` : `${q} ${p}`;
  }

  // The units on both sides of every edge: neighbours share their vertices exactly.
  function findSides() {
    const found = new Map();
    for (const feature of data.units.features) {
      for (const ring of ringsOf(feature)) {
        for (let i = 1; i < ring.length; i += 1) {
          const name = edgeName(ring[i - 1], ring[i]);
          if (found.has(name)) found.get(name).push(feature);
          else found.set(name, [feature]);
        }
      }
    }
    return found;
  }

  // An edge is a border where its sides are in different parts; below zero is in no part.
  function outlines(key) {
    sides ??= findSides();
    const isBorder = ([one, other]) => {
      const [a, b] = [one.properties[key], other ? other.properties[key] : -1];
      return a !== b && Math.max(a, b) >= 0;
    };
    const drawn = new Set();
    const coordinates = [];
    for (const ring of data.units.features.flatMap(ringsOf)) {
      let chain = null;
      for (let i = 1; i < ring.length; i += 1) {
        const name = edgeName(ring[i - 1], ring[i]);
        if (drawn.has(name) || !isBorder(sides.get(name))) {
          chain = null;
          continue;
        }
        drawn.add(name);
        if (!chain) coordinates.push((chain = [ring[i - 1]]));
        chain.push(ring[i]);
      }
    }
    return { type: "MultiLineString", coordinates };
  }

  function borderLayer(key, look, pane) {
    const style = { ...look, opacity: 1, fill: false, className: `border ${pane}-${key}` };
    return L.geoJSON(outlines(key), { pane, interactive: false, smoothFactor: 0, style });
  }

  function lines(key) {
    const layer = borderLayer(key, data.borders[key], "borders");
    layer.border = key;
    return layer;
  }

  function eachShape(visit) {
    if (active) surfaceLayers[active].eachLayer(visit);
  }

  function choose(id, show = false) {
    chosen = id || null;
    byId("unit-choice").value = id || "";
    const box = byId("unit-card");
    box.replaceChildren();
    eachShape((shape) => {
      restyle(shape);
      if (shape.feature.id !== chosen) return;
      box.append(card(shape.feature, true));
      if (show) fit(shape.getBounds(), 9.75);
    });
    byId("unit-hint").hidden = Boolean(chosen);
  }

  // Pale where the value is another one: colours come back on a map, so a colour is no answer.
  function emphasise(value) {
    eachShape((shape) => {
      const inside = value === null || shape.feature.properties[active] === value;
      shape.setStyle({ fillOpacity: inside ? 1 : 0.15 });
    });
  }

  function fit(bounds, maxZoom) {
    const padding = map.getSize().x < 500 ? [4, 4] : [16, 16];
    map.fitBounds(bounds, { padding, maxZoom, animate: !calm && maxZoom !== undefined });
  }

  function fitAll() {
    map.setMinZoom(0);
    fit(data.bounds);
    map.setMinZoom(map.getZoom() - 0.5);
    moved = false;
  }

  function showLegend() {
    document.querySelectorAll("[data-legend]").forEach((part) => {
      part.hidden = part.dataset.legend !== active;
    });
  }

  function watchLegend() {
    document.querySelectorAll("[data-legend] button").forEach((row) => {
      const value = Number(row.dataset.value);
      const on = () => emphasise(value);
      const off = () => emphasise(null);
      row.addEventListener("mouseenter", on);
      row.addEventListener("mouseleave", off);
      row.addEventListener("focus", on);
      row.addEventListener("blur", off);
      row.addEventListener("click", () => {
        const bounds = L.latLngBounds([]);
        eachShape((shape) => {
          if (shape.feature.properties[active] === value) bounds.extend(shape.getBounds());
        });
        if (bounds.isValid()) fit(bounds, 10.5);
        emphasise(value);
      });
    });
  }

  function watchMap() {
    map.on("baselayerchange", ({ layer }) => {
      active = layer.colouring;
      showLegend();
      eachShape(restyle);
    });
    map.on("overlayadd overlayremove", ({ layer, type }) => {
      const row = document.querySelector(`[data-border="${layer.border}"]`);
      if (row) row.hidden = type === "overlayremove";
    });
    map.on("dragend", () => (moved = true));
    map.on("zoomend", () => {
      moved = true;
      map.getContainer().classList.toggle("far", map.getZoom() < 8.25);
    });
    map.on("resize", () => moved || fitAll());
  }

  function addControls(control) {
    const { words } = data;
    const [zoomInTitle, zoomOutTitle] = [words.zoom_in, words.zoom_out];
    const zoom = L.control.zoom({ position: "topleft", zoomInTitle, zoomOutTitle }).addTo(map);
    const home = byId("home");
    home.hidden = false;
    home.addEventListener("click", fitAll);
    L.DomEvent.disableClickPropagation(home);
    zoom.getContainer().append(home);
    L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
    // Next to the map there is room for every choice, and nothing of the map is covered.
    const box = control.getContainer();
    box.querySelector(".leaflet-control-layers-toggle").remove();
    byId("layers").append(box);
  }

  function start(made, control) {
    map = made;
    active = document.querySelector("[data-legend]").dataset.legend;
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", data.title);
    addControls(control);
    watchMap();
    watchLegend();
    showLegend();
    fitAll();
    map.setMaxBounds(L.latLngBounds(data.bounds).pad(0.5));
    map.setMaxZoom(13);
    moved = false;
    byId("unit-choice").addEventListener("change", (event) => choose(event.target.value, true));
    byId("legend").open = window.innerWidth >= 900;
  }

  return { surfaces, lines, start };
})();
