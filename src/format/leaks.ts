import { problem, type Report } from './problems.ts';

/** What a key or a password looks like; each as its issuer documents it. */
const SECRETS: readonly RegExp[] = [
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bsk_live_[A-Za-z0-9]{16,}/,
  /\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10}/,
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  /(?:password|passwd|secret|token|api[_-]?key|パスワード)\s*[:=：]\s*["']?[^\s"'`]{6,}/i,
];

/** At the lengths of RFC 5321 (4.5.3.1): a longer run of letters is none, and is not gone through again for each of them. */
const ADDRESS = /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,16}[A-Za-z]{2,63}/g;

/** Whose mail goes to nobody in particular. */
const ROLES =
  /^(?:abuse|admin|contact|hello|help|info|legal|mail|noreply|no-reply|office|postmaster|press|privacy|sales|security|service|status|support|team|webmaster)\b/i;

/** Warns of what looks like a secret or a person's own address: once released, nobody can call it back. */
export function checkLeaks(path: string, text: string, report: Report): void {
  if (!/[@:=：_]|-----/.test(text)) return;
  text.split('\n').forEach((line, index) => {
    const place = (column: number) => ({ file: path, line: index + 1, column: column + 1 });
    const secret = SECRETS.map((pattern) => pattern.exec(line)).find((found) => found !== null);
    if (secret) report(problem('text-secret', place(secret.index), `${line.slice(0, secret.index)}…`));
    for (const found of line.includes('@') ? line.matchAll(ADDRESS) : []) {
      if (!ROLES.test(found[0])) report(problem('text-personal', place(found.index), found[0]));
    }
  });
}
