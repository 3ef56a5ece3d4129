"use strict";
// What the page shows, in one place: whoever changes it says so here, and everyone who shows a
// part of it is told which parts changed.
regiekaart.state = (() => {
  const { data } = regiekaart;
  const values = {
    language: data.language,
    mode: "explore",
    moment: data.opened,
    layer: data.layer_order[0],
    lines: data.lines.filter((line) => line.shown).map((line) => line.id),
    doubted: true,
    filter: "", // "province:Limburg"
    chosen: "", // a code, or "r:" and the name of a region
    revision: 0, // goes up when what the moment holds is another, as in a scenario
  };
  const listeners = [];
  const settlers = [];

  // What does not go with the rest (a region that is not there on another day) is put right first.
  function settle(how) {
    settlers.push(how);
  }

  function on(listener) {
    listeners.push(listener);
  }

  function set(changes) {
    const before = { ...values };
    Object.assign(values, changes);
    settlers.forEach((how) => how(values, before));
    const changed = new Set(
      Object.keys(values).filter((key) => String(values[key]) !== String(before[key])),
    );
    if (changed.has("language")) regiekaart.words.use(values.language);
    if (changed.size) listeners.forEach((listener) => listener(changed, before));
  }

  return { on, set, settle, values };
})();
