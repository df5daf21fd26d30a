// Bundles the editor: npm ci --ignore-scripts && npm run build. It writes dashboard/static/editor.js and the licences
// of what is in it. The first line of the bundle holds the hash of its sources, so that a test sees one that is stale.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const STATIC = "../../static";
const hash = createHash("sha256");
const sources = readdirSync("src").sort().map((name) => `src/${name}`);
for (const name of [...sources, "package-lock.json"]) hash.update(readFileSync(name));

const made = await build({
  entryPoints: ["src/editor.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  banner: { js: `// sources ${hash.digest("hex")}; licences in editor.licences.txt` },
  outfile: `${STATIC}/editor.js`,
  metafile: true,
});

const inside = Object.keys(made.metafile.inputs).map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]);
const licences = [...new Set(inside.filter(Boolean))].sort().map((name) => {
  const about = JSON.parse(readFileSync(`node_modules/${name}/package.json`));
  const text = readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim();
  return `${name} ${about.version} (${about.license})\n\n${text}\n`;
});
writeFileSync(`${STATIC}/editor.licences.txt`, licences.join(`\n${"-".repeat(60)}\n\n`));
