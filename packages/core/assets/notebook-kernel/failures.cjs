/**
 * Says of a cell that failed what is wrong and where in the cells, and of a cell that needs a value
 * of it that there is none, and why. tslab itself prints all frames of all libraries, and takes such
 * a value for `undefined` or its name for one that it cannot find.
 */
const { resolve } = require("node:path");
const { inspect } = require("node:util");
const { namesMadeBy } = require("./cell-names.cjs");

/**
 * @param executors tslab's module `executor`
 * @param typescript its compiler
 */
exports.tellFailures = function tellFailures(executors, typescript) {
  const { createExecutor } = executors;
  executors.createExecutor = (directory, converters, out) => {
    /** By the names that failed cells make, some of which may have a value: why the cell failed. */
    const failures = new Map();
    let problems = [];
    const error = (...given) => void problems.push(given);
    const executor = createExecutor(directory, converters, { log: out.log, error });
    guardValues(failures);

    async function execute(source) {
      problems = [];
      const isDone = await executor.execute(source);
      const texts = messagesOf(problems, failures);
      for (const text of texts) out.error(text.shown);
      for (const name of namesMadeBy(source, typescript))
        if (isDone) failures.delete(name);
        else failures.set(name, texts[0]?.reason ?? "the kernel gave no reason");
      return isDone;
    }
    return { ...executor, execute };
  };
  tellUnawaited();
};

/** Cells see the values of earlier cells as properties of one object: a missing one says why. */
function guardValues(failures) {
  const { exports: values, require } = globalThis.__tslab__;
  const guarded = new Proxy(values, {
    get(target, name) {
      const value = target[name];
      if (value === undefined && failures.has(name))
        throw new NoValueError(name, failures.get(name));
      return value;
    },
    set(target, name, value) {
      failures.delete(name);
      target[name] = value;
      return true;
    },
  });
  globalThis.__tslab__ = { exports: guarded, require };
}

class NoValueError extends Error {
  name = "NoValueError";

  constructor(name, reason) {
    super(noValue([name], reason));
    this.reason = reason;
  }
}

function noValue(names, reason) {
  const [quoted, have, them] =
    names.length === 1
      ? [`\`${names[0]}\``, "has", "it"]
      : [names.map((name) => `\`${name}\``).join(", "), "have", "them"];
  return `${quoted} ${have} no value, because the cell that makes ${them} failed: ${reason}`;
}

/** What tslab prints of a complaint of the compiler; of an error it prints the error alone. */
const complaintForm = "%s%d:%d - %s";
const unknownName = /^(?:Cannot find (?:name|namespace)|No value exists .* property) '([^']+)'/;

/** What is shown, and the reason that it is for values that are missing because of it. */
function messagesOf(problems, failures) {
  /** By reason: the first complaint about a name that is missing for it, and all those names. */
  const missing = new Map();
  const others = [];
  for (const [given, file, line, column, text] of problems) {
    if (given !== complaintForm) {
      others.push({ shown: shown(given), reason: given?.reason ?? headOf(given) });
      continue;
    }
    const name = unknownName.exec(text)?.[1];
    const reason = failures.get(name);
    const place = `${file}${line}:${column} - `;
    if (reason === undefined) others.push({ shown: `${place}${text}`, reason: text });
    else if (missing.has(reason)) missing.get(reason).names.add(name);
    else missing.set(reason, { place, names: new Set([name]) });
  }
  const told = [...missing].map(([reason, { place, names }]) => ({
    shown: `${place}${noValue([...names], reason)}`,
    reason,
  }));
  return [...told, ...others];
}

/** An error in a line, with the places in cells and in files of users that led to it. */
function shown(error) {
  if (!(error instanceof Error)) return inspect(error);
  return [headOf(error, true), ...framesOf(error)].join("\n");
}

/** Errors of the package are sentences. */
function headOf(error, isNamed = false) {
  if (!(error instanceof Error)) return inspect(error);
  const { name, message, cause } = error;
  if (name === "LightDqmError") return isNamed ? `${name}: ${message}` : message;
  const because = cause === undefined ? "" : `, because of ${headOf(cause, true)}`;
  return `${name}: ${message}${because}`;
}

const libraries = [resolve(__dirname, "../.."), "node:", "/node_modules/", "<anonymous>"];

function framesOf({ stack = "" }) {
  const frames = stack.split("\n").filter((line) => /^ {4}at /.test(line));
  return frames.filter(
    (frame, i) =>
      !libraries.some((each) => frame.replaceAll("\\", "/").includes(each.replaceAll("\\", "/"))) &&
      // What tslab wraps a cell in.
      !frames[i + 1]?.includes("node:vm"),
  );
}

/** Errors that no cell awaits are printed by tslab through the console. */
function tellUnawaited() {
  const { error } = console;
  console.error = (...given) => {
    const [kind, reason] = given;
    const isUnawaited = kind === "UnhandledPromiseRejection:" || kind === "UncaughtException:";
    return isUnawaited ? error(kind, shown(reason)) : error(...given);
  };
}
