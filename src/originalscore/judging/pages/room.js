"use strict";
// Sounds of one task play at once, all but one of them silent: switching is a change of loudness, and nothing starts again.
const FADE_S = 0.008;
const chair = document.body.dataset.chair;
const told = document.getElementById("told");
let context = null;
let playing = null;

class Player {
  constructor(card) {
    this.card = card;
    this.button = card.querySelector(".play");
    this.place = card.querySelector(".place");
    this.clock = card.querySelector(".at");
    this.choices = [...card.querySelectorAll(".switch button")];
    this.buffers = null;
    this.voices = [];
    this.offset = 0;
    this.began = 0;
    this.button.addEventListener("click", () => this.toggle());
    this.place.addEventListener("input", () => this.seek(Number(this.place.value) * this.length()));
    for (const choice of this.choices) choice.addEventListener("click", () => this.choose(choice));
    card.addEventListener("keydown", (event) => this.key(event));
  }

  length() { return this.buffers ? this.buffers[0].duration : 0; }

  now() { return this.voices.length ? this.offset + Math.max(0, context.currentTime - this.began) : this.offset; }

  chosen() { return Math.max(0, this.choices.findIndex((choice) => choice.getAttribute("aria-pressed") === "true")); }

  async toggle() {
    if (this.voices.length) { this.pause(); return; }
    if (playing && playing !== this) { playing.pause(); playing.buffers = null; }
    playing = this;
    context = context || new AudioContext();
    await context.resume();
    if (!this.buffers) {
      this.button.disabled = true;
      try {
        this.buffers = await Promise.all(this.choices.map((choice) => load(choice.dataset.clip)));
      } catch (fault) {
        say("the sound cannot be loaded; is the room still open?", true);
        return;
      } finally {
        this.button.disabled = false;
      }
    }
    if (playing === this && !this.voices.length) this.start();
  }

  start() {
    this.began = context.currentTime + 0.02;
    this.voices = this.buffers.map((buffer, number) => {
      const source = new AudioBufferSourceNode(context, {buffer});
      const gain = new GainNode(context, {gain: number === this.chosen() ? 1 : 0});
      source.connect(gain).connect(context.destination);
      source.start(this.began, this.offset);
      return {source, gain};
    });
    const voices = this.voices;
    voices[0].source.onended = () => { if (this.voices === voices) { this.pause(); this.show(this.offset = 0); } };
    this.button.textContent = "Pause";
    this.button.setAttribute("aria-pressed", "true");
    this.draw();
  }

  pause() {
    this.offset = Math.min(this.now(), this.length());
    for (const voice of this.voices) { voice.source.onended = null; voice.source.stop(); voice.source.disconnect(); }
    this.voices = [];
    this.button.textContent = "Play";
    this.button.setAttribute("aria-pressed", "false");
  }

  seek(at) {
    const on = this.voices.length > 0;
    if (on) this.pause();
    this.offset = at;
    this.show(at);
    if (on) this.start();
  }

  choose(choice) {
    for (const other of this.choices) other.setAttribute("aria-pressed", String(other === choice));
    const number = this.chosen();
    this.voices.forEach((voice, at) => {
      const from = context.currentTime;
      voice.gain.gain.cancelScheduledValues(from);
      voice.gain.gain.setValueAtTime(voice.gain.gain.value, from);
      voice.gain.gain.linearRampToValueAtTime(at === number ? 1 : 0, from + FADE_S);
    });
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const choice = this.choices.find((one) => one.textContent.trim()[0].toLowerCase() === event.key.toLowerCase());
    if (choice) this.choose(choice);
    else if (event.key === " " && !event.target.matches("button, input")) this.toggle();
    else return;
    event.preventDefault();
  }

  draw() {
    if (!this.voices.length) return;
    this.show(this.now());
    requestAnimationFrame(() => this.draw());
  }

  show(at) {
    this.place.value = this.length() ? at / this.length() : 0;
    this.clock.textContent = `${Math.floor(at / 60)}:${String(Math.floor(at % 60)).padStart(2, "0")}`;
  }
}

async function load(clip) {
  const answer = await fetch(`/clip/${clip}`);
  if (!answer.ok) throw new Error(answer.statusText);
  return context.decodeAudioData(await answer.arrayBuffer());
}

function say(line, bad = false) {
  told.textContent = line;
  told.classList.toggle("bad", bad);
}

// Gives something to be written down, one after another in the order of the clicks; whether it was.
let queue = Promise.resolve();
function write(path, fields) { return (queue = queue.then(() => post(path, fields))); }

async function post(path, fields) {
  try {
    const answer = await fetch(path, {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({chair, ...fields})});
    if (!answer.ok) { say(await answer.text(), true); return false; }
    say(`Written down: row ${(await answer.json()).row}.`);
    return true;
  } catch (fault) {
    say("Not written down: the room does not answer.", true);
    return false;
  }
}

// What stands on the page is what stands in the ledger: a refused answer goes back to what was there.
function remember(input) { input.dataset.stood = input.type === "range" ? (input.classList.contains("unset") ? "" : input.value) : String(input.checked); }

for (const input of document.querySelectorAll(".heard input")) remember(input);
for (const card of document.querySelectorAll("article")) new Player(card);

document.addEventListener("input", (event) => {
  if (event.target.matches(".slide input")) event.target.parentElement.querySelector("output").textContent = event.target.value;
});

document.addEventListener("change", async (event) => {
  const input = event.target, row = input.closest(".heard li");
  if (!row) return;
  const clip = row.dataset.clip;
  let kept;
  if (input.matches("[data-stake]")) kept = await write("/stake", {clip, holds: input.checked});
  else if (input.matches("[data-choice]")) kept = await write("/choice", {clip});
  else kept = await write("/points", {clip, criterion: input.dataset.criterion, points: input.value});
  const group = input.type === "radio" ? document.getElementsByName(input.name) : [input];
  for (const one of group) kept ? settle(one) : restore(one);
  if (!kept || !input.matches("[data-stake]")) return;
  row.classList.toggle("barred", input.checked);
  if (row.querySelector("[data-choice]")) location.reload();  // the same music stands in other pairs too
});

// A slider may be meant to stay where it is: a click or Enter on it gives its points too. The same points twice are one row.
const confirm = (event) => { if (event.target.matches(".slide input.unset")) event.target.dispatchEvent(new Event("change", {bubbles: true})); };
document.addEventListener("pointerup", confirm);
document.addEventListener("keydown", (event) => { if (event.key === "Enter") confirm(event); });

function settle(input) {
  input.classList.remove("unset");
  remember(input);
}

function restore(input) {
  const stood = input.dataset.stood;
  if (input.type !== "range") { input.checked = stood === "true"; return; }
  input.value = stood;
  input.classList.toggle("unset", stood === "");
  input.parentElement.querySelector("output").textContent = stood || "–";
}
