/** What the user prefers: the defaults, until the application plugin hands over the settings. */

export interface Preferences {
  /** IANA zone that times are shown in; empty: as they were written. */
  timeZone: string;
  /** Colours: as JupyterLab's theme, or always the same. */
  palette: "theme" | "light" | "dark";
  /** How masks mark a bad channel. */
  marks: "plain" | "emoji";
}

const defaultPreferences: Preferences = { timeZone: "", palette: "theme", marks: "plain" };

let current = defaultPreferences;
const listeners = new Set<() => void>();

export function preferences(): Preferences {
  return current;
}

/** Takes what is valid of settings that anyone may have written. */
export function setPreferences(settings: Partial<Record<keyof Preferences, unknown>>): void {
  const { timeZone, palette, marks } = settings;
  current = {
    timeZone: typeof timeZone === "string" && isTimeZone(timeZone) ? timeZone : "",
    palette: palette === "light" || palette === "dark" ? palette : "theme",
    marks: marks === "emoji" ? "emoji" : "plain",
  };
  for (const listener of [...listeners]) listener();
}

/** @returns how to stop */
export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isTimeZone(zone: string): boolean {
  try {
    return zone !== "" && Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
