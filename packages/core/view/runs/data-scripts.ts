/** Loading the data of the index: scripts beside the page, which hand over one JSON text each. */
import { type Fields, fieldsOf } from "../document/fields.js";
import { unpacked } from "../page/unpacked.js";

/** Loads a data file by its name; a stamp tells its version from one that a browser has kept. */
export type LoadData = (name: string, stamp: string) => Promise<Fields>;

/** Directory of the data, beside the page. */
const directory = "index-data";
/** Data files have no other names. */
const namePattern = /^[a-z]+(-[0-9a-f]+)?$/;
/** What data files call. */
const receiver = "lightDqmRuns";

type Receiver = Record<typeof receiver, (text: unknown) => void>;

/** How data are loaded into this page. */
export function dataScripts(): LoadData {
  const received = new Map<string, Fields>();
  (window as unknown as Receiver)[receiver] = (text) => {
    const data = fieldsOf(JSON.parse(String(text)));
    received.set(data.kind === "manifest" ? "manifest" : String(data.name), data);
  };
  return async (name, stamp) => {
    if (!namePattern.test(name)) throw new Error("the index names a data file that is none");
    received.delete(name);
    await loadScript(`${directory}/${name}.js?${encodeURIComponent(stamp)}`);
    const data = received.get(name);
    if (!data)
      throw new Error(`${directory}/${name}.js is damaged: light-dqm index makes it again`);
    received.delete(name);
    return typeof data.packed === "string"
      ? fieldsOf(JSON.parse(await unpacked(data.packed)))
      : data;
  };
}

function loadScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => {
      script.remove();
      resolve();
    });
    script.addEventListener("error", () => {
      script.remove();
      reject(
        new Error(`cannot load ${address.replace(/\?.*/, "")}, which belongs beside this page`),
      );
    });
    document.head.append(script);
  });
}
