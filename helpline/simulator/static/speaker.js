// Speaks what is said with the browser's own voice, and knows when it has been heard: spoken, or read at that pace.
export const READ = 2.5; // words a second, as the carrier's voices speak
const MOST_LATE = 15000; // milliseconds after which a voice that never ends is not waited for
const synth = window.speechSynthesis;
export const hasVoice = Boolean(synth);
let utterances = 0;
let quietAt = 0; // when everything will have been heard, at reading pace

export const silent = () => performance.now() >= quietAt + (utterances ? MOST_LATE : 0);

export const shutUp = () => {
  utterances = 0;
  quietAt = 0;
  if (synth) synth.cancel();
};

export const speak = (said, aloud) => {
  const seconds = said.kind === "said" || said.kind === "person" ? said.words.split(/\s+/).length / READ + 0.4 : 0.8;
  quietAt = Math.max(quietAt, performance.now()) + seconds * 1000;
  if (!synth || !aloud || !said.words || said.kind === "played") return;
  const utterance = new SpeechSynthesisUtterance(said.words);
  utterance.lang = said.language || document.documentElement.lang;
  utterance.rate = 0.95;
  utterances += 1;
  utterance.onerror = () => { utterances = Math.max(0, utterances - 1); }; // no voice for this language: time to read it
  utterance.onend = () => {
    utterances = Math.max(0, utterances - 1);
    if (!utterances) quietAt = Math.min(quietAt, performance.now());
  };
  synth.speak(utterance);
};
