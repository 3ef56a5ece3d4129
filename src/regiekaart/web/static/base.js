"use strict";
// The page's own space: its data, and elements that are only ever filled with text, so that no
// name from a list can become markup.
const regiekaart = (() => {
  const data = JSON.parse(document.getElementById("map-data").textContent);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const canHover = window.matchMedia("(hover: hover)").matches;
  const SVG = "http://www.w3.org/2000/svg";

  function byId(id) {
    return document.getElementById(id);
  }

  function fill(made, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value);
    }
    // Strings become text nodes.
    made.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return made;
  }

  function element(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
  }

  function drawn(tag, attributes = {}, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
  }

  // An entry of a list of facts; nothing where nothing is known.
  function fact(label, value) {
    if (value === "" || value === null || value === undefined) return [];
    const told = Array.isArray(value) ? value : [value];
    return told.length ? [element("dt", {}, label), element("dd", {}, ...told)] : [];
  }

  // Writes only what is another: a browser lays out anew what is written, also if it is the same.
  function write(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }

  const kept = new WeakMap();

  // Gives an element its children, [key, make] each. What it has by a key stays as it is, and so
  // does the focus in it; the rest goes. The keys differ from each other.
  function keep(parent, wanted) {
    if (!kept.has(parent)) parent.replaceChildren();
    const before = kept.get(parent) ?? new Map();
    const now = new Map(wanted.map(([key, make]) => [key, before.get(key) ?? make()]));
    kept.set(parent, now);
    for (const [key, child] of before) if (!now.has(key)) child.remove();
    let at = parent.firstChild;
    for (const child of now.values()) {
      if (child === at) at = at.nextSibling;
      else parent.insertBefore(child, at);
    }
    return [...now.values()];
  }

  // For those who cannot see that something changed.
  function announce(text) {
    byId("live").textContent = text;
  }

  return { announce, byId, calm, canHover, data, drawn, element, fact, keep, write };
})();
