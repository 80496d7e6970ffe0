// What Google's CSP evaluator finds in a policy: csp.mjs POLICY
//
// All of its checks, those for a strict policy too; a line a finding, from the most severe on.
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// Where script/setup puts it.
const tools = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'nse-console');
const require = createRequire(join(tools, 'npm/node_modules/'));
const { CspEvaluator, DEFAULT_CHECKS, STRICTCSP_CHECKS } = require('csp_evaluator/dist/evaluator.js');
const { CspParser } = require('csp_evaluator/dist/parser.js');
const { Severity, Type } = require('csp_evaluator/dist/finding.js');

const { csp } = new CspParser(process.argv[2]);
const findings = new CspEvaluator(csp).evaluate([], [...DEFAULT_CHECKS, ...STRICTCSP_CHECKS]);
findings.sort((a, b) => a.severity - b.severity);
for (const { severity, type, directive, value } of findings) {
  console.log([Severity[severity], Type[type], directive, value].filter(Boolean).join(' '));
}
