/* The sums of the planner: who gets what, to the cent, as `regiekaart.analysis.subsidy` and
 * `regiekaart.analysis.staircase`.
 *
 * Amounts are whole cents as BigInt. All groups of the state are taken as all that there are.
 */
Object.assign(regiekaartCore, (() => {
  "use strict";
  const { sceneOf, sum } = regiekaartCore;

  /**
   * Divide a whole amount in proportion to weights by the largest remainder.
   * @param {bigint} amount
   * @param {number[]} weights Whole and not negative; of equal remainders the first goes first.
   * @returns {bigint[]} Adds up to the amount.
   */
  function apportion(amount, weights) {
    const whole = BigInt(sum(weights));
    if (whole === 0n) {
      if (amount) throw new RangeError("all weights are zero");
      return weights.map(() => 0n);
    }
    const products = weights.map((weight) => amount * BigInt(weight));
    const parts = products.map((product) => product / whole);
    const rest = products.map((product) => product % whole);
    const order = (i, j) => (rest[i] === rest[j] ? i - j : rest[i] > rest[j] ? -1 : 1);
    const left = Number(amount - total(parts));
    for (const i of parts.map((_, k) => k).sort(order).slice(0, left)) parts[i] += 1n;
    return parts;
  }

  function total(amounts) {
    return amounts.reduce((all, each) => all + each, 0n);
  }

  /**
   * Return the amounts of all groups.
   * @param {object} data
   * @param {object} state
   * @param {{scheme?: string, budget?: bigint, ages?: string}} options By default what holds on the
   *   day of the study. The budget is in cents.
   * @returns {object} With `regions`, by name. Where nothing can be divided they are none, and
   *   `problem` says why: `{kind: "no-region"}`, `{kind: "no-weight", pot}`, or
   *   `{kind: "no-figures"}` where there are no counts for the day.
   */
  function subsidy(data, state, options = {}) {
    const scheme = options.scheme ?? data.subsidy.scheme;
    const scene = sceneOf(data, state);
    if (!scene.groups.length) return undivided(scheme, { kind: "no-region" });
    const steps = scheme === data.subsidy.staircase.id;
    return steps ? staircase(data, scene) : byKeys(data, scene, options);
  }

  function undivided(scheme, problem) {
    return { scheme, problem, regions: [] };
  }

  /* ---- by keys ---- */

  function byKeys(data, scene, options) {
    const { id: scheme, pots, ...keys } = data.subsidy.keys;
    if (!keys.working_age) return undivided(scheme, { kind: "no-figures" });
    const ages = options.ages ?? keys.ages;
    const budget = options.budget ?? BigInt(keys.budget);
    const people = keys.working_age[ages];
    if (!people) throw new RangeError(`no such ages: ${ages}`);
    const splits = splitsOf(keys.jobseekers, people, scene);
    const weighed = scene.groups.map((group) => weightsOf(group, people, keys.jobseekers, splits));
    const divided = dividedOver(budget, pots, weighed);
    if (divided.problem) return undivided(scheme, divided.problem);
    const rows = rowsOf(scene, weighed, divided.amounts);
    const bounds = boundsOf(rows, weighed, splits, total(rows.map((row) => row.amount_jobseekers)));
    const { working_age_year, jobseekers_year } = keys;
    return {
      scheme, budget, ages, working_age_year, jobseekers_year,
      approximate: splits.length > 0,
      regions: rows.map((row, i) => ({ ...row, ...bounds[i] })),
      whole: wholeOf(rows, weighed, splits),
      splits: splits.map(({ count, parts }) => ({ count, parts })),
      missing: keys.jobseekers.missing.filter((unit) => scene.of[unit] >= 0),
    };
  }

  // The jobseekers of a unit that merged later and whose parts are not all in one group: divided
  // over the parts by their working-age population, an approximation.
  function splitsOf(seekers, people, scene) {
    const found = [];
    for (const [count, units] of seekers.merged) {
      const groups = [...new Set(units.map((unit) => Math.max(scene.of[unit], -1)))];
      if (groups.length === 1) continue;
      const given = apportion(BigInt(count), units.map((unit) => people[unit]));
      const parts = units.map((unit, i) => {
        const group = scene.of[unit] < 0 ? null : scene.of[unit];
        return { unit, group, weight: people[unit], count: Number(given[i]) };
      });
      const inside = groups.filter((group) => group >= 0);
      found.push({ count, parts, groups: inside, leaks: inside.length < groups.length });
    }
    return found;
  }

  /** Return what a group weighs; `certain` are its jobseekers without parts of a merged unit. */
  function weightsOf({ group, units }, people, seekers, splits) {
    const inside = new Set(units);
    const merged = seekers.merged.filter(([, parts]) => parts.every((unit) => inside.has(unit)));
    const certain =
      sum(units.map((unit) => seekers.sure[unit])) + sum(merged.map(([count]) => count));
    const own = splits.flatMap(({ parts }) => parts.filter((part) => part.group === group));
    const jobseekers = certain + sum(own.map(({ count }) => count));
    return { group, certain, jobseekers, working_age: sum(units.map((unit) => people[unit])) };
  }

  function dividedOver(budget, pots, weighed) {
    const cents = apportion(budget, pots.map(({ weight }) => weight));
    const amounts = {};
    for (const [k, { id }] of pots.entries()) {
      const weights = weighed.map((each) => WEIGHTS[id](each));
      if (cents[k] && !sum(weights)) return { problem: { kind: "no-weight", pot: id } };
      // The groups stand by name: the first of equals goes first.
      amounts[id] = apportion(cents[k], weights);
    }
    return { amounts };
  }

  const WEIGHTS = {
    "working-age": (each) => each.working_age,
    jobseekers: (each) => each.jobseekers,
    equal: () => 1,
  };

  function rowsOf(scene, weighed, amounts) {
    return scene.groups.map(({ group, name, units }, i) => {
      const [age, seekers, equal] = Object.keys(WEIGHTS).map((id) => amounts[id][i]);
      return {
        group,
        region: name,
        municipalities: units.length,
        working_age: weighed[i].working_age,
        jobseekers: weighed[i].jobseekers,
        amount_working_age: age,
        amount_jobseekers: seekers,
        amount_equal: equal,
        total: age + seekers + equal,
      };
    });
  }

  /* ---- what holds however the split counts are divided; see `regiekaart.analysis.splitting` ---- */

  function boundsOf(rows, weighed, splits, pot) {
    const all = sum(weighed.map(({ certain }) => certain));
    return rows.map((row, i) => {
      const { group, certain } = weighed[i];
      const touched = splits.some(({ groups }) => groups.includes(group));
      const own = counted(splits, ({ groups }) => groups.includes(group));
      const rivals = counted(splits, ({ groups }) => groups.some((other) => other !== group));
      const fixed = counted(splits, ({ groups, leaks }) => !leaks && !groups.includes(group));
      const rest = row.amount_working_age + row.amount_equal;
      const none = !splits.length;
      return {
        approximate: touched,
        jobseekers_min: certain,
        jobseekers_max: certain + own,
        total_min: none ? row.total : rest + floorOf(pot, certain, all + rivals),
        total_max: none ? row.total : rest + ceilingOf(pot, certain + own, all + own + fixed),
      };
    });
  }

  function counted(splits, chosen) {
    return sum(splits.filter(chosen).map(({ count }) => count));
  }

  // A whole of zero cannot be divided; a part of it has nothing to get.
  function floorOf(pot, part, whole) {
    return whole ? (pot * BigInt(part)) / BigInt(whole) : 0n;
  }

  function ceilingOf(pot, part, whole) {
    return whole ? (pot * BigInt(part) + BigInt(whole) - 1n) / BigInt(whole) : 0n;
  }

  function wholeOf(rows, weighed, splits) {
    const certain = sum(weighed.map((each) => each.certain));
    const of = (key) => total(rows.map((row) => row[key]));
    return {
      municipalities: sum(rows.map((row) => row.municipalities)),
      working_age: sum(rows.map((row) => row.working_age)),
      jobseekers: sum(rows.map((row) => row.jobseekers)),
      jobseekers_min: certain + counted(splits, ({ leaks }) => !leaks),
      jobseekers_max: certain + counted(splits, () => true),
      amount_working_age: of("amount_working_age"),
      amount_jobseekers: of("amount_jobseekers"),
      amount_equal: of("amount_equal"),
      total: of("total"),
    };
  }

  /* ---- by steps ---- */

  function staircase(data, scene) {
    const { id: scheme, population_year } = data.subsidy.staircase;
    const rows = scene.groups.map((group) => stairRow(data, group));
    const all = total(rows.map((row) => row.total));
    return { scheme, population_year, approximate: false, regions: rows, total: all };
  }

  function stairRow(data, { group, name, units, population }) {
    const stairs = data.subsidy.staircase;
    const centre_cities = units.filter((unit) => data.centre.includes(unit));
    const alone = units.length === 1 && centre_cities.length === 1;
    const step = alone ? amountAlone(stairs, population) : amountOfStep(stairs, population);
    const most = alone ? null : mostOf(data, stairs, centre_cities);
    let [decided_by, amount] = ["step", step];
    if (most !== null && step === 0n) decided_by = "below-minimum";
    else if (most !== null && step > most) {
      decided_by = centre_cities.length ? "cap-with-centre-city" : "cap-without-centre-city";
      amount = most;
    }
    return {
      group, region: name, municipalities: units.length, population, centre_cities, alone, step,
      cap: most, decided_by, total: amount,
    };
  }

  // Of several centre cities, the one that would get most alone counts.
  function mostOf(data, stairs, cities) {
    const alone = cities.map((unit) => amountAlone(stairs, data.population[unit]));
    return BigInt(stairs.extra) + alone.reduce((most, each) => (each > most ? each : most), 0n);
  }

  function amountOfStep({ steps }, population) {
    const reached = steps.filter(([start]) => start <= population);
    return reached.length ? BigInt(reached.at(-1)[1]) : 0n;
  }

  function amountAlone(stairs, population) {
    const first = BigInt(stairs.steps[0][1]);
    const own = amountOfStep(stairs, population);
    return own > first ? own : first;
  }

  return { apportion, subsidy };
})());
