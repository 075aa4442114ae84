/** Texts that try to become more than text, for everything that shows names and words of others. */

/** What a script of these sets where it runs. */
export const trap = "lightDqmTrap";

/** By what they would become. */
export const hostileNames: Readonly<Record<string, string>> = {
  "an element": `<img src=x onerror="window.${trap}=1">`,
  "a script": `</script><script>window.${trap}=2</script>`,
  "a style": "</style><style>*{display:none}</style>",
  "an address with a script": `javascript:window.${trap}=3`,
  "a link in Markdown": `[x](javascript:window.${trap}=4)`,
  "a picture in Markdown": "![x](https://example.invalid/seen.png)",
  "an address by itself": "https://example.invalid/ www.example.invalid a@example.invalid",
  "a formula": "$\\href{https://example.invalid}{x}$",
  "a link of plotly": '<a href="https://example.invalid">x</a><b>bold</b>',
  "an entity": `&lt;img src=x onerror=window.${trap}=5&gt; &#60;b&#62;`,
  "a colour of the terminal": "\u001b[31mred",
  "a title of the terminal": "\u001b]0;owned\u0007",
  "a link of the terminal": "\u001b]8;;https://example.invalid\u001b\\here\u001b]8;;\u001b\\",
  "a command of eight bits": "\u009b31mred\u0090q\u009c",
  "a line of its own": "one\nlight-dqm: error: two\r\nthree\rfour",
  "a reordered text": "\u202efdp.exe\u202c \u2066a\u2069",
  "a formula of a spreadsheet": "=cmd|'/C calc'!A0",
  "a value of a template": "$" + "{trap} {{trap}} {%raw%} %s",
  "a very long word": "w".repeat(300),
};

/** All of them as one text. */
export const hostileText: string = Object.values(hostileNames).join(" ");

/** The name of a file that has as much of them as a file system allows. */
export const hostileFileName = `<img src=x onerror=${trap}=1>[x](javascript:${trap}=4)\u001b[31m\u009b31m\u202e$x$&lt;b&gt;\${x}`;
