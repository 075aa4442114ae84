/** In the place of the parser that pdf-lib reads SVG with, which nothing here does. */
export const NodeType = {};
export function parse() {
  throw new Error("The built package cannot read HTML");
}
