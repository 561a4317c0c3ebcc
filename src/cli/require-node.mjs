import module from 'node:module';
import v8 from 'node:v8';
import { isSupported, refusal } from './node-versions.mjs';

// Loaded with --import before any TypeScript: an old Node stops at the first type with a SyntaxError that explains nothing.
if (!isSupported(process.versions.node)) {
  console.error(refusal(process.versions.node));
  process.exit(2);
}

// Reading and compiling our own code is a fifth of a small build: what was compiled once is kept among the system's temporary files.
module.enableCompileCache?.();

if (process.versions.node.startsWith('24.')) {
  // V8 lets a heap grow to four times what lives in it and more. Three times is as fast, and a quarter of the memory of a large
  // build less (measured at 10,000 incidents: 0.7 GB).
  v8.setFlagsFromString('--heap-growing-percent=200');
  // What lived long while files were read is taken for long-lived ever after: put among the old at once, where it keeps alive
  // what it leads to, though no page needs it any more (docs/decisions/speed.md).
  v8.setFlagsFromString('--no-allocation-site-pretenuring');
}
