/** Random numbers that a seed repeats exactly, on every machine. */

/** A stream of random numbers. */
export interface Random {
  /** An integer in 0…2³²−1. */
  uint32(): number;
  /** A number in [0, 1). */
  uniform(): number;
  /** A number of the standard normal distribution. */
  gaussian(): number;
}

/**
 * xoshiro128** (Blackman and Vigna, doi:10.1145/3460772), its state filled by a 32-bit mixing
 * counter; Gaussian numbers by the Box-Muller formula.
 * @param seed only its lowest 32 bits count
 */
export function randomSource(seed: number): Random {
  const next = mixingCounter(seed);
  let [a, b, c, d] = [next(), next(), next(), next()];
  const uint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  const uniform = (): number => uint32() / 2 ** 32;
  const gaussian = (): number =>
    Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uint32, uniform, gaussian };
}

const rotateLeft = (value: number, bits: number): number =>
  (value << bits) | (value >>> (32 - bits));

/** A counter with the golden ratio as its step, each value mixed (MurmurHash3's last step). */
function mixingCounter(seed: number): () => number {
  let counter = seed | 0;
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = counter;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
}
