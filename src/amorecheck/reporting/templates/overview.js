"use strict";
// Sorting and finding, for who has scripts on. Without them the tables stand as they are.
const rank = { w: 3, n: 2, m: 1, c: 0, u: -1, p: 3, x: 2, s: 1 };
const collator = new Intl.Collator("nl", { numeric: true });

function valueOf(cell) {
  if (cell.tagName === "TH") return cell.textContent.trim();
  const verdict = cell.classList.contains("a") ? 0 : rank[cell.classList[0]] ?? 0;
  const score = Number(cell.dataset.s ?? cell.textContent.replace(",", "."));
  return verdict * 1000 + (Number.isNaN(score) ? -1 : score);
}

function nameOf(heading) {
  return (heading.querySelector(".up") ?? heading).textContent.replaceAll("\u00ad", "").trim();
}

function sortBy(table, heading, index) {
  const down = heading.getAttribute("aria-sort") ? heading.getAttribute("aria-sort") === "ascending" : index > 0;
  const body = table.tBodies[0];
  const fixed = [...body.rows].filter((row) => row.classList.contains("middle"));
  const rows = [...body.rows].filter((row) => !row.classList.contains("middle")).map((row) => [valueOf(row.cells[index]), row]);
  rows.sort(([one], [other]) => (typeof one === "string" ? collator.compare(one, other) : one - other) * (down ? -1 : 1));
  body.append(...fixed, ...rows.map(([, row]) => row));
  for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
}

for (const table of document.querySelectorAll("table.sortable")) {
  const headings = table.tHead.rows[table.tHead.rows.length - 1].cells;
  [...headings].forEach((heading, index) => {
    if (heading.tagName !== "TH") return;
    // A button over the heading and not around it: browsers do not repeat a button's text on the next printed page.
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.setAttribute("aria-label", `${table.dataset.sort} ${nameOf(heading)}`);
    heading.classList.add("can-sort");
    heading.append(button);
    button.addEventListener("click", () => sortBy(table, heading, index));
  });
}

const finding = document.querySelector(".finding");
if (finding) {
  finding.hidden = false;
  const field = document.getElementById("zoek");
  const said = document.getElementById("gevonden");
  const rows = [...document.querySelectorAll(".map tbody tr")];
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !row.cells[0].textContent.replaceAll("\u00ad", "").toLowerCase().includes(wanted);
      if (!row.hidden) shown += 1;
    }
    const words = shown === 0 ? said.dataset.none : shown === 1 ? said.dataset.one : said.dataset.more.replace("987654", String(shown));
    said.textContent = wanted ? words : "";
  });
}

// What a sign means, for who points at it: made when asked for, because there are thousands.
for (const table of document.querySelectorAll(".map")) {
  table.addEventListener("pointerover", (event) => {
    const cell = event.target.closest("tbody td");
    if (!cell || cell.title) return;
    const heading = table.tHead.rows[1].cells[cell.cellIndex];
    cell.title = `${cell.parentElement.cells[0].textContent.replaceAll("\u00ad", "").trim()} – ${nameOf(heading)}: ${cell.textContent.trim()}`;
  });
}
