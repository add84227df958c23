// Makes the studio's bundle: studio.js, studio.css, and the licences of what is in them.
//
//     node build.mjs              into ../bundle
//     node build.mjs --out=DIR    into DIR
//     node build.mjs --watch      again after each change, until it is stopped
//     node build.mjs --tests      the tests (*.test.ts) and their tools (*.tool.ts) for node, into tests-bundle/ or DIR

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const asked = new Map(process.argv.slice(2).map((each) => each.split("=", 2)));
const common = { absWorkingDir: here, bundle: true, charset: "utf8", target: "es2022", logLevel: "warning" };

if (asked.has("--tests")) {
  await buildTests(resolve(asked.get("--out") ?? join(here, "tests-bundle")));
} else {
  await buildBundle(resolve(asked.get("--out") ?? join(here, "..", "bundle")));
}

async function buildBundle(folder) {
  const options = {
    ...common,
    entryPoints: [
      { in: "src/main.ts", out: "studio" },
      { in: "styles/studio.css", out: "studio" },
    ],
    outdir: folder,
    minify: true,
    format: "iife",
    external: ["/fonts/*"],
    legalComments: "none",
    metafile: true,
    plugins: [{ name: "licences", setup: (build) => build.onEnd((made) => writeLicences(made, folder)) }],
  };
  if (asked.has("--watch")) {
    await (await esbuild.context(options)).watch();
  } else {
    await esbuild.build(options);
  }
}

async function buildTests(folder) {
  rmSync(folder, { recursive: true, force: true });
  const tests = readdirSync(join(here, "src"), { recursive: true })
    .filter((name) => /\.(test|tool)\.ts$/.test(name))
    .map((name) => join("src", name));
  await esbuild.build({
    ...common,
    entryPoints: tests,
    outbase: "src",
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    format: "esm",
    platform: "node",
    sourcemap: "inline",
  });
}

/** Writes the licence of each package that the bundle holds something of; one without is an error. */
function writeLicences(made, folder) {
  if (made.errors.length > 0) return;
  const names = Object.keys(made.metafile.inputs).map((path) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]);
  const parts = [...new Set(names.filter(Boolean))].sort().map((name) => {
    const place = join(here, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
    const file = readdirSync(place).find((each) => /^licen[cs]e/i.test(each));
    if (!license || !file) throw new Error(`${name}: no licence is given; it cannot be shipped`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(place, file), "utf8").trim()}\n`;
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "licences.txt"), parts.join(`\n${"-".repeat(72)}\n\n`));
}
