// The page: opens the model, speaks, and says how it goes.

import { byId } from "./elements.js";
import { Form, Missing } from "./form.js";
import { clearError, showError, showMissing } from "./notices.js";
import { Player } from "./player.js";
import { ServiceError, describe, speak } from "./service.js";
import { Take, Takes } from "./takes.js";
import { askForToken } from "./token_dialog.js";
import { language, setLanguage, t, translate } from "./words.js";

translate(document);
const player = new Player();
const form = new Form(player);
const takes = new Takes();
let about = null; // the model
let running = null; // the AbortController of what is being spoken
let state = ["connecting", {}]; // key and values of what the status says

function say(key, values = {}, look = "") {
  state = [key, values];
  byId("status").textContent = t(key, values);
  byId("dot").className = `dot ${look}`;
}

function showLanguage() {
  for (const name of ["en", "zh"]) byId(`lang-${name}`).setAttribute("aria-pressed", String(language() === name));
  byId("status").textContent = t(...state);
  if (about !== null) byId("model-name").textContent = about.id === "starter" ? t("starter") : about.name;
}

/** Do something until it is not refused for want of a token. */
async function authorised(doing) {
  for (;;) {
    try {
      return await doing();
    } catch (error) {
      if (error.code !== "token" || !(await askForToken())) throw error;
    }
  }
}

async function open() {
  say("connecting");
  try {
    about = await authorised(describe);
  } catch (error) {
    say("lost", {}, "wrong");
    showError(asServiceError(error), open);
    return;
  }
  showLanguage();
  byId("model").hidden = false;
  form.describe(about);
  byId("speak").disabled = false;
  say("ready", {}, "ok");
}

async function begin() {
  if (running !== null || about === null) return;
  let asked;
  try {
    asked = form.asked();
    asked.request.revision = about.revision;
  } catch (missing) {
    if (!(missing instanceof Missing)) throw missing;
    showMissing(missing.what);
    missing.field.focus();
    return;
  }
  clearError();
  player.stop();
  player.wake(about.capabilities.sample_rate); // while the click that asks for it lasts
  const take = new Take({ ...asked, title: form.title, words: form.words }, about.capabilities.sample_rate, player, {
    reuse: (chosen) => form.restore(chosen.asked.request),
    remove: (chosen) => takes.remove(chosen),
    failed: (error) => showError(asServiceError(error)),
  });
  running = new AbortController();
  showRunning(true);
  const started = performance.now();
  const timer = setInterval(() => showElapsed(started), 100);
  try {
    await authorised(() => patiently(() => make(take, asked, form.playsAtOnce, running.signal), running.signal));
    take.end(false);
    say("done", { seconds: take.seconds.toFixed(1), elapsed: ((performance.now() - started) / 1000).toFixed(1) }, "ok");
  } catch (error) {
    take.end(true);
    player.stop();
    const stopped = running.signal.aborted;
    say(stopped ? "stopped" : "ready", {}, "ok");
    if (!stopped) showError(asServiceError(error), error.code === "model_changed" ? open : begin);
  } finally {
    clearInterval(timer);
    running = null;
    showRunning(false);
  }
}

/** Receive a take; play it as it comes, or when it is whole. */
async function make(take, { request, recordings }, atOnce, signal) {
  say("waiting", {}, "busy");
  for await (const event of speak(request, recordings, signal)) {
    if (event.event === "progress") showProgress(event);
    if (event.event !== "chunk") continue;
    if (take.seconds === 0) {
      takes.add(take);
      if (atOnce) take.listen();
    }
    take.add(event.samples);
    if (take.playing) player.push(event.samples);
    take.note(event.notices);
  }
  if (take.seconds === 0) throw new ServiceError("nothing_spoken", "The model gave no sound for this text.", "Write it another way.");
  take.made = true;
  if (take.playing) player.finish();
  else if (!atOnce) take.play();
}

/** Do something as soon as the service has room for it. */
async function patiently(doing, signal) {
  for (;;) {
    try {
      return await doing();
    } catch (error) {
      if (error.code !== "busy") throw error;
      await countDown(error.retryAfter, signal);
    }
  }
}

function countDown(seconds, signal) {
  return new Promise((resolve, reject) => {
    let left = seconds;
    const leave = (how) => {
      clearInterval(timer);
      signal.removeEventListener("abort", cancel);
      how();
    };
    const cancel = () => leave(() => reject(signal.reason));
    const tick = () => {
      byId("status").setAttribute("aria-live", left === seconds ? "polite" : "off"); // heard once, not each second
      say("busy", { seconds: left }, "busy");
      if (left === 0) leave(resolve);
      left -= 1;
    };
    const timer = setInterval(tick, 1000);
    signal.addEventListener("abort", cancel);
    tick();
  }).finally(() => byId("status").setAttribute("aria-live", "polite"));
}

function showProgress({ stage, fraction }) {
  byId("progress").value = fraction;
  if (stage === "speaking") say("speaking", {}, "busy");
  else if (stage === "loading") say("loading", {}, "busy");
}

function showElapsed(started) {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const share = Math.round(100 * byId("progress").value);
  byId("elapsed").textContent = share > 0 ? `${share} % · ${seconds} s` : `${seconds} s`;
}

/** Stop has something to do while something is made or played. */
function showStop() {
  byId("stop").disabled = running === null && !takes.playing;
}

function showRunning(on) {
  byId("speak").disabled = on;
  showStop();
  byId("progress").hidden = !on;
  byId("elapsed").textContent = "";
  byId("progress").value = 0;
}

/** Stop what is made, else what plays. */
function stop() {
  if (running !== null) running.abort();
  else player.stop();
}

function asServiceError(error) {
  if (error instanceof ServiceError) return error;
  console.error(error);
  return new ServiceError("page", "The page made a mistake.", "Reload it and try again.");
}

byId("form").onsubmit = (event) => {
  event.preventDefault();
  begin();
};
byId("stop").onclick = stop;
byId("takes").addEventListener("playing", showStop);
document.addEventListener("keydown", (event) => {
  if (byId("token-dialog").open || event.isComposing) return; // Enter and Escape belong to whoever types Chinese
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    begin();
  } else if (event.key === "Escape" && !byId("stop").disabled) {
    stop();
  }
});
for (const name of ["en", "zh"]) byId(`lang-${name}`).onclick = () => setLanguage(name);
document.addEventListener("language", showLanguage);
byId("speak-key").textContent = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘↵" : "Ctrl ↵";
byId("speak").disabled = true;
showLanguage();
open();
