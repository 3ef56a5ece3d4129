"use strict";
// The view in the address, after #: a link opens the same view. What does not fit (an older file, a
// typing error, a name that is gone) is skipped, and the rest still holds.
regiekaart.link = (() => {
  const { announce, data } = regiekaart;
  const { map, moments, state, words } = regiekaart;
  const FAR = { zoom: [5, 13], latitude: [-90, 90], longitude: [-180, 180] };
  // How each part is written (empty leaves it out) and read (undefined refuses it). Another mode
  // can have parts of its own: see `add`.
  const parts = new Map();
  let own = "";

  function add(key, write, read) {
    parts.set(key, { write, read });
  }

  add("t", () => state.values.language, (text) => (["nl", "en"].includes(text) ? { language: text } : undefined));
  add("m", () => moments.current().id, (text) => {
    const moment = data.moments.findIndex(({ id }) => id === text);
    return moment < 0 ? undefined : { moment };
  });
  add("l", () => state.values.layer, (text) => (data.layer_order.includes(text) ? { layer: text } : undefined));
  add(
    "o",
    () => [...state.values.lines, ...(state.values.doubted ? ["doubted"] : [])].join() || "none",
    (text) => {
      const named = text === "none" ? [] : text.split(",");
      const lines = data.lines.map((line) => line.id).filter((id) => named.includes(id));
      const good = named.every((id) => id === "doubted" || lines.includes(id));
      return good ? { lines, doubted: named.includes("doubted") } : undefined;
    },
  );
  add("f", () => state.values.filter, (text, moment) => (moments.filterOf(text, moment) ? { filter: text } : undefined));
  add("s", () => state.values.chosen, (text, moment) => {
    const region = text.startsWith(moments.REGION) && moments.regionNamed(text.slice(2), moment) >= 0;
    return region || moments.carried(text, moment) ? { chosen: text } : undefined;
  });

  function write() {
    const found = new URLSearchParams();
    for (const [key, part] of parts) {
      const text = part.write();
      if (text) found.set(key, text);
    }
    const view = map.view();
    if (view) found.set("v", view.map((number, i) => number.toFixed(i ? 4 : 2)).join("/"));
    own = `#${found}`;
    if (location.hash === own) return;
    // A page that is shown inside another may not change its address; it works without.
    try {
      history.replaceState(null, "", own);
    } catch {
      own = location.hash;
    }
  }

  function readView(text) {
    const numbers = text.split("/").map(Number);
    const ranges = Object.values(FAR);
    const good = numbers.length === 3 && numbers.every((n, i) => n >= ranges[i][0] && n <= ranges[i][1]);
    return good ? numbers : undefined;
  }

  // Returns the piece of the map that the link asks for. What a link leaves out is as it was when
  // the page was made.
  function read() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const changes = { filter: "", chosen: "", mode: "explore" };
    let bad = false;
    for (const [key, part] of parts) {
      if (!asked.has(key)) continue;
      const moment = data.moments[changes.moment ?? state.values.moment];
      const found = part.read(asked.get(key), moment);
      if (found) Object.assign(changes, found);
      else bad = true;
    }
    const view = asked.has("v") ? readView(asked.get("v")) : null;
    state.set(changes);
    const known = [...asked.keys()].every((key) => key === "v" || parts.has(key));
    if (bad || view === undefined || !known) announce(words.word("bad-link"));
    return view;
  }

  function start() {
    write();
    state.on(write);
    map.onMove(write);
    window.addEventListener("hashchange", () => {
      if (location.hash === own) return;
      const view = read();
      if (view) map.setView(view);
      else map.home();
      write();
    });
  }

  return { add, read, start };
})();
