/// <reference lib="dom" />
/** What keeps people from using a page, as far as a program can find it (axe-core). */
import axeCore from "axe-core";
import type { Page } from "playwright-core";

/**
 * Each barrier of a part of a page, light and dark, in words; none is an empty list. What plotly draws
 * is described by the label of its pane and is left out.
 */
export async function barriersIn(page: Page, part: string): Promise<string[]> {
  await page.evaluate(axeCore.source);
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const violations = await page.evaluate(
      (selector) =>
        (window as unknown as { axe: typeof axeCore }).axe
          .run({ include: [selector], exclude: [".ldqm-Target"] })
          .then((result) => result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)),
      part,
    );
    found.push(...violations.map((each) => `${colorScheme}: ${each}`));
  }
  return found;
}
