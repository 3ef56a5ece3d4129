"use strict";
// The legend: the classes of the layer with what is counted now, and the lines, which it turns on.
regiekaart.legend = (() => {
  const { byId, data, drawn, element, keep, write } = regiekaart;
  const { map, modes, moments, state, words } = regiekaart;

  function swatch(...inside) {
    const size = { width: 28, height: 18, viewBox: "0 0 28 18" };
    return drawn("svg", { class: "swatch", ...size, "aria-hidden": "true" }, ...inside);
  }

  function surfaceSwatch(fill, badge) {
    const box = { x: 0.5, y: 0.5, width: 27, height: 17, fill, stroke: "currentColor", "stroke-width": 0.7 };
    const text = { x: 14, y: 13.2, "text-anchor": "middle" };
    return swatch(drawn("rect", box), badge ? drawn("text", text, badge) : null);
  }

  // What each class holds of the part that is shown.
  function counts() {
    const { of } = map.layer();
    const found = new Map();
    for (const i of moments.shown()) {
      const now = found.get(of[i]) ?? { units: 0, people: 0 };
      now.units += 1;
      now.people += moments.current().population[i];
      found.set(of[i], now);
    }
    return found;
  }

  function row([value, label, style, badge]) {
    const button = element(
      "button",
      { type: "button", "data-value": value },
      surfaceSwatch(map.paint(style), badge),
      element("span", { class: "name" }, words.say(label)),
      element("span", { class: "count", "aria-hidden": "true" }),
      element("span", { class: "share", "aria-hidden": "true" }),
      element("span", { class: "unseen" }),
    );
    const on = () => map.emphasise(value);
    const off = () => map.emphasise(null);
    button.addEventListener("mouseenter", on);
    button.addEventListener("mouseleave", off);
    button.addEventListener("focus", on);
    button.addEventListener("blur", off);
    button.addEventListener("click", () => choose(value));
    return element("li", {}, button);
  }

  function tell(made, count, all) {
    const units = words.count(count.units, "unit");
    const share = words.percent(count.people, all, 1);
    const [shown, shownShare, read] = [...made.firstChild.children].slice(-3);
    write(shown, words.integer(count.units));
    write(shownShare, share);
    write(read, words.word("legend-count", { units, share }));
  }

  // A region opens its facts; any class is brought into view.
  function choose(value) {
    const { of } = map.layer();
    map.show(moments.shown().filter((i) => of[i] === value));
    if (state.values.layer === data.group_id && value >= 0) modes.send("region", value);
    map.emphasise(value);
  }

  function head(title) {
    return element(
      "h3",
      {},
      element("span", { class: "name" }, title),
      element("span", { class: "count" }, words.say(data.unit[1])),
      element("span", { class: "share" }, words.word("people")),
    );
  }

  // A row stays as long as its class does: only what it counts is written anew.
  function classes() {
    const found = counts();
    const all = moments.people(moments.shown());
    const rows = map.layer().classes.filter(([value]) => found.has(value));
    const title = words.say(data.layers[state.values.layer].title);
    const frame = [[`${words.code} ${title}`, () => head(title)], ["rows", () => element("ul")]];
    const [, list] = keep(byId("classes"), frame);
    const keyOf = ([value, label, style, badge]) => JSON.stringify([value, words.say(label), style, badge]);
    const made = keep(list, rows.map((each) => [keyOf(each), () => row(each)]));
    rows.forEach(([value], i) => tell(made[i], found.get(value), all));
  }

  // Who was on a row that is made anew stays on the row of that class.
  function keepFocus(make) {
    const box = byId("classes");
    const value = box.contains(document.activeElement) && document.activeElement.dataset.value;
    make();
    if (!value || box.contains(document.activeElement)) return;
    const again = box.querySelector(`[data-value="${value}"]`) ?? box.querySelector("button");
    again?.focus({ preventScroll: true });
  }

  function switchRow(id, name, picture, turn) {
    const make = () => {
      const box = element("input", { type: "checkbox", "data-line": id });
      box.addEventListener("change", () => turn(box.checked));
      return element("li", {}, element("label", {}, box, picture(), element("span", { class: "name" }, name)));
    };
    return [`${id} ${name}`, make];
  }

  function lineRow({ id, name, colour, weight, dashes }) {
    const stroke = { d: "M1 9h26", stroke: colour, "stroke-width": weight, "stroke-dasharray": dashes || null };
    const order = data.lines.map((line) => line.id);
    return switchRow(id, words.say(name), () => swatch(drawn("path", stroke)), (on) => {
      const chosen = new Set(state.values.lines);
      chosen[on ? "add" : "delete"](id);
      state.set({ lines: order.filter((key) => chosen.has(key)) });
    });
  }

  function switches() {
    const moment = moments.current();
    const rows = data.lines
      .filter(({ id }) => id === data.group_id || moment.parts[id])
      .map(lineRow)
      .reverse();
    const { units, label, style } = moment.doubted;
    if (units.length && [data.group_id, "coverage"].includes(state.values.layer)) {
      const picture = () => surfaceSwatch(map.paint(style));
      rows.push(switchRow("doubted", words.say(label), picture, (on) => state.set({ doubted: on })));
    }
    return rows;
  }

  function show(changed) {
    const watched = ["language", "moment", "layer", "filter", "mode", "revision"];
    if (watched.some((key) => changed.has(key))) {
      keepFocus(classes);
      keep(byId("lines"), switches());
    }
    byId("lines").querySelectorAll("input").forEach((box) => {
      const { line } = box.dataset;
      box.checked = line === "doubted" ? state.values.doubted : state.values.lines.includes(line);
    });
  }

  function start() {
    byId("legend").open = window.innerWidth >= 900;
    show(new Set(["language"]));
    state.on(show);
  }

  return { start };
})();
