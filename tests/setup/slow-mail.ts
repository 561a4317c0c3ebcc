/** An incident that is written as one goes: its file as it begins, and what is put below. */
export const OPENED = `---
title: Mail is slow
---

## 2008-09-05 05:10 +09:00 Investigating

Mail is slow.
`;
export const SECOND = '\n## 2008-09-05 06:00 +09:00 Update\n\nMail is still slow.\n';
/** Its phase is misspelled. */
export const MISTAKE = '\n## 2008-09-05 07:00 +09:00 Resolvd\n\nMail is fast.\n';
