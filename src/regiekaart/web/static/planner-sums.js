"use strict";
// What a scenario comes to, as the panel tells it: the sums of core.js under one name, each once.
regiekaart.sums = (() => {
  const { data } = regiekaart;
  const C = regiekaartCore;
  const found = new WeakMap();

  function counted(row) {
    return {
      label: row.group,
      people: { known: row.population_members, unknown: row.population_unknown, all: row.population },
      places: { known: row.members, unknown: row.unknown, all: row.municipalities },
    };
  }

  // How grave a verdict is: what is broken, what asks for attention, what is in order.
  const MARKS = { broken: "error", "against advice": "warning", "has time": "warning", "cannot be said": "open" };

  function verdicts(facts) {
    return Object.entries(facts?.verdicts ?? {}).map(([rule, verdict]) => ({
      title: data.rules[rule],
      mark: MARKS[verdict] ?? "met",
      told: data.verdicts[verdict],
    }));
  }

  function regions(state, checked, money) {
    const facts = new Map(checked.regions.map((each) => [each.group, each]));
    return state.groups.map(({ name }, g) => {
      const own = facts.get(g);
      return {
        name,
        units: own?.municipalities.length ?? 0,
        population: own?.population ?? 0,
        reference: own?.reference_regions ?? [],
        rules: verdicts(own),
        amount: money ? (money.get(g) ?? 0n) : null,
      };
    });
  }

  function divided(core, state) {
    const result = C.subsidy(core, state);
    return result.problem ? null : new Map(result.regions.map(({ group, total }) => [group, total]));
  }

  function made(state) {
    const { core, money } = regiekaart.planner.plan();
    const checked = C.check(core, state);
    const [whole] = C.coverage(core, state, null);
    const parts = Object.keys(core.partitions).filter((kind) => data.layers[kind]);
    return {
      ...counted(whole),
      parts: Object.fromEntries(parts.map((kind) => [kind, C.coverage(core, state, kind).slice(1).map(counted)])),
      regions: regions(state, checked, divided(core, state)),
      broken: checked.findings.filter(({ severity }) => severity === "error").length,
      money,
    };
  }

  function of(state) {
    if (!found.has(state)) found.set(state, made(state));
    return found.get(state);
  }

  return { of };
})();
