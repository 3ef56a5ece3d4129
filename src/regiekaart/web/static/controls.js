"use strict";
// The controls above the map: moment, layer, filter, language, link, print. And the words that
// stand still: every element with data-say, in the language that is chosen.
regiekaart.controls = (() => {
  const { announce, byId, data, element, keep, write } = regiekaart;
  const { map, moments, picture, state, words } = regiekaart;

  let wasOpen = true;

  // What can be chosen is made anew when it can be another; what is chosen always follows.
  function options(id, make, anew) {
    const select = byId(id);
    if (anew) select.replaceChildren(...make());
    select.value = state.values[id];
  }

  // By cycle; a label says whose list it is, so that no moment is taken for another's.
  function momentOptions() {
    const groups = new Map();
    data.moments.forEach((moment, i) => {
      const label = `${words.say(moment.cycle)} · ${words.say(moment.list)}`;
      const reason = words.say(moment.reason);
      const units = words.count(data.vintages[moment.vintage].codes.length, "unit");
      const text = `${[words.date(moment.day), reason].filter(Boolean).join(", ")} (${units})`;
      if (!groups.has(label)) groups.set(label, element("optgroup", { label }));
      groups.get(label).append(element("option", { value: i }, text));
    });
    return [...groups.values()];
  }

  function layerOptions() {
    return data.layer_order.map((id) => {
      const there = moments.hasLayer(id);
      const name = words.say(data.layers[id].name);
      const label = there ? name : words.word("not-yet", { name });
      return element("option", { value: id, disabled: there ? false : "" }, label);
    });
  }

  function filterOptions() {
    const all = element("option", { value: "" }, words.word("all-of", { whole: data.whole }));
    const groups = Object.entries(moments.current().parts).map(([kind, { noun, labels }]) => {
      const made = labels.map((label) => element("option", { value: `${kind}:${label}` }, label));
      return element("optgroup", { label: words.capital(words.say(noun)) }, ...made);
    });
    return [all, ...groups];
  }

  function onAgreements() {
    return data.has.agreements && state.values.layer === "agreement";
  }

  // The figures in words: of all, or of the part that is shown; on agreements if the map is.
  function sentence() {
    const moment = moments.current();
    const about = onAgreements() ? "agreements" : "sentences";
    const filter = moments.filterOf(state.values.filter);
    if (!filter) return words.say(about === "agreements" ? moment.agreements : moment.sentence);
    const told = words.say(moment.parts[filter.kind][about][filter.number]);
    return about === "agreements" ? told : `${filter.label}: ${told}`;
  }

  function notes() {
    const moment = moments.current();
    return onAgreements() ? moment.agreement_notes : moment.notes;
  }

  function sayStill() {
    document.documentElement.lang = words.code;
    for (const part of document.querySelectorAll("[data-say]")) {
      write(part, words.word(part.dataset.say));
    }
    for (const part of document.querySelectorAll("[data-label]")) {
      part.setAttribute("aria-label", words.word(part.dataset.label));
      if (part.hasAttribute("title")) part.title = words.word(part.dataset.label);
    }
    for (const button of byId("languages").querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === words.code));
    }
  }

  function head() {
    const moment = moments.current();
    const title = words.say(data.title);
    write(byId("title"), title);
    write(byId("sentence"), sentence());
    write(byId("line"), words.say(moment.line));
    const head = [words.say(moment.warning), title, words.say(moment.line)].filter(Boolean).join(" · ");
    write(document.head.querySelector("title"), head);
    for (const part of document.querySelectorAll(".fiction")) {
      write(part, words.say(moment.warning));
      part.hidden = !moment.warning;
    }
    keep(byId("notes"), notes().map(words.say).map((note) => [note, () => element("p", {}, note)]));
    write(byId("left-out"), words.say(data.left_out));
    byId("left-out").hidden = !data.left_out;
  }

  function show(changed) {
    if (changed.has("language")) sayStill();
    const anew = ["language", "moment", "mode"].some((key) => changed.has(key));
    options("moment", momentOptions, anew);
    options("layer", layerOptions, anew);
    options("filter", filterOptions, anew);
    // Of an undivided land there is nothing to choose.
    byId("filter").parentElement.hidden = !data.kinds.length;
    head();
    if (changed.has("moment") || changed.has("layer")) {
      const layer = words.say(data.layers[state.values.layer].name);
      announce(words.word("shown", { layer, day: words.date(moments.current().day) }));
    }
  }

  function chooser(id, key, read = (value) => value) {
    byId(id).addEventListener("change", ({ target }) => state.set({ [key]: read(target.value) }));
  }

  async function copyLink() {
    const field = byId("link");
    field.value = location.href;
    try {
      await navigator.clipboard.writeText(location.href);
      byId("link-box").hidden = true;
      announce(words.word("copied"));
      byId("copied").hidden = false;
    } catch {
      // Some browsers give a page from disk no clipboard: then the link stands ready to be copied.
      byId("copied").hidden = true;
      byId("link-box").hidden = false;
      field.focus();
      field.select();
    }
  }

  // On paper the map is one drawing of the land that the screen shows, as wide as the paper.
  function beforePrint() {
    byId("print-map").replaceChildren(picture.draw(map.landInView()));
    wasOpen = byId("legend").open;
    byId("legend").open = true;
  }

  function afterPrint() {
    byId("print-map").replaceChildren();
    byId("legend").open = wasOpen;
  }

  function start() {
    chooser("moment", "moment", Number);
    chooser("layer", "layer");
    chooser("filter", "filter");
    for (const button of byId("languages").querySelectorAll("button")) {
      button.addEventListener("click", () => state.set({ language: button.dataset.language }));
    }
    byId("copy-link").addEventListener("click", copyLink);
    byId("print").addEventListener("click", () => window.print());
    window.addEventListener("beforeprint", beforePrint);
    window.addEventListener("afterprint", afterPrint);
    show(new Set(["language"]));
    state.on((changed) => {
      byId("copied").hidden = true;
      byId("link-box").hidden = true;
      show(changed);
    });
  }

  return { notes, sentence, start };
})();
