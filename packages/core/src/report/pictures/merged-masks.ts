import { createCanvas, loadImage } from "@napi-rs/canvas";

/** PNGs of equal width, one below the other, as one PNG. */
export async function mergedMaskPng(pngs: readonly Uint8Array[]): Promise<Uint8Array> {
  const images = await Promise.all(pngs.map((png) => loadImage(png)));
  const height = images.reduce((sum, image) => sum + image.height, 0);
  const canvas = createCanvas(Math.max(...images.map((image) => image.width)), height);
  const context = canvas.getContext("2d");
  let top = 0;
  for (const image of images) {
    context.drawImage(image, 0, top);
    top += image.height;
  }
  return canvas.encode("png");
}
