/** The versions of Node that run TypeScript as it is written here: 22 from 22.22, and all from 24.8. */
export const NEEDED = '^22.22.0 || >=24.8.0';

/**
 * @param {string} version as `process.versions.node` spells it: `24.21.0`
 * @returns {boolean}
 */
export function isSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 22 && minor >= 22) || (major === 24 && minor >= 8) || major > 24;
}

/**
 * What to tell someone whose Node is not supported, in one line.
 * @param {string} version
 * @returns {string}
 */
export function refusal(version) {
  return (
    `Tsuiki needs Node 22.22 or later in 22, or 24.8 or later; this is Node ${version}. ` +
    'Run "npm ci", which brings Node 24 on Linux (x64, arm64) and Windows (x64), or install it from https://nodejs.org.'
  );
}
