import { countText } from "../../words/phrases.js";

/** So many names are told. */
const mostStale = 10;

/** Reports that are out of date, in one line with what to do. @param names at least one */
export function staleText(names: readonly string[], outputDir: string): string {
  const count = countText(names.length, "report");
  const told = names.slice(0, mostStale).join(", ");
  const more = names.length > mostStale ? ` and ${names.length - mostStale} more` : "";
  const [are, them] = names.length === 1 ? ["is", "it"] : ["are", "them"];
  return `${count} ${are} out of date: ${told}${more}: light-dqm report --stale ${outputDir} reprocesses ${them}`;
}
