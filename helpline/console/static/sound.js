"use strict";
// A short sound for new requests, for who asks for it: the browser remembers that. Nothing is loaded for it.
const sound = document.getElementById("sound");
const NOTES = [660, 880]; // Hz
let player = null;

function wake() {
  if (sound.checked) (player ??= new AudioContext()).resume(); // browsers let a page sound only once somebody acted on it
}

function ring() {
  if (!sound.checked || player?.state !== "running") return;
  for (const [place, pitch] of NOTES.entries()) {
    const tone = new OscillatorNode(player, { frequency: pitch });
    const volume = new GainNode(player, { gain: 0.1 });
    tone.connect(volume).connect(player.destination);
    tone.start(player.currentTime + place * 0.15);
    tone.stop(player.currentTime + place * 0.15 + 0.12);
  }
}

sound.closest("p").hidden = false;
sound.checked = localStorage.getItem("sound") === "on";
sound.addEventListener("change", () => (localStorage.setItem("sound", sound.checked ? "on" : "off"), wake(), ring()));
addEventListener("pointerdown", wake);
addEventListener("keydown", wake);
new MutationObserver(ring).observe(document.getElementById("news"), { childList: true });
