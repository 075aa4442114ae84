import type { Limits } from "../judge/check.js";
import type { SettingValues } from "./settings.js";

/** The effective configuration, as recorded with every report: defaults < detector < YAML file < flags. */
export interface Config extends SettingValues {
  /** Limits of the checks that are set; those of a check or a detector hold for the others. */
  limits: Limits;
}
