/** What librosa says of two sounds, and the same sounds: `bench/peers/make_speech_fixtures.py` has made the figures. */
import made from "../../../fixtures/data/speech-features.json";

export const fixture = made;

/** A rising tone with noise; the last quarter is silent. */
export function sweep(rate: number, seconds: number): Float32Array {
  const count = Math.round(rate * seconds);
  let state = 1;
  return Float32Array.from({ length: count }, (_, n) => {
    state = (1664525 * state + 1013904223) % 2 ** 32;
    const t = n / rate;
    const sound = 0.4 * Math.sin(2 * Math.PI * (200 * t + 10000 * t ** 2)) + 0.05 * (state / 2 ** 31 - 1);
    return n < count - Math.floor(count / 4) ? sound : 0;
  });
}

/** Three tones that 8,000 samples a second can carry, within a smooth envelope of 50 milliseconds. */
export const tones = (rate: number): Float32Array =>
  Float32Array.from({ length: Math.round(rate * 0.05) }, (_, n) => {
    const t = n / rate;
    const sum = [440, 1230, 2810].reduce((total, hertz) => total + Math.sin(2 * Math.PI * hertz * t + hertz), 0);
    return (Math.sin((Math.PI * t) / 0.05) ** 2 * sum) / 3;
  });
