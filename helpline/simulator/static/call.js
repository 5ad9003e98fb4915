// Calls on the phone page. The carrier knows the call; this shows it, speaks it, and tells what the person does.
import { READ, hasVoice, shutUp, silent, speak } from "./speaker.js";

(() => {
  const box = document.getElementById("call");
  if (!box) return;
  const words = JSON.parse(box.dataset.words);
  const find = (selector) => box.querySelector(selector);
  const [log, hint, left, state, clock, who] = [".heard", ".call-hint", ".call-left", ".call-state", ".call-clock", "#call-who"].map(find);
  const [hands, rings, done, form, voice, auto, hush] = [".call-hands", ".call-rings", ".call-done", ".speak", ".voice", ".auto", ".hush"].map(find);
  const list = log.firstElementChild;
  const field = form.elements.words;
  const dial = document.querySelector(".ring-up");
  const title = document.title;
  const on = (name) => localStorage.getItem(`phone.${name}`) !== "off";
  let call = null; // the call shown
  let shown = 0; // how many of the things heard are on the page
  let turn = ""; // whose turn it is, so that its clock starts once
  let due = null; // {from, to, what}: when silence, or the end of the tape, comes
  let begun = 0;
  let sending = Promise.resolve();
  let missed = 0;
  const closed = new Set();

  // ---- what is heard

  const note = (kind, text, spoken, lang) => {
    const item = document.createElement("li");
    item.className = kind;
    if (spoken) {
      const hidden = document.createElement("span");
      hidden.className = "hidden";
      hidden.textContent = `${spoken} : `;
      item.append(hidden);
    }
    if (lang) item.lang = lang;
    item.append(text);
    list.append(item);
    log.scrollTop = log.scrollHeight;
  };
  const pressed = (key) => {
    const last = list.lastElementChild;
    if (last && last.classList.contains("pressed")) last.lastChild.textContent += key;
    else note("mine pressed", key, words.you_pressed);
    log.scrollTop = log.scrollHeight;
  };
  const hear = (said) => {
    const noise = said.kind === "beep" || said.kind === "ring" || said.kind === "played";
    note(noise ? "noise" : said.kind, noise ? words[said.kind] : said.words, said.kind === "person" ? words.person : "", noise ? "" : said.language);
    speak(said, on("voice"));
  };

  // ---- what the person does

  const post = (what, fields) => {
    turn = "";
    due = null;
    const sid = call.sid;
    sending = sending.then(() => fetch(`${box.dataset.calls}/${sid}/${what}`, { method: "POST", body: new URLSearchParams(fields) })).then(look, look);
  };
  const taping = () => call && call.expects.includes("recording");
  const taped = () => Math.max(1, Math.round((performance.now() - (due ? due.from : performance.now())) / 1000));
  const record = (seconds, key) => {
    note("mine", `${words.you_recorded} (${seconds} s)`);
    post("record", { seconds, key });
  };
  const press = (key) => {
    if (!call || call.over || call.rings) return;
    shutUp();
    if (taping() && call.finish.includes(key)) { record(taped(), key); return; }
    pressed(key);
    post("keys", { keys: key });
  };
  const beSilent = () => {
    if (taping()) { record(taped(), call.finish.slice(-1)); return; }
    shutUp();
    note("noise", `(${words.you_silent})`);
    post("wait", {});
  };
  const say = () => {
    const said = field.value.trim();
    if (!said || !call || call.over) return;
    field.value = "";
    shutUp();
    note("mine", said, words.you_said);
    if (taping()) post("record", { seconds: Math.max(1, Math.round(said.split(/\s+/).length / READ)), key: "" });
    else post("speech", { words: said });
  };

  // ---- the clock of a turn: silence is an answer too

  const startClock = () => {
    const now = performance.now();
    if (taping()) due = { from: now, to: now + call.longest * 1000 };
    else if (call.timeout !== null && call.expects.length && !call.expects.includes("person")) due = { from: now, to: now + Math.max(1, call.timeout) * 1000 };
    else due = null;
  };
  const tick = () => {
    if (call && begun && !call.over) {
      const seconds = Math.floor((Date.now() - begun) / 1000);
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
    const counts = due && (taping() || on("auto"));
    if (due && !silent()) due = { from: performance.now(), to: performance.now() + due.to - due.from };
    const part = counts ? (performance.now() - due.from) / (due.to - due.from) : 0;
    left.value = counts ? Math.min(1, Math.max(0, taping() ? part : 1 - part)) : 0;
    if (counts && part >= 1 && !document.hidden) beSilent();
  };

  // ---- the call as the carrier has it

  const hintFor = () => {
    if (call.over || call.rings) return "";
    if (taping()) return words.recording;
    if (call.expects.includes("person")) return words.listening_person;
    if (call.expects.length === 2) return words.listening;
    if (call.expects.includes("keys")) return words.listening_keys;
    return call.expects.includes("speech") ? words.listening_speech : "";
  };
  const stateFor = () => {
    if (call.rings) return words.incoming;
    if (!call.over) return call.state === "in-progress" ? words.talking : words.ringing;
    return { completed: words.over, "no-answer": words.no_answer }[call.state] || words[call.state] || words.over;
  };
  const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };

  const open = () => {
    if (!box.hidden) return;
    box.hidden = false;
    for (const other of box.parentElement.children) if (other !== box) other.inert = true;
    who.focus();
  };
  const close = () => {
    closed.add(call.sid);
    shutUp();
    call = null;
    box.hidden = true;
    for (const other of box.parentElement.children) other.inert = false;
    (dial && !dial.hidden ? dial : document.getElementById("body"))?.focus();
  };
  const fresh = (next) => {
    shutUp();
    [shown, turn, due, begun] = [0, "", null, 0];
    list.replaceChildren();
    put(clock, "");
    const number = document.createElement("span");
    number.className = next.name ? "quiet" : "";
    number.textContent = next.shown;
    who.replaceChildren(next.name ? `${next.name} ` : "", number);
    put(find(".face"), (next.name || next.shown.replace("+", "")).slice(0, 1));
  };
  const show = (next) => {
    const ended = call && call.sid === next.sid && !call.over && next.over;
    if (!call || call.sid !== next.sid) fresh(next);
    call = next;
    open();
    if (!begun && call.state === "in-progress") begun = Date.now();
    const heard = call.said.slice(shown);
    shown = call.said.length;
    heard.forEach(hear);
    put(state, stateFor());
    put(hint, hintFor());
    document.title = call.rings ? `☎ ${title}` : title;
    box.classList.toggle("is-ringing", call.rings);
    box.classList.toggle("is-over", call.over);
    [hands.hidden, rings.hidden, done.hidden] = [call.over || call.rings, !call.rings, !call.over];
    field.disabled = !call.expects.some((kind) => kind !== "keys");
    hush.disabled = !call.expects.length || call.expects.includes("person");
    put(find(".hush-words"), taping() ? words.stop_recording : words.silence_now);
    if (ended) done.querySelector(".plain").focus();
    if (call.over || call.busy) { due = null; return; }
    const now = [call.sid, shown, call.typed, call.expects].join("/");
    if (now !== turn) { turn = now; startClock(); }
  };

  const look = async () => {
    try {
      const response = await fetch(box.dataset.calls);
      if (!response.ok) throw new Error(response.status);
      const { calls } = await response.json();
      missed = 0;
      const mine = call && calls.find((each) => each.sid === call.sid);
      const next = mine && !mine.over ? mine : calls.find((each) => !each.over && !closed.has(each.sid)) || mine;
      if (next) show(next);
    } catch {
      missed += 1;
    }
  };
  const watch = async () => {
    if (!document.hidden || call) await look();
    const pace = call && !call.over ? (call.busy || call.state !== "in-progress" ? 250 : 800) : 1500;
    setTimeout(watch, missed ? Math.min(8000, 1000 * 2 ** missed) : pace);
  };
  const start = async () => {
    if (call) closed.add(call.sid);
    const wrong = document.querySelector(".wrong");
    try {
      const response = await fetch(box.dataset.calls, { method: "POST", body: new URLSearchParams({ to: box.dataset.to }) });
      const given = await response.json();
      if (response.ok) show(given);
      else wrong.textContent = words[given.reason] || given.reason;
    } catch {
      wrong.textContent = wrong.dataset.offline;
    }
  };

  // ---- hands on

  const toggle = (button, name) => {
    const paint = () => button.setAttribute("aria-pressed", String(on(name)));
    button.addEventListener("click", () => {
      localStorage.setItem(`phone.${name}`, on(name) ? "off" : "on");
      if (name === "voice") shutUp();
      else turn = "";
      paint();
    });
    paint();
  };
  toggle(voice, "voice");
  toggle(auto, "auto");
  voice.hidden = !hasVoice;
  if (dial) { dial.hidden = false; dial.addEventListener("click", start); }
  for (const key of box.querySelectorAll("[data-key]")) key.addEventListener("click", () => press(key.dataset.key));
  form.addEventListener("submit", (event) => { event.preventDefault(); say(); });
  hush.addEventListener("click", beSilent);
  find(".end").addEventListener("click", () => { shutUp(); post("hangup", {}); });
  find(".no").addEventListener("click", () => post("refuse", {}));
  rings.querySelector(".yes").addEventListener("click", () => { post("answer", {}); who.focus(); });
  find(".plain").addEventListener("click", close);
  find(".again").addEventListener("click", start);
  document.addEventListener("keydown", (event) => {
    if (box.hidden || event.target === field || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (!/^[0-9*#]$/.test(event.key)) return;
    event.preventDefault();
    press(event.key);
  });
  addEventListener("pagehide", shutUp);
  setInterval(tick, 100);
  watch();
})();
