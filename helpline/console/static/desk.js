"use strict";
// A second click on "send" sends nothing more.
for (const form of document.querySelectorAll("form[data-once]"))
  form.addEventListener("submit", (event) => (form.dataset.once ? event.preventDefault() : (form.dataset.once = "sent")));
addEventListener("pageshow", () => document.querySelectorAll("form[data-once]").forEach((form) => (form.dataset.once = "")));

// Warns before the session ends, and lets the helper stay.
const stay = document.getElementById("stay");
const warn = () => setTimeout(() => (stay.hidden = false), stay.dataset.after * 1000);
stay?.querySelector("button").addEventListener("click", () => fetch(stay.dataset.at).then(() => ((stay.hidden = true), warn())));
if (stay) warn();
