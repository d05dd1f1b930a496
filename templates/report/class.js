"use strict";
const table = document.getElementById("class"), body = table.tBodies[0], rows = [...body.rows];
const shown = document.getElementById("shown"), controls = document.getElementById("controls");
const value = (row, column) => {
  const cell = row.cells[column];
  return "value" in cell.dataset ? Number(cell.dataset.value) : cell.textContent.trim().toLocaleLowerCase();
};
const compare = (one, other) => typeof one === "number" ? one - other : one.localeCompare(other, undefined, { numeric: true });

for (const [column, heading] of [...table.tHead.rows[0].cells].entries()) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  heading.append(button);
  button.addEventListener("click", () => {
    const descending = heading.getAttribute("aria-sort") === "ascending";
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const sign = descending ? -1 : 1;
    body.append(...rows.sort((one, other) => sign * compare(value(one, column), value(other, column))));
  });
}

function filter() {
  const { name, section, lost } = Object.fromEntries(new FormData(controls));
  let count = 0;
  for (const row of rows) {
    const fits = row.cells[0].textContent.toLocaleLowerCase().includes(name.toLocaleLowerCase())
      && (!section || row.dataset.section === section)
      && (!lost || row.dataset.lost.split(" ").includes(lost));
    row.hidden = !fits;
    count += fits;
  }
  shown.textContent = shown.dataset.words.replace("{}", count);
}

controls.hidden = false;
controls.addEventListener("input", filter);
controls.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("pageshow", filter);  // also when one comes back, to fields that are filled in
