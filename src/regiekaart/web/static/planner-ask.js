"use strict";
// A question before something is lost for good, in the panel itself: a window of the browser's own
// would stop the page, and speaks the browser's language.
regiekaart.plannerAsk = (() => {
  const { element, words } = regiekaart;

  // A place for questions. `ask` puts one there: {about, question, yes, act, back}; `about` is what
  // it is about, and `back` finds the control that the keyboard returns to.
  function place(id) {
    const box = element("div", { class: "ask", role: "group", "aria-labelledby": `${id}-question`, hidden: "" });
    let asked = null;

    function close() {
      asked = null;
      box.hidden = true;
      box.replaceChildren();
    }

    function drop() {
      const { back } = asked;
      close();
      back()?.focus();
    }

    function agree() {
      const { act, back } = asked;
      close();
      act();
      // What was asked from may be gone with what it was about.
      const again = back();
      if (again && !again.disabled) again.focus();
    }

    function button(name, label, act, more = {}) {
      const made = element("button", { type: "button", id: `${id}-${name}`, ...more }, label);
      made.addEventListener("click", act);
      return made;
    }

    function show() {
      if (!asked) return;
      const question = element("p", { id: `${id}-question` }, asked.question());
      const yes = button("yes", asked.yes(), agree, { class: "danger" });
      const row = element("div", { class: "row" }, yes, button("no", words.word("cancel"), drop));
      box.replaceChildren(question, row);
      box.hidden = false;
    }

    function ask(wanted) {
      asked = wanted;
      show();
      // The safe answer first: a second Enter by mistake loses nothing.
      box.querySelector(`#${id}-no`).focus();
    }

    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      drop();
    });

    // Made anew in the language of the page, and gone once it is about something that is not there.
    function refresh(holds) {
      if (asked && !holds(asked.about)) close();
      else show();
    }

    return { ask, box, refresh };
  }

  return { place };
})();
