/** What speaks for and against each method, by its id: a new method may have none, and is then offered for its cell alone. */
import { t } from "@vscode/l10n";
import type { Situation } from "./situation";

export interface Rule {
  holds: (situation: Situation) => boolean;
  /** Above 0 where it speaks for the method. */
  points: number;
  /** A sentence for the person. */
  says: (situation: Situation) => string;
  /** Whether it says what has to be there first. */
  lack?: true;
}

/** Fewer labelled examples of a class than this say little of how a class varies. */
const FEW = 5;
/** So many serve to find the best cut, too. */
const MANY = 20;
/** Proxy A-distances: below, a classifier can hardly tell the domains apart; above, it always can. */
const NEAR = 0.5;
const FAR = 1.5;

const perClass = ({ target }: Situation): number | undefined => target.labelledPerClass;
const isFew = (situation: Situation): boolean => (perClass(situation) ?? Infinity) < FEW;
const isMany = (situation: Situation): boolean => (perClass(situation) ?? 0) >= MANY;
const isFar = ({ shift }: Situation): boolean => shift !== undefined && shift >= FAR;
const isNear = ({ shift }: Situation): boolean => shift !== undefined && shift < NEAR;
const distance = ({ shift }: Situation): string => (shift ?? 0).toFixed(1);
const examples = (situation: Situation): string => String(Math.round(perClass(situation) ?? 0));
const sharesAll = ({ sharedClasses }: Situation): boolean => sharedClasses === "all";

/** Of both methods that learn other tasks, too. */
const withTasks: Rule = {
  holds: ({ tasks }) => tasks > 0,
  points: 2,
  says: ({ tasks }) =>
    tasks === 1 ? t("You name 1 other task to learn from.") : t("You name {0} other tasks to learn from.", tasks),
};

/** Of the three that name classes without any example of them. */
const unseenClasses: readonly Rule[] = [
  {
    holds: ({ sharedClasses }) => sharedClasses === "none",
    points: 2,
    says: () => t("None of your classes is among the source's: only what is known of them can connect the two."),
  },
  {
    holds: sharesAll,
    points: -3,
    says: () => t("The source has examples of all your classes, so nothing has to be concluded from descriptions."),
  },
];
const described = (what: "attributes" | "vectors", says: () => string): Rule => ({
  holds: ({ semantics }) => semantics === what,
  points: 2,
  says,
});

export const methodRules: Readonly<Partial<Record<string, readonly Rule[]>>> = {
  "fine-tuning": [
    { holds: () => true, points: 1, says: () => t("It is the usual first choice, and what others have to beat.") },
    {
      holds: (situation) => (perClass(situation) ?? 0) >= FEW,
      points: 1,
      says: (situation) => t("{0} labelled examples a class let the copied layers adapt.", examples(situation)),
    },
    {
      holds: isFew,
      points: -1,
      says: (situation) =>
        t("{0} labelled examples a class are few: freeze all but the last layers.", examples(situation)),
    },
  ],
  // Findings: conservative-training.md. With labels for some classes it keeps more of the others; with all it costs.
  "conservative-training": [
    {
      holds: ({ target }) => target.isPartlyCovered,
      points: 3,
      says: () =>
        t("Only some of your classes have labelled examples, and it keeps what the source knows of the others."),
    },
    {
      holds: (situation) => sharesAll(situation) && isFew(situation),
      points: 1,
      says: () =>
        t("Source and target have the same classes, so the source's answers hold the network where labels are few."),
    },
    {
      holds: ({ sharedClasses }) => sharedClasses === "none" || sharedClasses === "some",
      points: -1,
      says: () => t("Other classes than the source's: only its weights can hold the network back, not its answers."),
    },
  ],
  // Yosinski et al., NeurIPS 2014: how far features transfer falls with the distance of the tasks.
  "layer-transfer": [
    {
      holds: isMany,
      points: 1,
      says: (situation) =>
        t("{0} labelled examples a class are enough to try every cut and to judge which is best.", examples(situation)),
    },
    {
      holds: isFar,
      points: 1,
      says: (situation) =>
        t(
          "Source and target lie far apart (A-distance {0} of 2): copying fewer layers may bring more.",
          distance(situation),
        ),
    },
    {
      holds: isFew,
      points: -1,
      says: () => t("With so few labelled examples the differences between cuts drown in chance."),
    },
  ],
  "multitask-learning": [
    withTasks,
    {
      holds: ({ target }) => target.predicts === "number",
      points: 2,
      says: () => t("It is the method here that predicts numbers."),
    },
    { holds: isFew, points: 1, says: () => t("Related tasks help most where labels are few.") },
  ],
  "progressive-networks": [
    withTasks,
    {
      holds: isFar,
      points: 1,
      says: (situation) =>
        t(
          "Source and target lie far apart (A-distance {0} of 2): a column of its own cannot be held back by the source.",
          distance(situation),
        ),
    },
  ],
  // Ganin et al., JMLR 2016: it brings the two domains together, which needs the same classes and something between them.
  "domain-adversarial": [
    {
      holds: sharesAll,
      points: 2,
      says: () => t("Source and target have the same classes, in another setting: the case that it was made for."),
    },
    {
      holds: ({ sharedClasses }) => sharedClasses === "none",
      points: -4,
      says: () => t("It needs the source's classes in the target, and none of yours is among them."),
    },
    {
      holds: ({ shift }) => shift !== undefined && shift >= NEAR,
      points: 1,
      says: (situation) =>
        t("Source and target can be told apart (A-distance {0} of 2), which is what it removes.", distance(situation)),
    },
    {
      holds: isNear,
      points: -2,
      says: (situation) =>
        t(
          "Source and target can hardly be told apart (A-distance {0} of 2): the source's classifier may do as it is.",
          distance(situation),
        ),
    },
  ],
  "zero-shot-attribute-database": [
    ...unseenClasses,
    described("attributes", () => t("You have a table that says which attributes each class has.")),
  ],
  "zero-shot-attribute-embedding": [
    ...unseenClasses,
    described("attributes", () =>
      t("You have a table of attributes, into which the examples can be mapped as a whole."),
    ),
  ],
  "zero-shot-convex-combination": [
    ...unseenClasses,
    described("vectors", () => t("You have word vectors, so the names of the classes are enough.")),
    {
      holds: ({ source }) => source.what === "network",
      points: 1,
      says: () => t("It takes a ready classifier as it is and trains nothing."),
    },
  ],
  // Raina et al., ICML 2007.
  "self-taught-learning": [
    {
      holds: ({ source }) => !source.isLabelled,
      points: 2,
      says: () => t("The source has no labels, and it learns what the examples are made of without any."),
    },
    {
      holds: isFew,
      points: 1,
      says: () => t("Few labels go further on features that were learnt from many examples."),
    },
  ],
  // Finding: self-taught-clustering.md.
  "self-taught-clustering": [
    {
      holds: ({ source, target }) => !source.isLabelled && !target.isLabelled,
      points: 2,
      says: () => t("There are no labels anywhere, so groups are what can be found."),
    },
  ],
};
