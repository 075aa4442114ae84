/** The definition of the discrete Fourier transform, term by term: slow and plain. */
export function naiveDft(w: ArrayLike<number>): { re: number[]; im: number[] } {
  const size = w.length;
  const re: number[] = [];
  const im: number[] = [];
  for (let k = 0; k <= size / 2; k++) {
    let sumRe = 0;
    let sumIm = 0;
    for (let n = 0; n < size; n++) {
      const angle = (-2 * Math.PI * ((k * n) % size)) / size;
      sumRe += w[n]! * Math.cos(angle);
      sumIm += w[n]! * Math.sin(angle);
    }
    re.push(sumRe);
    im.push(sumIm);
  }
  return { re, im };
}
