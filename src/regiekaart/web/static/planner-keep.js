"use strict";
// What the browser keeps of scenarios, and what another window with the same ones kept meanwhile.
regiekaart.plannerKeep = (() => {
  const { announce, words } = regiekaart;
  // What tells this window from the others.
  const at = `w${Math.random().toString(36).slice(2, 12)}`;
  const opened = new Map(); // by the key under which they are kept
  let isShown = () => false;

  // A store with what was kept under a key. What cannot be read may be of a later version of the
  // page: it is left as it is, and nothing is kept over it.
  function open(start, key, refused) {
    const otherName = (name) => words.word("scenario-other", { name });
    const made = regiekaartStores.createStore(start, words.word("scenario-first"), { at, otherName, refused });
    const watchers = [];
    const watch = (watcher) => watchers.push(watcher);
    const show = (why) => watchers.forEach((watcher) => watcher(why));
    Object.assign(made, { key, odd: false, restored: false, news: "", show, text: null, watch });
    recall(made);
    made.listen((why) => {
      // Who took something over shows it when all of it is there.
      if (why === "merged") return;
      keep(made);
      show(why);
    });
    opened.set(key, made);
    return made;
  }

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  function recall(made) {
    try {
      made.text = localStorage.getItem(made.key);
    } catch {
      made.kept = false;
    }
    if (made.text === null) return;
    made.restored = made.restore(parsed(made.text));
    made.odd = !made.restored;
  }

  function keep(made) {
    made.news = "";
    if (made.odd) return;
    try {
      // Another window may have kept something that has not been heard of here.
      const text = localStorage.getItem(made.key);
      if (text !== null && text !== made.text) join(made, text);
      if (!made.odd) write(made);
    } catch {
      made.kept = false;
    }
  }

  function write(made) {
    made.text = JSON.stringify(made.keep());
    localStorage.setItem(made.key, made.text);
    made.kept = true;
  }

  // Takes over what another window kept; returns whether it lacks something that is here.
  function join(made, text) {
    const found = made.merge(parsed(text));
    made.text = text;
    made.odd = !found;
    if (!found) return false;
    const { apart, gone, taken } = found;
    const heard = Object.entries({ "scenario-taken-over": taken, "scenario-apart": apart, "scenario-gone": gone });
    const told = heard.filter(([, names]) => names.length);
    if (told.length) {
      made.news = told.map(([key, names]) => words.word(key, { names: words.listing(names) })).join(" ");
      if (isShown(made)) announce(made.news);
    }
    return found.write;
  }

  // Another window of this page changed what is kept.
  function hear({ key, newValue: text }) {
    const made = opened.get(key);
    if (!made || made.odd || text === made.text) return;
    if (text === null) {
      Object.assign(made, { news: words.word("scenario-forgotten-there"), restored: false, text });
    } else if (join(made, text)) {
      try {
        write(made);
      } catch {
        made.kept = false;
      }
    }
    made.show("merged");
  }

  function forget(made) {
    opened.delete(made.key);
    try {
      localStorage.removeItem(made.key);
    } catch {
      // Nothing was kept either.
    }
  }

  // `shown` tells whether a store is the one on the screen.
  function start(shown) {
    isShown = shown;
    window.addEventListener("storage", hear);
  }

  return { forget, open, start };
})();
