/* The sums of the planner: everything at once, and the difference between two of them. */
Object.assign(regiekaartCore, (() => {
  "use strict";
  const { check, compareNames, coverage, subsidy } = regiekaartCore;

  // Which coverage of a result is by group.
  const byGroup = new WeakMap();

  /**
   * Return every figure of a state.
   * @param {object} data
   * @param {object} state
   * @param {object} options Those of `subsidy`.
   * @returns {{coverage: Object<string, object[]>, check: object, subsidy: object}} The coverage by
   *   kind of part; each begins with the row of the whole. The subsidy is null where there is none.
   */
  function evaluate(data, state, options = {}) {
    const kinds = [...Object.keys(data.partitions), data.group_id];
    const rows = kinds.map((kind) => [kind, coverage(data, state, kind)]);
    const result = {
      coverage: Object.fromEntries(rows),
      check: check(data, state),
      subsidy: data.subsidy && subsidy(data, state, options),
    };
    byGroup.set(result, data.group_id);
    return result;
  }

  /**
   * Return what one result has more than another: the second less the first.
   *
   * Groups are the same if they have the same name. A group that is in one result only has nothing
   * in the other; so has a result whose subsidy cannot be divided.
   * @param {object} before What `evaluate` returns.
   * @param {object} after
   * @returns {{coverage: Object<string, object[]>, regions: object[], subsidy: ?bigint,
   *   findings: {gone: object[], come: object[]}}}
   */
  function difference(before, after) {
    const kinds = Object.keys(after.coverage).filter((kind) => kind !== byGroup.get(after));
    const rows = kinds.map((kind) => [kind, coverageDifference(before, after, kind)]);
    return {
      coverage: Object.fromEntries(rows),
      regions: regionsDifference(before, after),
      subsidy: moneyDifference(before.subsidy, after.subsidy),
      findings: findingsDifference(before.check.findings, after.check.findings),
    };
  }

  const COUNTS = ["members", "unknown", "population_members", "population_unknown", "regions"];

  function coverageDifference(before, after, kind) {
    return after.coverage[kind].map((row, i) => {
      const was = before.coverage[kind][i];
      const counts = COUNTS.map((key) => [key, row[key] - was[key]]);
      return {
        part: row.part,
        group: row.group,
        ...Object.fromEntries(counts),
        municipality_points: [row.members - was.members, row.municipalities],
        population_points: [row.population_members - was.population_members, row.population],
      };
    });
  }

  function byName(result) {
    const amounts = new Map((result.subsidy?.regions ?? []).map((row) => [row.region, row.total]));
    return new Map(
      result.check.regions.map((facts) => [
        facts.region, { facts, amount: amounts.get(facts.region) ?? 0n },
      ]),
    );
  }

  function regionsDifference(before, after) {
    const [was, now] = [byName(before), byName(after)];
    const names = [...new Set([...was.keys(), ...now.keys()])].sort(compareNames);
    return names.map((region) => regionDifference(region, was.get(region), now.get(region)));
  }

  function regionDifference(region, was, now) {
    const [then, here] = [was?.facts.municipalities ?? [], now?.facts.municipalities ?? []];
    const rules = Object.keys({ ...was?.facts.verdicts, ...now?.facts.verdicts });
    const verdicts = rules.map((id) => [
      id, was?.facts.verdicts[id] ?? null, now?.facts.verdicts[id] ?? null,
    ]);
    return {
      region,
      joined: here.filter((unit) => !then.includes(unit)),
      left: then.filter((unit) => !here.includes(unit)),
      population: (now?.facts.population ?? 0) - (was?.facts.population ?? 0),
      amount: (now?.amount ?? 0n) - (was?.amount ?? 0n),
      verdicts: verdicts.filter(([, old, fresh]) => old !== fresh),
    };
  }

  function moneyDifference(before, after) {
    if (!before || !after || before.problem || after.problem) return null;
    const all = ({ regions }) => regions.reduce((total, row) => total + row.total, 0n);
    return all(after) - all(before);
  }

  /** Findings are the same if they say the same of the same group and units. */
  function findingsDifference(before, after) {
    const keyOf = ({ rule, verdict, region, municipalities, measured, hinges_on }) =>
      JSON.stringify([rule, verdict, region, municipalities, measured, hinges_on]);
    const [was, now] = [before, after].map((found) => new Set(found.map(keyOf)));
    return {
      gone: before.filter((each) => !now.has(keyOf(each))),
      come: after.filter((each) => !was.has(keyOf(each))),
    };
  }

  return { difference, evaluate };
})());
Object.freeze(regiekaartCore);
