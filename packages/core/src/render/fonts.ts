/**
 * The fonts that ship with the package, under private names: the output is the same on a machine
 * with other fonts or with none.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createCanvas, GlobalFonts, type SKRSContext2D } from "@napi-rs/canvas";
import { LightDqmError } from "../errors.js";
import { characterTest } from "./font-characters.js";
import type { FontName } from "./paint/primitives.js";

const fontFiles: Readonly<Record<FontName, string>> = {
  LightDqmSans: "DejaVuSans.ttf",
  LightDqmSansBold: "DejaVuSans-Bold.ttf",
  LightDqmMono: "DejaVuSansMono.ttf",
};

/** Height of the fonts above and below the base line, the same for all three; in em. */
export const ascentEm = 0.928;
export const descentEm = 0.236;
/** Distance of base lines in em, as plotly sets it. */
export const lineSpacingEm = 1.3;

/** Drawn for a character that the font does not have. */
const replacement = "\ufffd";

/** Letters stay single, so that a search in a PDF finds words with "fi". */
export const noLigatures = '"liga" 0, "clig" 0';

type CharacterTest = (codePoint: number) => boolean;

let registered: Readonly<Record<FontName, CharacterTest>> | null = null;

/**
 * Registers the fonts with the canvas, once.
 * @throws LightDqmError `output` where a font file is missing or cannot be read
 */
export function registerFonts(): Readonly<Record<FontName, CharacterTest>> {
  registered ??= Object.fromEntries(
    Object.entries(fontFiles).map(([name, file]) => [name, registerFont(name, file)]),
  ) as Record<FontName, CharacterTest>;
  return registered;
}

/** Registers one font file under a name; gives the test whether it has a character. */
export function registerFont(name: string, file: string): CharacterTest {
  const fail = (cause?: unknown): never => {
    throw new LightDqmError(
      "output",
      {
        what: "A font of the package is missing",
        where: file,
        expected: "the file in dejavu-fonts-ttf; reinstall the package",
      },
      { cause },
    );
  };
  let bytes: Buffer;
  try {
    bytes = readFileSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}`));
  } catch (cause) {
    return fail(cause);
  }
  if (!GlobalFonts.register(bytes, name)) fail();
  return characterTest(bytes);
}

/**
 * The font of the package out of a list of families.
 * @throws LightDqmError `output` where the list has none
 */
export function fontNameOf(family: string, where: string): FontName {
  for (const each of family.split(",")) {
    const name = each.trim();
    if (Object.hasOwn(fontFiles, name)) return name as FontName;
  }
  throw new LightDqmError("output", {
    what: "The figure cannot be drawn",
    where,
    expected: `a list of fonts with one of ${Object.keys(fontFiles).join(", ")}`,
    got: family,
  });
}

/**
 * The text with every character that the font lacks replaced by U+FFFD: a canvas would take it
 * from any font on the machine.
 */
export function drawableText(text: string, font: FontName): string {
  const has = registerFonts()[font];
  let drawable = "";
  for (const character of text)
    drawable += has(character.codePointAt(0)!) ? character : replacement;
  return drawable;
}

/** The lines of a text: broken at line feeds and, as plotly does, at `<br>`. */
export function linesOf(text: string): string[] {
  return text.split(/\n|<br>/);
}

let ruler: SKRSContext2D | null = null;

/** Widths of texts at 100 px that were measured: most are measured again on the next page. */
const widths = new Map<string, number>();
const mostWidths = 20_000;

/** Width of a line of text, in the unit of `size`. */
export function textWidth(text: string, font: FontName, size: number): number {
  const key = `${font} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    registerFonts();
    ruler ??= createCanvas(1, 1).getContext("2d");
    ruler.fontFeatureSettings = noLigatures;
    ruler.font = `100px ${font}`;
    width = ruler.measureText(drawableText(text, font)).width;
    if (widths.size >= mostWidths) widths.clear();
    widths.set(key, width);
  }
  return (width * size) / 100;
}
