"use strict";
// The page works without this file; it only saves the reload: sends in place, and shows what is new.
(() => {
  const log = document.getElementById("texts");
  if (!log) return;
  const list = log.querySelector("ol");
  const nothing = log.querySelector(".nothing");
  const alertLine = document.querySelector(".wrong");
  const preview = document.querySelector(".here .cut");
  const form = document.querySelector(".composer");
  const field = form.elements.body;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let latest = log.dataset.latest;
  let fetching = null;
  let missed = 0;

  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  const toEnd = (smooth) => log.scrollTo({ top: log.scrollHeight, behavior: smooth && !calm.matches ? "smooth" : "auto" });
  const complain = (key) => {
    const words = key ? alertLine.dataset[key] || key : "";
    if (alertLine.textContent !== words) alertLine.textContent = words;
  };

  const show = (html) => {
    const piece = document.createElement("template");
    piece.innerHTML = html; // made by our own server, which escapes every text
    const items = [...piece.content.querySelectorAll("li")];
    if (!items.length) return;
    const stay = atEnd();
    for (const item of items) {
      const old = document.getElementById(item.id);
      if (!old) item.classList.add("new");
      old ? old.replaceWith(item) : list.append(item);
    }
    nothing.hidden = true;
    if (preview) preview.textContent = list.lastElementChild.querySelector(".words").textContent;
    if (stay) toEnd(true);
  };

  const ask = async () => {
    const response = await fetch(`${log.dataset.new}&after=${latest}`);
    if (!response.ok) throw new Error(response.status);
    show(await response.text());
    latest = response.headers.get("X-Latest");
  };

  // One question at a time; who asks meanwhile waits for the one under way and then asks anew.
  const refresh = async () => {
    while (fetching) await fetching;
    fetching = ask().then(
      () => { if (missed > 2) complain(""); missed = 0; },
      () => { missed += 1; if (missed > 2) complain("offline"); },
    );
    await fetching;
    fetching = null;
  };

  const grow = () => { field.style.height = "auto"; field.style.height = `${field.scrollHeight}px`; };

  const send = async () => {
    const body = field.value;
    if (!body.trim()) return;
    field.value = "";
    grow();
    complain("");
    try {
      const response = await fetch(log.dataset.write, { method: "POST", body: new URLSearchParams({ to: log.dataset.to, body }) });
      if (!response.ok) throw new Error((await response.json()).reason);
      await refresh();
      toEnd(true);
    } catch (problem) {
      field.value = body;
      grow();
      complain(problem.message in alertLine.dataset ? problem.message : "offline");
    }
    field.focus();
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });

  const watch = async () => {
    if (!document.hidden) await refresh();
    setTimeout(watch, missed ? Math.min(8000, 1000 * 2 ** missed) : 1000);
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  toEnd(false);
  watch();
})();
