/** What an update of each kind of incident may call itself, in the order in which they usually come. */
export const PHASES = {
  incident: [
    'investigating',
    'identified',
    'monitoring',
    'resolved',
    'update',
    'correction',
    'postmortem',
    'withdrawn',
  ],
  maintenance: [
    'scheduled',
    'in progress',
    'verifying',
    'completed',
    'cancelled',
    'update',
    'correction',
    'postmortem',
  ],
} as const;

export type Kind = keyof typeof PHASES;
export type Phase = (typeof PHASES)[Kind][number];

export const KINDS: readonly Kind[] = ['incident', 'maintenance'];
export const ALL_PHASES: readonly Phase[] = [...new Set([...PHASES.incident, ...PHASES.maintenance])];

const OPEN: ReadonlySet<Phase> = new Set<Phase>([
  'investigating',
  'identified',
  'monitoring',
  'scheduled',
  'in progress',
  'verifying',
]);
const CLOSED: ReadonlySet<Phase> = new Set<Phase>(['resolved', 'withdrawn', 'completed', 'cancelled']);

/** The phase says that the matter goes on; after a closing phase it reopens it. */
export function opens(phase: Phase): boolean {
  return OPEN.has(phase);
}

/** The phase says that the matter is over. */
export function closes(phase: Phase): boolean {
  return CLOSED.has(phase);
}

/** Whether an incident of this kind may be in this phase. */
export function belongsTo(kind: Kind, phase: Phase): boolean {
  return (PHASES[kind] as readonly Phase[]).includes(phase);
}
