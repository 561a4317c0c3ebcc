import { describe, expect, it } from 'vitest';
import { isPlain } from './redirects.ts';

describe('an old address that every server is told', () => {
  it.each(['/incidents/w554d74dv18j', '/issues/2020-01-01/', '/caf%C3%A9', '/café', '/a+b~c'])(
    'may be %s',
    (from) => {
      expect(isPlain({ from, to: '/incidents/a/' })).toBe(true);
    },
  );

  it.each([
    '/blog/*',
    '/blog/:year',
    'https://example.org/a',
    '//example.org/a',
    '/"; } server { listen 81',
    '/a%22;%20return%20200',
    '/a%0Aroot',
    '/{env.HOME}',
    '/a$request_uri',
    '/a\\b',
  ])('is never %s', (address) => {
    expect(isPlain({ from: address, to: '/incidents/a/' })).toBe(false);
  });

  it('leads to nothing that a server would read as its own', () => {
    expect(isPlain({ from: '/a', to: '/{env.HOME}' })).toBe(false);
    expect(isPlain({ from: '/a', to: 'https://status.example.com/a/' })).toBe(true);
  });
});
