"use strict";
const form = document.getElementById("Search");

// How many findings are laid out at once: thousands would make every key stroke
// wait.
const most = 500;

// Makes the table of findings one that can be filtered and sorted.
function start() {
  const table = document.querySelector(".findings");
  const body = table.tBodies[0];
  const count = form.querySelector("output");
  const choices = Array.from(form.querySelectorAll("select"));
  let rows = Array.from(body.rows, (row) => ({ row, text: row.textContent.toLowerCase() }));

  // Shows the findings that are of what was chosen and have every word, so many at
  // most.
  function filter(limit = most) {
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { row, text } of rows) {
      const fits = choices.every((c) => c.value === "" || c.value === row.dataset[c.name]) && words.every((word) => text.includes(word));
      found += fits ? 1 : 0;
      row.hidden = !fits || found > limit;
    }
    count.textContent = found === rows.length ? "" : found + " of " + rows.length + " found";
    more.textContent = "Show all " + found;
    more.hidden = found <= limit;
  }

  // Sorts by a column, the other way round if it was sorted by it.
  const collator = new Intl.Collator("en", { numeric: true });
  function sort(heading) {
    const up = heading.getAttribute("aria-sort") !== "ascending";
    const key = ({ row }) => row.cells[heading.cellIndex].dataset.key ?? row.cells[heading.cellIndex].textContent;
    const keyed = rows.map((entry) => [key(entry), entry]);
    keyed.sort(([a], [b]) => (up ? collator.compare(a, b) : collator.compare(b, a)));
    rows = keyed.map(([, entry]) => entry);
    body.append(...rows.map(({ row }) => row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    filter();
  }

  // A link to the first finding of a kind shows all of them.
  function choose() {
    const [part, kind] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (part !== "Findings" || !kind) return;
    form.reset();
    form.elements.code.value = kind;
    filter();
    document.getElementById("Findings").scrollIntoView();
  }

  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(heading));
    heading.append(button);
  }
  const more = document.createElement("button");
  more.type = "button";
  more.addEventListener("click", () => filter(Infinity));
  table.parentElement.after(more);
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => filter());
  addEventListener("hashchange", choose);
  addEventListener("beforeprint", () => filter(Infinity));
  filter();
  choose();
}

if (form) start();
