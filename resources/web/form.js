// What is asked for: the fields, remembered over a reload and shown as far as the model can do it.

import { byId, element } from "./elements.js";
import { mark } from "./markup.js";
import { recall, remember } from "./memory.js";
import { RecordingField } from "./recording_field.js";
import { language, t, translate } from "./words.js";

const MODES = ["sft", "zero_shot", "cross_lingual", "instruct", "vc"];
const TEXTS = ["text", "transcript", "instruct", "voice", "speed", "seed"];
const KEYS = { KeyS: "strong", KeyL: "laughter", KeyG: "[laughter]", KeyB: "[breath]" };
const MOST_SEED = 9_999; // of the dice: short enough to be told to somebody

/** Something is missing: `what` is its key in `words`, `field` the element to go to. */
export class Missing extends Error {
  constructor(what, field) {
    super(what);
    this.what = what;
    this.field = field;
  }
}

export class Form {
  #about = null;
  #mode = recall("mode") ?? "sft";
  #prompt;
  #source;

  constructor(player) {
    this.#prompt = new RecordingField(byId("prompt"), "prompt", [3, 30], player);
    this.#source = new RecordingField(byId("source"), "source", null, player);
    for (const name of TEXTS) {
      byId(name).value = recall(name) ?? byId(name).value;
      byId(name).addEventListener("input", () => this.#changed(name));
    }
    byId("stream").checked = recall("stream") ?? true;
    byId("stream").onchange = () => remember("stream", byId("stream").checked);
    for (const radio of this.#qualities) {
      radio.checked = radio.value === (recall("quality") ?? "full");
      radio.onchange = () => remember("quality", radio.value);
    }
    byId("speed-shown").onclick = () => this.#set("speed", "1");
    byId("dice").onclick = () => this.#set("seed", String(1 + Math.floor(Math.random() * MOST_SEED)));
    for (const tag of document.querySelectorAll("[data-tag]")) {
      tag.onmousedown = (event) => event.preventDefault(); // the text area keeps its selection, a phone its keyboard
      tag.onclick = () => mark(byId("text"), tag.dataset.tag);
    }
    byId("text").addEventListener("keydown", (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || !(event.code in KEYS)) return;
      const tag = document.querySelector(`[data-tag="${KEYS[event.code]}"]`);
      event.preventDefault();
      tag.click(); // a disabled one does nothing
    });
    document.addEventListener("language", () => this.#about && this.#showAbilities());
    this.#show();
  }

  /** Show what a model can do. */
  describe(about) {
    this.#about = about;
    if (!about.capabilities.modes.includes(this.#mode)) {
      this.#mode = MODES.find((mode) => about.capabilities.modes.includes(mode));
    }
    this.#showAbilities();
  }

  /** What POST /v1/speak takes: {request, recordings}. Raises `Missing`. */
  asked() {
    const mode = this.#mode;
    const speed = Number(byId("speed").value);
    const { seeded, draft } = this.#about.capabilities;
    const request = {
      mode,
      speed,
      seed: seeded ? this.#seed : 0,
      stream: byId("stream").checked && speed === 1, // a stream keeps the model's own speed
      quality: draft ? this.#quality : "full",
    };
    const recordings = {};
    if (mode === "vc") this.#add("source", this.#source, request, recordings);
    else request.text = this.#words("text", "need_text");
    if (this.#cloning) this.#add("prompt", this.#prompt, request, recordings);
    else request.voice = byId("voice").value;
    if (mode === "zero_shot") request.prompt.transcript = this.#words("transcript", "need_transcript");
    if (mode === "instruct") request.instruct = this.#words("instruct", "need_instruct");
    return { request, recordings };
  }

  /** Whether to play while it is made. */
  get playsAtOnce() {
    return byId("stream").checked;
  }

  /** What it is called among the takes. */
  get title() {
    return this.#mode === "vc" ? this.#source.file.name : byId("text").value.trim();
  }

  /** Who speaks how, as a function that says it in the language of the moment. */
  get words() {
    const { request } = this.asked();
    const name = request.voice ? this.#about.voices.find(({ id }) => id === request.voice).name : "";
    return () => [
      name || t(request.mode),
      ...(request.instruct ? [request.instruct] : []),
      ...(request.speed === 1 ? [] : [`${request.speed.toFixed(2)}×`]),
      ...(request.seed ? [`${t("seed")} ${request.seed}`] : []),
      ...(request.quality === "draft" ? [t("draft_mark")] : []),
    ];
  }

  /** Everything but the recordings as it stood. */
  restore({ text, mode, voice, instruct, speed, seed, quality, prompt }) {
    this.#choose(mode);
    const values = { text, voice, instruct, speed, seed, transcript: prompt?.transcript };
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined && value !== "") this.#set(name, String(value));
    }
    for (const radio of this.#qualities) radio.checked = radio.value === quality;
    remember("quality", quality);
    byId("text").focus();
  }

  get #qualities() {
    return document.querySelectorAll("[name=quality]");
  }

  get #quality() {
    return document.querySelector("[name=quality]:checked").value;
  }

