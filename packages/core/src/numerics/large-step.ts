/**
 * Whether a step between neighbouring samples is large beside the largest one of the event: at least
 * half of it. Where the largest is 0, every step is.
 */
export function isLargeStep(stepAdc16: number, largestAdc16: number): boolean {
  return 2 * stepAdc16 >= largestAdc16;
}
