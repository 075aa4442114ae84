/**
 * Loaded before the tslab kernel. Its TypeScript watches the files around a notebook; a change to
 * one of them between two cells, such as a build or another notebook's output, ends the next cell
 * with "Unexpected pending rebuildTimer". Cells need no watching: modules are loaded once anyway.
 */
const typescript = require("@tslab/typescript-for-tslab");

const unwatched = { close() {} };
typescript.sys.watchFile = () => unwatched;
typescript.sys.watchDirectory = () => unwatched;
