import type { Cause, Impact } from '../model/incident.ts';
import type { Kind, Phase } from '../model/phase.ts';
import type { RecordKind } from '../model/record.ts';
import type { State } from '../model/state.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';

/** Every word that a reader meets, by the place where it stands. A language that lacks one does not compile. */
export interface Words {
  /** The language's name in itself. */
  readonly language: string;
  readonly locale: string;
  /** Stands on every page while nobody who grew up with the language has read these words; else empty. */
  readonly unreviewed: string;
  /** The first word is shown; a file may use any of them. */
  readonly phases: Readonly<Record<Phase, readonly [string, ...string[]]>>;
  readonly states: Readonly<Record<State, string>>;
  readonly impacts: Readonly<Record<Impact, string>>;
  readonly causes: Readonly<Record<Cause, string>>;
  readonly kinds: Readonly<Record<Kind, string>>;
  /** Names of sections, so that a translation's stands where the original's does. */
  readonly sections: Readonly<Record<SectionName, readonly [string, ...string[]]>>;
  readonly overall: Readonly<Record<OverallName, string>>;
  readonly site: SiteWords;
  readonly incident: IncidentWords;
  readonly time: TimeWords;
  readonly record: RecordWords;
  readonly asOf: AsOfWords;
  readonly live: LiveWords;
  readonly prose: {
    readonly struck: string;
    readonly inserted: string;
    readonly footnotes: string;
    readonly backToText: (note: string) => string;
    readonly note: string;
    readonly tip: string;
    readonly important: string;
    readonly warning: string;
    readonly caution: string;
    readonly done: string;
    readonly notDone: string;
    readonly dropped: string;
    readonly table: string;
  };
  readonly feed: FeedWords;
  readonly announce: AnnounceWords;
  readonly ledger: LedgerWords;
  readonly search: SearchWords;
  readonly archive: ArchiveWords;
  readonly subscribe: SubscribeWords;
  readonly reports: ReportWords;
  readonly works: WorkWords;
}

export type SectionName =
  | 'summary'
  | 'impact'
  | 'symptoms'
  | 'cause'
  | 'response'
  | 'workaround'
  | 'toDo'
  | 'otherServices'
  | 'measures'
  | 'answers'
  | 'timeline'
  | 'detection'
  | 'rootCause'
  | 'trigger'
  | 'factors'
  | 'lessons'
  | 'actions';

export type OverallName =
  | 'none'
  | 'maintenance'
  | 'degraded'
  | 'partial'
  | 'partialAll'
  | 'major'
  | 'majorAll';

export interface SiteWords {
  readonly statusOf: (service: string) => string;
  readonly skip: string;
  readonly menu: string;
  readonly history: string;
  readonly follow: string;
  readonly openIncidents: string;
  readonly openThoughOperational: (count: number) => string;
  readonly underMaintenance: string;
  readonly upcomingMaintenance: string;
  readonly noMaintenance: string;
  readonly components: string;
  readonly retired: (day: string) => string;
  readonly since: (day: string) => string;
  readonly recent: string;
  readonly nothingInDays: (days: number) => string;
  readonly nothingOnOthers: (days: number) => string;
  readonly allHistory: string;
  readonly asOf: (moment: string) => string;
  readonly zone: (name: string) => string;
  readonly notTheRecord: string;
  readonly footer: string;
  readonly more: string;
  readonly historyIntro: (count: number, from: string) => string;
  readonly historyEmpty: string;
  readonly onComponent: (name: string) => string;
  readonly componentEmpty: string;
  readonly notFound: string;
  readonly notFoundHelp: string;
  readonly toFront: string;
  readonly followHelp: string;
  readonly feedComponent: (name: string) => string;
  readonly feedPostmortems: string;
  readonly signUp: string;
  /** `days` where they are fewer than the bars show. */
  readonly uptime: (percent: string, days: number | undefined) => string;
  readonly barDays: (days: number) => string;
  readonly uptimeFormula: string;
  readonly noAffectedDays: string;
  readonly moreDays: (count: number) => string;
  readonly formerly: (name: string, until: string) => string;
  readonly bars: (name: string, days: number) => string;
  readonly dayEntry: (day: string, states: string) => string;
  readonly dayAmended: string;
  readonly untranslated: string;
  /** Beside a few words, a title. */
  readonly notYetTranslated: string;
  readonly years: string;
}

