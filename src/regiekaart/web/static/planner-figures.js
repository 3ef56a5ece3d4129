"use strict";
// The figures of a scenario as tables: the whole, its parts, its regions, scenarios side by side.
regiekaart.plannerFigures = (() => {
  const { data, element, keep, write } = regiekaart;
  const { words } = regiekaart;
  const word = (key, values) => words.word(key, values);

  // A table in plain values: rows of a name and cells. A cell is a text, or a text and by how much
  // it moved. `picker` makes what stands for the name of a row.
  function table(caption, head, rows, kind = "", picker = null) {
    return { caption, head, rows, kind, picker };
  }

  // Puts tables in an element. What is there already keeps its frame, its rows, and the cells that
  // say the same.
  function put(parent, tables) {
    const keyOf = ({ caption, head }) => JSON.stringify([caption, head]);
    const made = keep(parent, tables.map((each) => [keyOf(each), () => frame(each)]));
    tables.forEach(({ rows, picker }, i) => fill(made[i].querySelector("tbody"), rows, picker));
  }

  function fill(body, rows, picker) {
    const made = keep(body, rows.map(([name, ...cells]) => [name, () => row(name, cells, picker)]));
    rows.forEach(([, ...cells], i) => cells.forEach((cell, k) => tell(made[i].children[k + 1], cell)));
  }

  function row(name, cells, picker) {
    const head = element("th", { scope: "row" }, picker ? picker(name) : name);
    return element("tr", {}, head, ...cells.map(() => element("td", { class: "number" })));
  }

  function tell(place, cell) {
    const [text, moved] = [cell].flat();
    if (!moved && !place.firstElementChild) write(place, text);
    else if (place.textContent !== `${text} ${moved}`) place.replaceChildren(...pieces([text, moved]));
  }

  function pieces([text, moved]) {
    return moved ? [text, element("span", { class: "difference" }, ` ${moved}`)] : [text];
  }

  function frame({ caption, head, kind }) {
    const heads = head.map((name, i) => element("th", { scope: "col", class: i ? "number" : null }, name));
    return element(
      "div",
      { class: `scroll ${kind}`, tabindex: "0", role: "group", "aria-label": caption },
      element(
        "table",
        {},
        element("caption", {}, caption),
        element("thead", {}, element("tr", {}, ...heads)),
        element("tbody"),
      ),
    );
  }

  // ---- figures with the difference to the list ----

  function signed(number, told) {
    return number ? `${number > 0 ? "+" : "\u2212"}${told}` : "";
  }

  function whole(now, then) {
    return [words.integer(now), signed(now - then, words.integer(Math.abs(now - then)))];
  }

  // The same of a region, which may have more members than are known.
  function least(now, then, closed) {
    const [told, moved] = whole(now, then);
    return [closed ? told : word("least", { n: told }), moved];
  }

  // A share, or where something is unknown the two between which it lies.
  function share({ known, unknown, all }) {
    const low = words.percent(known, all);
    return unknown ? word("between", { low, high: words.percent(known + unknown, all) }) : low;
  }

  // Where something is or was unknown, both ends may move.
  function shares(now, then) {
    const most = ({ known, unknown, all }) => ({ known: known + unknown, all });
    const [low, high] = [moved(now, then), moved(most(now), most(then))];
    if (low === high || (!now.unknown && !then.unknown)) return [share(now), difference(low)];
    return [share(now), difference(ends(low, high))];
  }

  function difference(n) {
    return n ? word("points", { n }) : "";
  }

  // The ends of an interval that moved, by name.
  function ends(low, high) {
    const told = [low && word("lower-end", { n: low }), high && word("upper-end", { n: high })];
    return told.filter(Boolean).join(", ");
  }

  // By how many points a share moved, with its sign; empty where it did not.
  function moved(now, then) {
    const by = now.known * then.all - then.known * now.all;
    if (!by) return "";
    return (by > 0 ? "+" : "\u2212") + words.ratio(Math.abs(by) * 100, now.all * then.all, 2);
  }

  function euros(cents) {
    return words.amount(`${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`);
  }

  // Amounts are whole cents; null where the subsidy cannot be divided.
  function money({ amount: now, approximate }, { amount: then }, about = "about") {
    if (now === null) return [word("not-known")];
    const moved = then === null ? 0n : now - then;
    const told = word(approximate ? about : "euro", { amount: euros(now) });
    return [told, signed(Number(moved), euros(moved < 0n ? -moved : moved))];
  }

  // ---- tables ----

  function ofWhole(now, then) {
    const rows = [
      [word("plan-coverage-people"), shares(now.people, then.people)],
      [word("plan-coverage-units"), shares(now.places, then.places)],
      [word("plan-members"), whole(now.places.known, then.places.known)],
      [word("plan-unknown-units"), whole(now.places.unknown, then.places.unknown)],
      [word("plan-regions"), whole(filled(now).length, filled(then).length)],
      ...(data.has.rules ? [[word("plan-broken"), whole(now.broken, then.broken)]] : []),
    ];
    return table(word("plan-whole-caption"), [word("plan-measure"), word("plan-now")], rows);
  }

  function ofParts(now, then) {
    return Object.entries(now.parts).map(([kind, rows]) => {
      const name = words.say(data.layers[kind].name);
      const head = [name, word("plan-coverage-people"), word("plan-coverage-units")];
      const made = rows.map(({ label, people, places }, i) => {
        const was = then.parts[kind][i];
        return [label, shares(people, was.people), shares(places, was.places)];
      });
      return table(words.capital(name), head, made);
    });
  }

  const NOTHING = { units: 0, population: 0, amount: 0n };

  // What a region was, by its name; one that is new was nothing.
  function earlier(region, then) {
    return then.byKey.get(region.key) ?? NOTHING;
  }

  function ofRegions(now, then, picker) {
    const rows = now.regions.map((region) => {
      const was = earlier(region, then);
      const bad = region.rules.filter(({ mark }) => mark === "error").map(({ title }) => words.say(title));
      return [
        region.name,
        whole(region.units, was.units),
        whole(region.population, was.population),
        ...(data.has.subsidy ? [money(region, was, "plan-about")] : []),
        ...(data.has.rules ? [bad.join(", ") || "–"] : []),
      ];
    });
    const head = [
      word("region"), words.capital(words.say(data.unit[1])), word("population"),
      ...(data.has.subsidy ? [word("subsidy")] : []), ...(data.has.rules ? [word("plan-broken-rules")] : []),
    ];
    return table(word("plan-all-regions"), head, rows, "wide", picker);
  }

  function sideBySide(then, scenarios) {
    const line = (key, told) => [word(key), told(then), ...scenarios.map(({ sum }) => told(sum))];
    const rows = [
      line("plan-coverage-people", ({ people }) => share(people)),
      line("plan-coverage-units", ({ places }) => share(places)),
      line("plan-members", ({ places }) => words.integer(places.known)),
      line("plan-unknown-units", ({ places }) => words.integer(places.unknown)),
      line("plan-regions", (sum) => words.integer(filled(sum).length)),
      line("plan-smallest", ({ regions }) => smallest(regions)),
      ...(data.has.rules ? [line("plan-broken", ({ broken }) => words.integer(broken))] : []),
    ];
    const head = [word("plan-measure"), word("scenario-start"), ...scenarios.map(({ name }) => name)];
    return table(word("scenario-table"), head, rows, "wide");
  }

  // A region without members is none yet.
  function filled({ regions }) {
    return regions.filter(({ units }) => units > 0);
  }

  function smallest(regions) {
    const some = filled({ regions });
    if (!some.length) return "–";
    const least = some.reduce((best, each) => (each.population < best.population ? each : best));
    return `${least.name} (${words.integer(least.population)})`;
  }

  // One line, for the map that leaves the page.
  function summary({ people, places, regions }) {
    return word("plan-summary", {
      regions: words.count(filled({ regions }).length, "group"),
      units: words.count(places.known, "unit"),
      people: share(people),
    });
  }

  // The same of one part.
  function ofPart({ people, places }) {
    const units = words.integer(places.known);
    return word("plan-part", { units, all: words.count(places.all, "unit"), people: share(people) });
  }

  return { earlier, least, money, ofPart, ofParts, ofRegions, ofWhole, pieces, put, sideBySide, summary };
})();
