"use strict";
// The map as one drawing that stands by itself: for print, and for whoever wants the map as a file.
regiekaart.picture = (() => {
  const { data, drawn } = regiekaart;
  const { map, moments, shapes, state, words } = regiekaart;
  const WIDTH = 1000;
  // Half as high as a number is.
  const HALF = 9.5;

  // The projection of the map on the screen.
  function project([latitude, longitude]) {
    const { x, y } = L.Projection.SphericalMercator.project(L.latLng(latitude, longitude));
    return [x, -y];
  }

  function frame(bounds) {
    const [west, north] = project([bounds.getNorth(), bounds.getWest()]);
    const [east, south] = project([bounds.getSouth(), bounds.getEast()]);
    const scale = WIDTH / (east - west);
    const place = (point) => {
      const [x, y] = project(point);
      return [((x - west) * scale).toFixed(1), ((y - north) * scale).toFixed(1)];
    };
    return { height: (south - north) * scale, place };
  }

  function path(lines, place, closed) {
    return lines.map((line) => `M${line.map((p) => place(p).join(" ")).join("L")}${closed ? "Z" : ""}`).join("");
  }

  function surfaces(place, prefix) {
    const fills = map.fills(prefix);
    const { color, weight } = data.look.unit;
    return moments.units().shapes.map((own, i) =>
      drawn("path", {
        d: path(shapes.outline(own), place, true), fill: fills[i], "fill-rule": "evenodd",
        stroke: color, "stroke-width": weight,
      }),
    );
  }

  function doubted(place, prefix) {
    const units = map.doubtedUnits();
    const rings = units.flatMap((i) => shapes.outline(moments.units().shapes[i]));
    const fill = `url(#${prefix}over-${moments.current().doubted.style})`;
    return units.length ? [drawn("path", { d: path(rings, place, true), fill, "fill-rule": "evenodd" })] : [];
  }

  function lines(place) {
    return data.lines
      .filter((line) => state.values.lines.includes(line.id))
      .map((line) =>
        drawn("path", {
          d: path(map.lineArcs(line.id), place, false), fill: "none", stroke: line.colour,
          "stroke-width": line.weight, "stroke-linejoin": "round", "stroke-dasharray": line.dashes || null,
        }),
      );
  }

  function chosen(place) {
    const { kind, number } = moments.chosen();
    const units = kind === "unit" ? [number] : kind === "region" ? moments.members(number) : [];
    if (!units.length) return [];
    const d = path(shapes.outline(moments.shapesOf(units)), place, true);
    const outline = (stroke, width) => drawn("path", { d, fill: "none", stroke, "stroke-width": width });
    return [outline(data.look.paper, 7), outline(data.look.ink, 3.5)];
  }

  function badges(place) {
    const point = (at) => {
      const [x, y] = place(at).map(Number);
      return { x, y };
    };
    return map.badgePlaces(point).map(({ text, at }) => {
      const { x, y } = point(at);
      const wide = Math.max(2 * HALF, 7.2 * text.length + 4);
      const round = {
        x: x - wide / 2, y: y - HALF, width: wide, height: 2 * HALF, rx: HALF,
        fill: data.look.paper, stroke: data.look.ink,
      };
      const letters = {
        x, y, dy: "0.36em", "text-anchor": "middle", "font-size": 11, "font-weight": 700,
        "font-family": "system-ui, sans-serif", fill: data.look.ink,
      };
      return drawn("g", {}, drawn("rect", round), drawn("text", letters, text));
    });
  }

  // Whoever sees only the drawing has to see that it is fiction.
  function fiction() {
    const warning = words.say(moments.current().warning);
    const look = {
      x: WIDTH - 12, y: 28, "text-anchor": "end", "font-size": 20, "font-weight": 700,
      "font-family": "system-ui, sans-serif", fill: data.look.warning,
    };
    return warning ? [drawn("text", look, warning)] : [];
  }

  // Returns an svg element with what the map shows of some bounds.
  function draw(bounds, prefix = "print-") {
    const { height, place } = frame(bounds);
    return drawn(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${WIDTH} ${height.toFixed(1)}` },
      drawn("defs", {}, ...map.patterns(prefix)),
      ...surfaces(place, prefix),
      ...doubted(place, prefix),
      ...lines(place),
      ...chosen(place),
      ...badges(place),
      ...fiction(),
    );
  }

  return { draw };
})();
