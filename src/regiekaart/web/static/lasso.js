"use strict";
// A line drawn around municipalities, to move them all at once.
regiekaart.lasso = (() => {
  const { announce, drawn } = regiekaart;
  const { map, moments, shapes, words } = regiekaart;
  let layer = null;
  let line = null;
  let points = [];
  let done = null;
  // Below this, in pixels, a line around nothing was a click.
  const LEAST = 12;

  function inside([x, y]) {
    let found = false;
    points.forEach(([ax, ay], i) => {
      const [bx, by] = points[(i + 1) % points.length];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) found = !found;
    });
    return found;
  }

  // A municipality is caught if the place where it is widest is inside the line.
  function caught() {
    const places = moments.units().shapes.map((own) => shapes.widestPlace(own));
    return moments.shown().filter((i) => {
      const { x, y } = map.leaflet().latLngToContainerPoint(places[i]);
      return inside([x, y]);
    });
  }

  function at(event) {
    const box = layer.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  function begin(event) {
    if (event.button) return;
    points = [at(event)];
    layer.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  function move(event) {
    if (!points.length) return;
    points.push(at(event));
    line.setAttribute("d", `M${points.map((point) => point.join(" ")).join("L")}Z`);
  }

  function end() {
    if (!points.length) return;
    const span = (axis) => {
      const values = points.map((point) => point[axis]);
      return Math.max(...values) - Math.min(...values);
    };
    const units = Math.max(span(0), span(1)) < LEAST ? [] : caught();
    points = [];
    line.setAttribute("d", "");
    if (units.length) done(units);
    else announce(words.word("lasso-none"));
  }

  function start(then) {
    stop();
    done = then;
    line = drawn("path", { d: "" });
    layer = drawn("svg", { class: "lasso", "aria-hidden": "true" }, line);
    map.leaflet().getContainer().append(layer);
    layer.addEventListener("pointerdown", begin);
    layer.addEventListener("pointermove", move);
    layer.addEventListener("pointerup", end);
    layer.addEventListener("pointercancel", () => {
      points = [];
    });
    announce(words.word("lasso-on"));
  }

  function stop() {
    layer?.remove();
    layer = null;
    points = [];
  }

  return {
    start,
    stop,
    get on() {
      return layer !== null;
    },
  };
})();
