// Talks to the service.

import { pcm16 } from "./sound.js";
import { token } from "./memory.js";

/** What went wrong, in the service's words: `code` is stable, `message` and `remedy` are English sentences. */
export class ServiceError extends Error {
  constructor(code, message, remedy = "", retryAfter = 0) {
    super(message);
    this.code = code;
    this.remedy = remedy;
    this.retryAfter = retryAfter;
  }
}

const LOST = ["lost", "The server can't be reached.", "Check that it is running and that you are on its network."];

async function ask(path, options = {}) {
  const headers = token.get() ? { Authorization: `Bearer ${token.get()}` } : {};
  let answer;
  try {
    answer = await fetch(path, { ...options, headers, cache: "no-store", credentials: "omit" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError(...LOST);
  }
  if (answer.ok) return answer;
  let told = {};
  try {
    told = (await answer.json()).error;
  } catch {
    // a proxy's answer
  }
  throw new ServiceError(
    answer.status === 401 ? "token" : answer.status === 429 ? "busy" : (told.code ?? "http"),
    told.message ?? `The server answered with ${answer.status}.`,
    told.remedy,
    Number(answer.headers.get("Retry-After")) || 5,
  );
}

/** The model that is served: its name, what it can do, its voices and the limits. */
export async function describe() {
  return (await ask("v1/model")).json();
}

/**
 * What comes of a request, as it comes: events as the service writes them, with the samples of a chunk as Float32Array.
 *
 * `request` is the JSON object of POST /v1/speak, `recordings` has the files beside it by name.
 */
export async function* speak(request, recordings, signal) {
  const body = new FormData();
  body.append("request", JSON.stringify(request));
  for (const [name, file] of Object.entries(recordings)) body.append(name, file);
  const answer = await ask("v1/speak", { method: "POST", body, signal });
  let finished = false;
  for await (const line of linesOf(answer)) {
    const event = JSON.parse(line);
    if (event.event === "failed") throw new ServiceError(event.code, event.message, event.remedy);
    if (event.event === "chunk") event.samples = samplesOf(event.samples);
    finished ||= event.event === "finished";
    yield event;
  }
  if (!finished) throw new ServiceError(...LOST);
}

async function* linesOf(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let ended = false;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      ended = done;
      if (done) return;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      yield* lines;
    }
  } catch (error) {
    throw error.name === "AbortError" ? error : new ServiceError(...LOST);
  } finally {
    if (!ended) reader.cancel().catch(() => {}); // the connection may be gone already
  }
}

function samplesOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer); // both sides are little-endian
}

/** A sound file of samples, made by the service. */
export async function encode(samples, rate, format) {
  const path = `v1/audio/encode?response_format=${format}&sample_rate=${rate}`;
  return (await ask(path, { method: "POST", body: pcm16(samples) })).blob();
}
