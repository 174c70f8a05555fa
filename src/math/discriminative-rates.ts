/**
 * Discriminative rates: ηₗ = η / decay^(L−l). Early layers hold general features and should move less.
 *
 * @param layers the trained layers, from input to output
 * @param decay 1 or above; the paper uses 2.6
 * @returns ηₗ / η of each layer: 1 for the last one
 * @throws RangeError if the decay is below 1
 * @see Howard & Ruder, Universal Language Model Fine-tuning for Text Classification, ACL 2018, section 3.2
 */
export function discriminativeRates(layers: readonly string[], decay: number): ReadonlyMap<string, number> {
  if (!(decay >= 1)) throw new RangeError(`decay must be 1 or above, got ${decay}`);
  return new Map(layers.map((layer, l) => [layer, 1 / decay ** (layers.length - 1 - l)]));
}
