"use strict";
// The queue looks for news by itself; without this script it is reloaded. Nothing here moves the focus elsewhere.
const queue = document.getElementById("queue") || document.getElementById("calling");
let shown = "";
const waiting = () => new Set([...queue.querySelectorAll("#waiting + ol [data-ticket]")].map((row) => row.dataset.ticket));

// How the call went that just ended is chosen already.
function choose(result) {
  const choice = document.getElementById("result");
  if (choice && [...choice.options].some((option) => option.value === result)) choice.value = result;
}

function show(html) {
  const before = waiting();
  const focused = queue.contains(document.activeElement) ? document.activeElement.id : "";
  queue.innerHTML = html;
  choose(queue.querySelector("[data-result]")?.dataset.result);
  if (focused) (document.getElementById(focused) || queue).focus({ preventScroll: true });
  const count = [...waiting()].filter((ticket) => !before.has(ticket)).length;
  const news = document.getElementById("news");
  if (news && count) news.textContent = (count === 1 ? news.dataset.one : news.dataset.other).replace("{count}", count);
}

async function look() {
  const answer = await fetch(queue.dataset.from).catch(() => null);
  if (answer?.redirected) return location.reload(); // logged out: the page itself leads to the login
  const html = answer?.ok ? await answer.text() : shown;
  if (html !== shown) show(html);
  shown = html;
}

function listen() {
  const news = new EventSource(queue.dataset.news); // asks again by itself, unless it is turned away
  news.onmessage = look;
  news.onerror = () => news.readyState === EventSource.CLOSED && look().then(() => setTimeout(listen, 5000));
}
if (queue) listen();
