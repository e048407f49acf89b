// What VS Code's own kind of regular expression makes of lines: standard input has
// {"pattern": a problem pattern, "lines": […]}; a line of output is null or the groups.
import { readFileSync } from "node:fs";

const { pattern, lines } = JSON.parse(readFileSync(0, "utf8"));
const regexp = new RegExp(pattern.regexp);
const names = ["file", "line", "column", "endLine", "endColumn", "severity", "message", "code"];

for (const line of lines) {
  const match = regexp.exec(line);
  console.log(JSON.stringify(match && Object.fromEntries(names.map((name) => [name, match[pattern[name]] ?? null]))));
}
