import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mintIds, statuspageId } from './ids.ts';

describe('a Statuspage id', () => {
  it('has 12 letters of the original’s alphabet, whatever it names', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(statuspageId(name)).toMatch(/^[0-9bcdfghjklmnpqrstvwxyz]{12}$/);
      }),
    );
  });

  it('is the same for ever', () => {
    expect(statuspageId('incident 2008-09-05-hardware-failure')).toBe('x0xxfsw4q688');
  });

  it('is refused where two names would share it, and both are named', () => {
    expect(() => mintIds(['incident a', 'incident b'], () => '0123456789bc')).toThrow(
      /"incident a" and "incident b" have one id in the Statuspage API, "0123456789bc"/,
    );
    expect(mintIds(['a', 'a'])('a')).toBe(statuspageId('a'));
  });
});
