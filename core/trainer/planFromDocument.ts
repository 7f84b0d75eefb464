/** The pipeline document as a step plan. */
import { studentOf, type StepPlan } from '../distill/plan.ts';
import { distillationTaps } from '../networks/taps.ts';
import { describePipeline } from '../pipeline/describe.ts';
import type { PipelineDocument } from '../pipeline/index.ts';

/** Teachers against the discriminator and a student that learns from them, or (pix2pix) the student against it alone. */
export function planFromDocument(document: PipelineDocument): StepPlan {
  const { generators, discriminator } = describePipeline(document);
  const adversarial = document.method === 'pix2pix' ? generators : generators.filter(({ role }) => role !== 'student');
  const student = generators.find(({ role }) => role === 'student')!;
  const wider = adversarial.find(({ role }) => role === 'wider');
  const { losses } = document;
  const taps = wider && losses.channelWeight > 0 ? distillationTaps(wider.settings.architecture) : [];
  const ngf = { student: student.settings.ngf, wider: wider?.settings.ngf ?? 0 };
  const plan: StepPlan = {
    adversarial: adversarial.map(({ role, network }) => ({ role, network })),
    discriminator,
    weights: {
      gan: losses.ganWeight,
      reconstruction: losses.reconWeight,
      ssim: losses.ssimWeight,
      style: losses.styleWeight,
      feature: losses.featureWeight,
      totalVariation: losses.tvWeight,
      channel: losses.channelWeight,
    },
    ganMode: document.discriminator.ganMode,
    reconstruction: losses.reconType,
  };
  return document.method === 'pix2pix' ? plan : { ...plan, student: studentOf(student.network, ngf, taps) };
}
