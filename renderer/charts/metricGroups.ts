/** Sorts a run's metrics into charts. The names are those of the training step (core/distill/step.ts, cycleStep.ts). */

export interface MetricStyle {
  readonly label: string;
  readonly glyph: string;
  readonly colour: string;
  readonly dash: readonly number[];
}

export interface MetricMember extends MetricStyle {
  readonly name: string;
}

export interface MetricGroup {
  readonly id: string;
  readonly title: string;
  /** What the chart shows, for people who do not know the paper. */
  readonly help: string;
  readonly members: readonly MetricMember[];
}

const ROLE_STYLES: Readonly<Record<string, MetricStyle>> = {
  w: { label: 'wider', glyph: 'W', colour: 'wider', dash: [7, 3] },
  d: { label: 'deeper', glyph: 'D', colour: 'deeper', dash: [2, 2] },
  s: { label: 'student', glyph: 'S', colour: 'student', dash: [] },
};
/** Of the lines in a chart, by the first letter of their glyph. */
const ORDER = 'WDS';
const NEUTRAL: Omit<MetricStyle, 'label'> = { glyph: '', colour: 'text-2', dash: [] };
const STUDENT: Omit<MetricStyle, 'label'> = { glyph: 'S', colour: 'student', dash: [] };

interface GroupRule {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly matches: RegExp;
}

/** In the order of the page. A metric goes to the first group that matches. */
const RULES: readonly GroupRule[] = [
  {
    id: 'student',
    title: 'Student, all terms',
    help: 'What the student minimises: the sum of its distillation terms.',
    matches: /^G_student$/,
  },
  {
    id: 'ssim',
    title: 'Structure',
    help: '1 − SSIM between the student and each teacher, times its weight.',
    matches: /^G_SSIM_/,
  },
  {
    id: 'feature',
    title: 'Features',
    help: 'Distance of perceptual features between the student and each teacher.',
    matches: /^G_feature_/,
  },
  {
    id: 'style',
    title: 'Style',
    help: 'Distance of Gram matrices between the student and each teacher.',
    matches: /^G_style_/,
  },
  { id: 'tv', title: 'Smoothness', help: 'Total variation of the student’s picture.', matches: /^G_tv/ },
  {
    id: 'channel',
    title: 'Channels',
    help: 'Channel distillation from the wider teacher’s layers.',
    matches: /^G_CD$/,
  },
  {
    id: 'reconstruction',
    title: 'Distance to the target',
    help: 'How far the pictures are from the target.',
    matches: /^G_recon_/,
  },
  {
    id: 'cycle',
    title: 'There and back',
    help: 'How far pictures are from themselves after both generators of the CycleGAN, times the weight.',
    matches: /^G_cycle_/,
  },
  {
    id: 'identity',
    title: 'Left as they are',
    help: 'How far pictures of the wanted kind are changed by the CycleGAN, times the weight.',
    matches: /^G_idt_/,
  },
  {
    id: 'gan',
    title: 'Fooling the discriminator',
    help: 'The adversarial term of each network that trains with the discriminator.',
    matches: /^G_(gan_|[AB]$)/,
  },
  {
    id: 'generator',
    title: 'Generator, all terms',
    help: 'Adversarial term and distance to the target together.',
    matches: /^G(_[wds])?$/,
  },
  {
    id: 'discriminator',
    title: 'Discriminator',
    help: 'How badly real and made pictures are told apart. Near 0 for long: it wins and teaches nothing.',
    matches: /^D(_|$)/,
  },
];
const OTHER: GroupRule = {
  id: 'other',
  title: 'Other',
  help: 'Numbers that the run reported besides its losses.',
  matches: /./,
};

/** The groups that have a member among `names`, in the order of the page. */
export function groupMetrics(names: readonly string[]): MetricGroup[] {
  return [...RULES, OTHER].flatMap(({ id, title, help }) => {
    const members = names.filter((name) => ruleOf(name).id === id).map((name) => ({ name, ...styleOf(name) }));
    members.sort((first, second) => ORDER.indexOf(first.glyph[0] ?? '') - ORDER.indexOf(second.glyph[0] ?? ''));
    return members.length === 0 ? [] : [{ id, title, help, members }];
  });
}

function ruleOf(name: string): GroupRule {
  return RULES.find(({ matches }) => matches.test(name)) ?? OTHER;
}

function styleOf(name: string): MetricStyle {
  if (name === 'G_student' || name === 'G_CD') return { ...STUDENT, label: 'student' };
  if (name === 'D') return { ...NEUTRAL, label: 'total' };
  const [, real, role] = /^(?:D_(real|fake)|G_\w+|G)_([wds])$/.exec(name) ?? [];
  const style = role ? ROLE_STYLES[role] : undefined;
  if (!style) return directionStyle(name) ?? { ...NEUTRAL, label: name };
  if (!real) return style;
  return {
    ...style,
    label: `${real}, ${style.label}`,
    dash: real === 'real' ? [] : [2, 3],
    glyph: `${style.glyph}${real === 'real' ? 'r' : 'f'}`,
  };
}

/** A CycleGAN's terms are those of one direction. */
function directionStyle(name: string): MetricStyle | undefined {
  const [, direction] = /_([AB])$/.exec(name) ?? [];
  if (!direction) return undefined;
  const isForward = direction === 'A';
  return {
    label: isForward ? 'A → B' : 'B → A',
    glyph: direction,
    colour: isForward ? 'wider' : 'text-2',
    dash: isForward ? [7, 3] : [2, 2],
  };
}

/** A metric's name for a list: its chart and its line there. */
export function termLabel(name: string): string {
  const { title } = ruleOf(name);
  const { label } = styleOf(name);
  return ruleOf(name) === OTHER ? name : `${title}: ${label}`;
}
