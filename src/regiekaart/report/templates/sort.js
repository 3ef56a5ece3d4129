"use strict";
// A click on a header sorts the table by it; the row that sums up the others keeps its place.
// Without scripts the tables are as they were written.
(() => {
  const status = document.getElementById("sorted");

  function value(row, column) {
    const cell = row.cells[column];
    return cell.dataset.order === undefined ? cell.textContent : Number(cell.dataset.order);
  }

  // What has no number stands below, whatever the direction.
  function compare(one, other, collator, sign) {
    const [left, right] = [typeof one === "number", typeof other === "number"];
    if (left !== right) return left ? -1 : 1;
    return sign * (left ? one - other : collator.compare(one, other));
  }

  function sort(table, column, descending) {
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const rows = [...table.tBodies[0].rows];
    const fixed = rows.filter((row) => row.classList.contains("whole"));
    const loose = rows.filter((row) => !row.classList.contains("whole"));
    loose.sort((a, b) => compare(value(a, column), value(b, column), collator, descending ? -1 : 1));
    const first = table.classList.contains("first");
    table.tBodies[0].append(...(first ? [...fixed, ...loose] : [...loose, ...fixed]));
  }

  function choose(table, head, column) {
    const descending = head.getAttribute("aria-sort") === "ascending";
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    sort(table, column, descending);
    status.textContent = `${head.textContent}: ${status.dataset[descending ? "down" : "up"]}`;
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => choose(table, head, column));
    });
  }
})();
