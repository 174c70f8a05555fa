/** (a) A full training step: from a batch in memory to updated weights and a loss that the program can read. */
import type { BenchCase, CaseContext } from "../lib/measurement";
import { makeNetwork, makePictures } from "../lib/material";
import { measureRounds, versionsOf, type Contestant, type Measured, type Opened } from "../lib/rounds";
import type { Workplace } from "../lib/workplace";
import { worstRatio } from "../lib/worst-ratio";

const BATCH = 64;
const SIDE = 28;
const CLASSES = 10;
/** With the steps in a turn, which should take some tenths of a second. */
const NETWORKS = { "small-convnet": 40, "small-resnet": 20 };
/** How far the first losses may lie apart, nats: they are the same computation from the same weights on the same batch. */
const TOLERANCE = 1e-4;
const PLAIN = "plain tfjs-node";
/** What a person writes who gives up Keras' `fit`; the other contestants are how Keras and PyTorch train by themselves. */
const BARE_LOOP = "Keras, loop";

export const trainingSteps: BenchCase = {
  id: "a",
  async measure(context) {
    const measured: Measured[] = [];
    for (const [network, count] of Object.entries(NETWORKS))
      measured.push(await measureNetwork(network, count, context));
    const groups = measured.map(({ group }) => group);
    return {
      title: "A full training step",
      unit: "ms",
      of: `a step of ${BATCH} pictures of ${SIDE} × ${SIDE} × 1 with Adam, batch normalisation in training mode`,
      groups,
      ratios: {
        "step-vs-plain": worstRatio(groups, (title) => title === PLAIN),
        "step-vs-best-peer": worstRatio(groups, (title) => title !== PLAIN && title !== BARE_LOOP),
        "step-vs-bare-loop": worstRatio(groups, (title) => title === BARE_LOOP),
      },
      figures: {},
      notes: [
        `All start from the same weights and batches; their first losses agree to ${TOLERANCE} nats, which the benchmark checks.`,
        'Keras decides by itself whether it compiles with XLA; "loop" is a custom loop under tf.function without Keras\' bookkeeping: the same TensorFlow operations as here, so a tie is all there is to win.',
        ...measured.flatMap(({ notes }) => notes),
      ],
      versions: versionsOf(measured),
    };
  },
};

async function measureNetwork(
  network: string,
  count: number,
  { workplace, say, smoke }: CaseContext,
): Promise<Measured> {
  const data = await makePictures(workplace, {
    count: 16 * BATCH,
    height: SIDE,
    width: SIDE,
    channels: 1,
    classes: CLASSES,
  });
  const folder = await makeNetwork(workplace, network, { height: SIDE, width: SIDE, channels: 1, classes: CLASSES });
  const open = { network: folder, data, batch: BATCH };
  return measureRounds({
    title: network,
    contestants: contestants(workplace, open),
    rounds: smoke ? 2 : 8,
    count: smoke ? 2 : count,
    skip: smoke ? 1 : 5,
    say,
    check: sameLoss,
  });
}

function contestants(workplace: Workplace, open: object): readonly [Contestant, ...Contestant[]] {
  const keras = (title: string, variant: string): Contestant => ({
    title,
    open,
    ...workplace.python("keras_step.py", variant),
  });
  const torch = (title: string, variant: string): Contestant => ({
    title,
    open,
    ...workplace.python("torch_step.py", variant),
  });
  return [
    { title: "Transfer Lab", open, ...workplace.typescript("ours-step.ts") },
    keras("Keras", "compiled"),
    keras("Keras, jit_compile=True", "xla"),
    keras("Keras, jit_compile=False", "graph"),
    keras(BARE_LOOP, "loop"),
    torch("PyTorch", "plain"),
    torch("PyTorch, channels_last", "channels-last"),
    { ...torch("PyTorch, torch.compile", "compiled"), optional: true },
    { title: PLAIN, open, ...workplace.typescript("plain-step.ts") },
  ];
}

function sameLoss(ours: Opened, other: Opened, title: string): void {
  const [expected = NaN, received = NaN] = [ours.result[0], other.result[0]];
  if (Math.abs(expected - received) <= TOLERANCE) return;
  throw new Error(
    `the first loss of ${title} must be that of Transfer Lab to ${TOLERANCE} nats, got ${received} instead of ${expected}; they do not compute the same`,
  );
}
