// A field for a recording: chosen, dropped or made here; kept over a reload.

import { button, element } from "./elements.js";
import { keepFile, keptFile } from "./memory.js";
import { Recorder, canRecord } from "./recorder.js";
import { clock, peak, wav } from "./sound.js";
import { t, translate } from "./words.js";

const MOST_BYTES = 20 << 20;
const READ_RATE = 24_000;

export class RecordingField {
  #root;
  #name;
  #range; // shortest and longest seconds that are worth sending, or null
  #player;
  #file = null;
  #samples = null; // null where the browser can't read the file
  #warning = null; // key and values of what is wrong
  #recorder = null;
  #playing = false;
  #choose = button("upload", "choose_file");
  #record = button("mic", "record");
  #input = element("input", { type: "file", accept: "audio/*,video/*,.wav,.mp3,.flac,.m4a,.ogg,.opus", hidden: true });
  #kept = element("div", { class: "kept" });
  #listen = button("play", "", { bare: true });
  #remove = button("x", "", { bare: true });
  #title = element("span", { class: "name" });
  #length = element("span", { class: "number small" });
  #meter = element("meter", { min: 0, max: 1, low: 0.05, high: 0.95, optimum: 0.4, "data-label": "level" });
  #time = element("span", { class: "number" });
  #live = element("div", { class: "live" }, element("span", { class: "dot recording-dot" }), this.#time, this.#meter);
  #note = element("p", { class: "small", role: "status" });

  /** `name` is the id of its element, its key in `words` and its name in the browser's database. */
  constructor(root, name, range, player) {
    this.#root = root;
    this.#name = name;
    this.#range = range;
    this.#player = player;
    this.#kept.append(this.#listen, this.#title, this.#length, this.#remove);
    const label = element("p", { class: "label", id: `${name}-label`, "data-t": name });
    const buttons = element("div", { class: "buttons" }, this.#choose, this.#record, this.#input);
    root.setAttribute("role", "group");
    root.setAttribute("aria-labelledby", label.id);
    root.append(label, element("div", { class: "drop" }, this.#kept, this.#live, buttons), this.#note);
    translate(root);
    this.#choose.onclick = () => this.#input.click();
    this.#input.onchange = () => this.#take(this.#input.files[0]);
    this.#record.onclick = () => this.#toggleRecording();
    this.#remove.onclick = () => {
      this.#take(null);
      this.#choose.focus();
    };
    this.#listen.onclick = () => this.#toggleListening();
    root.ondragover = (event) => {
      event.preventDefault();
      root.classList.add("over");
    };
    root.ondragleave = () => root.classList.remove("over");
    root.ondrop = (event) => {
      event.preventDefault();
      root.classList.remove("over");
      if (event.dataTransfer.files.length > 0) this.#take(event.dataTransfer.files[0]);
    };
    document.addEventListener("language", () => this.#show());
    this.#show();
    keptFile(name).then((file) => file && this.#file === null && this.#take(file));
  }

  /** The file, or null. */
  get file() {
    return this.#file;
  }

  async #take(file) {
    if (!file && file !== null) return; // the file dialog was left
    this.#input.value = "";
    if (this.#playing) this.#player.stop();
    if (file !== null && file.size > MOST_BYTES) {
      this.#warning = ["file_large", { name: file.name }];
      this.#show();
      return;
    }
    this.#file = file;
    this.#samples = null;
    this.#warning = null;
    keepFile(this.#name, file);
    this.#show();
    if (file === null) return;
    let samples = null;
    try {
      const decoder = new OfflineAudioContext(1, 1, READ_RATE);
      samples = (await decoder.decodeAudioData(await file.arrayBuffer())).getChannelData(0);
    } catch {
      // the server reads more kinds than a browser
    }
    if (this.#file !== file) return;
    this.#samples = samples;
    this.#warning = this.#judged(file, samples);
    this.#show();
  }

  #judged(file, samples) {
    if (samples === null) return ["not_audio", { name: file.name }];
    if (this.#range === null) return null;
    const seconds = samples.length / READ_RATE;
    if (seconds < this.#range[0]) return ["too_short"];
    if (seconds > this.#range[1] + 0.1) return ["too_long"];
    if (peak(samples) < 0.03) return ["very_quiet"];
    const clipped = samples.reduce((count, sample) => count + (Math.abs(sample) >= 0.999), 0);
    return clipped > 0.001 * samples.length ? ["clipped"] : null;
  }

  async #toggleRecording() {
    if (this.#recorder !== null) {
      this.#endRecording();
      return;
    }
    this.#player.stop();
    this.#warning = null;
    this.#record.disabled = true;
    try {
      this.#recorder = await Recorder.begin(
        (seconds, level) => {
          this.#time.textContent = clock(seconds);
          this.#meter.value = level;
        },
        () => this.#endRecording(),
      );
    } catch (error) {
      this.#warning = [error.name === "NotFoundError" ? "microphone_missing" : "microphone_refused"];
    }
    this.#record.disabled = false;
    this.#show();
  }

  #endRecording() {
    const { samples, rate } = this.#recorder.end();
    this.#recorder = null;
    if (samples.length === 0) this.#show();
    else this.#take(new File([wav(samples, rate)], `${t("recorded")}.wav`, { type: "audio/wav" }));
  }

  #toggleListening() {
    if (this.#playing) {
      this.#player.stop();
      return;
    }
    this.#player.wake(READ_RATE);
    this.#player.begin((playing) => {
      this.#playing = playing;
      this.#show();
    });
    this.#player.push(this.#samples);
    this.#player.finish();
  }

  #show() {
    const recording = this.#recorder !== null;
    const name = this.#file?.name.replace(/\.wav$/, "") ?? "";
    this.#kept.hidden = this.#file === null || recording;
    this.#live.hidden = !recording;
    this.#choose.hidden = recording;
    this.#record.hidden = !canRecord;
    this.#record.classList.toggle("on", recording);
    this.#choose.lastChild.dataset.t = this.#file === null ? "choose_file" : "other_file";
    this.#record.lastChild.dataset.t = recording ? "stop_recording" : "record";
    this.#record.firstChild.className = `icon ${recording ? "square" : "mic"}`;
    translate(this.#root);
    this.#title.textContent = name;
    this.#title.title = name;
    this.#length.textContent = this.#samples === null ? "" : clock(this.#samples.length / READ_RATE);
    this.#listen.disabled = this.#samples === null;
    this.#listen.firstChild.className = `icon ${this.#playing ? "square" : "play"}`;
    this.#listen.title = this.#playing ? t("pause") : t("listen_to", { name });
    this.#listen.setAttribute("aria-label", this.#playing ? t("pause") : t("listen_to", { name }));
    this.#remove.title = t("remove");
    this.#remove.setAttribute("aria-label", t("remove_it", { name }));
    const hint = t(`${this.#name}_hint`) + (canRecord ? "" : ` ${t("no_microphone")}`);
    this.#note.textContent = this.#warning === null ? hint : t(...this.#warning);
    this.#note.classList.toggle("warning", this.#warning !== null);
  }
}
