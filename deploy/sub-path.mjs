// Copies dist/ for a host that serves it below a path: node deploy/sub-path.mjs FROM TO BASE
//
//   node deploy/sub-path.mjs dist /srv/www/console /console/
//
// Only the page says where it is, in its <base>; it and its compressed siblings are written anew, all other files
// stay as they are. `_headers` is written for the path too: it belongs to the root of the host.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const [from, to, base] = process.argv.slice(2);
const fail = (why) => {
  console.error(`error: ${why}`);
  process.exit(1);
};

if (!/^\/(?:[A-Za-z0-9._~-]+\/)+$/.test(base ?? '')) fail('usage: node deploy/sub-path.mjs FROM TO BASE, with a BASE such as /console/');
if (!existsSync(join(from, 'index.html'))) fail(`there is no index.html in ${from}: run script/build first`);
if (existsSync(to)) fail(`${to} is there already: what it holds besides the console is not known here, so remove it first`);

const page = readFileSync(join(from, 'index.html'), 'utf8').split('<base href="/">');
if (page.length !== 2) fail(`${from}/index.html does not hold <base href="/"> once: was it moved before?`);
cpSync(from, to, { recursive: true });

const html = Buffer.from(page.join(`<base href="${base}">`));
writeFileSync(join(to, 'index.html'), html);
// Node's brotli is at its best, quality 11, unless told otherwise.
writeFileSync(join(to, 'index.html.br'), brotliCompressSync(html));
writeFileSync(join(to, 'index.html.gz'), gzipSync(html, { level: 9 }));

const headers = readFileSync(join(from, '_headers'), 'utf8');
writeFileSync(join(to, '_headers'), headers.replace(/^\//gm, base));
