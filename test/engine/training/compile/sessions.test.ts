import assert from "node:assert/strict";
import { afterEach, before, beforeEach, describe, it } from "mocha";
import { Compiler, WORTH_COMPILING } from "../../../../src/training/compile/compiler";
import { nativeBackend, type NativeBackend } from "../../../../src/training/compile/native-backend";
import { tf } from "../../../../src/training/tf";
import { numbers, toyBatch, ToyNetwork, type ToyInputs } from "../../../support/compile-steps";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";

describe("the sessions of compiled steps", function () {
  this.timeout(trainingMs);
  let backend: NativeBackend;
  let compiler: Compiler;
  let atStart: { models: number; tensors: number };

  before(async () => {
    await startNativeBackend();
    const native = nativeBackend();
    assert.ok(native);
    backend = native;
  });
  beforeEach(() => {
    compiler = new Compiler();
    atStart = { models: backend.binding.getNumOfSavedModels(), tensors: tf.memory().numTensors };
  });
  afterEach(() => {
    compiler.dispose();
    assert.equal(backend.binding.getNumOfSavedModels(), atStart.models, "every graph is given back");
    assert.equal(tf.memory().numTensors, atStart.tensors, "no tensor is left");
  });

  const loaded = (): number => backend.binding.getNumOfSavedModels() - atStart.models;
  const compiled = (network: ToyNetwork) => compiler.compile((inputs: ToyInputs) => network.train(inputs));
  const valuesOf = (network: ToyNetwork) => network.variables.map((variable) => Array.from(variable.dataSync()));
  const train = (run: (inputs: ToyInputs) => { loss: tf.Tensor }, indices: readonly number[]): void => {
    for (const index of indices) {
      const inputs = toyBatch(index);
      tf.dispose([run(inputs), inputs]);
    }
  };
  /** The weights after plain training on these batches. */
  const expected = (indices: readonly number[]): number[][] => {
    const network = new ToyNetwork();
    train((inputs) => network.train(inputs), indices);
    const values = valuesOf(network);
    network.dispose();
    return values;
  };
  const upTo = (count: number, from = 0): number[] => Array.from({ length: count }, (_, index) => from + index);

  it("two networks of one form share one, take turns step by step, and both are right", () => {
    const networks = [new ToyNetwork(), new ToyNetwork()];
    const steps = networks.map(compiled);
    for (const index of upTo(8)) {
      steps.forEach((step, which) => {
        train((inputs) => step.run(inputs), [index + 100 * which]);
      });
    }
    assert.equal(loaded(), 1);
    assert.equal(compiler.counts.graph, 16);
    assert.deepEqual(networks.map(valuesOf), [expected(upTo(8)), expected(upTo(8, 100))]);
    for (const step of steps) step.dispose();
    for (const network of networks) network.dispose();
  });

  it("steps that differ in their shapes or their constants have one each", () => {
    const networks = [new ToyNetwork(), new ToyNetwork(8), new ToyNetwork()];
    const steps = networks.map((network, which) =>
      compiler.compile((inputs: ToyInputs) => network.train(inputs, (loss) => loss.mul(which === 2 ? 0.5 : 1))),
    );
    for (const step of steps) train((inputs) => step.run(inputs), upTo(2));
    assert.equal(loaded(), 3);
    for (const step of steps) step.dispose();
    for (const network of networks) network.dispose();
  });

  it("equal steps share one whatever the order in which their variables were made", () => {
    for (const isReversed of [false, true]) {
      const values = [numbers([3], "first"), numbers([3], "second")];
      const made = (isReversed ? values.toReversed() : values).map((value) => tf.variable(value));
      const [first, second] = isReversed ? made.toReversed() : made;
      assert.ok(first && second);
      const step = compiler.compile(({ x }: { x: tf.Tensor }) =>
        tf.tidy(() => {
          const sum = first.mul(x).add(second);
          second.assign(second.sub(x));
          first.assign(first.add(x));
          return { sum };
        }),
      );
      const x = numbers([3], "x");
      for (let call = 0; call < 3; call++) tf.dispose(step.run({ x }));
      step.dispose();
      tf.dispose([x, values, made]);
    }
    assert.equal(loaded(), 1);
    assert.deepEqual([compiler.counts.graph, compiler.counts.plain], [6, 0]);
  });

  it("a step that is disposed leaves its variables with their newest values", () => {
    const network = new ToyNetwork();
    const step = compiled(network);
    train((inputs) => step.run(inputs), upTo(6));
    step.dispose();
    assert.deepEqual(valuesOf(network), expected(upTo(6)));
    train((inputs) => network.train(inputs), upTo(2, 6));
    assert.deepEqual(valuesOf(network), expected(upTo(8)), "and plain training goes on from there");
    network.dispose();
  });

  it("a step that is disposed may be run again, from where it was", () => {
    const network = new ToyNetwork();
    const step = compiled(network);
    train((inputs) => step.run(inputs), upTo(3));
    step.dispose();
    train((inputs) => step.run(inputs), upTo(3, 3));
    assert.deepEqual([step.counts.graph, step.counts.plain, loaded()], [6, 0, 1]);
    assert.deepEqual(valuesOf(network), expected(upTo(6)));
    step.dispose();
    network.dispose();
  });

  it("a network that is disposed before its step does not disturb the next user of the session", () => {
    const [gone, next] = [new ToyNetwork(), new ToyNetwork()];
    const [old, step] = [compiled(gone), compiled(next)];
    train((inputs) => old.run(inputs), upTo(3, 50));
    gone.dispose();
    train((inputs) => step.run(inputs), upTo(5));
    old.dispose();
    train((inputs) => step.run(inputs), upTo(3, 5));
    assert.deepEqual(valuesOf(next), expected(upTo(8)));
    assert.deepEqual([step.counts.graph, loaded()], [8, 1]);
    step.dispose();
    next.dispose();
  });

  it("many graphs push out those that are not in use, and never one that is", () => {
    const network = new ToyNetwork();
    const kept = compiled(network);
    train((inputs) => kept.run(inputs), upTo(3));
    for (const factor of upTo(20)) useOnce(compiler, factor, true);
    assert.equal(loaded(), 16);
    train((inputs) => kept.run(inputs), upTo(3, 3));
    assert.deepEqual(valuesOf(network), expected(upTo(6)));
    assert.equal(kept.counts.graph, 6);
    kept.dispose();
    network.dispose();
  });

  it("more graphs than are kept may be in use at once", () => {
    const inUse = upTo(20).map((factor) => useOnce(compiler, factor, false));
    assert.equal(loaded(), 20);
    for (const { check, dispose } of inUse) {
      check();
      dispose();
    }
    useOnce(compiler, 20, true);
    assert.equal(loaded(), 16, "the next graph lets those go that are free by then");
  });

  it("a form that is used too seldom to be worth a graph is run plainly, and the others are not", () => {
    const network = new ToyNetwork();
    const step = compiler.compile((inputs: ToyInputs) => network.train(inputs), {
      expectedCalls: ({ x }) => (x.shape[0] === 32 ? WORTH_COMPILING : WORTH_COMPILING - 1),
    });
    for (const rows of [32, 7, 32, 7, 32]) {
      const inputs = toyBatch(0, { rows });
      tf.dispose([step.run(inputs), inputs]);
    }
    assert.deepEqual([step.counts.graph, step.counts.plain, loaded()], [3, 2, 1]);
    assert.deepEqual([compiler.counts.graph, compiler.counts.plain], [3, 2]);
    step.dispose();
    network.dispose();
  });

  it("a graph that TensorFlow refuses is not used, and the reason says so", () => {
    const step = compiler.compile(({ x }: { x: tf.Tensor }) => {
      // An operation that is run by itself gets its type from its input; in a graph it has to be named.
      return { negative: backend.executeSingleOutput("Neg", [], [x]) };
    });
    const x = tf.tensor1d([1, -2]);
    for (let call = 0; call < 2; call++) {
      const { negative } = step.run({ x });
      assert.deepEqual(Array.from(negative.dataSync()), [-1, 2]);
      negative.dispose();
    }
    assert.deepEqual([step.counts.graph, step.counts.plain], [0, 2]);
    assert.match([...step.counts.reasons].join("|"), /^TensorFlow refuses the graph: /);
    step.dispose();
    x.dispose();
  });

  it("a step that holds on to another tensor each time, and disposes the last one, is run plainly after four graphs", () => {
    let held = tf.scalar(0);
    const step = compiler.compile(({ x }: { x: tf.Tensor }) => ({ product: x.mul(held) }));
    const x = tf.tensor1d([1, 2]);
    for (const factor of upTo(8)) {
      held.dispose();
      held = tf.scalar(factor);
      const { product } = step.run({ x });
      assert.deepEqual(Array.from(product.dataSync()), [factor, 2 * factor]);
      product.dispose();
    }
    assert.deepEqual([step.counts.graph, step.counts.plain], [4, 4]);
    assert.match([...step.counts.reasons].join("|"), /disposed again and again$/);
    step.dispose();
    tf.dispose([x, held]);
  });

  it("an error of the step itself comes through, and leaves no tensor behind", () => {
    const variable = tf.tidy(() => tf.variable(tf.scalar(1)));
    const step = compiler.compile(({ x }: { x: tf.Tensor }) =>
      tf.tidy(() => {
        variable.assign(variable.mul(2));
        return { sum: x.add(tf.tensor1d([1, 2, 3])) };
      }),
    );
    const x = tf.tensor1d([1, 2]);
    assert.throws(() => step.run({ x }), /shape/);
    step.dispose();
    tf.dispose([x, variable]);
  });
});

/** A step with a graph of its own, taken three times. */
function useOnce(compiler: Compiler, factor: number, isOver: boolean) {
  const start = tf.scalar(1);
  const sum = tf.variable(start, false);
  start.dispose();
  const step = compiler.compile(({ x }: { x: tf.Tensor }) =>
    tf.tidy(() => {
      sum.assign(sum.add(x.mul(factor)));
      return { sum: sum.clone() };
    }),
  );
  const x = tf.scalar(1);
  for (let call = 0; call < 3; call++) tf.dispose(step.run({ x }));
  x.dispose();
  assert.equal(step.counts.graph, 3);
  const use = {
    check: () => {
      assert.deepEqual(Array.from(sum.dataSync()), [1 + 3 * factor]);
    },
    dispose: () => {
      step.dispose();
      sum.dispose();
    },
  };
  if (isOver) {
    use.check();
    use.dispose();
  }
  return use;
}
