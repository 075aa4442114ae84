import { join } from "node:path";
import type { Config } from "../config/config.js";
import { figureOf } from "../figures/figure-of.js";
import type { OutputFile } from "../files/output-files.js";
import { fileStem } from "../flow/file-name.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { masksOf } from "../judge/states/mask.js";
import { renderPdf, renderPng } from "../render/index.js";
import { argumentsSections } from "./arguments.js";
import { reportDocument } from "./document.js";
import { headline } from "./headline.js";
import { mergedMaskPng } from "./merged-masks.js";
import { type FigurePage, figurePages, maskPayload } from "./pages.js";
import { figurePdfPage, sectionPdfPages, withFooters } from "./pdf-pages.js";
import { documentName, pdfName } from "./report-stem.js";

/** What the document and the names of a report take from where it is made. */
export interface ReportPlace {
  /** Default: that of the configuration. */
  outputDir?: string;
  /** Path of the FLOW file, as shown in the report; default its name. */
  inputPath?: string;
  /** What the names of its files begin with; default the name of the FLOW file without its endings. */
  stem?: string;
  /** SHA-256 of the files that settings name, by setting; none by default. */
  settingFiles?: Readonly<Record<string, string>>;
  /** See `FilesBefore`; none by default, so that a later `report` of the file makes it again. */
  referenceStamp?: string;
  /** False where full spectra and waveforms are not at hand; default true. */
  hasArrays?: boolean;
}

/** The control room's pictures, in px. */
const maskSizePx = { widthPx: 1600, heightPx: 400 };

/**
 * The whole report of one judged file, as bytes not yet written: first the main PDF, then the mask
 * pictures, last the JSON document.
 * @param judged of `judgeSummary`, or a run of `openRun`
 * @param note called once for each thing that cannot be shown, with the reason
 */
export async function renderReport(
  judged: JudgedFile,
  config: Config,
  place: ReportPlace = {},
  note: (text: string) => void = () => {},
): Promise<OutputFile[]> {
  const { name } = judged.summary.input;
  const { outputDir = config.outputDir, inputPath = name, stem = fileStem(name) } = place;
  const { settingFiles = {}, referenceStamp, hasArrays = true } = place;
  const pages = figurePages(judged, config, hasArrays);
  const notes = missingNotes(pages);
  for (const text of notes) note(text);

  const pdf = await reportPdf(judged, pages, config, inputPath, notes);
  const pictures = await maskPictures(judged, config, stem);
  const names = [pdfName(stem), ...pictures.map(({ name }) => name)];
  const writeJsonBlobs = config.writeJsonBlobs && hasArrays;
  const document = reportDocument(
    judged,
    pages,
    { ...config, writeJsonBlobs },
    {
      inputPath,
      notes,
      files: [...names, documentName(stem)],
      settingFiles,
      referenceStamp,
    },
  );
  return [
    { path: join(outputDir, pdfName(stem)), bytes: pdf },
    ...pictures.map(({ name, bytes }) => ({ path: join(outputDir, name), bytes })),
    { path: join(outputDir, documentName(stem)), bytes: `${JSON.stringify(document)}\n` },
  ];
}

function missingNotes(pages: FigurePage[]): string[] {
  return pages.flatMap(({ bookmark, payload }) =>
    payload.kind === "unavailable" ? [`${bookmark}: ${payload.reason}`] : [],
  );
}

async function reportPdf(
  judged: JudgedFile,
  pages: FigurePage[],
  config: Config,
  inputPath: string,
  notes: string[],
): Promise<Uint8Array> {
  const { summary } = judged;
  const [changes, result, ...sections] = argumentsSections(judged, config, { inputPath, notes });
  const pdfPages = [
    ...sectionPdfPages(`Light DQM: ${summary.input.name}`, [changes!, result!], "What changed"),
    ...sectionPdfPages("Configuration and provenance", sections, "Configuration and provenance"),
    ...pages.map(figurePdfPage),
  ];
  return renderPdf(withFooters(pdfPages, summary.input.name), {
    title: `Light DQM: ${summary.input.name}`,
    subject: headline(judged, config),
    keywords: ["light", "data quality", summary.detector.name],
    creator: `light-dqm ${summary.softwareVersion}`,
    createdMs: summary.processedMs,
  });
}

async function maskPictures(
  judged: JudgedFile,
  config: Config,
  stem: string,
): Promise<{ name: string; bytes: Uint8Array }[]> {
  const figures = masksOf(judged.checks).map((mask) => ({
    name: `${stem}_light_dqm_${mask.name}.png`,
    figure: figureOf(maskPayload(judged, mask, config), {
      theme: "light",
      marks: config.marks,
      ...maskSizePx,
    }),
  }));
  const pictures = await Promise.all(
    figures.map(async ({ name, figure }) => ({ name, bytes: await renderPng(figure) })),
  );
  if (!config.mergeGrafanaPlots) return pictures;
  const merged = await mergedMaskPng(pictures.map(({ bytes }) => bytes));
  return [...pictures, { name: `${stem}_light_dqm_masks.png`, bytes: merged }];
}
