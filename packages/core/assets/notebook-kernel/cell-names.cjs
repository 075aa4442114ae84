/** The names that a cell gives a value or a meaning to. */

/**
 * @param source code of a cell, also one that does not compile
 * @param typescript the compiler
 * @returns each name of its outermost declarations and imports
 */
exports.namesMadeBy = function namesMadeBy(source, typescript) {
  const { createSourceFile, isVariableStatement, isImportDeclaration, ScriptTarget } = typescript;
  const { statements } = createSourceFile("cell.ts", source, ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
    if (isImportDeclaration(statement)) return importedNames(statement.importClause);
    const { name } = statement;
    return name && "text" in name ? [name.text] : [];
  });
};

/** `a`, `{ a, b: c }`, `[a, , b]` */
function boundNames({ text, elements }) {
  if (text !== undefined) return [text];
  return elements.flatMap(({ name }) => (name ? boundNames(name) : []));
}

function importedNames({ name, namedBindings } = {}) {
  const named = namedBindings?.elements ?? (namedBindings ? [namedBindings] : []);
  return [name, ...named.map((each) => each.name)].flatMap((each) => each?.text ?? []);
}
