"use strict";
// The facts of a regie region, and the panel in which those of a region or a municipality stand.
regiekaart.fiche = (() => {
  const { byId, data, element, fact } = regiekaart;
  const { cards, moments, state, words } = regiekaart;

  // How many people are above or below what a rule asks; empty where no rule asks for any.
  function againstMinimum(people, closed) {
    if (data.minimum === null) return "";
    const short = data.minimum - people;
    const key = short <= 0 ? "minimum-met" : closed ? "minimum-short" : "minimum-open";
    const minimum = words.integer(data.minimum);
    return words.word(key, { minimum, short: words.integer(Math.max(0, short)) });
  }

  function size(number) {
    const region = moments.current().regions[number];
    const people = moments.people(moments.members(number));
    const told = region.closed ? words.integer(people) : words.word("least", { n: words.integer(people) });
    const against = againstMinimum(people, region.closed);
    const soft = against ? [element("span", { class: "soft" }, ` (${against})`)] : [];
    return [
      ...fact(words.word("population"), [told, ...soft]),
      ...fact(
        words.word("share-of", { whole: data.whole }),
        words.percent(people, moments.people(moments.units().codes.map((_, i) => i))),
      ),
    ];
  }

  // In which parts a region lies, and how much of each it covers.
  function lies(number, { id, name, fit }) {
    const parts = moments.current().parts[id];
    if (!parts) return [];
    const inside = moments.members(number);
    const found = [...new Set(inside.map((i) => parts.of[i]))].sort((a, b) => a - b);
    const lines = found.map((part) => {
      const all = parts.of.flatMap((each, i) => (each === part ? [i] : []));
      const own = inside.filter((i) => parts.of[i] === part);
      const share = words.percent(moments.people(own), moments.people(all));
      return element("li", {}, words.word("covers", { name: parts.labels[part], share }));
    });
    return fact(words.say(fit ? data.fit : name), element("ul", {}, ...lines));
  }

  function signed(number) {
    const { of } = moments.current().layers.agreement;
    const inside = moments.members(number);
    const n = inside.filter((i) => of[i] === data.status.signed).length;
    const open = inside.filter((i) => of[i] === data.status.unknown).length;
    const told = { n: words.integer(n), total: words.integer(inside.length), open: words.integer(open) };
    return words.word(open ? "signed-open" : "signed", told);
  }

  function subsidy({ subsidy: money }) {
    if (!money) return [];
    const amount = words.word(money.approximate ? "about" : "euro", { amount: words.amount(money.total) });
    const how = words.say(moments.current().subsidy);
    return fact(words.word("subsidy"), [amount, element("span", { class: "soft" }, ` (${how})`)]);
  }

  function figures(number) {
    const region = moments.current().regions[number];
    const [became, ...who] = region.lineage.map(words.text);
    const before = words.say(moments.current().rules_before);
    const compared = before ? element("span", { class: "soft" }, ` (${words.word("compared", { before })})`) : "";
    const lines = who.map((line) => element("span", { class: "line" }, words.capital(line)));
    return element(
      "dl",
      {},
      ...size(number),
      ...(data.has.forms ? fact(words.word("form"), words.say(region.form) || words.word("not-known")) : []),
      ...[...data.kinds].reverse().flatMap((kind) => lies(number, kind)),
      ...(data.has.agreements ? fact(words.word("agreement"), signed(number)) : []),
      ...subsidy(region),
      ...fact(words.word("change"), became ? [words.capital(became), compared, ...lines] : ""),
    );
  }

  function memberList(number) {
    const inside = moments.members(number);
    const rows = inside.map((i) => {
      const button = element("button", { type: "button", class: "link", dir: "auto" }, cards.name(i));
      button.addEventListener("click", () => {
        state.set({ chosen: moments.units().codes[i] });
        byId("panel-title").focus();
      });
      const people = words.integer(moments.current().population[i]);
      return element("li", {}, button, element("span", { class: "count" }, people));
    });
    const head = element("h3", {}, `${words.word("members")} (${words.integer(inside.length)})`);
    return [head, element("ul", { class: "members" }, ...rows)];
  }

  function finding({ severity, verdict, message, ground }) {
    const mark = element("strong", { class: `severity ${severity}` }, words.word(severity));
    const text = words.word("ground", { ground: words.text(ground) });
    return element(
      "li",
      {},
      mark,
      element("span", { class: "verdict" }, ` ${words.text(verdict)}. `),
      element("span", { dir: "auto" }, words.text(message)),
      element("span", { class: "soft line" }, text),
    );
  }

  function findingList(list) {
    const head = element("h3", {}, words.word("findings"));
    if (!list.length) return [head, element("p", {}, words.word("no-findings"))];
    return [head, element("ul", { class: "findings" }, ...list.map(finding))];
  }

  function rules(number) {
    const rows = moments.current().regions[number].rules;
    const told = rows.flatMap(([rule, verdict]) => fact(words.capital(words.text(rule)), words.text(verdict)));
    if (!told.length) return [];
    return [element("h3", {}, words.word("rules")), element("dl", { class: "rules" }, ...told)];
  }

  function whole(number) {
    const region = moments.current().regions[number];
    return {
      title: region.name,
      kicker: words.capital(words.say(data.group[0])),
      body: [
        figures(number),
        ...(region.closed ? [] : [element("p", { class: "soft" }, words.word("open-list"))]),
        ...(data.has.rules ? findingList(region.findings) : []),
        ...rules(number),
        ...memberList(number),
      ],
    };
  }

  function show() {
    const { kind, number } = moments.chosen();
    const empty = kind === "none";
    byId("panel").hidden = empty;
    byId("hint").hidden = !empty;
    if (empty) return;
    const { title, kicker, body } = kind === "unit" ? cards.whole(number) : whole(number);
    byId("panel-kicker").textContent = kicker;
    byId("panel-title").textContent = title;
    byId("panel-body").replaceChildren(...body);
    byId("panel-day").textContent = words.say(moments.current().line);
  }

  // What the rules found that is of no region by itself.
  function general() {
    const { findings } = moments.current();
    const head = element("h2", {}, words.word("general"));
    byId("general").hidden = !findings.length;
    byId("general").replaceChildren(head, element("ul", { class: "findings" }, ...findings.map(finding)));
  }

  function close() {
    state.set({ chosen: "" });
    byId("search").focus();
  }

  function start() {
    byId("panel-close").addEventListener("click", close);
    byId("panel").addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    show();
    general();
    state.on((changed) => {
      if (changed.has("moment") || changed.has("language")) general();
      if (!["chosen", "moment", "language"].some((key) => changed.has(key))) return;
      show();
      if (!changed.has("chosen")) return;
      byId("side").scrollTop = 0;
      if (byId("panel").hidden) return;
      regiekaart.announce(byId("panel-title").textContent);
      // On a small screen the panel comes after the map.
      byId("panel").querySelector(".panel-head").scrollIntoView({ block: "nearest" });
    });
  }

  return { againstMinimum, start };
})();
