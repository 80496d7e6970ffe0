// node script/lib/precompress.mjs FROM TO: a copy of a folder of static files with .br siblings, as hard as it gets, so
// that another console is measured as ours is served.
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const [from, to] = process.argv.slice(2);
rmSync(to, { recursive: true, force: true });
cpSync(from, to, { recursive: true });
for (const entry of readdirSync(to, { recursive: true })) {
  if (!['.html', '.js', '.mjs', '.css', '.wasm', '.svg', '.json'].includes(extname(entry))) continue;
  writeFileSync(join(to, `${entry}.br`), brotliCompressSync(readFileSync(join(to, entry))));
}
