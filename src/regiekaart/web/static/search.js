"use strict";
// Finding a municipality by its name, by an older or a newer one, by a place in it, or by its code;
// and a region by its name. Accents, hyphens and a slip of the finger do not matter.
regiekaart.search = (() => {
  const { announce, byId, data, element } = regiekaart;
  const { map, modes, moments, state, words } = regiekaart;
  const MOST = 12;
  const KINDS = { unit: 0, region: 1, place: 2, former: 3, later: 3 };
  const PLACE_KINDS = ["place", "former", "later"];
  let entries = null;
  let found = [];
  let active = -1;

  // "St.-Niklaas" and "Sint Niklaas" are one.
  function simple(text) {
    const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const parts = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    return parts.map((part) => (part === "st" ? "sint" : part));
  }

  function entry(kind, name, unit, year = 0, codes = []) {
    const parts = simple(name);
    const plain = codes.map((code) => simple(code).join(""));
    return { kind, name, unit, year, codes: plain, key: parts.join(""), starts: startsOf(parts) };
  }

  // What is left of a name from each of its words on: "Geel" is found in "Mol en Geel".
  function startsOf(parts) {
    return parts.map((_, i) => parts.slice(i).join(""));
  }

  function index() {
    const { codes, names } = moments.units();
    const own = names.map((name, i) => entry("unit", name, i, 0, [codes[i]]));
    const regions = moments.current().regions.map(({ name }, i) => entry("region", name, i));
    const others = data.places
      .filter(([, , , , code]) => !codes.includes(code))
      .map(([name, shapes, kind, year, code]) =>
        entry(PLACE_KINDS[kind], name, moments.unitWith(shapes[0]), year, code ? [code] : []),
      )
      .filter(({ kind, unit, key }) => kind !== "place" || key !== own[unit].key);
    // A former municipality is one of the places as well: that it was one tells more.
    const told = new Set(others.filter(({ kind }) => kind !== "place").map(({ key, unit }) => `${key} ${unit}`));
    const places = others.filter(({ kind, key, unit }) => kind !== "place" || !told.has(`${key} ${unit}`));
    entries = [...own, ...regions, ...places];
  }

  // The fewest slips (a letter wrong, too many, missing, or two swapped) that turn the query into
  // the start of a key; more than `most` is Infinity.
  function slips(query, key, most) {
    let [above, last] = [[], Array.from({ length: query.length + 1 }, (_, i) => i)];
    let least = last[query.length];
    for (let j = 1; j <= Math.min(key.length, query.length + most); j += 1) {
      const row = [j];
      for (let i = 1; i <= query.length; i += 1) {
        const same = query[i - 1] === key[j - 1];
        row[i] = Math.min(row[i - 1] + 1, last[i] + 1, last[i - 1] + (same ? 0 : 1));
        const swapped = i > 1 && j > 1 && query[i - 1] === key[j - 2] && query[i - 2] === key[j - 1];
        if (swapped) row[i] = Math.min(row[i], above[i - 2] + 1);
      }
      least = Math.min(least, row[query.length]);
      [above, last] = [last, row];
    }
    return least <= most ? least : Infinity;
  }

  function score(each, query, most) {
    if (each.codes.some((code) => code === query)) return 0;
    if (each.key === query) return 0;
    if (each.key.startsWith(query)) return 1;
    if (each.starts.some((start) => start.startsWith(query))) return 2;
    if (query.length > 2 && each.key.includes(query)) return 3;
    if (each.codes.some((code) => code.startsWith(query))) return 4;
    if (!most || each.key.length < query.length - most) return Infinity;
    return 4 + Math.min(...each.starts.map((start) => slips(query, start, most)));
  }

  function look(text) {
    const query = simple(text).join("");
    if (!query) return [];
    if (!entries) index();
    const allowed = /^\d+$/.test(query) || query.length < 4 ? 0 : query.length < 7 ? 1 : 2;
    const rated = (most) =>
      entries.map((each) => [score(each, query, most), each]).filter(([cost]) => cost < Infinity);
    let hits = rated(0);
    if (!hits.length) hits = rated(allowed);
    hits.sort(
      ([a, one], [b, other]) =>
        a - b || KINDS[one.kind] - KINDS[other.kind] || one.name.localeCompare(other.name, "nl"),
    );
    return hits.slice(0, MOST).map(([, each]) => each);
  }

  // What stands beside a name: in which municipality it lies, or lay.
  function note({ kind, unit, year }) {
    const name = moments.units().names[unit];
    if (kind === "place") return words.word("part-of", { name });
    if (kind === "former") return words.word("then-of", { name, year });
    if (kind === "later") return words.word("later-of", { name, year });
    return kind === "region" ? words.word("region-of") : moments.partOf(data.kinds[0]?.id, unit);
  }

  function option(each, i) {
    const made = element(
      "li",
      { role: "option", id: `option-${i}`, "aria-selected": String(i === active) },
      element("bdi", { class: "name" }, each.name),
      element("span", { class: "soft" }, ` ${note(each)}`),
    );
    // Before the field loses the focus, and with it the list.
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", () => pick(i));
    return made;
  }

  function show() {
    const box = byId("options");
    box.replaceChildren(...found.map(option));
    box.hidden = !found.length;
    const field = byId("search");
    field.setAttribute("aria-expanded", String(found.length > 0));
    if (active >= 0) field.setAttribute("aria-activedescendant", `option-${active}`);
    else field.removeAttribute("aria-activedescendant");
    box.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    found = [];
    active = -1;
    show();
  }

  function typed() {
    const query = byId("search").value.trim();
    found = look(query);
    active = found.length ? 0 : -1;
    show();
    byId("search-note").textContent = query && !found.length ? words.word("no-result", { query }) : "";
    if (!found.length) return;
    const n = words.integer(found.length);
    announce(words.word(found.length === 1 ? "result" : "results", { n }));
  }

  function pick(i) {
    const each = found[i];
    if (!each) return;
    byId("search").value = each.name;
    close();
    if (each.kind === "region") {
      modes.send("region", each.unit);
      map.show(moments.members(each.unit));
      return;
    }
    if (modes.send("found", each.unit)) return;
    state.set({ chosen: moments.units().codes[each.unit] });
    map.show([each.unit]);
  }

  function onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !found.length) typed();
    else if (step) active = (active + step + found.length) % found.length;
    else if (event.key === "Enter") pick(active);
    else if (event.key === "Escape" && found.length) close();
    else if (event.key === "Escape") byId("search").value = "";
    else return;
    event.preventDefault();
    if (step) show();
  }

  function start() {
    const field = byId("search");
    field.addEventListener("input", typed);
    field.addEventListener("keydown", onKey);
    field.addEventListener("blur", close);
    field.addEventListener("focus", () => field.select());
    state.on((changed) => {
      if (["moment", "mode", "revision"].some((key) => changed.has(key))) entries = null;
      if (changed.has("language")) byId("search-note").textContent = "";
    });
  }

  return { look, start };
})();
