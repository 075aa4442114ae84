/** What the user prefers: the defaults, until the application plugin hands over the settings. */

export interface Preferences {
  /** IANA zone that times are shown in; empty: as they were written. */
  timeZone: string;
  /** Colours: as JupyterLab's theme, or always the same. */
  palette: "theme" | "light" | "dark";
  /** How masks mark a bad channel. */
  marks: "plain" | "emoji";
  /** The notebooks' variable that holds the run, for the close up of a channel. */
  runVariable: string;
  /** Each newly chosen channel fills the close-up cell. */
  followSelection: boolean;
}

const defaultPreferences: Preferences = {
  timeZone: "",
  palette: "theme",
  marks: "plain",
  runVariable: "run",
  followSelection: false,
};

let current = defaultPreferences;
const listeners = new Set<() => void>();

export function preferences(): Preferences {
  return current;
}

/** Takes what is valid of settings that anyone may have written. */
export function setPreferences(settings: Partial<Record<keyof Preferences, unknown>>): void {
  const { timeZone, palette, marks, runVariable, followSelection } = settings;
  current = {
    timeZone: typeof timeZone === "string" && isTimeZone(timeZone) ? timeZone : "",
    palette: palette === "light" || palette === "dark" ? palette : "theme",
    marks: marks === "emoji" ? "emoji" : "plain",
    runVariable:
      typeof runVariable === "string" && isName(runVariable)
        ? runVariable
        : defaultPreferences.runVariable,
    followSelection: followSelection === true,
  };
  for (const listener of [...listeners]) listener();
}

/** @returns how to stop */
export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** It becomes code in a cell. */
function isName(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text);
}

function isTimeZone(zone: string): boolean {
  try {
    return zone !== "" && Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
