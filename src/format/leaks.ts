import { problem, type Report } from './problems.ts';

/** What a key or a password looks like; each as its issuer documents it. */
const SECRETS: readonly RegExp[] = [
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bsk_live_[A-Za-z0-9]{16,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  /(?:password|passwd|secret|token|api[_-]?key|パスワード)\s*[:=：]\s*["']?[^\s"'`]{6,}/i,
];

const ADDRESS = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/g;

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
    for (const found of line.matchAll(ADDRESS)) {
      if (!ROLES.test(found[0])) report(problem('text-personal', place(found.index), found[0]));
    }
  });
}
