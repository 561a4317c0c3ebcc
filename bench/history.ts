/** A made-up history: `count` incidents of four updates each, one a day from 1995 on, by path in the content folder. */
export function* history(count: number): Iterable<{ readonly path: string; readonly body: string }> {
  yield { path: 'site.yml', body: SITE };
  for (let index = 0; index < count; index++) {
    const day = new Date(Date.UTC(1995, 0, 1 + index)).toISOString().slice(0, 10);
    yield { path: `${day.slice(0, 4)}/${day}-delay.md`, body: incident(day, index) };
  }
}

const SITE = `name: { ja: たよりメール, en: Tayori Mail }
url: https://status.example.com
languages: [ja, en]
timeZone: Asia/Tokyo
components:
  - { id: receiving, name: { ja: 受信, en: Receiving } }
  - { id: sending, name: { ja: 送信, en: Sending } }
`;

function incident(day: string, number: number): string {
  return `---
title: Delay number ${number} in receiving mail
lang: en
---

## ${day} 10:00 +09:00 Investigating

\`\`\`status
began: 09:40
receiving: degraded performance
next: 11:00
\`\`\`

Mail has been slow to arrive since this morning. We are looking into **queue ${number}**.

## ${day} 10:50 +09:00 Identified

A disk of the queue is full.

### Workaround
Mail that you send is not affected.

## ${day} 11:30 +09:00 Monitoring

Space was made, and the queue is being delivered.

## ${day} 12:30 +09:00 Resolved

\`\`\`status
ended: 12:10
cause: capacity
\`\`\`

All mail was delivered.
`;
}
