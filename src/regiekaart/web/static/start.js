"use strict";
// Called by folium's script, last, with the map that it made.
regiekaart.start = (made) => {
  const { controls, fiche, legend, link, map, modes, names, planner, search } = regiekaart;
  planner.start();
  // What the link asks for is known before anything is drawn.
  const view = link.read();
  controls.start();
  map.start(made, view);
  names.start();
  modes.show();
  legend.start();
  fiche.start();
  search.start();
  link.start();
  planner.open();
  performance.mark("regiekaart-drawn");
};
