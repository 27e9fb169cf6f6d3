// Plays samples while more of them come, one piece exactly after the other.
//
// The context runs at the sound's own rate and each piece begins on a whole sample, so that nothing is heard where two
// pieces meet. (An AudioWorklet could do this too, but browsers have none on a plain http address of another machine.)

const LEAD_S = 0.08; // what a browser needs to begin in time

export class Player {
  #context = null;
  #rate = 0;
  #sources = new Set();
  #listener = null; // of the sound that is playing
  #nextFrame = 0;
  #begunFrame = 0;
  #silentFrames = 0; // waited for pieces that came late
  #framesPushed = 0;
  #complete = false;

  /** To be called in a click or key press: browsers let no page sound before one. */
  wake(rate) {
    if (this.#context === null || this.#rate !== rate) {
      this.#context?.close();
      this.#context = new AudioContext({ sampleRate: rate });
      this.#rate = rate;
    }
    this.#context.resume();
  }

  /** Begin another sound; the one before it ends. `listener(playing)` hears of its first and its last sample. */
  begin(listener) {
    this.stop();
    this.#listener = listener;
    this.#nextFrame = 0;
    this.#silentFrames = 0;
    this.#framesPushed = 0;
    this.#complete = false;
  }

  /** Add samples to the sound. */
  push(samples) {
    if (samples.length === 0) return;
    const context = this.#context;
    const buffer = context.createBuffer(1, samples.length, this.#rate);
    buffer.copyToChannel(samples, 0);
    const earliest = Math.ceil((context.currentTime + LEAD_S) * this.#rate);
    if (this.#framesPushed === 0) {
      this.#begunFrame = this.#nextFrame = earliest;
      this.#listener(true);
    } else if (this.#nextFrame < context.currentTime * this.#rate) {
      this.#silentFrames += earliest - this.#nextFrame;
      this.#nextFrame = earliest;
    }
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    source.start(this.#nextFrame / this.#rate);
    this.#nextFrame += samples.length;
    this.#framesPushed += samples.length;
    this.#sources.add(source);
    source.onended = () => {
      this.#sources.delete(source);
      this.#endIfDone();
    };
  }

  /** Nothing more comes. */
  finish() {
    this.#complete = true;
    this.#endIfDone();
  }

  /** Silence now. */
  stop() {
    for (const source of this.#sources) {
      source.onended = null;
      source.stop();
    }
    this.#sources.clear();
    this.#end();
  }

  /** Seconds of the sound that were heard. */
  get position() {
    if (this.#framesPushed === 0) return 0;
    const frames = this.#context.currentTime * this.#rate - this.#begunFrame - this.#silentFrames;
    return Math.max(0, Math.min(frames, this.#framesPushed)) / this.#rate;
  }

  #endIfDone() {
    if (this.#complete && this.#sources.size === 0) this.#end();
  }

  #end() {
    const listener = this.#listener;
    this.#listener = null;
    listener?.(false);
  }
}
