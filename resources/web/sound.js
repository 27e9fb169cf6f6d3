// Samples (Float32Array, mono) as files, as bytes and as pictures.

/** Signed 16-bit little-endian samples. */
export function pcm16(samples) {
  const bytes = new DataView(new ArrayBuffer(2 * samples.length));
  samples.forEach((sample, index) => {
    bytes.setInt16(2 * index, Math.round(Math.max(-1, Math.min(1, sample)) * 32767), true);
  });
  return bytes.buffer;
}

/** A WAV file of 16 bits. */
export function wav(samples, rate) {
  const data = pcm16(samples);
  const head = new DataView(new ArrayBuffer(44));
  const word = (at, text) => [...text].forEach((letter, index) => head.setUint8(at + index, letter.charCodeAt(0)));
  word(0, "RIFF");
  head.setUint32(4, 36 + data.byteLength, true);
  word(8, "WAVEfmt ");
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true); // whole numbers
  head.setUint16(22, 1, true); // mono
  head.setUint32(24, rate, true);
  head.setUint32(28, 2 * rate, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  word(36, "data");
  head.setUint32(40, data.byteLength, true);
  return new Blob([head.buffer, data], { type: "audio/wav" });
}

/** One array of several. */
export function joined(pieces) {
  const whole = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The largest magnitude. */
export function peak(samples) {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

/** The path of an SVG, `bars` wide and 2 high: the sound in bars about a middle line, full scale at its loudest. */
export function outline(samples, bars) {
  const span = Math.max(1, samples.length / bars);
  const loud = Array.from({ length: bars }, (_, bar) =>
    peak(samples.subarray(Math.floor(bar * span), Math.floor((bar + 1) * span))),
  );
  const most = Math.max(1e-3, ...loud);
  return loud
    .map((level, bar) => {
      const half = Math.max(0.06, (0.96 * level) / most);
      return `M${bar + 0.2} ${(1 - half).toFixed(3)}h.6v${(2 * half).toFixed(3)}h-.6z`;
    })
    .join("");
}

/** Seconds as 0:03.2, or 1:15 with `whole`. */
export function clock(seconds, whole = false) {
  const minutes = Math.floor(seconds / 60);
  const rest = whole ? String(Math.floor(seconds % 60)) : (seconds - 60 * minutes).toFixed(1);
  return `${minutes}:${rest.padStart(whole ? 2 : 4, "0")}`;
}

/** Let the browser keep a blob under a name. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser is still reading when click returns
}
