import type { Told } from '../announce/deliver.ts';
import type { KnownChannel } from '../announce/journal.ts';
import type { Plan } from '../announce/plan.ts';
import type { ChannelConfig } from '../model/channel.ts';
import type { Message } from './announce-channel.ts';

/** What waits for a channel before anything is sent. */
export interface Waiting {
  readonly channel: ChannelConfig;
  readonly known: KnownChannel | undefined;
  readonly plan: Plan<Message>;
}

/** What became of it. */
export interface ChannelReport {
  readonly channel: ChannelConfig;
  readonly told: readonly Told<Message>[];
  readonly tooOld: readonly Message[];
}

/** Whether the channel was told everything that it was to be told. */
export function isComplete({ told }: ChannelReport): boolean {
  return told.every(({ how }) => how === 'sent');
}

/** The outcome for people: a line for each channel, and below it what did not go as it should. */
export function renderReports(reports: readonly ChannelReport[]): string {
  const width = Math.max(0, ...reports.map(({ channel }) => channel.id.length));
  return reports.map((report) => renderReport(report, width)).join('');
}

function renderReport({ channel, told, tooOld }: ChannelReport, width: number): string {
  const counts = [...Map.groupBy(told, ({ how }) => how)].map(([how, ones]) => `${ones.length} ${how}`);
  const sum = [
    ...counts,
    ...(tooOld.length > 0 ? [`${tooOld.length} older than three days and not news any more`] : []),
  ];
  const details = told.flatMap(({ how, says, maybeTwice, message }) => {
    const name = `line ${message.seq}, ${message.title}`;
    if (how !== 'sent') return [`  ${how}: ${name}: ${says}`];
    return maybeTwice ? [`  perhaps twice: ${name}: an earlier attempt may have arrived`] : [];
  });
  const head = `${channel.id.padEnd(width)}  ${channel.type.padEnd(7)}  ${sum.join(', ') || 'nothing new'}`;
  return `${[head, ...details].join('\n')}\n`;
}

/** The same for machines. */
export function reportJson(reports: readonly ChannelReport[]): string {
  const channels = reports.map(({ channel, told, tooOld }) => ({
    id: channel.id,
    type: channel.type,
    complete: told.every(({ how }) => how === 'sent'),
    messages: told.map(({ message, how, says, maybeTwice }) => ({
      id: message.item,
      line: message.seq,
      title: message.title,
      outcome: how,
      says,
      maybeTwice,
    })),
    tooOld: tooOld.length,
  }));
  return `${JSON.stringify({ channels }, undefined, 2)}\n`;
}

/** What would be sent; with `isWhole` whole, as JSON. */
export function renderPlans(plans: readonly Waiting[], isWhole: boolean): string {
  if (isWhole) {
    const channels = plans.map(({ channel, plan }) => ({
      id: channel.id,
      type: channel.type,
      messages: plan.queue.map(({ message, unsure, open }) => ({
        id: message.item,
        line: message.seq,
        payload: message.payload(unsure > 0 || open !== undefined),
      })),
      tooOld: plan.tooOld.length,
    }));
    return `${JSON.stringify({ channels }, undefined, 2)}\n`;
  }
  return plans
    .map(({ channel, plan: { queue, tooOld } }) => {
      const old = tooOld.length > 0 ? `, ${tooOld.length} older than three days and not news any more` : '';
      const rows = queue.map(
        ({ message }) => `  line ${message.seq}, ${message.title}\n    ${message.link}\n`,
      );
      return `${channel.id} (${channel.type}): ${queue.length} to be sent${old}\n${rows.join('')}`;
    })
    .join('');
}
