"use strict";
// The map as a sheet that stands by itself, as one drawing: title, figures, map, scale, legend and
// sources of what is shown. Text is wrapped here: an SVG does not do so by itself.
regiekaart.sheet = (() => {
  const { data, drawn } = regiekaart;
  const { controls, map, moments, picture, shapes, state, words } = regiekaart;
  const FONT = "Source Sans Pro, Segoe UI, Helvetica, Arial, sans-serif";
  const WIDTH = 1000;
  const EDGE = 16;
  const ROOM = WIDTH - 2 * EDGE;
  const HIGHEST = 0.7; // of a map, of its width
  // Another machine may have other letters, somewhat wider than those that are measured here.
  const CAUTION = 0.93;
  const SWATCH = { width: 26, height: 15, left: 34 };
  const ROW = { size: 13, line: 16, gap: 5 };
  const pen = document.createElement("canvas").getContext("2d");

  // ---- text ----

  function wide(text, size, weight = 400) {
    pen.font = `${weight} ${size}px ${FONT}`;
    return pen.measureText(text).width / CAUTION;
  }

  // A word that is wider than the line is broken between letters.
  function pieces(word, room, size, weight) {
    const found = [""];
    for (const letter of word) {
      if (found.at(-1) && wide(found.at(-1) + letter, size, weight) > room) found.push("");
      found[found.length - 1] += letter;
    }
    return found;
  }

  function wrapped(text, room, size, weight = 400) {
    const found = [""];
    for (const word of text.split(/[ \t\n]+/).filter(Boolean)) {
      const longer = found.at(-1) ? `${found.at(-1)} ${word}` : word;
      if (wide(longer, size, weight) <= room) {
        found[found.length - 1] = longer;
        continue;
      }
      const [first, ...rest] = pieces(word, room, size, weight);
      if (found.at(-1)) found.push(first, ...rest);
      else found.splice(-1, 1, first, ...rest);
    }
    return found;
  }

  function letters(x, y, size, content, more = {}) {
    const look = { "font-size": size, "font-family": FONT, fill: data.look.ink };
    return drawn("text", { x, y, ...look, ...more }, content);
  }

  // A paragraph below another: its lines, and where it ends.
  function paragraph(text, top, size, weight = 400) {
    const high = Math.round(size * 1.3);
    const lines = wrapped(text, ROOM, size, weight);
    const more = { "font-weight": weight };
    const parts = lines.map((line, i) => letters(EDGE, top + (i + 1) * high, size, line, more));
    return { parts, end: top + lines.length * high };
  }

  // Paragraphs of [text, size, weight], one below the other.
  function stack(paragraphs, top) {
    let end = top;
    const parts = [];
    for (const [text, size, weight] of paragraphs.filter(([told]) => told)) {
      const made = paragraph(text, end + 2, size, weight);
      parts.push(...made.parts);
      end = made.end;
    }
    return { parts, end };
  }

  // ---- map ----

  // What the filter leaves, and else all of it; what is high gets its neighbours at both sides.
  function bounds() {
    const [south, west, north, east] = shapes.box(moments.shapesOf(moments.shown()));
    const area = L.latLngBounds([south, west], [north, east]).pad(0.03);
    const [low, high, left, right] = [area.getSouth(), area.getNorth(), area.getWest(), area.getEast()];
    const wanted = (high - low) / Math.cos((area.getCenter().lat * Math.PI) / 180) / HIGHEST;
    const more = Math.max(0, wanted - (right - left)) / 2;
    return L.latLngBounds([low, left - more], [high, right + more]);
  }

  function mapOf(area, top) {
    const shown = picture.draw(area, "file-");
    const [, , width, height] = shown.getAttribute("viewBox").split(" ").map(Number);
    const size = { width: ROOM, height: (height / width) * ROOM };
    for (const [name, value] of Object.entries({ x: EDGE, y: top, ...size })) shown.setAttribute(name, value);
    const frame = { x: EDGE, y: top, ...size, fill: "none", stroke: data.look.ink, "stroke-width": 0.5 };
    return { parts: [shown, drawn("rect", frame)], end: top + size.height };
  }

  // A round number of kilometres, at most a sixth of the map, as it is in the middle of it.
  function scale(area, top) {
    const [middle, y] = [area.getCenter().lat, top + 18];
    const across = L.latLng(middle, area.getWest()).distanceTo([middle, area.getEast()]);
    const kilometres = [1, 2, 5, 10, 20, 50, 100].findLast((n) => n * 1000 <= across / 6) ?? 1;
    const long = (kilometres * 1000 * ROOM) / across;
    const bar = drawn("path", {
      d: `M${EDGE} ${y - 6}v6h${long.toFixed(1)}v-6`, fill: "none", "stroke-width": 1.5,
      stroke: data.look.ink,
    });
    return { parts: [bar, letters(EDGE + long + 6, y, 12, `${words.integer(kilometres)} km`)], end: y };
  }

  // ---- legend ----

  function surface(style, badge) {
    const { width, height } = SWATCH;
    const fill = map.paint(style, "file-");
    const box = { width, height, fill, stroke: data.look.ink, "stroke-width": 0.5 };
    const number = { "text-anchor": "middle", "font-weight": 700 };
    return [drawn("rect", box), badge ? letters(width / 2, height - 3.5, 11, badge, number) : null];
  }

  function classRows() {
    const { classes, of } = map.layer();
    const count = new Map();
    for (const i of moments.shown()) count.set(of[i], (count.get(of[i]) ?? 0) + 1);
    return classes
      .filter(([value]) => count.has(value))
      .map(([value, label, style, badge]) => ({
        swatch: surface(style, badge), text: `${words.say(label)}\u00a0(${words.integer(count.get(value))})`,
      }));
  }

  // The lines and the hatching that the map shows, the widest line first, as in the page.
  function lineRows() {
    const lines = data.lines.filter(({ id }) => state.values.lines.includes(id) && map.lineArcs(id).length);
    const made = lines.reverse().map(({ name, colour, weight, dashes }) => {
      const look = { stroke: colour, "stroke-width": weight, "stroke-dasharray": dashes || null };
      return { swatch: [drawn("path", { d: "M0 8h26", ...look })], text: words.say(name) };
    });
    const { label, style } = moments.current().doubted;
    if (map.doubtedUnits().length) made.push({ swatch: surface(style), text: words.say(label) });
    return made;
  }

  // As many columns as let nearly every label stand on one line.
  function columnsFor(rows) {
    const sizes = rows.map(({ text }) => wide(text, ROW.size)).sort((a, b) => a - b);
    const most = sizes[Math.ceil((sizes.length - 1) * 0.9)];
    const fits = (n) => most <= ROOM / n - SWATCH.left - ROW.gap * 2;
    return Math.min([4, 3].find(fits) ?? 2, Math.max(rows.length, 1));
  }

  // Rows from top to bottom, column after column, which are as even as they can be.
  function columned(rows, columns) {
    const high = rows.map(({ lines }) => lines.length * ROW.line + ROW.gap);
    let limit = Math.max(...high, high.reduce((sum, each) => sum + each, 0) / columns);
    for (;;) {
      let [column, y] = [0, 0];
      const places = high.map((each) => {
        if (y && y + each > limit) [column, y] = [column + 1, 0];
        y += each;
        return [column, y - each];
      });
      if (column < columns) return { places, high: Math.max(...places.map(([, at], i) => at + high[i])) };
      limit += ROW.line / 4;
    }
  }

  function listed(rows, top) {
    if (!rows.length) return { parts: [], end: top };
    const columns = columnsFor(rows);
    const room = ROOM / columns;
    const beside = room - SWATCH.left - ROW.gap * 2;
    const all = rows.map((row) => ({ ...row, lines: wrapped(row.text, beside, ROW.size) }));
    const { places, high } = columned(all, columns);
    const parts = all.map(({ swatch, lines }, i) => {
      const [column, y] = places[i];
      const said = lines.map((line, k) => letters(SWATCH.left, 12 + k * ROW.line, ROW.size, line));
      const at = `translate(${(EDGE + column * room).toFixed(1)} ${top + y})`;
      return drawn("g", { transform: at }, ...swatch, ...said);
    });
    return { parts, end: top + high };
  }

  function legend(top) {
    const { title } = data.layers[state.values.layer];
    const about = words.word("sheet-legend", { title: words.say(title), units: words.say(data.unit[1]) });
    const head = stack([[about, 14, 700]], top);
    const classes = listed(classRows(), head.end + 8);
    const lines = listed(lineRows(), classes.end + 6);
    return { parts: [...head.parts, ...classes.parts, ...lines.parts], end: lines.end };
  }

  // ---- all of it ----

  // Returns an svg element. `title` and `line` say what it is, `mark` what it is not to be taken for.
  function draw({ title, line, mark }) {
    const kicker = `${words.say(data.title)} · ${words.say(data.layers[state.values.layer].name)}`;
    const warning = words.say(moments.current().warning);
    const marked = [mark, warning].filter(Boolean).join(" · ").toUpperCase();
    const figures = controls.sentence();
    const head = stack([[marked, 13, 700], [title, 24, 700], [kicker, 14], [line, 13], [figures, 15]], 6);
    if (marked) head.parts[0].setAttribute("fill", data.look.warning);
    const area = bounds();
    const shown = mapOf(area, head.end + 12);
    const rule = scale(area, shown.end);
    const told = legend(rule.end + 6);
    const notes = stack(controls.notes().map((note) => [words.say(note), 11]), told.end + 6);
    const height = Math.ceil(notes.end + EDGE);
    return drawn(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
      drawn("title", {}, title),
      drawn("rect", { width: WIDTH, height, fill: data.look.paper }),
      ...[head, shown, rule, told, notes].flatMap(({ parts }) => parts),
    );
  }

  return { draw };
})();
