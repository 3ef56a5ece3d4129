"use strict";
// What leaves the planner and comes back: the list as CSV, the map as SVG and PNG.
regiekaart.plannerFiles = (() => {
  const { data, drawn } = regiekaart;
  const { map, moments, picture, planner, shapes, words } = regiekaart;
  const S = regiekaartScenarios;
  const PNG_WIDTH = 2400;

  // A name that every system takes.
  function fileName(ending) {
    const plain = planner.store().current.name.normalize("NFKD").replace(/\p{Mn}/gu, "");
    const slug = plain.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
    return `scenario-${slug || "1"}-${planner.base().day}.${ending}`;
  }

  function hand(content, type, ending) {
    const link = document.createElement("a");
    const address = URL.createObjectURL(new Blob([content], { type }));
    link.href = address;
    link.download = fileName(ending);
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  function csv() {
    const { current, start, state } = planner.store();
    // What the reader of lists knows, whatever the language of the page.
    return S.toCsv(planner.study(), start, state, current.name, {
      assumed: "aangenomen",
      source: (name) => `scenario ${name}`,
      fiction: planner.plan().fiction,
      complete: "volledig",
      partial: "gedeeltelijk",
    });
  }

  function saveCsv() {
    const nobody = planner.store().state.group_of.every((of) => of === S.UNKNOWN);
    if (nobody) return words.word("csv-empty");
    hand(csv(), "text/csv;charset=utf-8", "csv");
    const empty = planner.store().state.groups.filter((_, g) => !planner.store().state.group_of.includes(g));
    const names = words.listing(empty.map(({ name }) => name));
    return empty.length ? words.word("csv-left-out", { names }) : words.word("csv-saved", { file: fileName("csv") });
  }

  // Returns what to tell: all that is wrong with the list, or that it is there.
  async function loadCsv(file) {
    let text;
    try {
      text = decoded(await file.arrayBuffer());
    } catch {
      return { wrong: [words.word("csv-unread", { file: file.name })] };
    }
    const { codes, names } = moments.units();
    const { state, problems } = S.fromCsv(text, { codes, names }, planner.plan().refused);
    if (!state) {
      const shown = problems.slice(0, 20).map(({ line, key, value }) => {
        const why = words.word(key);
        return words.word(value ? "csv-problem-value" : "csv-problem", { line: words.integer(line), why, value });
      });
      const rest = problems.length - shown.length;
      if (rest > 0) shown.push(words.word("csv-more", { n: words.integer(rest) }));
      return { wrong: shown };
    }
    const name = file.name.replace(/\.[^.]*$/, "");
    if (!planner.store().add(name, state)) return { wrong: [words.word("scenario-full")] };
    return { wrong: [], told: words.word("csv-loaded", { file: file.name }) };
  }

  // Excel writes CSV as cp1252 or as UTF-8.
  function decoded(buffer) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(buffer);
    } catch {
      return new TextDecoder("windows-1252").decode(buffer);
    }
  }

  // ---- the map as a file ----

  const FONT = "Source Sans Pro, Segoe UI, Helvetica, Arial, sans-serif";
  const LINE = 17;

  function text(x, y, size, content, more = {}) {
    return drawn("text", { x, y, "font-size": size, "font-family": FONT, fill: data.look.ink, ...more }, content);
  }

  // A drawing with title, figures, map, legend and sources, complete without the page.
  function drawing(summary) {
    const shown = picture.draw(L.latLngBounds(shapes.arcs.flat()), "file-");
    const [, , width, height] = shown.getAttribute("viewBox").split(" ").map(Number);
    const top = 92;
    shown.setAttribute("y", top);
    shown.setAttribute("width", width);
    shown.setAttribute("height", height);
    const { current } = planner.store();
    const { warning, line } = planner.base();
    const parts = [
      text(12, 34, 24, `${words.word("plan-kind")}: ${current.name}`, { "font-weight": 700 }),
      text(12, 58, 14, `${words.word("plan-hypothetical")} ${words.say(line)}.`),
      text(12, 78, 14, summary),
    ];
    if (words.say(warning)) {
      const red = { "font-weight": 700, fill: data.look.warning, "text-anchor": "end" };
      parts.push(text(width - 12, 34, 18, words.say(warning), red));
    }
    const legend = legendLines(12, top + height + 30, width - 24);
    const notes = moments.current().notes.map((note, i) =>
      text(12, legend.end + 22 + i * 14, 11, words.say(note)),
    );
    const total = legend.end + 22 + notes.length * 14 + 4;
    return drawn(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width, height: total, viewBox: `0 0 ${width} ${total}` },
      drawn("title", {}, `${words.word("plan-kind")}: ${current.name}`),
      drawn("rect", { width, height: total, fill: data.look.paper }),
      ...parts,
      shown,
      ...legend.parts,
      ...notes,
    );
  }

  function legendLines(left, top, width) {
    const { classes, of } = map.layer();
    const rows = classes.filter(([value]) => of.includes(value));
    const columns = 4;
    const high = Math.ceil(rows.length / columns);
    const parts = rows.flatMap(([value, label, style, badge], i) => {
      const x = left + Math.floor(i / high) * (width / columns);
      const y = top + (i % high) * LINE;
      const count = words.integer(of.filter((each) => each === value).length);
      const box = { x, y: y - 11, width: 22, height: 13, fill: map.paint(style, "file-"), stroke: data.look.ink, "stroke-width": 0.5 };
      return [
        drawn("rect", box),
        badge ? text(x + 11, y, 10, badge, { "text-anchor": "middle", "font-weight": 700 }) : null,
        text(x + 28, y, 13, `${shortened(words.say(label), 26)} (${count})`),
      ];
    });
    return { parts: parts.filter(Boolean), end: top + high * LINE };
  }

  function shortened(name, most) {
    const letters = [...name];
    return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : name;
  }

  function svgText(summary) {
    return `<?xml version="1.0" encoding="utf-8"?>\n${new XMLSerializer().serializeToString(drawing(summary))}\n`;
  }

  function saveSvg(summary) {
    hand(svgText(summary), "image/svg+xml", "svg");
    return words.word("file-saved", { file: fileName("svg") });
  }

  // The drawing as pixels: the picture is read from the page itself, so nothing is asked for.
  async function pngBlob(summary) {
    const image = new Image();
    const encoded = encodeURIComponent(svgText(summary));
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
      image.src = `data:image/svg+xml;charset=utf-8,${encoded}`;
    });
    const canvas = document.createElement("canvas");
    canvas.width = PNG_WIDTH;
    canvas.height = Math.round((PNG_WIDTH * image.height) / image.width);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  async function savePng(summary) {
    try {
      hand(await pngBlob(summary), "image/png", "png");
      return words.word("file-saved", { file: fileName("png") });
    } catch {
      return words.word("png-failed");
    }
  }

  return { csv, fileName, loadCsv, saveCsv, savePng, saveSvg, svgText };
})();
