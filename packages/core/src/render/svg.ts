/** Primitives as SVG: small, text as text, the same bytes for the same figure. */
import type { Box, Painting, Primitive, Stroke, Subpath } from "./paint/primitives.js";

const families = {
  LightDqmSans: "LightDqmSans, 'DejaVu Sans', sans-serif",
  LightDqmSansBold: "LightDqmSansBold, 'DejaVu Sans', sans-serif",
  LightDqmMono: "LightDqmMono, 'DejaVu Sans Mono', monospace",
} as const;

/** @returns one `svg` element; several of them in one document do not disturb each other */
export function paintingToSvg({ widthPx, heightPx, primitives }: Painting): string {
  const clips = new Map<string, Box>();
  const body: string[] = [];
  let open: string | null = null;
  for (const primitive of primitives) {
    const id = primitive.clip ? clipId(primitive.clip) : null;
    if (primitive.clip && id) clips.set(id, primitive.clip);
    if (id !== open) {
      if (open) body.push("</g>");
      if (id) body.push(`<g clip-path="url(#${id})">`);
      open = id;
    }
    body.push(element(primitive));
  }
  if (open) body.push("</g>");
  const defs = [...clips].map(
    ([id, { left, top, width, height }]) =>
      `<clipPath id="${id}"><rect x="${px(left)}" y="${px(top)}" width="${px(width)}" height="${px(height)}"/></clipPath>`,
  );
  const size = `width="${px(widthPx)}" height="${px(heightPx)}" viewBox="0 0 ${px(widthPx)} ${px(heightPx)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}>`,
    ...(defs.length > 0 ? [`<defs>${defs.join("")}</defs>`] : []),
    ...body,
    "</svg>\n",
  ].join("\n");
}

/** Named by what it is: where two figures of a page share a name, they share the box. */
function clipId({ left, top, width, height }: Box): string {
  return `clip-${[left, top, width, height].map((each) => px(each).replace("-", "m")).join("_")}`;
}

function px(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

function element(primitive: Primitive): string {
  const opacity = primitive.opacity < 1 ? ` opacity="${px(primitive.opacity)}"` : "";
  if (primitive.kind === "path") {
    const d = primitive.subpaths.map(pathData).join("");
    return `<path d="${d}"${paint(primitive.fill, primitive.stroke)}${opacity}/>`;
  }
  if (primitive.kind === "circles") {
    const { centres, radiusPx: r } = primitive;
    let circles = "";
    for (let i = 0; i < centres.length; i += 2)
      circles += `<circle cx="${px(centres[i]!)}" cy="${px(centres[i + 1]!)}" r="${px(r)}"/>`;
    return `<g${paint(primitive.fill, primitive.stroke)}${opacity}>${circles}</g>`;
  }
  const { x, y, text, anchor, font, sizePx, color, angleDegrees } = primitive;
  const turn = angleDegrees === 0 ? "" : ` transform="rotate(${angleDegrees} ${px(x)} ${px(y)})"`;
  const anchored = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  const weight = font === "LightDqmSansBold" ? ` font-weight="bold"` : "";
  return `<text x="${px(x)}" y="${px(y)}"${anchored} font-family="${families[font]}"${weight} font-size="${px(sizePx)}" fill="${color}" xml:space="preserve"${turn}${opacity}>${escaped(text)}</text>`;
}

function pathData({ xy, closed }: Subpath): string {
  let d = `M${px(xy[0]!)} ${px(xy[1]!)}`;
  for (let i = 2; i < xy.length; i += 2) d += `L${px(xy[i]!)} ${px(xy[i + 1]!)}`;
  return closed ? `${d}Z` : d;
}

function paint(fill: string | null, stroke: Stroke | null): string {
  const filled = ` fill="${fill ?? "none"}"`;
  if (!stroke) return filled;
  const dash = stroke.dashPx.length > 0 ? ` stroke-dasharray="${stroke.dashPx.map(px)}"` : "";
  return `${filled} stroke="${stroke.color}" stroke-width="${px(stroke.widthPx)}"${dash}`;
}

function escaped(text: string): string {
  return (
    text
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
  );
}
