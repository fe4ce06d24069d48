// Builds the scripts of the admin into the package, from pinned sources: `make assets`.
// What it writes is checked in, so that nobody who runs a site needs Node.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, '../contentsite/static/admin');
const ENTRIES = ['shell', 'card', 'explorer', 'edit', 'settings'];

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const { metafile } = await build({
  absWorkingDir: HERE,
  entryPoints: ENTRIES.map((name) => `src/${name}.js`),
  outdir: OUT,
  bundle: true,
  // what two entries share is a chunk, named by its content: browsers keep it for good
  splitting: true,
  chunkNames: 'chunk-[hash]',
  format: 'esm',
  minify: true,
  target: 'es2022',
  legalComments: 'none',
  metafile: true,
});

const used = new Set();
for (const name of Object.keys(metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name);
  if (found) used.add(found[1]);
}
const packages = [...used].sort().map((name) => {
  const folder = join(HERE, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  return { name, version, license, text: file ? readFileSync(join(folder, file), 'utf8').trim() : '' };
});
const licences = packages.map((each) => `${each.name} ${each.version} (${each.license})\n\n${each.text}\n`);
writeFileSync(join(OUT, 'LICENSES.txt'), licences.join(`\n${'-'.repeat(80)}\n\n`));

// All files that a browser needs for an entry, itself first: a page names them at once, so that none is found late.
function needed(path, found = new Set([path])) {
  for (const { path: other, kind } of metafile.outputs[path].imports) {
    if (kind !== 'import-statement' || found.has(other)) continue;
    found.add(other);
    needed(other, found);
  }
  return [...found].map((each) => basename(each));
}
const loads = {};
for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
  if (entryPoint) loads[basename(entryPoint, '.js')] = needed(path);
}

const files = {};
for (const name of readdirSync(OUT).filter((each) => each.endsWith('.js')).sort()) {
  const bytes = readFileSync(join(OUT, name));
  files[name] = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  const gzipped = gzipSync(bytes, { level: 9 }).length;
  console.log(`${name.padEnd(24)}${String(bytes.length).padStart(8)} bytes${String(gzipped).padStart(8)} gzipped`);
}
const manifest = { files, loads, packages: packages.map(({ name, version, license }) => ({ name, version, license })) };
writeFileSync(join(OUT, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
