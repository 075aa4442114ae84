/**
 * Sends what a cell prints in few messages: tslab sends one for each call. Of thousands at
 * once most are lost on the way, among them the one that says that the cell has ended.
 */

/** A person sees a text at once that comes within this time. */
const mostDelayMs = 50;

/** @param jupyter tslab's module of that name */
exports.mergeStreams = function mergeStreams({ JupyterHandlerImpl }) {
  const { handleExecute } = JupyterHandlerImpl.prototype;
  JupyterHandlerImpl.prototype.handleExecute = async function (request, writeStream, writeDisplay) {
    const streams = merged(writeStream);
    const display = (...given) => {
      streams.flush();
      writeDisplay(...given);
    };
    try {
      return await handleExecute.call(this, request, streams.write, display);
    } finally {
      streams.flush();
    }
  };
};

/** Keeps texts of one stream together until some time has passed or the other stream has one. */
function merged(send) {
  let kept = { name: "", texts: [] };
  let sentMs = 0;
  let timer = null;
  function flush() {
    clearTimeout(timer);
    timer = null;
    const { name, texts } = kept;
    kept = { name: "", texts: [] };
    if (texts.length === 0) return;
    sentMs = Date.now();
    send(name, texts.join(""));
  }
  function write(name, text) {
    if (name !== kept.name) flush();
    kept.name = name;
    kept.texts.push(text);
    // Also in a loop that leaves no time for the timer.
    if (Date.now() - sentMs >= mostDelayMs) flush();
    else timer ??= setTimeout(flush, mostDelayMs);
  }
  return { write, flush };
}
