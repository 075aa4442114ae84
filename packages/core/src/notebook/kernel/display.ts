/** Where outputs go: the notebook's front end, whichever kernel runs, else the terminal. */
import { printable } from "../../words/printable.js";

/** One output in several forms, by MIME type; a front end shows the best it supports. */
export interface MimeBundle {
  data: Record<string, unknown>;
  metadata?: Record<string, unknown>;
}

/** A place in the notebook whose output can be replaced. */
export interface DisplayPlace {
  id: string;
  /** False: a new output; true: in place of what was last written there. */
  update: boolean;
}

interface TslabMessage extends MimeBundle {
  metadata: Record<string, unknown>;
  transient: { display_id?: string };
}
type TslabWriter = (message: TslabMessage, update: boolean) => void;

interface DenoJupyter {
  display(
    object: unknown,
    options?: { display_id?: string; update?: boolean },
  ): Promise<void> | void;
}

/**
 * Shows an output at once, also in the middle of a cell. In plain Node its text is written to the
 * terminal; updates of a place are not, since a terminal cannot replace them.
 */
export async function display(bundle: MimeBundle, place?: DisplayPlace): Promise<void> {
  const write = tslabWriter();
  if (write) {
    const { data, metadata = {} } = bundle;
    const transient = place ? { display_id: place.id } : {};
    write({ data, metadata, transient }, place?.update ?? false);
    return;
  }
  const deno = denoJupyter();
  if (deno) {
    const shown = { [Symbol.for("Jupyter.display")]: () => bundle.data };
    await deno.display(shown, place ? { display_id: place.id, update: place.update } : {});
    return;
  }
  if (!place?.update) console.log(printable(String(bundle.data["text/plain"] ?? "")));
}

/** Whether outputs can be written in place. */
export function isInNotebook(): boolean {
  return Boolean(tslabWriter() ?? denoJupyter());
}

/**
 * The writer of the tslab kernel that runs this process. Its public API sends one MIME type per
 * message; a whole bundle goes through what that API itself uses, which changes with every cell.
 */
function tslabWriter(): TslabWriter | undefined {
  // Loaded as an ES module there is no cache, or a `require` of the bundler's without one.
  const loaded = (typeof require === "undefined" ? undefined : require.cache) ?? {};
  const kernel = Object.keys(loaded).find((file) =>
    /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file),
  );
  return (kernel && loaded[kernel]?.exports.lastWriteDisplayData) || undefined;
}

function denoJupyter(): DenoJupyter | undefined {
  const { Deno } = globalThis as { Deno?: { jupyter?: DenoJupyter } };
  return Deno?.jupyter;
}