export interface IncidentWords {
  readonly posted: string;
  readonly added: string;
  readonly ladder: string;
  readonly state: string;
  readonly ongoing: string;
  readonly began: string;
  readonly ended: string;
  /** Of a maintenance. */
  readonly started: string;
  readonly finished: string;
  readonly detected: string;
  readonly duration: string;
  readonly soFar: (span: string) => string;
  readonly soFarAside: (span: string) => string;
  readonly hasLoss: string;
  readonly total: (span: string) => string;
  readonly windowNo: (n: number) => string;
  readonly components: string;
  readonly cause: string;
  readonly impact: string;
  readonly lost: string;
  readonly lostWithdrawn: string;
  readonly about: (time: string) => string;
  readonly firstStated: (first: string) => string;
  readonly titleFirst: (title: string) => string;
  readonly planned: string;
  readonly plannedNow: string;
  readonly endNotAnnounced: string;
  readonly moved: string;
  readonly asTable: string;
  readonly course: string;
  readonly from: string;
  readonly to: string;
  readonly cite: string;
  readonly citation: (site: string, title: string, number: number, moment: string) => string;
  readonly withdrawn: string;
  readonly notice: string;
  readonly timeline: string;
  readonly newestFirst: string;
  readonly oldestFirst: string;
  readonly correctedBy: (moment: string) => string;
  readonly corrects: (moment: string) => string;
  readonly errata: string;
  readonly forColumn: string;
  readonly readColumn: string;
  readonly correctedColumn: string;
  readonly promises: string;
  readonly promiseOpen: string;
  readonly promiseOverdue: string;
  readonly promiseKept: string;
  readonly promiseDropped: string;
  readonly promiseMoved: (from: string | undefined, to: string) => string;
  readonly postmortem: string;
  readonly readPostmortem: string;
  readonly readPostmortemAddition: string;
  readonly toIncident: string;
  readonly contents: string;
  readonly next: string;
  readonly nextDue: (moment: string) => string;
  readonly nextKept: (promised: string, came: string) => string;
  readonly nextLate: (promised: string, came: string, late: string) => string;
  readonly notYetCome: (promised: string) => string;
  readonly nextMissed: (promised: string) => string;
  readonly previousIncident: string;
  readonly nextIncident: string;
  readonly neighbours: string;
  readonly nothingSaid: Readonly<Partial<Record<Phase, string>>>;
  readonly redacted: (date: string, reason: string) => string;
  readonly redactedProof: string;
  readonly by: (role: string) => string;
  readonly source: string;
  readonly feed: string;
  readonly struck: string;
}

/** What a page says of itself while it is open. */
export interface LiveWords {
  readonly newer: string;
  /** `ago` is worded by the browser: `20 minutes ago`. */
  readonly old: (ago: string) => string;
  readonly again: string;
}

/** On an incident's page as it read when an update was first published. */
export interface AsOfWords {
  readonly label: string;
  /** Before that update's stamp. */
  readonly past: string;
  readonly unknown: string;
  readonly earlier: string;
  readonly later: string;
  readonly now: string;
  /** Of the whole site. */
  readonly whole: (moment: string) => string;
}

/** What the public record is told in. */
export interface RecordWords {
  readonly title: string;
  readonly intro: string;
  /** A line's number, to cite it by. */
  readonly no: (number: number) => string;
  readonly length: string;
  readonly head: string;
  readonly genesis: string;
  readonly genesisWords: (lines: number) => string;
  readonly fork: string;
  readonly abandoned: string;
  readonly forkChanged: string;
  readonly forkGone: string;
  readonly limits: string;
  readonly notProven: readonly string[];
  readonly check: string;
  readonly checkLog: string;
  readonly checkChain: string;
  readonly checkHead: string;
  readonly checkUpdate: (number: number) => string;
  readonly checkFront: (number: number) => string;
  readonly checkFile: (number: number) => string;
  readonly checkOld: string;
  readonly checkAll: string;
  readonly corrections: string;
  readonly redactions: string;
  readonly late: string;
  readonly imported: string;
  readonly components: string;
  readonly none: string;
  readonly linesHelp: string;
  readonly kinds: Readonly<Record<RecordKind, string>>;
  readonly ofIncident: string;
  readonly broughtIn: (moment: string, system: string) => string;
  readonly firstPublished: (moment: string) => string;
  readonly lateBecause: (why: string) => string;
  readonly withheldIn: string;
  readonly withheldNew: (count: number) => string;
}

/** In the archive by years and months. */
export interface ArchiveWords {
  readonly help: string;
  readonly count: (count: number) => string;
  readonly during: (time: string) => string;
  readonly before: (time: string) => string;
  readonly after: (time: string) => string;
  readonly all: string;
}

/** On the page of all ways to follow. */
export interface SubscribeWords {
  readonly title: string;
  readonly intro: string;
  readonly everything: string;
  readonly postmortemsHelp: string;
  readonly promisesHelp: string;
  readonly componentsHelp: string;
  readonly calendar: string;
  readonly calendarHelp: string;
  /** What other sites may show of this one: badge and embed. */
  readonly elsewhere: string;
  readonly elsewhereHelp: string;
  readonly statuspage: string;
  readonly statuspageHelp: string;
  readonly signUpHelp: string;
  readonly copy: string;
  readonly copied: (name: string) => string;
  readonly marked: (name: string) => string;
  readonly where: string;
  /** What each kind of reader or chat wants to be given. */
  readonly readers: readonly ReaderWords[];
}

export interface ReaderWords {
  readonly name: string;
  readonly wants: string;
}

/** On the page of search. */
export interface SearchWords {
  readonly title: string;
  readonly intro: string;
  readonly words: string;
  readonly any: string;
  readonly facets: Readonly<Record<'component' | 'kind' | 'year' | 'loss' | 'language', string>>;
  readonly lost: string;
  readonly notLost: string;
  /** `count` is a number, or what the browser puts one in place of. */
  readonly found: (count: string) => string;
  readonly more: (count: string) => string;
  readonly none: string;
  readonly unavailable: string;
  readonly browse: string;
}

