/**
 * Lets errors name the lines of cells as they were written: `cell-3.ts:6:9`. tslab runs what it has
 * compiled, in two passes and under one name for all cells.
 */
const { SourceMap } = require("node:module");
const vm = require("node:vm");

const inlineMap = /\n\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;
const place = /\bcell-(\d+)\.ts:(\d+)(?::(\d+))?/g;

/** @returns the compiler, with maps of both passes; it has to be in place before tslab loads it */
exports.withMaps = function withMaps(typescript) {
  const { createWatchCompilerHost, transpileModule } = typescript;
  return {
    ...typescript,
    createWatchCompilerHost: (files, options, ...rest) =>
      createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
    transpileModule(code, options) {
      const first = inlineMap.exec(code);
      const compilerOptions = { ...options.compilerOptions, sourceMap: true };
      const made = transpileModule(code.replace(inlineMap, ""), { ...options, compilerOptions });
      compiled = first && [made.sourceMapText, Buffer.from(first[1], "base64").toString()];
      return made;
    },
  };
};

const lineEnd = 1e9;

/** Maps of what was compiled last, that of the second pass first. */
let compiled = null;

/** @param jupyter tslab's module of that name */
exports.nameLines = function nameLines({ JupyterHandlerImpl }) {
  // Below the frames of the package come those of the cell.
  Error.stackTraceLimit = 30;
  const maps = new Map();
  let handler = null;

  const { runInThisContext } = vm;
  vm.runInThisContext = (code, options) => {
    if (!compiled || !handler) return runInThisContext(code, options);
    maps.set(handler.execCount, compiled);
    compiled = null;
    return runInThisContext(code, { ...options, filename: `cell-${handler.execCount}.ts` });
  };

  const { handleExecute } = JupyterHandlerImpl.prototype;
  JupyterHandlerImpl.prototype.handleExecute = function (request, writeStream, ...rest) {
    handler = this;
    const write = (name, text) => writeStream(name, name === "stderr" ? asWritten(text) : text);
    return handleExecute.call(this, request, write, ...rest);
  };

  const asWritten = (text) =>
    text.replace(place, (found, cell, line, column) => {
      let at = { originalLine: line - 1, originalColumn: column ? column - 1 : lineEnd };
      for (const map of maps.get(Number(cell)) ?? []) {
        at = new SourceMap(JSON.parse(map)).findEntry(at.originalLine, at.originalColumn);
        if (at.originalLine === undefined) return found;
      }
      // The compiler is given one line before those of the cell.
      const inCell = `cell-${cell}.ts:${at.originalLine}`;
      return column ? `${inCell}:${at.originalColumn + 1}` : inCell;
    });
};
