/**
 * Lets cells import this package, with its types, wherever their notebook lies. A copy that the
 * notebook's own directories have comes first.
 *
 * TypeScript looks for packages in the node_modules of each directory upwards, up to the root of the
 * file system. There it is shown this package, and the types of Node, which notebooks without any
 * node_modules lack too.
 */
const { existsSync } = require("node:fs");
const Module = require("node:module");
const { dirname, parse, resolve } = require("node:path");

const name = "@light-dqm/core";
const ownDirectory = resolve(__dirname, "../..");

/** @param fromTslab `require` of the kernel, which depends on the types of Node */
exports.offer = function offer(sys, fromTslab) {
  offerTypes(sys, {
    [name]: ownDirectory,
    "@types": dirname(dirname(fromTslab.resolve("@types/node/package.json"))),
  });
  offerCode();
};

function offerTypes(sys, directories) {
  const slashed = (path) => path.replaceAll("\\", "/");
  const top = `${slashed(parse(process.cwd()).root)}node_modules`;
  const shown = Object.entries(directories)
    .map(([package_, directory]) => [`${top}/${package_}`, slashed(directory)])
    .filter(([place]) => !existsSync(place));
  const real = (path) => {
    const found = shown.find(([place]) => path === place || path.startsWith(`${place}/`));
    return found ? found[1] + path.slice(found[0].length) : path;
  };
  for (const method of ["fileExists", "readFile", "getDirectories", "realpath"]) {
    const before = sys[method];
    sys[method] = (path, ...rest) => before(real(path), ...rest);
  }
  const { directoryExists } = sys;
  sys.directoryExists = (path) => path === top || directoryExists(real(path));
}

function offerCode() {
  const find = Module._resolveFilename;
  Module._resolveFilename = function (request, ...rest) {
    try {
      return find.call(this, request, ...rest);
    } catch (error) {
      const isOwn = request === name || request.startsWith(`${name}/`);
      if (!isOwn || error.code !== "MODULE_NOT_FOUND") throw error;
      // From here the package finds itself by its name.
      return find.call(this, request, module);
    }
  };
}
