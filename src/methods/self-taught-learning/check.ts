/** What an experiment of self-taught learning has to obey beside the schema. */
import { t } from "@vscode/l10n";
import { usable, type DataFacts, type ExperimentFacts } from "../../experiment/facts";
import type { Finding } from "../../experiment/finding";
import { setFix } from "../../experiment/fixes";
import type { Experiment } from "../../experiment/types";
import { optionsIn, type SelfTaughtOptions } from "./options";

export function checkSelfTaught(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  const options = optionsIn(experiment);
  const unlabelled = usable(facts.tasks?.source);
  return [
    ...checkAugmentation(experiment),
    ...checkSample(options, unlabelled),
    ...checkPieces(experiment, options, unlabelled),
  ];
}

/** Features are made of pictures as they are. */
function checkAugmentation({ training }: Experiment): Finding[] {
  if (training.augmentation === null) return [];
  return [
    {
      severity: "error",
      code: "self-taught/augmentation",
      path: ["training", "augmentation"],
      message: t(
        "must be left out: the classifier learns from codes, and those cannot be shifted or turned like pictures",
      ),
    },
  ];
}

/** Bases are learnt from examples of how they are used together. */
function checkSample({ bases, sample, pieces }: SelfTaughtOptions, unlabelled: DataFacts | undefined): Finding[] {
  const isWhole = pieces === "whole" || unlabelled?.shape?.length === 1;
  const there = isWhole ? Math.min(sample, unlabelled?.count ?? sample) : sample;
  if (there >= 2 * bases) return [];
  const what = there === sample ? t("a sample of {0} pieces", sample) : t("{0} unlabelled examples", there);
  return [
    {
      severity: "warning",
      code: "self-taught/few-pieces",
      path: ["options", "bases"],
      message: t(
        "should be at most half of what they are learnt from, which is {0}, got {1}: bases then are single examples learnt by heart",
        ...[what, bases],
      ),
      ...(there >= 4 && {
        fixes: [setFix(t("Learn {0} bases", Math.floor(there / 2)), ["options", "bases"], Math.floor(there / 2))],
      }),
    },
  ];
}

function checkPieces({ source }: Experiment, options: SelfTaughtOptions, unlabelled: DataFacts | undefined): Finding[] {
  const { pieces, patch, stride } = options;
  if (unlabelled?.kind === "speech" && pieces === "patches") {
    const fixes = [setFix(t('Set pieces to "{0}"', "frames"), ["options", "pieces"], "frames")];
    const message = t('are squares of a picture; recordings are better cut into "frames", stretches over all bands');
    return [{ severity: "info", code: "self-taught/patches-of-sound", path: ["options", "pieces"], message, fixes }];
  }
  const size = source.kind === "examples" ? source.size : undefined;
  const [height, width] = (unlabelled?.shape ?? []).map((side) => size ?? side ?? 0);
  if (!height || !width || pieces === "whole") return [];
  const side = pieces === "frames" ? height : Math.min(height, width);
  if (patch > side) {
    const message = t(
      "is {0}, larger than the examples are ({1} × {2}); pieces are made that much smaller",
      ...[patch, height, width],
    );
    return [{ severity: "warning", code: "self-taught/large-patch", path: ["options", "patch"], message }];
  }
  const places = (length: number) => Math.floor((length - patch) / stride) + 1;
  const many = places(height) * (pieces === "frames" ? 1 : places(width));
  if (many <= MANY_PIECES) return [];
  const message = t(
    "makes {0} pieces of each example, which takes a tenth of a second or more; a stride of {1} makes a quarter of them",
    ...[many, 2 * stride],
  );
  const fixes = [setFix(t("Set stride to {0}", 2 * stride), ["options", "stride"], 2 * stride)];
  return [{ severity: "info", code: "self-taught/many-pieces", path: ["options", "stride"], message, fixes }];
}

const MANY_PIECES = 5000;
