import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../source.ts';

/** A package as `package-lock.json` has it. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly integrity: string | undefined;
  readonly hasInstallScript: boolean;
  /** It is needed to develop and to test, not to build a site. */
  readonly isDev: boolean;
}

interface Entry {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
}

/** Every package that the lock file names, for whatever platform. */
export function lockedPackages(): readonly LockedPackage[] {
  const { packages }: { packages: Record<string, Entry> } = JSON.parse(
    readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
  );
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      name: path.replace(/^.*node_modules\//, ''),
      version: entry.version ?? '',
      licence: entry.license ?? '',
      integrity: entry.integrity,
      hasInstallScript: entry.hasInstallScript === true,
      isDev: entry.dev === true,
    }));
}

export const LIST = 'THIRD-PARTY.md';

/** The list of what a site is built with, by licence. */
export function licenceList(): string {
  const used = lockedPackages().filter(({ isDev }) => !isDev);
  const licences = [...new Set(used.map(({ licence }) => licence))].sort();
  const sections = licences.map((licence) => {
    const own = used.filter((one) => one.licence === licence);
    const names = [...new Set(own.map(({ name, version }) => `${name} ${version}`))].sort();
    return `## ${licence}\n\n${names.map((name) => `- ${name}\n`).join('')}`;
  });
  return `# What a site is built with

The packages of others that run when a site is built, for all platforms, by their licences, from \`package-lock.json\`. \`npm run licences\` writes this list; \`npm run sbom\` prints it as a CycloneDX bill of materials.
Readers are sent our own pages and scripts, and, on the page of search alone, Pagefind (MIT).

${sections.join('\n')}`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(join(ROOT, LIST), licenceList());
