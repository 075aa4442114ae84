import type { Limits } from "../judge/check.js";
import type { SettingValues } from "./settings.js";

/** The effective configuration, as recorded with every report: defaults < YAML file < flags. */
export interface Config extends SettingValues {
  /** Limits of the checks, each with a default of its check. */
  limits: Limits;
}
