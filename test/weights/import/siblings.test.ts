import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { siblingsOf } from '../../../core/weights/import/siblings.ts';
import { inFolder } from '../../fixtures/folder.ts';

test('the other networks of a CycleGAN are found beside either generator, each for its setting', async () => {
  await inFolder(async (folder) => {
    for (const name of ['G_A', 'G_B', 'D_A', 'D_B', 'G']) writeFileSync(join(folder, `latest_net_${name}.pth`), '');
    writeFileSync(join(folder, '200_net_D.pth'), '');
    mkdirSync(join(folder, '200_net_G_B.pth'));
    const beside = async (name: string): Promise<string[]> => {
      const found = await siblingsOf(join(folder, name));
      return found.map(({ file, setting }) => `${basename(file)} ${setting ?? 'nowhere'}`);
    };
    assert.deepEqual(await beside('latest_net_G_A.pth'), [
      'latest_net_G_B.pth cycle.backward',
      'latest_net_D_A.pth cycle.discriminator',
      'latest_net_D_B.pth cycle.backwardDiscriminator',
    ]);
    assert.deepEqual(await beside('latest_net_G_B.pth'), [
      'latest_net_G_A.pth cycle.backward',
      'latest_net_D_B.pth cycle.discriminator',
      'latest_net_D_A.pth cycle.backwardDiscriminator',
    ]);
    assert.deepEqual(await beside('latest_net_G.pth'), [], 'its discriminator is not there');
    assert.deepEqual(await beside('200_net_G.pth'), ['200_net_D.pth nowhere']);
    assert.deepEqual(await beside('200_net_G_A.pth'), [], 'a folder is no file, 200_net_D.pth of another model');
    assert.deepEqual(await beside('latest_net_D_A.pth'), []);
  });
});
