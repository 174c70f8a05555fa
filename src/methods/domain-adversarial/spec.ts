import { t } from "@vscode/l10n";
import { choice, defineMethod, integer, number } from "../define";
import { checkDomainAdversarial } from "./check";
import { concludeDomainAdversarial } from "./conclude";
import { controls } from "./controls";
import { optionsIn, scheduled } from "./options";

/** Domain-adversarial training: features that tell the classes of the source apart, and the two domains not. */
export const domainAdversarial = defineMethod({
  id: "domain-adversarial",
  title: "Domain-adversarial training",
  summary:
    "Labels in the source, none in the target: learn features from which nobody can tell where an example is from.",
  paper: "Ganin et al., Domain-Adversarial Training of Neural Networks, JMLR 17(59), 2016",
  needs: { source: "labelled", target: "unlabelled" },
  sources: ["examples"],
  target: "unlabelled",
  centres: true,
  layers: false,
  sweeps: false,
  numbers: false,
  options: {
    schedule: choice({
      choices: [
        {
          value: "paper",
          describe:
            "λ rises from 0 as 2/(1+e^(−γp)) − 1, the rate falls as μ₀/(1+10p)^0.75; p is the progress, 0 to 1.",
        },
        { value: "fixed", describe: "λ is its strength and the rate is the optimizer's, from the first step on." },
      ],
      default: "paper",
      describe: "How the weight of the reversed gradient and the learning rate change in training.",
      reason: "At first the domain classifier knows nothing, and its reversed gradient would only be noise.",
    }),
    gamma: number({
      above: 0,
      default: 10,
      describe: "γ, the steepness of the paper's schedule: how soon λ comes to its strength.",
      reason: "10 in all experiments of the paper: λ is at a half after a tenth of the steps.",
    }),
    strength: number({
      min: 0,
      max: 10,
      default: 1,
      describe: "What λ comes to; 0 trains as on the source alone.",
      reason: "1 in the paper. Lower it where features collapse, raise it where the domain classifier wins.",
    }),
    domainUnits: integer({
      min: 1,
      max: 4096,
      default: 100,
      describe: "Units of the hidden layer of the domain classifier.",
      reason: "100 in the paper's network for digits; larger features need more.",
    }),
    batchNormalization: choice({
      choices: [
        {
          value: "separate",
          describe:
            "Each domain is normalised by its own statistics; those of the target are kept for the answers that are wanted.",
        },
        { value: "shared", describe: "A batch of both domains is normalised as one." },
      ],
      default: "separate",
      describe: "By which statistics batch normalisation goes, in networks that have it.",
      reason: "Statistics of a mixed batch are those of neither domain, and at the end there are only target examples.",
    }),
    chooseBy: choice({
      choices: [
        { value: "last", describe: "Those of the last epoch." },
        { value: "entropy", describe: "Those of the epoch with the most certain predictions for the target." },
        {
          value: "information",
          describe: "Those of the epoch whose predictions for the target are certain and differ (mutual information).",
        },
      ],
      default: "last",
      describe: "Which weights are kept, decided without any label of the target.",
      reason:
        "The paper reports the last epoch. A network may be certain and wrong; information at least notices a collapse.",
    }),
  },
  controls,
  charts: [
    {
      id: "domain-accuracy",
      title: "Domain accuracy",
      describe:
        "How often the domain classifier is right: 50 % is a guess. Near 100 % at the end it has won; at 50 % look whether features collapsed.",
      unit: "share",
      draws: { figures: ["domainAccuracy"] },
    },
    {
      id: "domain-loss",
      title: "Domain loss",
      describe: "Of the domain classifier, mean per example; log 2 = 0.693 nats is a guess.",
      unit: "nats",
      draws: { figures: ["domainLossNats"] },
    },
    {
      id: "a-distance",
      title: "Distance of the domains (proxy A-distance)",
      describe:
        "2 (1 − 2ε) of a linear classifier that tells the domains apart by the features: 0 they are alike, 2 they never are.",
      unit: "number",
      draws: { figures: ["proxyADistance"] },
      arms: ["transfer", "source-only"],
    },
    {
      id: "label-free",
      title: "Predictions for the target, without labels",
      describe:
        "Entropy: how uncertain they are. Information: how certain and different. Compare epochs of one arm, not arms.",
      unit: "nats",
      draws: { figures: ["entropyNats", "informationNats"] },
    },
    {
      id: "reversal-weight",
      title: "Weight of the reversed gradient (λ)",
      describe: "Mean of an epoch.",
      unit: "number",
      draws: { figures: ["lambda"] },
    },
  ],
  rates: (experiment) => ({ end: scheduled(optionsIn(experiment), 1, 1).rate }),
  fewest: {
    of: "target",
    examples: 50,
    because: () => t("the domain classifier learns by heart where so few examples are from"),
  },
  check: checkDomainAdversarial,
  conclude: concludeDomainAdversarial,
  headline: { figure: "accuracy", title: "Test accuracy", unit: "share", better: "higher" },
});
