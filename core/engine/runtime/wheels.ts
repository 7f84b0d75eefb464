// The Python wheels that carry TensorFlow's C library, by platform. A wheel is an ordinary zip file; Python itself is
// only used to fetch it, so any Python version of the user's will do.

/** One wheel, and the names of the libraries inside its `tensorflow/` folder in the order they must be loaded. */
export interface Wheel {
  /** Python package name. */
  readonly packageName: string;
  /** Platform tag that pip is asked for. */
  readonly platformTag: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly libraryNames: readonly string[];
}

const LINUX_LIBRARIES = ['libtensorflow_framework.so.2', 'libtensorflow_cc.so.2'] as const;
const MACOS_LIBRARIES = ['libtensorflow_framework.2.dylib', 'libtensorflow_cc.2.dylib'] as const;

/**
 * CPU wheels of the TensorFlow release that runtime.ts names, by `platform-arch`. Digests were taken from the downloaded files.
 * Only linux-x64 has been run; on the two arm64 platforms the digests and library names were checked, nothing more.
 */
export const CPU_WHEELS: Readonly<Record<string, Wheel>> = {
  'linux-x64': {
    packageName: 'tensorflow-cpu',
    platformTag: 'manylinux_2_27_x86_64',
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
    sizeBytes: 273_829_956,
    libraryNames: LINUX_LIBRARIES,
  },
  'linux-arm64': {
    packageName: 'tensorflow',
    platformTag: 'manylinux_2_27_aarch64',
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
    sizeBytes: 281_828_020,
    libraryNames: LINUX_LIBRARIES,
  },
  'darwin-arm64': {
    packageName: 'tensorflow',
    platformTag: 'macosx_12_0_arm64',
    sha256: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
    sizeBytes: 223_405_849,
    libraryNames: MACOS_LIBRARIES,
  },
};

/** The CUDA flavour exists for this platform only; pip checks the digests of its many wheels itself. */
export const CUDA_PLATFORM = 'linux-x64';
export const CUDA_PLATFORM_TAG = 'manylinux_2_27_x86_64';
/** Rough size of the TensorFlow wheel and its CUDA 12 and cuDNN 9 wheels together, for the progress bar. */
export const CUDA_DOWNLOAD_BYTES = 3_400_000_000;
export const CUDA_LIBRARY_NAMES = LINUX_LIBRARIES;

/** The CPU wheel for this machine, or null where there is none. */
export function cpuWheel(platform: string = process.platform, arch: string = process.arch): Wheel | null {
  return CPU_WHEELS[`${platform}-${arch}`] ?? null;
}
