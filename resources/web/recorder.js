// Records the microphone as it is: nothing is suppressed or evened out, since the voice is to be kept.

import { joined, peak } from "./sound.js";

const LONGEST_S = 30;

/** Whether the browser gives this page a microphone at all. */
export const canRecord = Boolean(navigator.mediaDevices?.getUserMedia) && "audioWorklet" in AudioContext.prototype;

export class Recorder {
  #stream;
  #context;
  #pieces = [];
  #frames = 0;
  #told;

  /** Ask for the microphone and begin. `told(seconds, level)` hears how far it is, `done()` that it is full. */
  static async begin(told, done) {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
    const recorder = new Recorder();
    recorder.#stream = stream;
    recorder.#told = told;
    try {
      const context = (recorder.#context = new AudioContext());
      await context.audioWorklet.addModule(new URL("recorder_worklet.js", import.meta.url));
      const worklet = new AudioWorkletNode(context, "recorder", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
      worklet.port.onmessage = ({ data }) => recorder.#take(data, done);
      context.createMediaStreamSource(stream).connect(worklet);
    } catch (error) {
      recorder.end();
      throw error;
    }
    return recorder;
  }

  /** Stop; returns the samples and their rate. */
  end() {
    for (const track of this.#stream.getTracks()) track.stop();
    const rate = this.#context?.sampleRate ?? 0;
    this.#context?.close();
    return { samples: joined(this.#pieces), rate };
  }

  #take(piece, done) {
    if (this.#frames >= LONGEST_S * this.#context.sampleRate) return;
    this.#pieces.push(piece);
    this.#frames += piece.length;
    this.#told(this.#frames / this.#context.sampleRate, peak(piece));
    if (this.#frames >= LONGEST_S * this.#context.sampleRate) done();
  }
}
