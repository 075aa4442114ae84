import { join } from "node:path";
import type { Config } from "../config/config.js";
import type { OutputFile } from "../files/output-files.js";
import { fileStem } from "../flow/file-name.js";
import type { Answer } from "../judge/answer/answer.js";
import { answerOf } from "../judge/answer/answer-of.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { masksOf } from "../judge/states/mask.js";
import { renderPdf } from "../render/index.js";
import { argumentsSections } from "./arguments.js";
import { changesSections } from "./changes.js";
import { reportDocument } from "./document.js";
import { headline } from "./headline.js";
import { htmlPage } from "./html/page.js";
import { type FigurePage, figurePages, maskPayload } from "./pages.js";
import { figurePdfPages, sectionPdfPages, withFooters } from "./pdf-pages.js";
import { maskPicture, maskPictureName } from "./pictures/mask-picture.js";
import { mergedMaskPng } from "./pictures/merged-masks.js";
import { documentName, pageName, pdfName } from "./report-stem.js";
import { type ReportTold, toldOf } from "./told.js";

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

/** The files of a report, not yet written, and what is told of it then. */
export interface DrawnReport {
  files: OutputFile[];
  told: ReportTold;
}

/**
 * The whole report of one judged file, as bytes not yet written: first the main PDF, then the HTML
 * page, the mask pictures, last the JSON document.
 * @param judged of `judgeSummary`, or a run of `openRun`
 * @param note called once for each thing that cannot be shown, with the reason
 */
export async function renderReport(
  judged: JudgedFile,
  config: Config,
  place: ReportPlace = {},
  note: (text: string) => void = () => {},
): Promise<OutputFile[]> {
  return (await drawReport(judged, config, place, note)).files;
}

/** The same, with what is told of it. */
export async function drawReport(
  judged: JudgedFile,
  config: Config,
  place: ReportPlace,
  note: (text: string) => void,
): Promise<DrawnReport> {
  const { name } = judged.summary.input;
  const { outputDir = config.outputDir, inputPath = name, stem = fileStem(name) } = place;
  const { settingFiles = {}, referenceStamp, hasArrays = true } = place;
  const pages = figurePages(judged, config, hasArrays);
  const notes = missingNotes(pages);
  for (const text of notes) note(text);

  const answer = answerOf(judged.verdicts, config.units, judged.checks);
  const pdf = await reportPdf(judged, answer, pages, config, inputPath, notes);
  const pictures = await maskPictures(judged, config, stem);
  const names = [pdfName(stem), pageName(stem), ...pictures.map(({ name }) => name)];
  const writeJsonBlobs = config.writeJsonBlobs && hasArrays;
  const document = reportDocument(
    judged,
    answer,
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
  const files = [
    { path: join(outputDir, pdfName(stem)), bytes: pdf },
    { path: join(outputDir, pageName(stem)), bytes: await htmlPage(document) },
    ...pictures.map(({ name, bytes }) => ({ path: join(outputDir, name), bytes })),
    { path: join(outputDir, documentName(stem)), bytes: `${JSON.stringify(document)}\n` },
  ];
  return { files, told: toldOf(document, stem) };
}

function missingNotes(pages: FigurePage[]): string[] {
  return pages.flatMap(({ bookmark, payload }) =>
    payload.kind === "unavailable" ? [`${bookmark}: ${payload.reason}`] : [],
  );
}

const provenance = "Configuration and provenance";

async function reportPdf(
  judged: JudgedFile,
  answer: Answer,
  pages: FigurePage[],
  config: Config,
  inputPath: string,
  notes: string[],
): Promise<Uint8Array> {
  const { summary } = judged;
  const [result, ...sections] = argumentsSections(judged, config, { inputPath, notes });
  const pdfPages = [
    ...sectionPdfPages([
      {
        title: answer.sentence,
        subtitle: `Light DQM: ${summary.input.name}`,
        sections: [...changesSections(answer, judged.verdicts), result!],
        bookmark: "What is wrong",
      },
      { title: provenance, sections, bookmark: provenance },
    ]),
    ...pages.flatMap(figurePdfPages),
  ];
  return renderPdf(withFooters(pdfPages, summary.input.name), {
    title: `Light DQM: ${summary.input.name}`,
    subject: headline(judged, config, answer),
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
  const pictures = await Promise.all(
    masksOf(judged.checks).map(async (mask) => ({
      name: maskPictureName(stem, mask.name),
      bytes: await maskPicture(maskPayload(judged, mask, config), config.marks),
    })),
  );
  if (!config.mergeGrafanaPlots) return pictures;
  const merged = await mergedMaskPng(pictures.map(({ bytes }) => bytes));
  return [...pictures, { name: `${stem}_light_dqm_masks.png`, bytes: merged }];
}
