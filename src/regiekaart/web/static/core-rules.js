/* The sums of the planner: every rule on every group, as `regiekaart.analysis.rules`.
 *
 * Without its sentences: what is told is the page's. A verdict holds for what is known; where
 * unknown units can turn it, it "cannot be said".
 *
 * @typedef {{rule: string, severity: string, verdict: string, group: ?number, region: ?string,
 *   municipalities: number[], measured: *, required: *, hinges_on: number[], pieces: number[][],
 *   exemption: ?string}} Finding `group` is the position in the state, `municipalities` and
 *   `hinges_on` are positions of units.
 */
Object.assign(regiekaartCore, (() => {
  "use strict";
  const { UNKNOWN, compareText, connection, foldCase, lineages, links } = regiekaartCore;
  const { normalise, populationOf, sceneOf } = regiekaartCore;

  const [ERROR, WARNING, INFO] = ["error", "warning", "info"];
  const ORDER = [ERROR, WARNING, INFO];
  const BROKEN = "broken";
  const PENDING = "has time";
  const EARLY = "not in force";
  const ADVISED = "against advice";
  const OPEN = "cannot be said";
  const NOTED = "noted";
  const EXEMPT = "exempt";
  const MET = "met";
  // What is blank to Python.
  const BLANK = /^[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/u;

  /** What each kind of rule has to tell. @type {Object<string, function(object, object): Finding[]>} */
  const KINDS = {
    "one-group": severalGroups,
    "minimum-population": (rule, all) => all.cases.flatMap((each) => tooSmall(rule, all, each)),
    form: (rule, all) => all.cases.flatMap((each) => notAllowed(rule, all, each)),
    "fits-part": fits,
    contiguous: (rule, all) => all.cases.flatMap((each) => apart(rule, each)),
  };

  /**
   * Apply the rules.
   * @param {object} data
   * @param {object} state
   * @returns {{regions: object[], findings: Finding[], unused_exemptions: object[]}} The regions by
   *   name, the findings as Python orders them, and the exemptions that met no finding.
   */
  function check(data, state) {
    const scene = sceneOf(data, state);
    const near = links(data);
    const origins = lineages(data, scene);
    const cases = scene.groups.map((group, h) => caseOf(data, scene, group, origins[h], near));
    const all = { data, scene, cases };
    const told = data.rules.flatMap((rule) =>
      KINDS[rule.kind](rule, all).map((finding) => beforeForce(rule, data, finding)),
    );
    const { findings, unused } = exempted(data, scene, told);
    sortFindings(data, findings);
    const regions = cases.map((each) => factsOf(data, each, findings));
    return { regions, findings, unused_exemptions: unused };
  }

  /** What every rule asks of a group. */
  function caseOf(data, scene, group, lineage, near) {
    const single = group.units.length === 1;
    const city = single && data.centre.includes(group.units[0]);
    const closed = !scene.unknown.length || (city && isAloneForm(data, group.form));
    const centre_city_alone = city ? closed || null : false;
    const connected = connection(data, group.units, closed ? [] : scene.unknown, near);
    return { ...group, single, city, closed, centre_city_alone, connected, lineage };
  }

  function finding(rule, verdict, severity, each, more = {}) {
    const { group = null, name = null } = each ?? {};
    return {
      rule: rule.id, severity, verdict, group, region: name, municipalities: [],
      measured: null, required: null, hinges_on: [], pieces: [], exemption: null, ...more,
    };
  }

  /* ---- one group ---- */

  // What the list says of a unit stands until the scenario says where it is.
  function severalGroups(rule, { data, scene }) {
    const standing = data.claims.filter(({ unit }) => scene.of[unit] === UNKNOWN);
    return standing.map(({ unit, groups, merged }) =>
      finding(rule, merged ? OPEN : BROKEN, merged ? WARNING : ERROR, null, {
        municipalities: [unit], measured: groups, required: 1, hinges_on: merged ? [unit] : [],
      }),
    );
  }

  /* ---- minimum population ---- */

  function tooSmall(rule, { data, scene }, each) {
    if (each.population >= rule.minimum || each.centre_city_alone) return [];
    const hinges_on = whoDecides(rule, data, scene, each);
    const [verdict, severity] = hinges_on.length ? [OPEN, INFO] : [BROKEN, ERROR];
    const measured = each.population;
    const more = { municipalities: each.units, measured, required: rule.minimum, hinges_on };
    return [finding(rule, verdict, severity, each, more)];
  }

  // The unknown of the same part, if they can suffice; nobody, where all together are too few.
  function whoDecides(rule, data, scene, each) {
    if (each.closed) return [];
    const reaches = (units) => each.population + populationOf(data, units) >= rule.minimum;
    if (!reaches(scene.unknown) && each.centre_city_alone !== null) return [];
    const partition = data.partitions[rule.near];
    if (!partition) return scene.unknown;
    const parts = new Set(each.units.map((i) => partition.of[i]));
    const near = scene.unknown.filter((i) => parts.has(partition.of[i]));
    return reaches(near) ? near : scene.unknown;
  }

  /* ---- form ---- */

  function isAloneForm(data, form) {
    const key = normalise(form);
    return data.rules.some((rule) => rule.kind === "form" && rule.alone.includes(key));
  }

  function notAllowed(rule, all, each) {
    const found = formProblem(rule, all, each);
    if (!found) return [];
    const [verdict, hinges_on] = found;
    const measured = each.form || null;
    const more = { municipalities: each.units, measured, required: rule.required, hinges_on };
    return [finding(rule, verdict, verdict === BROKEN ? ERROR : INFO, each, more)];
  }

  function formProblem(rule, { data, scene }, each) {
    const forms = each.form.split(rule.separator).filter((form) => !BLANK.test(form));
    if (forms.length > 1) return [BROKEN, []];
    if (forms.length && !rule.forms.includes(normalise(forms[0]))) return [BROKEN, []];
    if (isAloneForm(data, each.form)) return each.city ? null : [BROKEN, []];
    if (each.single && !each.city) return scene.unknown.length ? [OPEN, scene.unknown] : [BROKEN, []];
    return forms.length || each.centre_city_alone ? null : [OPEN, []];
  }

  /* ---- fit in a part ---- */

  function fits(rule, { data, scene, cases }) {
    const partition = data.partitions[rule.partition];
    // The partition did not exist yet: said once.
    if (!partition) return [finding(rule, OPEN, INFO, null)];
    return cases.flatMap((each) => misfit(rule, data, scene, partition, each));
  }

  /** Return the parts in which a group has members, most inhabitants first. */
  function partsOf(data, partition, units) {
    const people = new Map();
    for (const i of units) {
      const part = partition.of[i];
      people.set(part, (people.get(part) ?? 0) + data.population[i]);
    }
    const label = (part) => partition.labels[part];
    const order = [...people].sort((a, b) => b[1] - a[1] || compareText(label(a[0]), label(b[0])));
    return order.map(([part]) => part);
  }

  function misfit(rule, data, scene, partition, each) {
    const parts = partsOf(data, partition, each.units);
    if (parts.length === 1) return [];
    const absent = (i) => parts.includes(partition.of[i]) && scene.of[i] !== each.group;
    const others = partition.of.map((_, i) => i).filter(absent);
    const unknown = others.filter((i) => scene.of[i] === UNKNOWN);
    const measured = parts.map((part) => partition.labels[part]);
    const more = { measured, required: 1 };
    if (others.length === unknown.length) {
      const verdict = unknown.length ? OPEN : NOTED;
      return [finding(rule, verdict, INFO, each, { ...more, hinges_on: unknown })];
    }
    const municipalities = each.units.filter((i) => partition.of[i] !== parts[0]);
    const [verdict, severity] = transition(rule, data, each.lineage);
    return [finding(rule, verdict, severity, each, { ...more, municipalities })];
  }

  // Who was there before the rule and has not changed, has time.
  function transition(rule, data, { kind, joined, left }) {
    const forAll = rule.since === null || data.date >= rule.all_from;
    const counts = forAll || kind === "new" || joined.length || left.length;
    // That a derogation was decided is not known: then it is no proven breach.
    if (rule.derogations) return [OPEN, WARNING];
    return counts ? [BROKEN, ERROR] : [PENDING, WARNING];
  }

  /* ---- contiguity ---- */

  function apart(rule, each) {
    const { pieces, alone, bridge, connected } = each.connected;
    const found = [];
    if (pieces.length > 1) {
      const [verdict, severity] = connected === null ? [OPEN, INFO] : [ADVISED, WARNING];
      const municipalities = pieces.slice(1).flat();
      const more = { municipalities, measured: pieces.length, required: 1, hinges_on: bridge ?? [], pieces };
      found.push(finding(rule, verdict, severity, each, more));
    }
    for (const i of each.units) {
      const lonely = alone.includes(i);
      const told = lonely ? each.units.length > 1 : rule.peculiar.includes(i);
      if (told) found.push(finding(rule, NOTED, INFO, each, { municipalities: [i] }));
    }
    return found;
  }

  /* ---- all together ---- */

  function beforeForce(rule, data, found) {
    const holds = rule.since === null || data.date >= rule.since;
    if (holds || found.severity === INFO) return found;
    return { ...found, severity: INFO, verdict: EARLY };
  }

  /** Return the findings with what was accepted, and the exemptions that met none. */
  function exempted(data, scene, told) {
    if (!data.exemptions.length) return { findings: told, unused: [] };
    const keyOf = (rule, name) => `${rule} ${normalise(name)}`;
    const waiting = new Map(data.exemptions.map((each) => [keyOf(each.rule, each.group), each]));
    const unused = new Map(waiting);
    const findings = told.map((each) => {
      const key = keyOf(each.rule, each.region ?? "");
      if (!waiting.has(key) || [NOTED, EARLY].includes(each.verdict)) return each;
      unused.delete(key);
      return { ...each, severity: INFO, verdict: EXEMPT, exemption: waiting.get(key).reason };
    });
    const names = new Set(scene.groups.map(({ name }) => normalise(name)));
    const left = [...unused.values()].map(({ rule, group }) => {
      return { rule, group, known: names.has(normalise(group)) };
    });
    return { findings, unused: left };
  }

  /** Errors first, then in the order of the rules and of the groups. */
  function sortFindings(data, findings) {
    const place = new Map(data.rules.map(({ id }, i) => [id, i]));
    const keys = new Map(findings.map((each) => [each, foldCase(each.region ?? "")]));
    const severity = (each) => ORDER.indexOf(each.severity);
    findings.sort(
      (a, b) =>
        severity(a) - severity(b) ||
        place.get(a.rule) - place.get(b.rule) ||
        compareText(keys.get(a), keys.get(b)),
    );
  }

  function factsOf(data, each, findings) {
    const own = new Map();
    for (const { group, rule, verdict } of findings) {
      // The gravest comes first.
      if (group === each.group && !own.has(rule)) own.set(rule, verdict);
    }
    const there = ({ kind, partition }) => kind !== "fits-part" || partition in data.partitions;
    const applied = data.rules.filter((rule) => rule.kind !== "one-group" && there(rule));
    const fit = applied.find(({ kind }) => kind === "fits-part");
    const partition = fit && data.partitions[fit.partition];
    const { group, name, form, units, population, closed, centre_city_alone, lineage } = each;
    return {
      group,
      region: name,
      municipalities: units,
      population,
      reference_regions: fit ? partsOf(data, partition, units).map((i) => partition.labels[i]) : [],
      contiguous: each.connected.connected,
      centre_city_alone,
      legal_form: form || null,
      closed,
      since_cycle_before: lineage,
      verdicts: Object.fromEntries(applied.map(({ id }) => [id, own.get(id) ?? MET])),
    };
  }

  return { check };
})());