  get #seed() {
    const field = byId("seed");
    return field.checkValidity() ? Number(field.value) : 0;
  }

  get #cloning() {
    const direct = this.#about?.capabilities.directs_clones;
    return ["zero_shot", "cross_lingual", "vc"].includes(this.#mode) || (this.#mode === "instruct" && direct);
  }

  #words(name, missing) {
    if (!byId(name).value.trim()) throw new Missing(missing, byId(name));
    return byId(name).value.trim();
  }

  #add(name, field, request, recordings) {
    if (field.file === null) throw new Missing(`need_${name}`, byId(name).querySelector("button:not([hidden])"));
    recordings[name] = field.file;
    request[name] = {};
  }

  #set(name, value) {
    byId(name).value = value;
    this.#changed(name);
  }

  #changed(name) {
    remember(name, byId(name).value);
    this.#show();
  }

  #choose(mode) {
    this.#mode = mode;
    remember("mode", mode);
    for (const radio of document.querySelectorAll("[name=mode]")) radio.checked = radio.value === mode;
    this.#show();
  }

  #showAbilities() {
    const { modes, tags } = this.#about.capabilities;
    const choices = MODES.filter((mode) => modes.includes(mode)).map((mode) => {
      const radio = element("input", { type: "radio", name: "mode", value: mode });
      radio.onchange = () => this.#choose(mode);
      return element("label", { class: "choice" }, radio, element("span", { "data-t": mode }));
    });
    byId("modes").hidden = choices.length < 2;
    byId("mode-choices").replaceChildren(...choices);
    translate(byId("mode-choices"));
    let lacking = false;
    for (const tag of document.querySelectorAll("[data-tag]")) {
      tag.disabled = !tags.includes(tag.dataset.tag);
      lacking ||= tag.disabled;
    }
    byId("tags-note").textContent = t("not_spoken");
    byId("tags-note").hidden = !lacking;
    this.#showVoices();
    this.#choose(this.#mode);
  }

  #showVoices() {
    const { voices } = this.#about;
    const select = byId("voice");
    const chosen = recall("voice") ?? select.value;
    const names = new Intl.DisplayNames([language() === "zh" ? "zh-CN" : "en"], { type: "language" });
    const groups = new Map();
    for (const voice of voices) {
      const spoken = voice.language ? names.of(voice.language) : "—";
      if (!groups.has(spoken)) groups.set(spoken, element("optgroup", { label: spoken }));
      const gender = voice.gender in { female: 1, male: 1 } ? ` · ${t(voice.gender)}` : "";
      groups.get(spoken).append(element("option", { value: voice.id }, voice.name + gender));
    }
    select.replaceChildren(...groups.values());
    if (voices.length === 0) select.append(element("option", { value: "" }, t("no_voices")));
    select.value = voices.some(({ id }) => id === chosen) ? chosen : (this.#likely(voices) ?? "");
  }

  #likely(voices) {
    const own = voices.find((voice) => voice.language.split("-")[0] === language());
    return (own ?? voices[0])?.id;
  }

  #show() {
    const mode = this.#mode;
    byId("writing").hidden = mode === "vc";
    byId("source").hidden = mode !== "vc";
    byId("prompt").hidden = !this.#cloning;
    byId("voice-field").hidden = this.#cloning;
    byId("transcript-field").hidden = mode !== "zero_shot";
    byId("instruct-field").hidden = mode !== "instruct";
    byId("mode-note").textContent = t(`${mode}_note`);
    byId("speed-shown").textContent = `${Number(byId("speed").value).toFixed(2)}×`;
    if (this.#about === null) return;
    const { seeded, draft } = this.#about.capabilities;
    byId("seed-field").hidden = !seeded;
    byId("quality-field").hidden = !draft;
    const length = [...byId("text").value].length;
    const max = this.#about.limits.max_chars;
    byId("count").textContent = t("count", { n: length.toLocaleString(), max: max.toLocaleString() });
    byId("count").classList.toggle("wrong", length > max);
  }
}
