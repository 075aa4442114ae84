/**
 * Colours of numbers, low to high: lightness rises evenly, so that they are told apart with any
 * colour blindness and without colours.
 */
export const colorScale = [
  ...["#382272", "#372f84", "#333d95", "#294ca5", "#145fa8", "#0070a9", "#007fa7", "#178ea5"],
  ...["#089da4", "#23ac9e", "#47b993", "#69c485", "#8ece71", "#b5d55b", "#d9da4b", "#fcde3d"],
] as const;
