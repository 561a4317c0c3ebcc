import { describe, expect, it } from 'vitest';
import { instant } from '../model/instant.ts';
import { maskOf } from './mask.ts';
import { judgeHttp, judgeMail, readRetryAfter } from './verdict.ts';

const AT = instant(Date.parse('2008-09-05T13:20:00Z'));
const answered = (status: number, retryAfter?: string) =>
  judgeHttp({ status, body: '', ...(retryAfter ? { retryAfter } : {}) }, AT);

describe('an answer over HTTP', () => {
  it.each([
    [200, 'sent'],
    [204, 'sent'],
    [202, 'sent'],
    [301, 'closed'],
    [308, 'closed'],
    [400, 'refused'],
    [413, 'refused'],
    [401, 'closed'],
    [404, 'closed'],
    [410, 'closed'],
    [408, 'failed'],
    [429, 'failed'],
    [500, 'failed'],
    [503, 'failed'],
  ])('%i means %s', (status, how) => {
    expect(answered(status).how).toBe(how);
  });

  it('says how long to wait: in seconds, with a fraction, or until a time', () => {
    expect(answered(429, '2')).toMatchObject({ waitMs: 2000 });
    expect(answered(429, '0.35')).toMatchObject({ waitMs: 350 });
    expect(answered(503, 'Fri, 05 Sep 2008 13:20:09 GMT')).toMatchObject({ waitMs: 9000 });
    expect(answered(503, 'Fri, 05 Sep 2008 13:19:09 GMT')).toMatchObject({ waitMs: 0 });
    expect(readRetryAfter('soon', AT)).toBeUndefined();
  });

  it('that did not come leaves it open whether the message arrived, unless nobody was reached', () => {
    expect(judgeHttp({ code: 'ECONNREFUSED', message: '' }, AT).how).toBe('failed');
    expect(judgeHttp({ code: 'ENOTFOUND', message: '' }, AT).how).toBe('failed');
    expect(judgeHttp({ code: 'CERT_HAS_EXPIRED', message: '' }, AT).how).toBe('failed');
    expect(judgeHttp({ code: 'TIMEOUT', message: '' }, AT).how).toBe('unsure');
    expect(judgeHttp({ code: 'ECONNRESET', message: '' }, AT).how).toBe('unsure');
  });
});

it('what a stranger answers moves no cursor', () => {
  expect(judgeHttp({ status: 500, body: '\u001b[2Jgone' }, AT).says).toBe('HTTP 500: [2Jgone');
});

describe('an answer over SMTP', () => {
  const failed = (command: string, responseCode?: number, code = 'EENVELOPE') =>
    judgeMail({ message: '', code, command, ...(responseCode ? { responseCode } : {}) }).how;

  it('is judged by what had been said', () => {
    expect(judgeMail({ response: '250 ok' }).how).toBe('sent');
    expect(failed('CONN', undefined, 'ECONNECTION')).toBe('failed');
    expect(failed('AUTH PLAIN', 535, 'EAUTH')).toBe('closed');
    expect(failed('RCPT TO', 450)).toBe('failed');
    expect(failed('RCPT TO', 550)).toBe('closed');
    expect(failed('DATA', 452, 'EMESSAGE')).toBe('failed');
    expect(failed('DATA', 554, 'EMESSAGE')).toBe('refused');
    expect(failed('DATA', undefined, 'ECONNECTION')).toBe('unsure');
  });
});

describe('the mask', () => {
  const mask = maskOf([
    'https://hooks.example.com/services/T0/B0/abcdefghijklmnop',
    'smtps://me:p%40ssword@mail.example.com',
    'whsec_abc',
  ]);

  it('takes out a secret whole, and what is secret of an address', () => {
    expect(mask('POST https://hooks.example.com/services/T0/B0/abcdefghijklmnop failed')).toBe(
      'POST [secret] failed',
    );
    expect(mask('at /services/T0/B0/abcdefghijklmnop, key abcdefghijklmnop')).toBe(
      'at [secret], key [secret]',
    );
    expect(mask('535 p@ssword or p%40ssword is wrong; whsec_abc')).toBe(
      '535 [secret] or [secret] is wrong; [secret]',
    );
  });

  it('takes out each part of an address alone, as it is written and as it is meant', () => {
    const flow = maskOf([
      'https://flows.example.com/workflows/abcd1234/in%2Fvoke1?api-version=1&sig=s%2Fg%2Bnature',
    ]);
    for (const part of ['abcd1234', 'in%2Fvoke1', 'in/voke1', 's%2Fg%2Bnature', 's/g+nature']) {
      expect(flow(`"${part}" is not valid`)).toBe('"[secret]" is not valid');
    }
    expect(flow('(api-version=1&amp;sig=s%2Fg%2Bnature)')).toBe('(api-version=1&amp;sig=[secret])');
    expect(flow('the version 1 is not valid')).toBe('the version 1 is not valid');
  });

  it('takes out a signing key without its prefix', () => {
    expect(maskOf(['whsec_MfKQ9r8GKYqrTwjU'])('MfKQ9r8GKYqrTwjU is no key')).toBe('[secret] is no key');
  });

  it('takes out the beginning of a secret with which a text breaks off', () => {
    expect(mask('Cannot POST /services/T0/B0/abcdefg')).toBe('Cannot POST [secret]');
    expect(mask('"abcdefg')).toBe('"[secret]');
    expect(mask('the key whsec_a')).toBe('the key [secret]');
  });

  it('leaves all else', () => {
    expect(mask('connect ECONNREFUSED hooks.example.com:443')).toBe(
      'connect ECONNREFUSED hooks.example.com:443',
    );
    expect(mask('no answer of https://hooks.example.com')).toBe('no answer of https://hooks.example.com');
    expect(maskOf([])('as it is')).toBe('as it is');
  });
});
