import { afterEach, expect, it } from "vitest";
import { preferences, setPreferences } from "../../view/preferences.js";

afterEach(() => setPreferences({}));

it.each(["run", "tonight_2", "$run"])("%s can be the variable of the run", (runVariable) => {
  setPreferences({ runVariable });
  expect(preferences().runVariable).toBe(runVariable);
});

it.each(["", "2nd", "run, 1, 1); stop(", "a b", 7, null])(
  "%o cannot be, and leaves it called run",
  (runVariable) => {
    setPreferences({ runVariable });
    expect(preferences().runVariable).toBe("run");
  },
);

it("the close up does not follow the selection unless the settings say so", () => {
  expect(preferences().followSelection).toBe(false);
  setPreferences({ followSelection: "yes" });
  expect(preferences().followSelection).toBe(false);
  setPreferences({ followSelection: true });
  expect(preferences().followSelection).toBe(true);
});
