"use strict";
// The planner's panel: tools, the chosen region, what the scenario comes to, scenarios, files.
regiekaart.plannerView = (() => {
  const { announce, data, element, fact, keep, write } = regiekaart;
  const { plannerBrief, plannerFigures: figures, words } = regiekaart;
  const S = regiekaartScenarios;
  const word = (key, values) => words.word(key, values);
  const order = new Intl.Collator("nl").compare;
  let box = null;
  let parts = {};

  // ---- pieces ----

  function button(label, act, more = {}) {
    const made = element("button", { type: "button", ...more }, label);
    made.addEventListener("click", act);
    return made;
  }

  function field(label, control, more = {}) {
    return element("label", { class: "field", ...more }, element("span", {}, label), control);
  }

  function options(select, rows, chosen) {
    keep(select, rows.map(([value, label]) => [`${value}\n${label}`, () => element("option", { value }, label)]));
    select.value = chosen;
  }

  // ---- tools ----

  function tools() {
    const { planner } = regiekaart;
    const target = element("select", { id: "plan-target" });
    target.addEventListener("change", () => planner.setTarget(target.value));
    const lasso = button("", () => switchLasso(), { "aria-pressed": "false" });
    const undo = button("", () => planner.step("undo"));
    const redo = button("", () => planner.step("redo"));
    const reset = button("", () => {
      if (planner.store().reset()) announce(word("plan-reset-done"));
    });
    parts = { ...parts, lasso, redo, reset, target, undo };
    return element(
      "div",
      { class: "tools" },
      element("div", { class: "row" }, undo, redo, reset),
      (parts.targetField = field("", target)),
      element("div", { class: "row" }, lasso),
      (parts.howTo = element("p", { class: "soft" })),
    );
  }

  function switchLasso() {
    const { lasso, planner } = regiekaart;
    if (lasso.on) lasso.stop();
    else if (planner.aimed()) lasso.start(planner.assignCaught);
    else parts.target.focus();
    parts.lasso.setAttribute("aria-pressed", String(lasso.on));
  }

  function showTools() {
    const { lasso, planner } = regiekaart;
    const { canUndo, canRedo, lastStep, state } = planner.store();
    write(parts.undo, word("undo"));
    parts.undo.title = canUndo && lastStep ? lastStep : "";
    write(parts.redo, word("redo"));
    write(parts.reset, word("plan-reset"));
    parts.undo.disabled = !canUndo;
    parts.redo.disabled = !canRedo;
    parts.reset.disabled = S.same(planner.store().start, state);
    write(parts.lasso, word("lasso"));
    parts.lasso.setAttribute("aria-pressed", String(lasso.on));
    write(parts.targetField.firstChild, word("plan-target"));
    write(parts.howTo, word("plan-how"));
    const names = state.groups.map(({ name }) => name).sort(order);
    const named = names.map((name) => [planner.named(name), name]);
    if (planner.target() === null) planner.tool.target = "";
    const rows = [["", word("plan-none")], ...named, ["outside", word("plan-outside")], ["unknown", word("plan-unknown")]];
    options(parts.target, rows, planner.tool.target);
  }

  // ---- making a region ----

  function maker() {
    const { planner } = regiekaart;
    const name = element("input", { id: "plan-new-name", maxlength: 200, autocomplete: "off" });
    const form = element("select", { id: "plan-new-form" });
    const wrong = element("p", { class: "wrong", id: "plan-new-wrong", role: "alert" });
    name.setAttribute("aria-describedby", "plan-new-wrong");
    const make = element("button", { type: "submit" });
    const made = element("form", { class: "maker" }, (parts.newName = field("", name)), ...newForm(form), make, wrong);
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      const problem = planner.addGroup(name.value, form.value);
      wrong.textContent = problem ?? "";
      name.setAttribute("aria-invalid", String(Boolean(problem)));
      if (problem) return;
      announce(word("plan-added", { region: S.clean(name.value) }));
      name.value = "";
      parts.maker.open = false;
    });
    parts = { ...parts, make, newFormSelect: form };
    parts.makerHead = element("summary");
    parts.maker = element("details", { class: "more" }, parts.makerHead, made);
    return parts.maker;
  }

  // Only where a rule knows legal forms.
  function newForm(select) {
    if (!data.has.forms) return [];
    parts.newForm = field("", select);
    return [parts.newForm];
  }

  function formRows(own) {
    const known = regiekaart.planner.plan().forms.map((form) => [form[0], words.say(form)]);
    const other = own && !known.some(([value]) => value === own) ? [[own, own]] : [];
    return [["", word("not-known")], ...known, ...other];
  }

  function showMaker() {
    write(parts.makerHead, word("plan-new"));
    write(parts.newName.firstChild, word("plan-name"));
    write(parts.make, word("plan-make"));
    if (!data.has.forms) return;
    write(parts.newForm.firstChild, word("form"));
    options(parts.newFormSelect, formRows(""), parts.newFormSelect.value);
  }

  // ---- the chosen region ----

  function showRegion(now, then) {
    const { planner } = regiekaart;
    const group = planner.target() ?? -1;
    parts.region.hidden = group < 0;
    if (group < 0) return;
    const open = document.getElementById("plan-region-tools")?.open;
    const { name, form } = planner.store().state.groups[group];
    const region = now.regions[group];
    const key = JSON.stringify([words.code, planner.base().id, group, name]);
    const [, told, , list, tools] = keep(parts.region, [
      [`name ${key}`, () => element("h3", { dir: "auto" }, name)],
      ["facts", () => element("dl")],
      [`adder ${key}`, () => adder(group)],
      [`members ${key}`, () => element("ul", { class: "members" })],
      [`tools ${key} ${form}`, () => regionTools(group, name, form)],
    ]);
    told.replaceChildren(...facts(region, figures.earlier(region, then), words.say(now.money)));
    members(list, group);
    parts.region.querySelectorAll(".wrong").forEach((place) => write(place, ""));
    if (open) tools.open = true;
  }

  function facts(region, was, rests) {
    const verdicts = region.rules.flatMap(({ title, mark, told }) =>
      fact(words.capital(words.say(title)), [element("span", { class: `verdict ${mark}` }, words.say(told))]),
    );
    const least = (what) => figures.pieces(figures.least(region[what], was[what], region.closed));
    return [
      ...fact(words.capital(words.say(data.unit[1])), least("units")),
      ...fact(word("population"), least("population")),
      ...(data.fit ? fact(words.say(data.fit), region.reference.join(", ") || "–") : []),
      ...subsidy(region, was, rests),
      ...verdicts,
    ];
  }

  function subsidy(region, was, rests) {
    if (!data.has.subsidy) return [];
    return fact(word("subsidy"), [...figures.pieces(figures.money(region, was)), ...restsOn(region, rests)]);
  }

  // What an amount rests on stands with every amount that is read by itself.
  function restsOn({ amount }, rests) {
    return amount === null || !rests ? [] : [element("span", { class: "soft line" }, rests)];
  }

  function members(list, group) {
    const { moments, planner } = regiekaart;
    const { names } = moments.units();
    const of = planner.store().state.group_of;
    const inside = of.flatMap((each, i) => (each === group ? [i] : []));
    const member = (i) => {
      const label = word("plan-take-out", { name: names[i] });
      const out = button("×", () => planner.takeOut(i), { class: "out", "aria-label": label, title: label });
      const people = words.integer(moments.current().population[i]);
      return element("li", {}, element("span", { dir: "auto" }, names[i]), element("span", { class: "count" }, people), out);
    };
    keep(list, inside.map((i) => [i, () => member(i)]));
  }

  // Without a map: a name is typed or chosen.
  function adder(group) {
    const { moments, planner } = regiekaart;
    const { codes, names } = moments.units();
    const input = element("input", { id: "plan-add", list: "plan-names", autocomplete: "off" });
    const wrong = element("p", { class: "wrong", role: "alert" });
    const add = element("button", { type: "submit" }, word("plan-add"));
    const made = element("form", { class: "row" }, field(word("plan-add-name"), input), add, wrong);
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      const key = S.normalise(input.value);
      const unit = names.findIndex((name, i) => S.normalise(name) === key || codes[i] === input.value.trim());
      if (unit < 0) {
        wrong.textContent = word("unit-unknown");
        return;
      }
      input.value = "";
      planner.assign([unit], group);
    });
    return made;
  }

  function regionTools(group, name, form) {
    const { planner } = regiekaart;
    const rename = element("input", { id: "plan-rename", value: name, maxlength: 200, autocomplete: "off" });
    const wrong = element("p", { class: "wrong", role: "alert" });
    const renamer = element("form", { class: "row" }, field(word("plan-name"), rename), element("button", { type: "submit" }, word("plan-rename")), wrong);
    renamer.addEventListener("submit", (event) => {
      event.preventDefault();
      wrong.textContent = planner.renameGroup(group, rename.value) ?? "";
    });
    const remove = button(word("plan-remove"), () => planner.removeGroup(group), { class: "danger" });
    const head = element("summary", {}, word("plan-change-region"));
    return element("details", { class: "more", id: "plan-region-tools" }, head, renamer, ...formField(group, form), element("div", { class: "row" }, remove));
  }

  function formField(group, form) {
    if (!data.has.forms) return [];
    const select = element("select", { id: "plan-form" });
    options(select, formRows(form), form);
    select.addEventListener("change", () => regiekaart.planner.setForm(group, select.value));
    return [field(word("form"), select)];
  }

  // ---- figures ----

  function showFigures(now, then) {
    const { planner, sums } = regiekaart;
    const pick = (name) => button(name, () => planner.setTarget(planner.named(name)), { class: "link", dir: "auto" });
    write(parts.wholeHead, data.whole);
    figures.put(parts.wholeBody, [figures.ofWhole(now, then)]);
    write(parts.regionsHead, word("plan-all-regions"));
    const about = now.regions.some(({ approximate }) => approximate) && word("plan-about-means");
    const money = [words.say(now.money), about].filter(Boolean).join("; ");
    const note = () => element("p", { class: "soft", "data-figure": "subsidy" }, money);
    const frame = [...(money ? [[`note ${money}`, note]] : []), ["regions", () => element("div")]];
    const regions = keep(parts.regionsBody, frame).at(-1);
    figures.put(regions, [figures.ofRegions(now, then, pick)]);
    parts.parts.hidden = !data.kinds.length;
    write(parts.partsHead, word("plan-by-part"));
    figures.put(parts.partsBody, figures.ofParts(now, then));
    write(parts.sideHead, word("scenario-table"));
    const found = planner.store().all.map(({ name, state }) => ({ name, sum: sums.of(state) }));
    figures.put(parts.sideBody, [figures.sideBySide(then, found)]);
  }

  // ---- scenarios ----

  function scenarios() {
    const { planner } = regiekaart;
    const select = element("select", { id: "plan-scenario" });
    select.addEventListener("change", () => planner.store().choose(select.value));
    const add = button("", () => planner.copyScenario());
    const remove = button("", askRemoval, { id: "plan-scenario-remove" });
    const wrong = element("p", { class: "wrong", id: "plan-scenario-wrong", role: "alert" });
    parts.ask = regiekaart.plannerAsk.place("plan-ask");
    const name = element("input", { id: "plan-scenario-name", maxlength: 200, autocomplete: "off" });
    const rename = element("button", { type: "submit" });
    name.setAttribute("aria-describedby", "plan-scenario-wrong");
    const renamer = element("form", { class: "row" }, (parts.scenarioNameField = field("", name)), rename, wrong);
    renamer.addEventListener("submit", (event) => {
      event.preventDefault();
      const { current } = planner.store();
      const problem = planner.store().rename(current.id, name.value);
      wrong.textContent = problem ? word(problem) : "";
      showScenarios();
      if (!problem) announce(word("plan-renamed", { region: current.name, name: planner.store().current.name }));
    });
    parts.sideHead = element("h3");
    parts.sideBody = element("div");
    parts = { ...parts, addScenario: add, removeScenario: remove, renameScenario: rename, scenario: select, scenarioName: name };
    parts.scenarioWrong = wrong;
    return element(
      "section",
      { class: "scenarios more" },
      parts.sideHead,
      (parts.scenarioField = field("", select)),
      renamer,
      element("div", { class: "row" }, add, remove),
      (parts.restored = element("p", { class: "soft" })),
      parts.ask.box,
      parts.sideBody,
    );
  }

  // What cannot be undone is asked first.
  function askRemoval() {
    const { planner } = regiekaart;
    const { id, name } = planner.store().current;
    parts.ask.ask({
      about: { id, store: planner.store() },
      question: () => word("scenario-remove-sure", { name }),
      yes: () => word("scenario-remove-yes"),
      act: () => planner.removeScenario(id),
      back: () => (parts.removeScenario.disabled ? parts.scenario : parts.removeScenario),
    });
  }

  function askForget() {
    const { planner } = regiekaart;
    parts.ask.ask({
      about: { store: planner.store() },
      question: () => word("scenario-forget-sure"),
      yes: () => word("scenario-forget-yes"),
      act: () => planner.forget(),
      back: () => document.getElementById("plan-forget") ?? parts.scenario,
    });
  }

  function showScenarios() {
    const { planner } = regiekaart;
    const { all, current, kept, news, odd, restored } = planner.store();
    write(parts.scenarioField.firstChild, word("scenario"));
    options(parts.scenario, all.map(({ id, name }) => [id, name]), current.id);
    write(parts.addScenario, word("scenario-new"));
    write(parts.removeScenario, word("scenario-remove"));
    parts.removeScenario.disabled = all.length < 2;
    write(parts.scenarioNameField.firstChild, word("scenario-name"));
    write(parts.renameScenario, word("plan-rename"));
    if (document.activeElement !== parts.scenarioName) parts.scenarioName.value = current.name;
    // What was wrong with a name is of the scenario that was to have it.
    if (parts.named !== current.id) parts.scenarioWrong.textContent = "";
    parts.scenarioName.setAttribute("aria-invalid", String(parts.scenarioWrong.textContent !== ""));
    parts.named = current.id;
    const told = [
      restored && word("scenario-restored"),
      odd && word("scenario-odd"),
      kept === false && word("scenario-not-kept"),
      news,
    ];
    parts.restored.replaceChildren(told.filter(Boolean).join(" "));
    if (restored || odd) {
      parts.restored.append(" ", button(word("scenario-forget"), askForget, { class: "link", id: "plan-forget" }));
    }
    const there = ({ id, store }) => store === planner.store() && (!id || id === current.id);
    parts.ask.refresh(there);
  }

  // ---- files ----

  function files() {
    const { plannerFiles } = regiekaart;
    const save = button("", () => tell(plannerFiles.saveCsv()));
    const input = element("input", { type: "file", accept: ".csv,text/csv,text/plain", id: "plan-load", class: "unseen" });
    input.addEventListener("change", async () => {
      const [file] = input.files;
      input.value = "";
      if (!file) return;
      const { notes, told, wrong } = await plannerFiles.loadCsv(file, tell);
      tell(told ?? word("csv-wrong", { file: file.name }), wrong, notes);
    });
    const load = element("label", { class: "button", for: "plan-load" });
    const svg = button("", () => tell(plannerFiles.saveSvg()));
    const png = button("", async () => tell(await plannerFiles.savePng()));
    parts = { ...parts, load, png, save, svg, told: element("div", { class: "told", role: "status" }) };
    return element("div", { class: "files" }, element("div", { class: "row" }, save, input, load, svg, png), parts.told);
  }

  function tell(text, wrong = [], notes = []) {
    const list = (rows, look) => element("ul", look, ...rows.map((each) => element("li", { dir: "auto" }, each)));
    const below = [wrong.length ? list(wrong, { class: "wrong" }) : "", notes.length ? list(notes, {}) : ""];
    parts.told.replaceChildren(element("p", {}, text), ...below);
  }

  function showFiles() {
    write(parts.save, word("csv-save"));
    write(parts.load, word("csv-load"));
    write(parts.svg, word("svg-save"));
    write(parts.png, word("png-save"));
  }

  // ---- all of it ----

  function section(name) {
    const head = element("summary");
    const body = element("div");
    const made = element("details", { class: "more" }, head, body);
    parts[`${name}Head`] = head;
    parts[`${name}Body`] = body;
    parts[name] = made;
    return made;
  }

  function panel() {
    parts.title = element("h2", {});
    parts.note = element("p", { class: "soft" });
    parts.region = element("section", { class: "plan-region planning-facts" });
    parts.wholeHead = element("h3");
    parts.wholeBody = element("div");
    parts.whole = element("section", { "aria-live": "off" }, parts.wholeHead, parts.wholeBody);
    parts.names = element("datalist", { id: "plan-names" });
    box = element(
      "section",
      { class: "planner", "aria-labelledby": "plan-title", hidden: "" },
      parts.title,
      parts.note,
      tools(),
      parts.region,
      maker(),
      parts.whole,
      section("regions"),
      section("parts"),
      scenarios(),
      files(),
      parts.names,
    );
    parts.title.id = "plan-title";
    plannerBrief.start();
    regiekaart.planner.watch(show);
    regiekaart.state.on((changed) => {
      if (regiekaart.planner.on() && ["moment", "language", "mode"].some((key) => changed.has(key))) show();
    });
    return box;
  }

  // Who was on something that is made anew, or is no longer there, is not sent to the top.
  function keepFocus(make) {
    const { activeElement: was } = document;
    const inside = box.contains(was);
    const [id, inRegion] = [was?.id, parts.region.contains(was)];
    make();
    if (!inside || (document.activeElement === was && !was.disabled)) return;
    const again = id && document.getElementById(id);
    const near = inRegion && !parts.region.hidden ? document.getElementById("plan-add") : parts.target;
    (again && !again.disabled ? again : near).focus();
  }

  function show() {
    keepFocus(showAll);
  }

  function showAll() {
    const { moments, planner, sums } = regiekaart;
    write(parts.title, word("plan-title"));
    write(parts.note, word("plan-note"));
    const { names } = moments.units();
    if (parts.listed !== names) {
      parts.names.replaceChildren(...[...names].sort(order).map((name) => element("option", { value: name })));
    }
    parts.listed = names;
    const [now, then] = [sums.of(planner.store().state), sums.of(planner.store().start)];
    showScenarios();
    showTools();
    showMaker();
    showRegion(now, then);
    plannerBrief.show(now);
    showFigures(now, then);
    showFiles();
  }

  return { panel, show };
})();
