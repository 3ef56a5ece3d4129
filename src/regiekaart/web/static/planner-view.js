"use strict";
// The planner's panel: tools, the chosen region, what the scenario comes to, scenarios, files.
regiekaart.plannerView = (() => {
  const { announce, data, element, fact } = regiekaart;
  const { plannerFigures: figures, words } = regiekaart;
  const S = regiekaartScenarios;
  const word = (key, values) => words.word(key, values);
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
    const made = rows.map(([value, label]) => element("option", { value }, label));
    select.replaceChildren(...made);
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
    parts.undo.textContent = word("undo");
    parts.undo.title = canUndo && lastStep ? lastStep : "";
    parts.redo.textContent = word("redo");
    parts.reset.textContent = word("plan-reset");
    parts.undo.disabled = !canUndo;
    parts.redo.disabled = !canRedo;
    parts.reset.disabled = S.same(planner.store().start, state);
    parts.lasso.textContent = word("lasso");
    parts.lasso.setAttribute("aria-pressed", String(lasso.on));
    parts.targetField.firstChild.textContent = word("plan-target");
    parts.howTo.textContent = word("plan-how");
    const names = state.groups.map(({ name }) => name).sort((a, b) => a.localeCompare(b, "nl"));
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
    const made = element("form", { class: "maker" }, (parts.newName = field("", name)), (parts.newForm = field("", form)), make, wrong);
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

  function formRows(own) {
    const known = regiekaart.planner.plan().forms.map((form) => [form[0], words.say(form)]);
    const other = own && !known.some(([value]) => value === own) ? [[own, own]] : [];
    return [["", word("not-known")], ...known, ...other];
  }

  function showMaker() {
    parts.makerHead.textContent = word("plan-new");
    parts.newName.firstChild.textContent = word("plan-name");
    parts.newForm.firstChild.textContent = word("form");
    parts.make.textContent = word("plan-make");
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
    parts.region.replaceChildren(
      element("h3", { dir: "auto" }, name),
      facts(region, figures.earlier(region, then)),
      members(group),
      regionTools(group, name, form),
    );
    if (open) document.getElementById("plan-region-tools").open = true;
  }

  function facts(region, was) {
    const verdicts = region.rules.flatMap(({ title, mark, told }) =>
      fact(words.capital(words.say(title)), [element("span", { class: `verdict ${mark}` }, words.say(told))]),
    );
    return element(
      "dl",
      {},
      ...fact(words.capital(words.say(data.unit[1])), figures.whole(region.units, was.units)),
      ...fact(word("population"), figures.whole(region.population, was.population)),
      ...fact(word("reference-regions"), region.reference.join(", ") || "–"),
      ...fact(word("subsidy"), figures.money(region.amount, was.amount)),
      ...verdicts,
    );
  }

  function members(group) {
    const { moments, planner } = regiekaart;
    const { codes, names } = moments.units();
    const of = planner.store().state.group_of;
    const inside = of.flatMap((each, i) => (each === group ? [i] : []));
    const rows = inside.map((i) => {
      const label = word("plan-take-out", { name: names[i] });
      const out = button("×", () => planner.assign([i], S.OUTSIDE), { class: "out", "aria-label": label, title: label });
      const people = words.integer(moments.current().population[i]);
      return element("li", {}, element("span", { dir: "auto" }, names[i]), element("span", { class: "count" }, people), out);
    });
    const list = element("ul", { class: "members" }, ...rows);
    return element("div", {}, adder(group, codes, names), list);
  }

  // Without a map: a name is typed or chosen.
  function adder(group, codes, names) {
    const { planner } = regiekaart;
    const input = element("input", { id: "plan-add", list: "plan-names", autocomplete: "off" });
    const wrong = element("p", { class: "wrong", role: "alert" });
    const add = element("button", { type: "submit" }, word("plan-add"));
    const made = element("form", { class: "row" }, field(word("plan-add-name"), input), add, wrong);
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      const key = S.normalise(input.value);
      const unit = names.findIndex((name, i) => S.normalise(name) === key || codes[i] === input.value.trim());
      if (unit < 0) wrong.textContent = word("unit-unknown");
      else planner.assign([unit], group);
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
    const select = element("select", { id: "plan-form" });
    options(select, formRows(form), form);
    select.addEventListener("change", () => planner.setForm(group, select.value));
    const remove = button(word("plan-remove"), () => planner.removeGroup(group), { class: "danger" });
    const head = element("summary", {}, word("plan-change-region"));
    return element("details", { class: "more", id: "plan-region-tools" }, head, renamer, field(word("form"), select), element("div", { class: "row" }, remove));
  }

  // ---- figures ----

  function showFigures(now, then) {
    const { planner, sums } = regiekaart;
    const pick = (name) => button(name, () => planner.setTarget(planner.named(name)), { class: "link", dir: "auto" });
    parts.whole.replaceChildren(element("h3", {}, data.whole), figures.ofWhole(now, then));
    parts.regionsHead.textContent = word("plan-all-regions");
    parts.regionsBody.replaceChildren(
      ...(now.money ? [element("p", { class: "soft" }, words.say(now.money))] : []),
      figures.ofRegions(now, then, pick),
    );
    parts.partsHead.textContent = word("plan-by-part");
    parts.partsBody.replaceChildren(...figures.ofParts(now, then));
    parts.sideHead.textContent = word("scenario-table");
    const found = planner.store().all.map(({ name, state }) => ({ name, sum: sums.of(state) }));
    parts.sideBody.replaceChildren(figures.sideBySide(then, found));
  }

  // ---- scenarios ----

  function scenarios() {
    const { planner } = regiekaart;
    const select = element("select", { id: "plan-scenario" });
    select.addEventListener("change", () => planner.store().choose(select.value));
    const add = button("", () => {
      const { all } = planner.store();
      const made = planner.store().add(word("scenario-copy", { n: all.length + 1 }));
      announce(made ? word("scenario-added") : word("scenario-full"));
    });
    const remove = button("", () => planner.store().remove(planner.store().current.id));
    const name = element("input", { id: "plan-scenario-name", maxlength: 200, autocomplete: "off" });
    const rename = element("button", { type: "submit" });
    const renamer = element("form", { class: "row" }, (parts.scenarioNameField = field("", name)), rename);
    renamer.addEventListener("submit", (event) => {
      event.preventDefault();
      planner.store().rename(planner.store().current.id, name.value);
    });
    parts.sideHead = element("h3");
    parts.sideBody = element("div");
    parts = { ...parts, addScenario: add, removeScenario: remove, renameScenario: rename, scenario: select, scenarioName: name };
    return element(
      "section",
      { class: "scenarios more" },
      parts.sideHead,
      (parts.scenarioField = field("", select)),
      renamer,
      element("div", { class: "row" }, add, remove),
      (parts.restored = element("p", { class: "soft" })),
      parts.sideBody,
    );
  }

  function showScenarios() {
    const { planner } = regiekaart;
    const { all, current, kept, restored } = planner.store();
    parts.scenarioField.firstChild.textContent = word("scenario");
    options(parts.scenario, all.map(({ id, name }) => [id, name]), current.id);
    parts.addScenario.textContent = word("scenario-new");
    parts.removeScenario.textContent = word("scenario-remove");
    parts.removeScenario.disabled = all.length < 2;
    parts.scenarioNameField.firstChild.textContent = word("scenario-name");
    parts.renameScenario.textContent = word("plan-rename");
    if (document.activeElement !== parts.scenarioName) parts.scenarioName.value = current.name;
    const told = [restored ? word("scenario-restored") : "", kept === false ? word("scenario-not-kept") : ""];
    parts.restored.replaceChildren(told.filter(Boolean).join(" "));
    if (restored) parts.restored.append(" ", button(word("scenario-forget"), () => planner.forget(), { class: "link" }));
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
      const { wrong, told } = await plannerFiles.loadCsv(file);
      tell(told ?? word("csv-wrong", { file: file.name }), wrong);
    });
    const load = element("label", { class: "button", for: "plan-load" });
    const svg = button("", () => tell(plannerFiles.saveSvg(summary())));
    const png = button("", async () => tell(await plannerFiles.savePng(summary())));
    parts = { ...parts, load, png, save, svg, told: element("div", { class: "told", role: "status" }) };
    return element("div", { class: "files" }, element("div", { class: "row" }, save, input, load, svg, png), parts.told);
  }

  function tell(text, wrong = []) {
    const list = wrong.length ? element("ul", { class: "wrong" }, ...wrong.map((each) => element("li", { dir: "auto" }, each))) : "";
    parts.told.replaceChildren(element("p", {}, text), list);
  }

  function showFiles() {
    parts.save.textContent = word("csv-save");
    parts.load.textContent = word("csv-load");
    parts.svg.textContent = word("svg-save");
    parts.png.textContent = word("png-save");
  }

  function summary() {
    const { planner, sums } = regiekaart;
    return figures.summary(sums.of(planner.store().state));
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
    parts.region = element("section", { class: "plan-region" });
    parts.whole = element("section", { "aria-live": "off" });
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
    parts.title.textContent = word("plan-title");
    parts.note.textContent = word("plan-note");
    const names = [...moments.units().names].sort((a, b) => a.localeCompare(b, "nl"));
    if (parts.names.childElementCount !== names.length) {
      parts.names.replaceChildren(...names.map((name) => element("option", { value: name })));
    }
    const [now, then] = [sums.of(planner.store().state), sums.of(planner.store().start)];
    showScenarios();
    showTools();
    showMaker();
    showRegion(now, then);
    showFigures(now, then);
    showFiles();
  }

  return { panel, show, summary };
})();
