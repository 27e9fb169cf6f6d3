// Runs in the browser's audio thread: hands on what the microphone hears.

registerProcessor(
  "recorder",
  class extends AudioWorkletProcessor {
    process([input]) {
      if (input.length > 0) this.port.postMessage(input[0].slice());
      return true;
    }
  },
);