/** On the page of all promises. */
export interface LedgerWords {
  readonly title: string;
  readonly intro: string;
  readonly empty: string;
  readonly total: (count: number) => string;
  readonly moves: (count: number) => string;
  readonly by: (day: string) => string;
  readonly perIncident: string;
  readonly earlier: string;
  readonly during: (time: string) => string;
}

/** On the page of all postmortems. */
export interface ReportWords {
  readonly title: string;
  readonly intro: string;
  readonly empty: string;
  readonly figures: string;
  /** What the measures count from and to, and why some are absent. */
  readonly figuresHelp: string;
  readonly median: (span: string) => string;
  readonly range: (least: string, most: string) => string;
  readonly of: (count: number) => string;
  readonly unmeasured: string;
  readonly measures: Readonly<Record<Measure, string>>;
  readonly causes: string;
  readonly causeCount: (cause: string, count: number) => string;
  readonly openPromises: (count: number) => string;
  readonly earlier: string;
  readonly during: (time: string) => string;
}

/** The times that are measured of an incident. */
export type Measure = 'firstWord' | 'detection' | 'resolution';

/** On the page of all maintenance. */
export interface WorkWords {
  readonly title: string;
  readonly intro: string;
  readonly past: string;
  readonly none: string;
  readonly earlier: string;
}

export interface TimeWords {
  /** What stands before and after a moment to say that something goes on since then. */
  readonly sinceBefore: string;
  readonly sinceAfter: string;
  /** Between two things said in one line. */
  readonly point: string;
  /** Between a name and what is said of it. */
  readonly colon: string;
  /** Between the members of a list. */
  readonly list: string;
  /** Beside what it belongs to. */
  readonly aside: (words: string) => string;
  readonly weekday: (name: string, day: string) => string;
  readonly dash: string;
  readonly days: (count: number) => string;
  readonly hours: (count: number) => string;
  readonly minutes: (count: number) => string;
  readonly join: string;
  readonly lessThanAMinute: string;
}

export interface FeedWords {
  readonly title: (service: string) => string;
  readonly titleComponent: (service: string, component: string) => string;
  readonly titleIncident: (service: string, incident: string) => string;
  readonly titlePostmortems: (service: string) => string;
  readonly titlePromises: (service: string) => string;
  readonly titleMaintenance: (service: string) => string;
  readonly titleMaintenanceOf: (service: string, component: string) => string;
  readonly badge: string;
  readonly description: (service: string) => string;
  readonly item: (phase: string, title: string) => string;
  /** Those that an item does not name one by one. */
  readonly moreComponents: (count: number) => string;
  /** What a redaction is called in an item's title, and what the item says. */
  readonly redaction: string;
  readonly redactionHelp: string;
  /** What stands before the chain value of an item's line. */
  readonly line: (number: number) => string;
}

/** What a message of an announcement says besides the update. */
export interface AnnounceWords {
  readonly read: string;
  readonly unsubscribe: string;
  /** Where the receiver gave no answer, and the same is sent once more. */
  readonly again: string;
}

/** The languages that we speak. A language is one file. */
const LANGUAGES: Readonly<Record<string, Words>> = { de, en, ja, ko };

export const KNOWN_LANGUAGES: readonly string[] = Object.keys(LANGUAGES).sort();

/** The words of a language that `site.yml` named; asking for another is our own mistake. */
export function wordsFor(lang: string): Words {
  const words = LANGUAGES[lang];
  if (!words) throw new Error(`There are no words for the language "${lang}".`);
  return words;
}

const PHASE_WORDS: ReadonlyMap<string, Phase> = new Map(
  Object.values(LANGUAGES).flatMap((words) =>
    Object.entries(words.phases).flatMap(([phase, spellings]) =>
      spellings.map((spelling): [string, Phase] => [spelling.toLowerCase(), phase as Phase]),
    ),
  ),
);

/** The phase that a heading names, in whichever language. */
export function phaseOf(word: string): Phase | undefined {
  return PHASE_WORDS.get(word.toLowerCase());
}

/** Every word that names a phase. */
export function phaseWords(): readonly string[] {
  return Object.values(LANGUAGES).flatMap((words) => Object.values(words.phases).flat());
}

const SECTION_NAMES: ReadonlyMap<string, SectionName> = new Map(
  Object.values(LANGUAGES).flatMap((words) =>
    Object.entries(words.sections).flatMap(([name, spellings]) =>
      spellings.map((spelling): [string, SectionName] => [foldName(spelling), name as SectionName]),
    ),
  ),
);

/** What a section's heading is compared by: a known name in whichever language, else its words without case and width. */
export function sectionKey(heading: string): string {
  const folded = foldName(heading);
  return SECTION_NAMES.get(folded) ?? `"${folded}`;
}

/** The known section that a heading names, in whichever language. */
export function sectionNamed(heading: string): SectionName | undefined {
  return SECTION_NAMES.get(foldName(heading));
}

function foldName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
