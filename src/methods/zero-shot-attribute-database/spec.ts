import { boolean, choice, defineMethod } from "../define";
import { PER_CLASS } from "../zero-shot-figures";
import { checkAttributeDatabase } from "./check";
import { concludeAttributeDatabase } from "./conclude";
import { controls } from "./controls";

/** Zero-shot learning by an attribute database: recognise classes without any example, by attributes that others share. */
export const zeroShotAttributeDatabase = defineMethod({
  id: "zero-shot-attribute-database",
  title: "Zero-shot: attribute database",
  summary:
    "Recognise classes of which there is no example, by a table of their attributes: these are learnt on other classes.",
  paper:
    "Lampert, Nickisch & Harmeling, Learning to Detect Unseen Object Classes by Between-Class Attribute Transfer, CVPR 2009",
  needs: { source: "labelled", target: "unlabelled" },
  sources: ["examples", "model"],
  target: "unseen",
  semantics: "attributes",
  layers: false,
  sweeps: false,
  numbers: false,
  options: {
    prediction: choice({
      choices: [
        { value: "direct", describe: "A classifier of each attribute is trained on the source's examples." },
        {
          value: "indirect",
          describe:
            "A classifier of the source's classes says the attributes; a ready model serves too, without any training.",
        },
      ],
      default: "direct",
      describe: "How attributes are recognised.",
      reason: "Direct prediction did better in the paper; indirect prediction is for a ready classifier.",
    }),
    priors: choice({
      choices: [
        { value: "seen", describe: "The share of the source's classes that have it." },
        { value: "even", describe: "One half." },
      ],
      default: "seen",
      describe: "How likely an attribute is taken to be before an example is looked at.",
      reason: "As in the paper: an attribute that nearly all classes have says little when it is found.",
    }),
    calibrate: boolean({
      default: true,
      describe:
        "Finds by how much to lower the scores of the source's classes where all classes are candidates, in a second training without some of them.",
      reason:
        "Without it hardly any example of a new class is recognised beside the known ones. It doubles the time, and changes nothing where only new classes are candidates.",
    }),
  },
  controls,
  charts: [
    {
      id: "attribute-accuracy",
      title: "Attribute accuracy",
      describe:
        "Share of attributes recognised on the source's examples. Where shuffled ones do as well, they are learnt by heart, class by class.",
      unit: "share",
      draws: { figures: ["attributeAccuracy"] },
      arms: ["transfer", "shuffled-attributes"],
    },
  ],
  check: checkAttributeDatabase,
  conclude: concludeAttributeDatabase,
  headline: { figure: PER_CLASS, title: "Accuracy, mean of classes", unit: "share", better: "higher" },
});
