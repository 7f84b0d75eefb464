/** Where runs are computed. */
import { z } from 'zod';

const runsAtOnce = z.int().min(1).max(1000).optional();

export const LocalTargetSchema = z.strictObject({
  kind: z.literal('local'),
  /** How many runs train at the same time. Default: what the machine bears. */
  runsAtOnce,
});

/** Where a cluster's token is kept; the token itself is stored nowhere. */
export const TokenSourceSchema = z.discriminatedUnion('kind', [
  /** In this environment variable of the studio or the command line. */
  z.strictObject({
    kind: z.literal('variable'),
    name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'the name of an environment variable' }),
  }),
  /** In this file, alone; spaces and line ends around it do not count. */
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1) }),
]);
export type TokenSource = z.infer<typeof TokenSourceSchema>;

/** The nodes of a cluster run Linux. */
const pathOnNodes = z.string().regex(/^\//, { error: 'an absolute path on the nodes, such as "/srv/omgd"' });

/** A Ray cluster, used through the HTTP interface of its head: the Jobs API (Ray 2.9 or newer). */
export const RayTargetSchema = z.strictObject({
  kind: z.literal('ray'),
  /** What people call it; unique among the targets of a data folder. */
  name: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u, { error: 'letters, digits, spaces, ".", "_" and "-", at most 64' }),
  /** Of the head's dashboard, such as `http://127.0.0.1:8265`. */
  address: z.url({ protocol: /^https?$/, error: 'a web address such as "http://127.0.0.1:8265"' }),
  token: TokenSourceSchema.optional(),
  /** Processor cores that Ray reserves for a run; as many threads compute it. */
  cpusPerRun: z.int().min(1).max(1024).default(2),
  gpusPerRun: z.int().min(0).max(16).default(0),
  /** How many runs are on the cluster at the same time. Default: as many as its CPUs and GPUs bear now. */
  runsAtOnce,
  /** A folder that this machine and every node see: its path here, and its path on the nodes. */
  sharedFolder: z.strictObject({ here: z.string().min(1), there: pathOnNodes }).optional(),
  /** Where OMGD Studio is installed on every node. Default: the program is uploaded, and each node installs what it needs once. */
  installation: pathOnNodes.optional(),
});
export type RayTarget = z.infer<typeof RayTargetSchema>;

/** Stored with every sweep. */
export const ComputeTargetSchema = z.discriminatedUnion('kind', [LocalTargetSchema, RayTargetSchema]);
export type ComputeTarget = z.infer<typeof ComputeTargetSchema>;

export const ClusterNodeSchema = z.object({
  /** Ray's id. */
  id: z.string(),
  /** Its name or address on the cluster's network. */
  host: z.string(),
  isHead: z.boolean(),
  cpus: z.number().min(0),
  gpus: z.number().min(0),
  memoryBytes: z.number().min(0),
});
export type ClusterNode = z.infer<typeof ClusterNodeSchema>;

/** What a test of a target finds: the cluster as it is now, or a sentence that says what is wrong and what to do. */
export const ClusterProbeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reachable'),
    rayVersion: z.string(),
    /** Living ones only; the head is among them. */
    nodes: z.array(ClusterNodeSchema),
    /** Sums over the nodes. */
    cpus: z.number(),
    gpus: z.number(),
    /** How many runs of this target fit at once, those of other users not counted; 0: none will ever start. */
    runsAtOnce: z.int().min(0),
    /** Sentences about what will go wrong later. */
    warnings: z.array(z.string()),
  }),
  z.object({ kind: z.literal('problem'), message: z.string() }),
]);
export type ClusterProbe = z.infer<typeof ClusterProbeSchema>;
