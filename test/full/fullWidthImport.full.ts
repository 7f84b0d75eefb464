/**
 * State dicts of pix2pix's U-Net (54 million parameters) and CycleGAN's resnet at full width, written by PyTorch itself in
 * both containers, are imported in under five seconds and one gigabyte. Needs Python with pip and network or a folder of wheels.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { describeGenerator, type GeneratorChoice } from '../../core/networks/generators.ts';
import { weightsOf } from '../../core/networks/graph.ts';
import { torchShapeOf } from '../../core/weights/layout.ts';

const CHANNELS = { inputChannels: 3, outputChannels: 3, ngf: 64 } as const;
const NETWORKS: Readonly<Record<string, GeneratorChoice>> = {
  pix2pix: { ...CHANNELS, architecture: 'unet_256', norm: 'batch' },
  cyclegan: { ...CHANNELS, architecture: 'resnet_9blocks', norm: 'instance' },
};

const ResultSchema = z.object({
  elapsedMs: z.number(),
  processorMs: z.number(),
  peakBytes: z.number(),
  verdict: z.string(),
  sums: z.record(z.string(), z.number()),
});

/** Lets PyTorch write the files into a new folder; undefined, with the reason, where PyTorch cannot be had. */
function filesOfTorch(context: TestContext): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'omgd-full-width-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const shapes = Object.entries(NETWORKS).map(([name, choice]) => {
    return [name, weightsOf(describeGenerator(choice)).map((weight) => [weight.name, torchShapeOf(weight)])];
  });
  writeFileSync(join(folder, 'shapes.json'), JSON.stringify(Object.fromEntries(shapes)));
  const python = join(folder, 'venv', 'bin', 'python');
  const run = (program: string, ...words: readonly string[]): void =>
    void execFileSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  try {
    run('python3', '-m', 'venv', join(folder, 'venv'));
    run(python, '-m', 'pip', 'install', '-q', 'torch==2.13.0');
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    context.skip(`PyTorch cannot be installed here, so it cannot write the files: ${reason ?? ''}`);
    return undefined;
  }
  run(python, join(import.meta.dirname, 'fullWidthReference.py'), folder);
  return folder;
}

test('state dicts of full width are imported in under 5 s and 1 GB', (context) => {
  const folder = filesOfTorch(context);
  if (folder === undefined) return;
  const sums = JSON.parse(readFileSync(join(folder, 'sums.json'), 'utf8')) as Record<string, Record<string, number>>;
  for (const [network, choice] of Object.entries(NETWORKS)) {
    for (const container of ['zip', 'legacy']) {
      const file = join(folder, `${network}-${container}.pth`);
      const words = [join(import.meta.dirname, 'importChild.ts'), file, JSON.stringify(choice)];
      const result = ResultSchema.parse(JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })));
      const { elapsedMs, processorMs, peakBytes, verdict } = result;
      context.diagnostic(
        `${network}, ${container}: ${Math.round(elapsedMs)} ms, ${Math.round(processorMs)} ms of the processor, at most ${Math.round(peakBytes / 1e6)} MB`,
      );
      assert.match(verdict, new RegExp(`^${choice.architecture} with ngf 64`));
      for (const [name, sum] of Object.entries(sums[network]!)) {
        assert.ok(Math.abs(result.sums[name]! - sum) <= 1e-6 * Math.max(1, Math.abs(sum)), name);
      }
      assert.ok(
        processorMs < 5000 && peakBytes < 1e9,
        `${network}, ${container}: ${processorMs} ms, ${peakBytes} bytes`,
      );
    }
  }
});
