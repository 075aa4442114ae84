import { expect, it } from "vitest";
import { notebookName } from "../../src/app/notebook-name.js";

it.each([
  ["data/mpd_run_hvramp_rctl_1130.FLOW.hdf5", "shift-report-run-1130"],
  ["data/mpd_run_hvramp_rctl_1130_p14.FLOW.hdf5", "shift-report-run-1130-p14"],
  ["data/run_1130", "shift-report-run-1130"],
  ["dqm/store/summaries/mpd_run_rctl_101.parquet", "shift-report-run-101"],
  ["data/night shift.FLOW.hdf5", "shift-report-night-shift"],
  // What these hold is not known yet.
  ["data", "shift-report"],
  ["data/2025-11-04/", "shift-report"],
  ["data/*rctl_11*.hdf5", "shift-report"],
  ["", "shift-report"],
  [undefined, "shift-report"],
])("a notebook of %s is called %s", (input, name) => {
  expect(notebookName("shift-report", input)).toBe(name);
});
