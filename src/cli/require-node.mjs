import { isSupported, refusal } from './node-versions.mjs';

// Loaded with --import before any TypeScript: an old Node stops at the first type with a SyntaxError that explains nothing.
if (!isSupported(process.versions.node)) {
  console.error(refusal(process.versions.node));
  process.exit(2);
}
