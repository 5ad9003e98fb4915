"use strict";
// Says what a text costs while it is written, and adds ready texts to what stands there. Without this script the page
// comes back with the ready text added, and the cost is told once the text was sent.
const reply = document.getElementById("reply");
const told = document.getElementById("reply-price");
let asked = 0;

async function price() {
  const mine = ++asked;
  const answer = await fetch(reply.dataset.price, { method: "POST", body: new FormData(reply.form) }).catch(() => null);
  const words = answer?.ok && !answer.redirected ? await answer.text() : "";
  if (mine === asked) told.textContent = words;
}

let wait = 0;
reply?.addEventListener("input", () => {
  clearTimeout(wait);
  wait = setTimeout(price, 300);
});
if (reply?.value) price();

for (const button of reply ? document.querySelectorAll("[data-text]") : [])
  button.addEventListener("click", (event) => {
    event.preventDefault();
    reply.value = [reply.value.trim(), button.dataset.text].filter(Boolean).join("\n");
    reply.focus();
    price();
  });
