"use strict";
// On a small screen the facts of the chosen region are far below the map: what is asked of a region
// first stands at the map too.
regiekaart.plannerBrief = (() => {
  const { byId, data, element } = regiekaart;
  const { fiche, plannerFigures, words } = regiekaart;
  const line = element("p", { class: "plan-brief planning-facts", hidden: "" });

  function size({ closed, population }) {
    const [n] = plannerFigures.least(population, population, closed);
    return words.word("plan-people", { n, against: fiche.againstMinimum(population, closed) });
  }

  // Whether it fits in one part, if it has members and the rule holds on the day.
  function fit({ rules }) {
    const { id } = regiekaart.planner.plan().core.rules.find(({ kind }) => kind === "fits-part") ?? {};
    return rules
      .filter(({ title }) => title === data.rules[id])
      .flatMap(({ title, mark, told }) => [
        ` \u00b7 ${words.capital(words.say(title))}: `,
        element("span", { class: `verdict ${mark}` }, words.say(told)),
      ]);
  }

  function show({ regions }) {
    const { planner } = regiekaart;
    const region = regions[planner.target() ?? -1];
    line.hidden = !region;
    if (!region) return;
    const name = element("strong", { dir: "auto" }, region.name);
    line.replaceChildren(name, ` \u00b7 ${size(region)}`, ...fit(region));
  }

  function start() {
    byId("map-frame").after(line);
    regiekaart.state.on((changed) => {
      if (changed.has("mode") && !regiekaart.planner.on()) line.hidden = true;
    });
  }

  return { show, start };
})();
