/** Reading of YAML configuration files, with the place of everything in them. */
import { readFileSync } from "node:fs";
import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import { LightDqmError } from "../errors.js";
import { describe } from "./bad-setting.js";

/** A key of a YAML mapping with its value. */
export interface YamlEntry {
  key: string;
  /** The plain value; for a mapping, its entries are in `entries`. */
  value: unknown;
  /** The entries of a mapping; null where the value is none. */
  entries: YamlEntry[] | null;
  /** `file:line:column` of the key. */
  where: string;
}

/**
 * The text of a configuration file.
 * @throws LightDqmError `bad-config` where it cannot be read
 */
export function readConfigFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new LightDqmError(
      "bad-config",
      {
        what: "Cannot read the configuration file",
        where: path,
        expected: "a YAML file",
        got: (code && reasons[code]) ?? code ?? String(cause),
      },
      { cause },
    );
  }
}

const reasons: Record<string, string> = {
  ENOENT: "no such file",
  EISDIR: "a directory",
  EACCES: "no permission",
};

/**
 * The entries of a YAML text that is one mapping, or empty.
 * @param name how errors call the file
 * @throws LightDqmError `bad-config` with file, line and column: syntax, duplicate keys, more than
 *   one document, keys that are not text, anything but a mapping
 */
export function parseYaml(yamlText: string, name: string): YamlEntry[] {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    throw new LightDqmError(
      "bad-config",
      {
        what: "Bad YAML",
        where: place(problem.pos[0]),
        got: problem.message.replace(/\.$/, ""),
      },
      { cause: problem },
    );
  }
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return [];
  if (!isMap(contents)) {
    throw new LightDqmError("bad-config", {
      what: "Bad configuration file",
      where: place(contents.range?.[0] ?? 0),
      expected: "settings as `key: value`",
      got: describe(contents.toJS(document)),
    });
  }
  return entriesOf(contents);

  function plain(node: Node): unknown {
    try {
      return node.toJS(document);
    } catch (cause) {
      // Aliases without an anchor, or too many of them, come to light only here.
      const got = cause instanceof Error ? cause.message : String(cause);
      const where = place(node.range?.[0] ?? 0);
      throw new LightDqmError("bad-config", { what: "Bad YAML", where, got }, { cause });
    }
  }

  function entriesOf(map: YAMLMap): YamlEntry[] {
    return map.items.map(({ key, value }) => {
      const where = place((isNode(key) && key.range?.[0]) || 0);
      const name = isScalar(key) ? key.value : undefined;
      if (typeof name !== "string") {
        throw new LightDqmError("bad-config", {
          what: "Bad configuration file",
          where,
          expected: "a setting's name as key",
          got: describe(isNode(key) ? key.toJS(document) : key),
        });
      }
      const node = value as Node | null;
      return {
        key: name,
        value: node ? plain(node) : null,
        entries: isMap(node) ? entriesOf(node) : null,
        where,
      };
    });
  }
}
