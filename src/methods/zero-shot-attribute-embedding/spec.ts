import { choice, defineMethod, integer, number } from "../define";
import { PER_CLASS } from "../zero-shot-figures";
import { checkEmbedding } from "./check";
import { concludeEmbedding } from "./conclude";
import { controls, NAIVE, SHUFFLED } from "./controls";

/** Attribute embedding: examples and descriptions of classes are mapped into one space, in which they are compared. */
export const zeroShotAttributeEmbedding = defineMethod({
  id: "zero-shot-attribute-embedding",
  title: "Zero-shot: attribute embedding",
  summary:
    "Recognise classes without a single example: examples and the attributes of classes are embedded in one space and compared there.",
  paper: "Frome et al., DeViSE: A Deep Visual-Semantic Embedding Model, NeurIPS 2013",
  needs: { source: "labelled", target: "unlabelled" },
  sources: ["examples"],
  target: "unseen",
  network: "chosen",
  semantics: "attributes",
  layers: false,
  sweeps: false,
  numbers: false,
  options: {
    objective: choice({
      choices: [
        { value: "margin", describe: "An example scores its own class higher than every other one, by a margin." },
        {
          value: "distance",
          describe: "An example and its class come together, and nothing else is asked: a demonstration, it collapses.",
        },
      ],
      default: "margin",
      describe: "What both networks are trained for.",
      reason: "Without a margin the easiest way to bring all together is to map everything to one point.",
    }),
    negatives: choice({
      choices: [
        { value: "hardest", describe: "Only the other class with the highest score counts." },
        { value: "summed", describe: "Every other class counts that comes within the margin (DeViSE)." },
      ],
      default: "hardest",
      describe: "Which of the other seen classes an example has to outscore.",
      reason: "The hardest one decides what is answered. With wrong labels among the examples, the sum is more robust.",
    }),
    margin: number({
      above: 0,
      default: 1,
      describe: "k: by how much an example has to score its own class higher.",
      reason: "Embeddings are as long as they need to be, so that k sets their scale alone.",
    }),
    dimensions: integer({
      min: 1,
      max: 1024,
      default: 32,
      describe: "Dimensions of the space that examples and classes are embedded in.",
      reason: "As many as there are attributes suffice for a linear map of these; more cost little.",
    }),
    hiddenUnits: integer({
      min: 0,
      max: 1024,
      default: 0,
      describe: "Units of a hidden layer in the network of the classes; 0 maps their attributes linearly.",
      reason:
        "There are as many examples for that network as there are seen classes: a few dozen rarely bear a hidden layer.",
    }),
  },
  controls,
  charts: [
    {
      id: "seen-accuracy",
      title: "Accuracy on the seen classes",
      describe:
        "On validation examples where there are some. What is not learnt of the seen classes cannot be carried over to others.",
      unit: "share",
      draws: { figures: ["accuracy"] },
      arms: ["transfer", SHUFFLED, NAIVE],
    },
    {
      id: "embedding-spread",
      title: "Spread of the embeddings",
      describe:
        "How far the embeddings of examples and of classes lie apart, as a share of the start. Both near 0: everything has collapsed into one point.",
      unit: "number",
      draws: { figures: ["spread/*"] },
      arms: ["transfer", NAIVE],
    },
  ],
  check: checkEmbedding,
  conclude: concludeEmbedding,
  headline: { figure: PER_CLASS, title: "Accuracy per class", unit: "share", better: "higher" },
});
