"use strict";
// The planner: a mode in which the map shows a scenario, and a click changes it.
//
// The rest of the page asks `moments` what there is to see. In this mode it gets the moment with
// the scenario's regions in place of those of the list; nothing else has to know.
regiekaart.planner = (() => {
  const { announce, byId, data } = regiekaart;
  const { link, map, modes, moments, plannerKeep, state, words } = regiekaart;
  const { UNKNOWN, OUTSIDE, ...S } = regiekaartScenarios;
  const stores = new Map(); // per moment
  const watchers = [];
  const tool = { target: "", lasso: false };
  let [asked, drawn] = [false, false];
  let seen = { moment: null, scenario: null, view: null };

  function base() {
    return data.moments[state.values.moment];
  }

  function plan() {
    return base().plan;
  }

  // The municipalities with what the list says of each, for a scenario that is saved.
  function study() {
    const { codes, names } = moments.units();
    const { texts, rows, cycle, fiction } = plan();
    const [evidence, source, note] = [0, 1, 2];
    const told = (row) => row && { evidence: texts[row[evidence]], source: texts[row[source]], note: texts[row[note]] };
    const { refused } = plan();
    return { codes, names, cycle, day: base().day, fictional: Boolean(fiction), refused, rows: rows.map(told) };
  }

  function startState() {
    const { groups, group_of } = plan().core.start;
    return { groups: groups.map(({ name, form }) => ({ name, form })), group_of: group_of.slice() };
  }

  function store() {
    const { id } = base();
    if (!stores.has(id)) stores.set(id, open());
    return stores.get(id);
  }

  // ---- kept in the browser ----

  // A scenario belongs to the list that it began with: another list, another key.
  function storageKey() {
    return `regiekaart:${base().id}:${plan().fingerprint}`;
  }

  function open() {
    const made = plannerKeep.open(startState(), storageKey(), plan().refused);
    made.watch(show);
    return made;
  }

  function forget() {
    plannerKeep.forget(store());
    stores.delete(base().id);
    show("scenario");
    announce(words.word("scenario-forgotten"));
  }

  function removeScenario(id) {
    const found = store().all.find((each) => each.id === id);
    if (found && store().remove(id)) announce(words.word("scenario-removed", { name: found.name }));
  }

  function copyScenario() {
    let n = store().all.length + 1;
    while (store().isTaken(words.word("scenario-copy", { n }))) n += 1;
    announce(words.word(store().add(words.word("scenario-copy", { n })) ? "scenario-added" : "scenario-full"));
  }

  // ---- what the map shows ----

  // A region of the list keeps its colour; a new one has one that its neighbours do not have, also
  // when it grows until it has others.
  function styles(scenario) {
    const own = new Map(base().layers[data.group_id].classes.map(([value, , style]) => [value, style]));
    const listed = plan().core.start.groups.map(({ name }) => S.normalise(name));
    const made = store();
    made.colours ??= new Map(listed.map((key, g) => [key, own.get(g)]));
    for (const [g, { name }] of scenario.groups.entries()) {
      const key = S.normalise(name);
      if (!listed.includes(key)) made.colours.set(key, freeStyle(scenario, g, made.colours));
    }
    return scenario.groups.map(({ name }) => made.colours.get(S.normalise(name)));
  }

  function freeStyle(scenario, group, colours) {
    const { group_of: of } = scenario;
    const near = new Set();
    for (const [a, b] of plan().core.neighbours) {
      if (of[a] === group && of[b] >= 0) near.add(of[b]);
      if (of[b] === group && of[a] >= 0) near.add(of[a]);
    }
    const styleOf = (g) => colours.get(S.normalise(scenario.groups[g].name));
    const taken = new Set([...near].map(styleOf));
    if (styleOf(group) !== undefined && !taken.has(styleOf(group))) return styleOf(group);
    const used = (style) => scenario.groups.filter((_, g) => styleOf(g) === style).length;
    const free = data.palette.filter((style) => !taken.has(style));
    const choices = free.length ? free : data.palette;
    return choices.reduce((best, style) => (used(style) < used(best) ? style : best));
  }

  // The moment as the rest of the page sees it, with the scenario in it.
  function view(moment) {
    const scenario = store().state;
    const { current } = store();
    const same = seen.moment === moment && seen.scenario === scenario && seen.language === words.code;
    if (same && seen.name === current.name) return seen.view;
    const fill = styles(scenario);
    const changed = new Set(S.changed(store().start, scenario));
    const absent = data.absent.filter(([value]) => scenario.group_of.includes(value));
    const groups = scenario.groups.map(({ name }, g) => [g, name, fill[g], String(g + 1)]);
    const covered = scenario.group_of.map((of) => (of >= 0 ? 0 : of));
    const layers = {
      ...moment.layers,
      [data.group_id]: { classes: [...absent, ...groups], of: scenario.group_of },
      coverage: { classes: data.covered.filter(([value]) => covered.includes(value)), of: covered },
    };
    const regions = scenario.groups.map(({ name }) => ({ name }));
    seen = { moment, scenario, name: current.name, language: words.code, view: { ...moment, ...told(moment), ...grounds(moment, scenario, changed), layers, regions } };
    return seen.view;
  }

  // How well it is grounded: what the scenario changes is assumed, and the notes are the list's.
  function grounds(moment, scenario, changed) {
    const members = [...changed].filter((i) => scenario.group_of[i] >= 0);
    const left = moment.doubted.units.filter((i) => !changed.has(i));
    const label = members.length ? data.words["plan-doubted"] : moment.doubted.label;
    const evidence = moment.cards.evidence.map((text, i) => (changed.has(i) ? assumed() : text));
    const [borders, ...rest] = moment.notes;
    return {
      doubted: { ...moment.doubted, label, units: [...left, ...members] },
      cards: { ...moment.cards, evidence },
      notes: [borders, data.words["plan-began"], ...rest],
    };
  }

  // The number of a text that only a scenario needs.
  function assumed() {
    const text = data.words["plan-evidence"];
    const at = data.texts.indexOf(text);
    return at < 0 ? data.texts.push(text) - 1 : at;
  }

  // What stands above the map: the figures of the scenario, and that it is one.
  function told(moment) {
    const sum = regiekaart.sums.of(store().state);
    const sentences = (kind) => sum.parts[kind].map(regiekaart.plannerFigures.ofPart);
    const parts = Object.entries(moment.parts).map(([kind, part]) => [kind, { ...part, sentences: sentences(kind) }]);
    const kind = `${words.word("plan-kind")}: ${store().current.name}`;
    const line = `${kind}. ${words.word("plan-hypothetical")} ${words.say(moment.line)}`;
    return { line, sentence: regiekaart.plannerFigures.summary(sum), parts: Object.fromEntries(parts) };
  }

  function on() {
    return state.values.mode === "plan";
  }

  // Everyone who shows a part of the scenario is told, at once.
  function show(why) {
    if (!on()) return;
    state.set({ revision: state.values.revision + 1 });
    watchers.forEach((told) => told(why));
  }

  // ---- changes ----

  // The region that a click puts a municipality in: a position, UNKNOWN or OUTSIDE.
  function target() {
    if (tool.target === "outside") return OUTSIDE;
    if (tool.target === "unknown") return UNKNOWN;
    const found = store().state.groups.findIndex(({ name }) => named(name) === tool.target);
    return found < 0 ? null : found;
  }

  // A region may be called anything, also what the tool calls its other choices.
  function named(name) {
    return `g:${name}`;
  }

  function nameOf(group) {
    if (group === OUTSIDE) return words.word("plan-outside");
    return group === UNKNOWN ? words.word("plan-unknown") : store().state.groups[group].name;
  }

  function setTarget(name) {
    tool.target = name;
    show("tool");
  }

  // A click on a member of the chosen region takes it out again.
  function toggle(unit) {
    const to = target();
    if (!aimed()) return;
    if (to >= 0 && store().state.group_of[unit] === to) takeOut(unit);
    else assign([unit], to);
  }

  // Of whom the list says nothing, nothing is known again.
  function takeOut(unit) {
    const next = S.takeOut(store().start, store().state, [unit]);
    put([unit], next, next.group_of[unit]);
  }

  // Whether something is chosen to put municipalities in; if not, says so.
  function aimed() {
    const none = target() === null;
    if (none) announce(words.word("plan-choose-first"));
    return !none;
  }

  // What a lasso holds goes where a click would put it, if there is such a place by then.
  function assignCaught(units) {
    if (aimed()) assign(units, target());
  }

  function assign(units, to) {
    put(units, S.assign(store().state, units, to), to);
  }

  function put(units, next, to) {
    const { names } = moments.units();
    const many = units.length === 1 ? names[units[0]] : words.count(units.length, "unit");
    const told = words.word("plan-assigned", { name: many, region: nameOf(to) });
    announce(store().put(next, told) ? told : words.word("plan-same"));
  }

  function wrongName(name, but = -1) {
    const taken = store().state.groups.filter((_, g) => g !== but).map((group) => group.name);
    const key = S.nameProblem(name, taken, plan().refused);
    return key && words.word(key);
  }

  function addGroup(name, form) {
    const full = store().state.groups.length >= moments.units().codes.length;
    const wrong = wrongName(name) || (full && words.word("group-full"));
    if (wrong) return wrong;
    tool.target = named(S.clean(name));
    store().put(S.addGroup(store().state, name, form), words.word("plan-added", { region: S.clean(name) }));
    return null;
  }

  function renameGroup(group, name) {
    const wrong = wrongName(name, group);
    if (wrong) return wrong;
    const old = store().state.groups[group].name;
    const clean = S.clean(name);
    store().colours?.set(S.normalise(clean), store().colours.get(S.normalise(old)));
    tool.target = named(clean);
    const told = words.word("plan-renamed", { region: old, name: clean });
    store().put(S.changeGroup(store().state, group, { name: clean }), told);
    return null;
  }

  function setForm(group, form) {
    const told = words.word("plan-formed", { region: nameOf(group), form: form || words.word("not-known") });
    store().put(S.changeGroup(store().state, group, { form }), told);
  }

  function removeGroup(group) {
    const told = words.word("plan-removed", { region: nameOf(group) });
    tool.target = "";
    store().put(S.removeGroup(store().start, store().state, group), told);
    announce(told);
  }

  function step(which) {
    const told = which === "undo" ? store().lastStep : "";
    if (!store()[which]()) return;
    announce(words.word(which === "undo" ? "plan-undone" : "plan-redone", { step: told ?? "" }));
  }

  function onKey(event) {
    const key = event.key.toLowerCase();
    const typing = event.target.matches("input, textarea");
    if (on() && event.key === "Escape" && regiekaart.lasso.on) {
      regiekaart.lasso.stop();
      show("tool");
    }
    if (!on() || typing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    step(key === "y" || event.shiftKey ? "redo" : "undo");
  }

  // A link that asks for the planner is read before there is a map to plan on.
  function read(text) {
    if (text !== "1") return undefined;
    if (drawn) return { mode: "plan" };
    asked = true;
    return {};
  }

  function openAsked() {
    drawn = true;
    if (asked) state.set({ mode: "plan" });
    asked = false;
  }

  function watch(told) {
    watchers.push(told);
  }

  function start() {
    if (!data.moments.some((moment) => moment.plan)) return;
    // The facts beside the map are those of the list.
    state.settle((values) => {
      if (values.mode === "plan") values.chosen = "";
    });
    document.addEventListener("keydown", onKey);
    plannerKeep.start(({ key }) => on() && key === storageKey());
    link.add("p", () => (on() || asked ? "1" : ""), read);
    modes.add("plan", {
      label: () => words.word("plan"),
      panel: regiekaart.plannerView.panel(),
      choose: (unit) => toggle(unit),
      region: (number) => setTarget(named(store().state.groups[number].name)),
      found: (unit) => map.focus(unit),
      enter() {
        moments.through(view);
        map.leaflet().getContainer().classList.add("planning");
        byId("hint").classList.add("planned");
        // A link has its own layer; who comes by the button is shown the regions.
        if (!asked) state.set({ layer: data.group_id });
        show("enter");
      },
      leave() {
        moments.through(null);
        map.leaflet().getContainer().classList.remove("planning");
        byId("hint").classList.remove("planned");
        regiekaart.lasso.stop();
        state.set({ revision: state.values.revision + 1 });
      },
    });
  }

  return {
    addGroup, aimed, assign, assignCaught, base, copyScenario, forget, named, nameOf, on, open: openAsked, plan,
    removeGroup, removeScenario, renameGroup, setForm, setTarget, start, step, store, study, takeOut, target, toggle,
    tool, view, watch,
  };
})();
