/**
 * Spares the TypeScript of the kernel what cells have no use for.
 *
 * It watches the files around a notebook; a change to one of them between two cells, such as a
 * build or another notebook's output, ends the next cell with "Unexpected pending rebuildTimer".
 * Modules are loaded once anyway.
 *
 * It takes in every package of @types as global declarations, which costs a kernel a second at its
 * start. Cells need those of Node; types of a package come with its import.
 */
exports.spare = function spare(sys) {
  const unwatched = { close() {} };
  sys.watchFile = () => unwatched;
  sys.watchDirectory = () => unwatched;

  const { getDirectories } = sys;
  sys.getDirectories = (path) => {
    const names = getDirectories(path);
    return /node_modules[\\/]@types[\\/]?$/.test(path)
      ? names.filter((name) => name === "node")
      : names;
  };
};
