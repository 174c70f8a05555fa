/**
 * Which part of a recording is used, where all have to have one length: of a longer one its loudest part, of a
 * shorter one all of it with silence around. In both its energy lies in the middle as far as that loses no sound, so
 * that the same word begins at about the same place.
 */

/**
 * @param samples the recording
 * @param wanted the length that all recordings get, in samples, above 0
 * @returns the first sample of the part, negative where silence comes first; the part is `wanted` samples long
 */
export function partStart(samples: Float32Array, wanted: number): number {
  const loudest = loudestPart(samples, wanted);
  const middle = centreOfEnergy(samples, loudest, Math.min(samples.length, loudest + wanted));
  const spare = samples.length - wanted;
  const centred = Math.round(middle - wanted / 2);
  return Math.min(Math.max(centred, Math.min(0, spare)), Math.max(0, spare));
}

/** The first of the parts of that length that have the most energy; 0 for a recording that is no longer. */
function loudestPart(samples: Float32Array, wanted: number): number {
  let [energy, most, loudest] = [0, 0, 0];
  for (let end = 0; end < samples.length; end++) {
    energy += (samples[end] ?? 0) ** 2;
    const start = end + 1 - wanted;
    if (start > 0) energy -= (samples[start - 1] ?? 0) ** 2;
    if (start >= 0 && energy > most) [most, loudest] = [energy, start];
  }
  return loudest;
}

/** The mean position, weighted with the energy; the middle of the part where it is silent. */
function centreOfEnergy(samples: Float32Array, start: number, end: number): number {
  let [energy, moment] = [0, 0];
  for (let position = start; position < end; position++) {
    const square = (samples[position] ?? 0) ** 2;
    energy += square;
    moment += square * (position + 0.5);
  }
  return energy > 0 ? moment / energy : (start + end) / 2;
}
