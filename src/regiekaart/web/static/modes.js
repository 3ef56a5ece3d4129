"use strict";
// One dispatcher for what a reader does on the map. Each mode says what it means: in "explore" a
// click opens the facts of a municipality. Another mode is added with `add`, before `start`.
regiekaart.modes = (() => {
  const { byId, element } = regiekaart;
  const { state, words } = regiekaart;
  const known = new Map();

  // A mode has a `label`, and may have: choose(unit, event), region(number), found(unit) for what is
  // searched, hover(unit, event), ground(event), key(event), enter(), leave(), and a `panel` (an element beside the map, shown
  // while the mode is on).
  function add(id, mode) {
    known.set(id, mode);
    if (mode.panel) byId("mode-panels").append(mode.panel);
  }

  function current() {
    return known.get(state.values.mode);
  }

  // Returns whether the mode took it.
  function send(what, ...told) {
    const handler = current()[what];
    if (!handler) return false;
    return handler(...told) !== false;
  }

  function show() {
    for (const [id, mode] of known) {
      if (mode.panel) mode.panel.hidden = id !== state.values.mode;
    }
    const box = byId("modes");
    const focused = box.contains(document.activeElement);
    box.hidden = known.size < 2;
    box.replaceChildren(
      ...[...known].map(([id, mode]) => {
        const pressed = String(id === state.values.mode);
        const button = element("button", { type: "button", "aria-pressed": pressed }, mode.label());
        button.addEventListener("click", () => state.set({ mode: id }));
        return button;
      }),
    );
    if (focused) box.querySelector("[aria-pressed=true]").focus();
  }

  state.settle((values) => {
    if (!known.has(values.mode)) values.mode = "explore";
  });
  state.on((changed, before) => {
    if (changed.has("mode")) {
      known.get(before.mode)?.leave?.();
      current().enter?.();
    }
    if (changed.has("mode") || changed.has("language")) show();
  });

  add("explore", {
    label: () => words.word("explore"),
    choose(unit) {
      state.set({ chosen: regiekaart.moments.units().codes[unit] });
    },
    region(number) {
      const { REGION, current: moment } = regiekaart.moments;
      state.set({ chosen: REGION + moment().regions[number].name });
    },
  });

  return { add, send, show };
})();
