/** The picture that goes with an alarm. */
import { writeOutputFiles } from "../../files/output-files.js";
import { allChecksMask, masks } from "../../judge/states/mask.js";
import type { LightDqmDocument } from "../../report/document.js";
import { maskPicture, maskPictureName } from "../../report/pictures/mask-picture.js";
import { isDocumentName, stemOfDocument } from "../../report/report-stem.js";
import type { AlarmLine } from "./alarm-rule.js";

/**
 * Path of the mask that shows a fault: of the report, or where its check is in none of those, that of
 * all checks, which is drawn beside them.
 * @param files of the report, absolute
 * @returns null where the document has no such mask
 * @throws LightDqmError `output`
 */
export async function alarmPicture(
  { check }: AlarmLine,
  { figures, configuration }: Pick<LightDqmDocument, "figures" | "configuration">,
  files: readonly string[],
): Promise<string | null> {
  // An own check that is in no mask of the control room has one by its name.
  const mask = masks.find(({ checks }) => checks.includes(check))?.name ?? check;
  const drawn = files.find((file) => file.endsWith(maskPictureName("", mask)));
  if (drawn) return drawn;
  const path = files.find(isDocumentName);
  const figure = figures.find(
    ({ payload }) => payload.kind === "channel-mask" && payload.check === allChecksMask.name,
  );
  if (path === undefined || figure?.payload.kind !== "channel-mask") return null;
  const picture = maskPictureName(stemOfDocument(path), allChecksMask.name);
  const marks = configuration.marks === "plain" ? "plain" : "emoji";
  await writeOutputFiles([{ path: picture, bytes: await maskPicture(figure.payload, marks) }]);
  return picture;
}
