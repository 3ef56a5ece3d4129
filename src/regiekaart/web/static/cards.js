"use strict";
// What is known of a municipality: a few lines beside the pointer, all of it in the panel.
regiekaart.cards = (() => {
  const { byId, data, element, fact } = regiekaart;
  const { moments, state, words } = regiekaart;

  function sourceLine(text) {
    if (!/^https?:\/\/\S+$/i.test(text)) return element("li", { dir: "auto" }, text);
    const safe = { href: text, target: "_blank", rel: "noopener noreferrer" };
    return element("li", {}, element("a", safe, text));
  }

  function sourceList(set) {
    const found = data.source_sets[set].map((number) => sourceLine(data.sources[number]));
    return found.length ? [element("ul", { class: "sources" }, ...found)] : [];
  }

  // The region as a button that opens its facts; what it is not, in words.
  function regionName(i) {
    const group = moments.groups()[i];
    const region = moments.current().regions[group];
    return region ? region.name : words.say(classLabel(data.group_id, group));
  }

  function classLabel(layer, value) {
    return moments.current().layers[layer].classes.find((each) => each[0] === value)?.[1] ?? "";
  }

  function regionLink(i) {
    const region = moments.current().regions[moments.groups()[i]];
    if (!region) return regionName(i);
    const button = element("button", { type: "button", class: "link", dir: "auto" }, region.name);
    button.addEventListener("click", () => {
      state.set({ chosen: moments.REGION + region.name });
      byId("panel-title").focus();
    });
    return button;
  }

  function agreement(i) {
    return words.say(classLabel("agreement", moments.current().layers.agreement.of[i]));
  }

  function name(i) {
    return moments.units().names[i];
  }

  // The part in which a municipality lies; nothing where there is no such partition.
  function part(kind, i) {
    return kind ? fact(words.say(kind.name), moments.partOf(kind.id, i)) : [];
  }

  // Beside the pointer; nobody can click there, so there are no links.
  function small(i) {
    const { cards, population } = moments.current();
    const list = element(
      "dl",
      {},
      ...fact(words.word("population"), words.integer(population[i])),
      ...fact(words.word("region"), element("bdi", {}, regionName(i))),
      ...fact(words.word("evidence"), words.text(cards.evidence[i])),
      ...(data.has.agreements ? fact(words.word("agreement"), agreement(i)) : []),
      ...part(moments.nearestKind(), i),
    );
    return element("div", { class: "card" }, element("strong", { class: "card-name", dir: "auto" }, name(i)), list);
  }

  function where(i) {
    const { population } = moments.current();
    const units = moments.units();
    return element(
      "dl",
      {},
      ...fact(words.word("nis"), units.codes[i]),
      ...fact(words.word("population"), `${words.integer(population[i])}${inYear()}`),
      ...data.kinds.flatMap((kind) => part(kind, i)),
      ...fact(words.word("formed"), words.text(units.formed[i])),
    );
  }

  function inYear() {
    return ` (${words.date(`${moments.current().year}-01-01`)})`;
  }

  function membership(i) {
    const { before, cards, regions } = moments.current();
    const region = regions[moments.groups()[i]];
    const form = region && data.has.forms ? words.say(region.form) || words.word("not-known") : "";
    const change = words.text(cards.change[i]);
    return element(
      "dl",
      {},
      ...fact(words.word("region"), regionLink(i)),
      ...(form ? fact(words.word("form"), form) : []),
      ...fact(words.word("since"), words.text(cards.since[i])),
      ...fact(words.word("evidence"), words.text(cards.evidence[i])),
      ...fact(words.word("sources"), sourceList(cards.sources[i])),
      ...fact(words.word("change"), change ? [change, element("span", { class: "soft" }, ` (${words.word("compared", { before: words.say(before) })})`)] : ""),
    );
  }

  function agreed(i) {
    const { cards } = moments.current();
    const days = words.text(cards.agreement[i]);
    return element(
      "dl",
      {},
      ...fact(words.word("agreement"), days ? `${agreement(i)} (${days})` : agreement(i)),
      ...fact(words.word("evidence"), words.text(cards.agreement_evidence[i])),
      ...fact(words.word("sources"), sourceList(cards.agreement_sources[i])),
    );
  }

  // Everything that is known of a municipality, for the panel.
  function whole(i) {
    const city = moments.units().centre.includes(i);
    return {
      title: name(i),
      kicker: words.capital(city ? words.word("centre-city") : words.say(data.unit[0])),
      body: [where(i), membership(i), ...(data.has.agreements ? [agreed(i)] : [])],
    };
  }

  return { name, small, whole };
})();
