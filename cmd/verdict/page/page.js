"use strict";
const search = document.getElementById("Search");
const input = search.querySelector("input");
const count = search.querySelector("output");
const entries = Array.from(document.querySelectorAll("[data-entry]"), (element) => ({
  element,
  text: (element.id + " " + element.textContent).toLowerCase(),
}));

// Shows the entries that have every word, and the headings above them.
function filter() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { element, text } of entries) {
    element.hidden = !words.every((word) => text.includes(word));
    found += element.hidden ? 0 : 1;
  }
  for (const part of document.querySelectorAll("[data-part]")) {
    part.hidden = words.length > 0 && !part.querySelector("[data-entry]:not([hidden])");
  }
  for (const rest of document.querySelectorAll("[data-rest]")) {
    rest.hidden = words.length > 0;
  }
  count.textContent = words.length === 0 ? "" : found === 1 ? "1 entry" : found + " entries";
}

// A link leads to what it names, even where the search hides that.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.closest("[hidden]")) {
    input.value = "";
    filter();
    target.scrollIntoView();
  }
}

// A diagram that is wider than the window begins in the middle, as its first
// question does.
for (const figure of document.querySelectorAll("figure")) {
  figure.scrollLeft = (figure.scrollWidth - figure.clientWidth) / 2;
}

search.hidden = false;
search.addEventListener("submit", (event) => event.preventDefault());
input.addEventListener("input", filter);
addEventListener("hashchange", reveal);
