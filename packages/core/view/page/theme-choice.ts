/** Light or dark: as the system has it, until the reader chooses. */
import { chooser } from "../dom/elements.js";
import { themeAttribute } from "../dom/theme.js";

type Choice = "system" | "light" | "dark";

const system = (): MediaQueryList => matchMedia("(prefers-color-scheme: dark)");

/** Puts the theme on the page. @returns what changes it */
export function themeChoice(): HTMLElement {
  let choice: Choice = "system";
  const dark = system();
  const apply = (): void => {
    const isDark = choice === "system" ? dark.matches : choice === "dark";
    document.body.setAttribute(themeAttribute, String(!isDark));
  };
  dark.addEventListener("change", apply);
  apply();
  const choices = [
    ["system", "as the system"],
    ["light", "light"],
    ["dark", "dark"],
  ] as const;
  const node = chooser<Choice>("Colours", choices, choice, (next) => {
    choice = next;
    apply();
  });
  node.classList.add("ldqm-ThemeChoice");
  return node;
}
