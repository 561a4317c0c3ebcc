import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSupported, NEEDED, refusal } from './node-versions.mjs';

describe('the versions of Node', () => {
  it.each(['22.22.0', '22.23.1', '24.8.0', '24.21.0', '25.0.0', '26.1.0'])('%s will do', (version) => {
    expect(isSupported(version)).toBe(true);
  });

  it.each(['18.20.0', '20.20.2', '22.21.9', '23.11.0', '24.7.9', '24.0.0'])('%s will not', (version) => {
    expect(isSupported(version)).toBe(false);
  });

  it('are those that package.json promises', () => {
    const { engines } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(engines.node).toBe(NEEDED);
  });
});

describe('a command', () => {
  const guard = ['--import', './require-node.mjs', '--eval', 'console.log("ran")'];
  const run = (args: string[]) =>
    spawnSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' });

  it('runs on this Node', () => {
    expect(run(guard)).toMatchObject({ status: 0, stdout: 'ran\n', stderr: '' });
  });

  it('says in one line what to do on another, exits with 2 and runs nothing', () => {
    const old = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.20.2"}})';
    expect(run(['--import', old, ...guard])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `${refusal('20.20.2')}\n`,
    });
    expect(refusal('20.20.2')).toMatch(/needs Node 22\.22 .* 24\.8 .* this is Node 20\.20\.2\. Run "npm ci"/);
    expect(refusal('20.20.2')).not.toContain('\n');
  });
});
