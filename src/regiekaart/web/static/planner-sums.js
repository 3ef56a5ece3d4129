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

  // What is in order for the known members may not be for those that nobody knows yet.
  function told(rule, verdict, { closed }) {
    const soFar = verdict === "met" && !closed && data.provisional.rules.includes(rule);
    return soFar ? data.provisional.told : data.verdicts[verdict];
  }

  function verdicts(facts) {
    return Object.entries(facts?.verdicts ?? {}).map(([rule, verdict]) => ({
      title: data.rules[rule],
      mark: MARKS[verdict] ?? "met",
      told: told(rule, verdict, facts),
    }));
  }

  function regions(state, checked, money) {
    const facts = new Map(checked.regions.map((each) => [each.group, each]));
    return state.groups.map(({ name }, g) => {
      const own = facts.get(g);
      return {
        name,
        key: C.normalise(name),
        units: own?.municipalities.length ?? 0,
        population: own?.population ?? 0,
        reference: own?.reference_regions ?? [],
        rules: verdicts(own),
        // A region that has no members yet is not one that may have more of them.
        closed: own?.closed ?? true,
        amount: money ? (money.get(g)?.total ?? 0n) : null,
        approximate: Boolean(money?.get(g)?.approximate),
      };
    });
  }

  function divided(core, state) {
    if (!core.subsidy) return null;
    const result = C.subsidy(core, state);
    return result.problem ? null : new Map(result.regions.map((row) => [row.group, row]));
  }

  function made(state) {
    const { core, money } = regiekaart.planner.plan();
    const partial = state.group_of.includes(regiekaartScenarios.UNKNOWN);
    const checked = C.check(core, state);
    const rows = regions(state, checked, divided(core, state));
    const [whole] = C.coverage(core, state, null);
    const parts = Object.keys(core.partitions).filter((kind) => data.layers[kind]);
    return {
      ...counted(whole),
      parts: Object.fromEntries(parts.map((kind) => [kind, C.coverage(core, state, kind).slice(1).map(counted)])),
      regions: rows,
      // Of two regions that are written the same, the first.
      byKey: new Map([...rows].reverse().map((row) => [row.key, row])),
      broken: checked.findings.filter(({ severity }) => severity === "error").length,
      money: money[Number(partial)],
    };
  }

  function of(state) {
    if (!found.has(state)) found.set(state, made(state));
    return found.get(state);
  }

  return { of };
})();
