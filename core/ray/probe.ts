/** Looks at a cluster: is it there, is it Ray, and would runs fit on it? What the "Test" of a target shows. */
import { existsSync } from 'node:fs';
import type { ClusterNode, ClusterProbe, RayTarget } from '../protocol/index.ts';
import { RayClient, type RayNode } from './client.ts';
import { RayError } from './rayError.ts';

/** Older ones lack the id of the node in the state of a job. */
const OLDEST_VERSION = [2, 9] as const;

/** Asks the head for its version and its living nodes. Never rejects, but for the reason of `signal`. */
export async function probeRay(target: RayTarget, signal?: AbortSignal): Promise<ClusterProbe> {
  const client = new RayClient(target, signal);
  try {
    const { ray } = await client.version();
    const nodes = (await client.nodes()).filter(({ state }) => state === 'ALIVE').map(asNode);
    return {
      kind: 'reachable',
      rayVersion: ray,
      nodes,
      cpus: sum(nodes.map(({ cpus }) => cpus)),
      gpus: sum(nodes.map(({ gpus }) => gpus)),
      runsAtOnce: sum(nodes.map((node) => runsOn(node, target))),
      warnings: [...versionWarnings(ray), ...placeWarnings(nodes, target), ...folderWarnings(target)],
    };
  } catch (error) {
    if (error instanceof RayError) return { kind: 'problem', message: error.message };
    throw error;
  }
}

/** The same where there is no going on without the cluster. @throws RayError if it does not answer, or does not let us in */
export async function requireRay(target: RayTarget): Promise<Extract<ClusterProbe, { kind: 'reachable' }>> {
  const probe = await probeRay(target);
  if (probe.kind === 'problem') throw new RayError('unreachable', probe.message);
  return probe;
}

function asNode({
  node_id: id,
  node_ip: ip,
  node_name: name,
  is_head_node: isHead,
  resources_total: has,
}: RayNode): ClusterNode {
  const memoryBytes = has['memory'] ?? 0;
  return { id, host: name ?? ip, isHead, cpus: has['CPU'] ?? 0, gpus: has['GPU'] ?? 0, memoryBytes };
}

/** How many runs of the target a node has room for. */
function runsOn({ cpus, gpus }: ClusterNode, { cpusPerRun, gpusPerRun }: RayTarget): number {
  const byCpus = Math.floor(cpus / cpusPerRun);
  return gpusPerRun === 0 ? byCpus : Math.min(byCpus, Math.floor(gpus / gpusPerRun));
}

function versionWarnings(version: string): string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST_VERSION[0] || (major === OLDEST_VERSION[0] && minor >= OLDEST_VERSION[1])) return [];
  return [
    `The cluster runs Ray ${version}. OMGD Studio needs Ray ${OLDEST_VERSION.join('.')} or newer; update the cluster.`,
  ];
}

function placeWarnings(nodes: readonly ClusterNode[], target: RayTarget): string[] {
  if (nodes.some((node) => runsOn(node, target) > 0)) return [];
  const { cpusPerRun, gpusPerRun } = target;
  const asked = `${String(cpusPerRun)} CPUs${gpusPerRun > 0 ? ` and ${String(gpusPerRun)} GPUs` : ''}`;
  return [
    `No node has the ${asked} that a run asks for: runs would wait for ever. Ask for less, or add a larger node.`,
  ];
}

function folderWarnings({ sharedFolder }: RayTarget): string[] {
  if (sharedFolder === undefined || existsSync(sharedFolder.here)) return [];
  return [
    `The shared folder ${sharedFolder.here} is not there on this machine. Mount it, or take it out of the target.`,
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
