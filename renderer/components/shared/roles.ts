/** The glyph, name and colour that a network (or the target) has everywhere: node, chart line, picture frame, column. */

export const ROLES = {
  student: { glyph: 'S', name: 'Student', color: 'var(--student)', softColor: 'var(--student-soft)' },
  wider: { glyph: 'W', name: 'Wider teacher', color: 'var(--wider)', softColor: 'var(--wider-soft)' },
  deeper: { glyph: 'D', name: 'Deeper teacher', color: 'var(--deeper)', softColor: 'var(--deeper-soft)' },
  cycle: { glyph: 'C', name: 'There and back', color: 'var(--wider)', softColor: 'var(--wider-soft)' },
  backward: { glyph: 'B', name: 'The way back', color: 'var(--wider)', softColor: 'var(--wider-soft)' },
  backwardCycle: { glyph: 'R', name: 'Back and there', color: 'var(--wider)', softColor: 'var(--wider-soft)' },
  target: { glyph: 'T', name: 'Target', color: 'var(--target)', softColor: 'var(--target-soft)' },
} as const;

export type Role = keyof typeof ROLES;
