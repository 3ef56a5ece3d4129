"use strict";
// What leaves the planner and comes back: the list as CSV, the map as SVG and PNG.
regiekaart.plannerFiles = (() => {
  const { data, planner, sheet, words } = regiekaart;
  const S = regiekaartScenarios;
  const lists = regiekaartLists;
  const PNG_WIDTH = 2400;
  const MOST_TOLD = 20;
  let busy = false;

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
    return lists.toCsv(planner.study(), start, state, current.name, {
      assumed: "aangenomen",
      source: (name) => `scenario ${name}`,
      fiction: planner.plan().fiction,
      head: data.reading.head,
      forms: data.has.forms,
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

  // Returns what to tell: all that is wrong with the list, or that it is there, with what is worth
  // knowing of it. `began` is told that the file is being read.
  async function loadCsv(file, began = () => {}) {
    if (busy) return { wrong: [], told: words.word("csv-busy", { file: file.name }) };
    if (file.size > lists.MOST_BYTES) return { wrong: [words.word("file-large")] };
    busy = true;
    began(words.word("csv-reading", { file: file.name }));
    const [into, study] = [planner.store(), planner.study()];
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return planner.store() === into ? loaded(file, bytes, study) : { wrong: [words.word("csv-moved")] };
    } catch {
      return { wrong: [words.word("csv-unread", { file: file.name })] };
    } finally {
      busy = false;
    }
  }

  function loaded(file, bytes, study) {
    const text = lists.decode(bytes);
    if (text === null) return { wrong: [words.word("file-encoding")] };
    const { state, problems, notes } = lists.fromCsv(text, study, data.reading);
    if (!state) return { wrong: atMost(problems.map(problemLine)) };
    const name = file.name.replace(/\.[^.]*$/, "");
    if (!planner.store().add(name, state)) return { wrong: [words.word("scenario-full")] };
    const told = words.word("csv-loaded", { file: file.name, name: planner.store().current.name });
    return { wrong: [], told, notes: atMost(notes.map(noteLine)) };
  }

  function problemLine({ line, key, value }) {
    const filled = { line: words.integer(line), why: words.word(key), value: shortened(value, 120) };
    return words.word(value ? "csv-problem-value" : "csv-problem", filled);
  }

  function noteLine({ key, n = 0, value }) {
    return words.word(key, { n: words.integer(n), value: shortened(value, 300) });
  }

  function atMost(lines) {
    const rest = lines.length - MOST_TOLD;
    return rest > 0 ? [...lines.slice(0, MOST_TOLD), words.word("csv-more", { n: words.integer(rest) })] : lines;
  }

  // ---- the map as a file ----

  // Of what the map shows, and marked as what it is.
  function drawing() {
    const title = `${words.word("plan-kind")}: ${planner.store().current.name}`;
    const line = `${words.word("plan-hypothetical")} ${words.say(planner.base().line)}.`;
    return sheet.draw({ title, line, mark: words.word("exercise") });
  }

  function shortened(name, most) {
    const letters = [...name];
    return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : name;
  }

  function svgText() {
    return `<?xml version="1.0" encoding="utf-8"?>\n${new XMLSerializer().serializeToString(drawing())}\n`;
  }

  function saveSvg() {
    hand(svgText(), "image/svg+xml", "svg");
    return words.word("file-saved", { file: fileName("svg") });
  }

  // The drawing as pixels: the picture is read from the page itself, so nothing is asked for.
  async function pngBlob() {
    const image = new Image();
    const encoded = encodeURIComponent(svgText());
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

  async function savePng() {
    try {
      hand(await pngBlob(), "image/png", "png");
      return words.word("file-saved", { file: fileName("png") });
    } catch {
      return words.word("png-failed");
    }
  }

  return { csv, fileName, loadCsv, saveCsv, savePng, saveSvg, svgText };
})();
