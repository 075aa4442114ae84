/** Pictures of few colours as PNG with a palette: a third of the size of one with a colour for each pixel. */
import { promisify } from "node:util";
import { crc32, deflate } from "node:zlib";

/** A picture, opaque: four bytes a pixel, red, green, blue and one that is not read. */
export interface Pixels {
  width: number;
  height: number;
  rgba: Uint8ClampedArray;
}

const mostColors = 128;

/**
 * The PNG (PNG specification, colour type 3) of a picture. Its most frequent colours stay as they
 * are; each other one, such as the edges of lines, becomes the nearest of these.
 */
export async function indexedPng({ width, height, rgba }: Pixels): Promise<Uint8Array> {
  const colorOf = (pixel: number): number =>
    (rgba[4 * pixel]! << 16) | (rgba[4 * pixel + 1]! << 8) | rgba[4 * pixel + 2]!;
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < width * height; pixel++) {
    const color = colorOf(pixel);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const palette = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostColors)
    .map(([color]) => color);
  const indices = new Map([...counts.keys()].map((color) => [color, nearest(palette, color)]));
  // Each row begins with its filter: none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = indices.get(colorOf(y * width + x))!;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap(channelsOf))),
    chunk("IDAT", await promisify(deflate)(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const channelsOf = (color: number): [number, number, number] => [
  color >> 16,
  (color >> 8) & 255,
  color & 255,
];

function nearest(palette: readonly number[], color: number): number {
  const own = channelsOf(color);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach((each, i) => {
    const [red, green, blue] = channelsOf(each);
    const distance = (red - own[0]) ** 2 + (green - own[1]) ** 2 + (blue - own[2]) ** 2;
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}

/** Length, name, bytes and checksum. */
function chunk(name: string, bytes: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), bytes]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(bytes.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
