/**
 * The TensorFlow libraries that tfjs-node 4.22.0 downloads for itself, with hashes that others publish for them. Its
 * ready-made bindings are not among them, as nobody publishes their hashes: the binding is compiled here instead. Windows
 * is left out for the same reason, because its compiler is rarely installed.
 */

export interface PrebuiltLibrary {
  /** Below the host that tfjs-node's install script names. */
  path: string;
  tensorflow: string;
  /** Hexadecimal. */
  sha256: string;
  /** The names under which the loader looks for the libraries, below `lib/` of the archive. */
  libraries: readonly string[];
}

const linux = ["libtensorflow.so.2", "libtensorflow_framework.so.2"];
const mac = ["libtensorflow.2.dylib", "libtensorflow_framework.2.dylib"];

/** By `process.platform` and `process.arch`. Published by the Bazel rules of graft, and by nixpkgs (mjolnir). */
export const prebuiltLibraries: Readonly<Partial<Record<string, PrebuiltLibrary>>> = {
  "linux-x64": {
    path: "tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz",
    tensorflow: "2.9.1",
    sha256: "7f510d2546e3db5e10b1d119463689003d587842892ad3c95bca51cf82820173",
    libraries: linux,
  },
  "linux-arm64": {
    path: "tf-builds/libtensorflow_r2_7_linux_arm64.tar.gz",
    tensorflow: "2.7",
    sha256: "9395d1ff39f5b6847f5121e679ff4e599dc7061a2a7f87ceac061c78e908e6e3",
    libraries: linux,
  },
  "darwin-x64": {
    path: "tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-2.9.1.tar.gz",
    tensorflow: "2.9.1",
    sha256: "56f83d3320ba0f69aaafd6c058645e1b7fbc75fb9a3fc36d6be98de1291ca226",
    libraries: mac,
  },
  "darwin-arm64": {
    path: "tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz",
    tensorflow: "2.7",
    sha256: "13ab22b97e2af06e431aaeb7b42fb89981965dd01aa16da035d8210aa4183d79",
    libraries: mac,
  },
};
