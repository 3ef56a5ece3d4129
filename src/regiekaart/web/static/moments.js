"use strict";
// The moment that is shown: its municipalities, regions and classes, and what carries over when
// another moment is chosen.
regiekaart.moments = (() => {
  const { announce, data } = regiekaart;
  const { state, words } = regiekaart;
  const REGION = "r:";

  let lens = null;

  function current() {
    const moment = data.moments[state.values.moment];
    return lens ? lens(moment) : moment;
  }

  // A mode may show the moment in another light, such as with the regions of a scenario: from
  // then on everyone sees what it makes of the moment. Nothing takes it away.
  function through(made) {
    lens = made;
  }

  function unitsOf(moment) {
    return data.vintages[moment.vintage];
  }

  function units() {
    return unitsOf(current());
  }

  function position(code) {
    return units().codes.indexOf(code);
  }

  // The municipality that a shape lies in.
  function unitWith(shape, moment = current()) {
    return unitsOf(moment).shapes.findIndex((own) => own.includes(shape));
  }

  function groups(moment = current()) {
    return moment.layers[data.group_id].of;
  }

  function members(region, moment = current()) {
    return groups(moment).flatMap((group, i) => (group === region ? [i] : []));
  }

  function regionNamed(name, moment = current()) {
    return moment.regions.findIndex((region) => region.name === name);
  }

  function people(list, moment = current()) {
    return list.reduce((sum, i) => sum + moment.population[i], 0);
  }

  function shapesOf(list, moment = current()) {
    return list.flatMap((i) => unitsOf(moment).shapes[i]);
  }

  // A value per municipality as a value per shape.
  function perShape(values) {
    const found = [];
    units().shapes.forEach((own, i) => own.forEach((shape) => (found[shape] = values[i])));
    return found;
  }

  function partOf(kind, i, moment = current()) {
    const parts = moment.parts[kind];
    return parts ? parts.labels[parts.of[i]] : "";
  }

  function filterOf(filter, moment = current()) {
    const split = filter.indexOf(":");
    const [kind, label] = [filter.slice(0, split), filter.slice(split + 1)];
    const number = moment.parts[kind]?.labels.indexOf(label) ?? -1;
    return number < 0 ? null : { kind, label, number, of: moment.parts[kind].of };
  }

  // The partition in which a region has to fit, or else the usual one; none where there are none.
  function nearestKind() {
    return data.kinds.find(({ fit }) => fit) ?? data.kinds[0];
  }

  // The municipalities that the filter leaves.
  function shown() {
    const filter = filterOf(state.values.filter);
    const all = units().codes.map((_, i) => i);
    return filter ? all.filter((i) => filter.of[i] === filter.number) : all;
  }

  function hasLayer(id, moment = current()) {
    return Boolean(moment.layers[id]);
  }

  // What is chosen: a municipality, a region, or nothing.
  function chosen() {
    const { chosen: what } = state.values;
    if (what.startsWith(REGION)) {
      return { kind: "region", number: regionNamed(what.slice(REGION.length)) };
    }
    return what ? { kind: "unit", number: position(what) } : { kind: "none", number: -1 };
  }

  // The code under which the land of a municipality is found on another day.
  function carried(code, moment) {
    const own = unitsOf(moment);
    if (own.codes.includes(code)) return code;
    for (const vintage of data.vintages) {
      const i = vintage.codes.indexOf(code);
      if (i >= 0) return own.codes[unitWith(vintage.shapes[i][0], moment)];
    }
    const place = data.places.find((each) => each[4] === code);
    return place ? own.codes[unitWith(place[1][0], moment)] : "";
  }

  state.settle((values, before) => {
    const moment = data.moments[values.moment];
    if (!hasLayer(values.layer, moment)) values.layer = data.layer_order[0];
    if (values.filter && !filterOf(values.filter, moment)) values.filter = "";
    const { chosen: what } = values;
    if (!what) return;
    const kept = what.startsWith(REGION)
      ? regionNamed(what.slice(REGION.length), moment) >= 0 && what
      : carried(what, moment);
    if (!kept && values.moment !== before.moment) {
      const day = words.date(moment.day);
      announce(words.word("gone", { name: what.replace(REGION, ""), day }));
    }
    values.chosen = kept || "";
  });

  return {
    REGION, carried, chosen, current, filterOf, groups, hasLayer, members, nearestKind, partOf, people,
    perShape, position, regionNamed, shapesOf, shown, through, unitWith, units,
  };
})();
