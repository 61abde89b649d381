/** Fractions in [0, 1) by sfc32: fast, and of a sequence that nobody else in the process shares. Not for secrets. */
export function createRandom(seed: string): () => number {
  const next = hashWords(seed);
  let a = next();
  let b = next();
  let c = next();
  let counter = 1;
  const draw = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first draws still show the seed.
  for (let round = 0; round < 12; round += 1) draw();
  return draw;
}

/** Any number of 32-bit words from a text, by xmur3. */
function hashWords(text: string): () => number {
  let hash = 1779033703 ^ text.length;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  return () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash;
  };
}
