/** The table of quantities for readers. */
import { type NamedQuantity, quantities } from "./table.js";

/** One quantity as data, as documented. */
export interface QuantityRecord {
  name: string;
  title: string;
  unit: string;
  definition: string;
  /** By what it is indexed, and what is kept. */
  form: string;
  /** Columns of the store. */
  columns: string[];
  /** Its name in `history trend`; null where it has no number by channel. */
  trend: string | null;
  /** Whether earlier files are pooled into a reference of it. */
  reference: boolean;
}

export function quantityRecords(): QuantityRecord[] {
  return quantities.map((quantity) => {
    const { name, title, definition, form, columnName, trendName, pool } = quantity;
    return {
      ...{ name, title, unit: unitText(quantity), definition, form },
      columns: quantity.columns(columnName).map((column) => column.name),
      trend: quantity.views(columnName, title).length > 0 ? trendName : null,
      reference: pool !== undefined,
    };
  });
}

function unitText({ unit }: NamedQuantity): string {
  return unit === "ADC16" ? "ADC16 counts" : unit;
}

/** The table in plain text. */
export function quantitiesText(): string {
  const texts = quantityRecords().map(({ name, title, unit, definition, form, trend }) =>
    [
      `${name}: ${title}${unit && ` (${unit})`}`,
      `  ${definition}`,
      `  Kept: ${form}.`,
      ...(trend ? [`  light-dqm history trend ${trend} --adc 0`] : []),
    ].join("\n"),
  );
  return `${texts.join("\n\n")}\n`;
}

/** The table as the page of the documentation. */
export function quantitiesMarkdown(): string {
  const texts = quantityRecords().map(
    ({ name, title, unit, definition, form, columns, trend, reference }) => `## \`${name}\`

**${title}**${unit && ` (${unit})`}. ${definition}

- Kept in a summary: ${form}.
- In a reference of earlier files: ${reference ? "yes" : "no"}.
- Trend: ${trend ? `\`light-dqm history trend ${trend}\`` : "none"}.
- Columns of the store: ${columns.length > 0 ? columns.map((column) => `\`${column}\``).join(", ") : "none (metadata of the file)"}.
`,
  );
  return `${introduction}\n${texts.join("\n")}`;
}

const introduction = `# The quantities

Made by \`light-dqm quantities --markdown\`: do not edit, run it again.

What is computed from the waveforms of a file and kept in its summary. Sizes are in ADC16 counts, whatever units are
shown. Only valid waveforms of active channels are used; a value without any is unknown (NaN; null in the store).
`;
