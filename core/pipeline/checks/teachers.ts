/** Who teaches, and whether the student can learn from it. */
import { distillationTaps } from '../../networks/taps.ts';
import { describeCheckedGenerator } from '../../networks/generators.ts';
import { hasTeachers, isUnpaired } from '../methods.ts';
import { isFrozen, participantsOf, trainedTeachers } from '../roles.ts';
import { error, warning, type Check } from './finding.ts';

export const someTeacher: Check = ({ method, teachers }) => {
  if (method === 'omgd-unpaired' && !teachers.wider) {
    const message = 'There is no teacher. Add teachers.wider, whose CycleGAN teaches, or set method to "cyclegan".';
    return [error('teachers.wider', message)];
  }
  if (method !== 'omgd' || teachers.wider || teachers.deeper) return [];
  const message = 'There is no teacher. Add teachers.wider, teachers.deeper or both, or set method to "pix2pix".';
  return [error('teachers', message)];
};

export const headForEachTeacher: Check = (document) => {
  const { discriminator } = document;
  if (trainedTeachers(document).length < 2 || discriminator.kind === 'multi_n_layers') return [];
  return [
    error(
      'discriminator.kind',
      `discriminator.kind is "${discriminator.kind}", but two teachers train, and each needs a head of its own. ` +
        'Set it to "multi_n_layers", or leave one teacher out or freeze it.',
    ),
  ];
};

/** Channel distillation compares the same layers of student and wider teacher, so both must have them. */
export const channelTaps: Check = ({ method, teachers, student, losses: { channelWeight } }) => {
  // A missing CycleGAN has its own error.
  if (!hasTeachers(method) || channelWeight === 0 || (isUnpaired(method) && !teachers.wider)) return [];
  const off = 'or set losses.channelWeight to 0';
  if (!teachers.wider) {
    const message = `losses.channelWeight is ${channelWeight}, but channels come from a wider teacher. Add one, ${off}.`;
    return [error('losses.channelWeight', message)];
  }
  const teacherTaps = distillationTaps(teachers.wider.architecture);
  if (teacherTaps.length === 0) {
    const message =
      `teachers.wider.architecture is "${teachers.wider.architecture}", which has no layers for channel distillation. ` +
      `Choose a plain architecture for the wider teacher, ${off}.`;
    return [error('teachers.wider.architecture', message)];
  }
  const studentTaps = distillationTaps(student.architecture);
  if (teacherTaps.every((tap, index) => tap.id === studentTaps[index]?.id)) return [];
  const message =
    `student.architecture is "${student.architecture}", but channel distillation compares it layer by layer with the wider ` +
    `teacher, a "${teachers.wider.architecture}". Choose the same family for both, ${off}.`;
  return [error('student.architecture', message)];
};

export const studentLearnsSomething: Check = ({ method, losses }) => {
  const { ssimWeight, styleWeight, featureWeight, channelWeight } = losses;
  if (!hasTeachers(method) || ssimWeight + styleWeight + featureWeight + channelWeight > 0) return [];
  const message =
    'All weights that tie the student to its teachers are 0, so it would learn nothing. ' +
    'Give losses.ssimWeight, styleWeight, featureWeight or channelWeight a value above 0.';
  return [error('losses.ssimWeight', message)];
};

export const teachersLearnSomething: Check = (document) => {
  const { method, losses } = document;
  const { ganWeight, reconWeight } = losses;
  // In a CycleGAN neither counts: its GAN terms have the weight 1.
  if (isUnpaired(method) || ganWeight + reconWeight > 0) return [];
  if (method === 'omgd' && trainedTeachers(document).length === 0) return [];
  const who = method === 'omgd' ? 'the teachers' : 'the student';
  const message = `losses.ganWeight and losses.reconWeight are both 0, so ${who} would learn nothing. Raise one of them.`;
  return [error('losses.reconWeight', message)];
};

/** Of a CycleGAN only one half teaches, and it learns from the other: there is nothing to freeze. */
export const nothingFrozenInCycle: Check = ({ method, teachers }) => {
  if (!isUnpaired(method) || !teachers.wider?.frozen) return [];
  const message = 'teachers.wider.frozen is on, but the teacher of unpaired training is a CycleGAN, which learns. Turn it off.'; // prettier-ignore
  return [error('teachers.wider.frozen', message)];
};

/** A frozen teacher never learns, so it must have learned before. */
export const frozenTeachersKnowSomething: Check = (document) =>
  participantsOf(document).flatMap(({ role, path, settings: { start } }) => {
    if (!isFrozen(document, role) || start.kind !== 'scratch') return [];
    const message =
      `${path} is frozen and starts from scratch, so it would teach noise for ever. Choose weights or an earlier run in ` +
      `${path}.start, or set ${path}.frozen to false.`;
    return [error(`${path}.start.kind`, message)];
  });

/** Widths of single layers come from one weights file and fit one network only. */
export const widthsFit: Check = (document) =>
  participantsOf(document).flatMap(({ path, settings: { architecture, ngf, widths } }) => {
    if (!widths) return [];
    const { inputChannels, outputChannels } = document.preprocess;
    try {
      const options = { architecture, ngf, widths, norm: document.norm, inputChannels, outputChannels };
      const ids = new Set(describeCheckedGenerator(options).nodes.map(({ id }) => id));
      const stray = Object.keys(widths).find((id) => !ids.has(id));
      if (stray === undefined) return [];
      return [error(`${path}.widths`, `${path}.widths names "${stray}", which a ${architecture} does not have. Import the weights again.`)]; // prettier-ignore
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      return [error(`${path}.widths`, `${path}.widths does not fit a ${architecture} with ngf ${ngf}. ${reason}`)];
    }
  });

export const studentIsSmaller: Check = ({ method, teachers: { wider }, student }) => {
  if (!hasTeachers(method) || !wider || wider.architecture !== student.architecture || student.ngf < wider.ngf)
    return [];
  const message =
    `student.ngf is ${student.ngf} and teachers.wider.ngf ${wider.ngf}: the student is no smaller than its teacher, ` +
    'so nothing is compressed.';
  return [warning('student.ngf', message)];
};
