// What was spoken in this visit: to play again and to keep.

import { button, byId, element } from "./elements.js";
import { notice } from "./failures.js";
import { encode } from "./service.js";
import { clock, joined, outline, save, wav } from "./sound.js";
import { t } from "./words.js";

const MOST = 20;
const BARS = 96;
const DRAW_MS = 120;

const svg = (name) => {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("viewBox", `0 0 ${BARS} 2`);
  drawn.setAttribute("preserveAspectRatio", "none");
  drawn.setAttribute("class", name);
  drawn.append(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  return drawn;
};

/** One answer: its sound while it comes, and its row in the list. */
export class Take {
  #player;
  #pieces = [];
  #frames = 0;
  #play = button("play", "", { bare: true });
  #waves = [svg("wave"), svg("wave heard")];
  #length = element("span", { class: "number small" });
  #about = element("p", { class: "small" });
  #noted = element("p", { class: "small warning" });
  #notices = [];
  #drawing = null; // the timer of the next picture
  #wav = element("button", { type: "button", class: "button small-button" }, "WAV");
  #mp3 = element("button", { type: "button", class: "button small-button" }, "MP3");
  #reuse = button("text-cursor-input", "", { bare: true });
  #remove = button("x", "", { bare: true });
  row = element("li", { class: "take" });
  number = 0; // in the list
  made = false;
  cut = false;
  playing = false;

  /**
   * `asked` has the request, its `title` and `words()`, which say in the language of the moment who speaks how; `rate` is
   * in samples a second; `on` has what the buttons do: `reuse(take)`, `remove(take)`, `failed(error)`.
   */
  constructor(asked, rate, player, on) {
    this.asked = asked;
    this.rate = rate;
    this.#player = player;
    const wave = element("div", { class: "waves", "aria-hidden": "true" }, ...this.#waves);
    const title = element("p", { class: "said" });
    title.textContent = asked.title.replace(/<\/?(strong|laughter)>/g, "");
    this.row.append(
      element("div", { class: "sound" }, this.#play, wave, this.#length),
      element("div", { class: "about" }, title, this.#about, this.#noted),
      element("div", { class: "buttons" }, this.#wav, this.#mp3, this.#reuse, this.#remove),
    );
    this.#play.onclick = () => (this.playing ? this.#player.stop() : this.play());
    this.#wav.onclick = () => save(wav(joined(this.#pieces), this.rate), `${this.#fileName}.wav`);
    this.#mp3.onclick = () => this.#saveMp3(on.failed);
    this.#reuse.onclick = () => on.reuse(this);
    this.#remove.onclick = () => {
      if (this.playing) this.#player.stop();
      on.remove(this);
    };
  }

  get seconds() {
    return this.#frames / this.rate;
  }

  /** More of its sound. */
  add(samples) {
    this.#pieces.push(samples);
    this.#frames += samples.length;
    this.#drawing ??= setTimeout(() => this.#draw(), DRAW_MS);
  }

  /** What the engine has to say of it. */
  note(notices) {
    this.#notices.push(...notices.filter(({ code }) => code !== "draft")); // that is said already
    this.show();
  }

  /** Play what there is; what comes later is pushed by whoever adds it, as long as it is `playing`. */
  play() {
    this.#player.wake(this.rate);
    this.listen();
    for (const piece of this.#pieces) this.#player.push(piece);
    if (this.made) this.#player.finish();
  }

  /** Become the sound that the player plays. */
  listen() {
    this.#player.begin((playing) => {
      this.playing = playing;
      this.row.classList.toggle("playing", playing);
      this.show();
      if (playing) this.#follow();
      this.row.dispatchEvent(new Event("playing", { bubbles: true }));
    });
    this.playing = true;
  }

  /** No more comes. */
  end(cut) {
    this.made = true;
    this.cut = cut;
    this.#draw();
  }

  /** Everything that depends on the language or the state. */
  show() {
    const n = this.number;
    const kept = this.made && this.#frames > 0;
    this.#play.firstChild.className = `icon ${this.playing ? "square" : "play"}`;
    this.#play.disabled = this.#frames === 0;
    this.#name(this.#play, this.playing ? "stop_take" : "play_take");
    this.#name(this.#wav, "save_wav");
    this.#name(this.#mp3, "save_mp3");
    this.#name(this.#reuse, "reuse_take", "reuse");
    this.#name(this.#remove, "remove_take", "remove");
    for (const made of [this.#wav, this.#mp3, this.#remove]) made.disabled = !kept;
    this.#about.textContent = [`${n}`, ...this.asked.words(), ...(this.cut ? [t("cut_short")] : [])].join(" · ");
    this.#noted.textContent = this.#notices.map(notice).join(" ");
  }

  #name(made, label, title = label) {
    made.setAttribute("aria-label", t(label, { n: this.number }));
    made.title = t(title, { n: this.number });
  }

  #draw() {
    clearTimeout(this.#drawing);
    this.#drawing = null;
    const path = outline(joined(this.#pieces), BARS);
    for (const wave of this.#waves) wave.firstChild.setAttribute("d", path);
    this.#length.textContent = clock(this.seconds);
    this.show();
  }

  #follow() {
    const share = this.playing ? this.#player.position / this.seconds : 0;
    this.#waves[1].style.clipPath = `inset(0 ${(100 * (1 - share)).toFixed(2)}% 0 0)`;
    if (this.playing) requestAnimationFrame(() => this.#follow());
  }

  async #saveMp3(failed) {
    this.#mp3.disabled = true;
    this.#mp3.classList.add("busy");
    try {
      save(await encode(joined(this.#pieces), this.rate, "mp3"), `${this.#fileName}.mp3`);
    } catch (error) {
      failed(error);
    }
    this.#mp3.classList.remove("busy");
    this.#mp3.disabled = false;
  }

  get #fileName() {
    const words = this.asked.title.replace(/[^\p{L}\p{N}]+/gu, " ").trim().slice(0, 40).trim();
    return `${String(this.number).padStart(2, "0")} ${words || "CosyDesk"}`;
  }
}

/** The list, newest first. */
export class Takes {
  #list = byId("takes");
  #takes = [];
  #count = 0;

  constructor() {
    document.addEventListener("language", () => this.#takes.forEach((take) => take.show()));
    this.#show();
  }

  /** Whether one of them plays. */
  get playing() {
    return this.#takes.some((take) => take.playing);
  }

  add(take) {
    this.#count += 1;
    take.number = this.#count;
    take.show();
    this.#takes.unshift(take);
    this.#list.prepend(take.row);
    while (this.#takes.length > MOST) this.#takes.pop().row.remove();
    this.#show();
  }

  remove(take) {
    const at = this.#takes.indexOf(take);
    if (at < 0) return;
    const focused = take.row.contains(document.activeElement);
    this.#takes.splice(at, 1);
    take.row.remove();
    this.#show();
    const neighbour = this.#takes[Math.min(at, this.#takes.length - 1)];
    if (focused) (neighbour?.row.querySelector("button") ?? byId("text")).focus();
  }

  #show() {
    byId("takes-empty").hidden = this.#takes.length > 0;
    byId("takes-note").hidden = this.#takes.length === 0;
  }
}
