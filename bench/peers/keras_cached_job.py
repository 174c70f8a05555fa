"""The whole job by hand: the frozen part runs once over all pictures, and every trial trains on what it gave."""

import keras
import numpy as np

from job import ARMS, BATCH, CLASSES, RATE, SIDE, TEST_SHARE, read_job, report, timed_trial
from keras_backbone import load_backbone

# The layer whose outputs the arm `transfer` starts from.
CUT = "block_16_project_BN"
TAIL = ["Conv_1", "Conv_1_bn", "out_relu", "global_average_pooling2d"]


def main():
    job = read_job()
    base = load_backbone(job["backbone"], include_top=False, pooling="avg")
    start = {layer: base.get_layer(layer).get_weights() for layer in TAIL}
    train, test = cached(job["photos"], base)
    trials = [
        timed_trial(
            arm,
            lambda: build(base, start, arm, seed),
            lambda model, epoch: model.fit(train[arm], train["labels"], batch_size=BATCH, verbose=0),
            lambda model: model.evaluate(test[arm], test["labels"], batch_size=BATCH, verbose=0)[1],
            job["epochs"],
        )
        for seed in range(1, job["seeds"] + 1)
        for arm in ARMS
    ]
    report(trials, {"Keras": keras.version()})


def cached(photos, base):
    """Features by arm and labels, of training and of test."""
    both = keras.Model(base.input, {"transfer": base.get_layer(CUT).output, "linear-probe": base.output})
    sets = keras.utils.image_dataset_from_directory(
        photos, validation_split=TEST_SHARE, subset="both", seed=1, image_size=(SIDE, SIDE), batch_size=BATCH
    )
    results = []
    for pictures in sets:
        batches = [(both.predict_on_batch(batch / 127.5 - 1), labels) for batch, labels in pictures.prefetch(-1)]
        features = {arm: np.concatenate([outputs[arm] for outputs, _ in batches]) for arm in ARMS}
        results.append(features | {"labels": np.concatenate([labels for _, labels in batches])})
    return results


def build(base, start, arm, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input(base.output.shape[1:] if arm == "linear-probe" else base.get_layer(CUT).output.shape[1:])
    features = inputs
    if arm == "transfer":
        for name in TAIL:
            layer = type(base.get_layer(name)).from_config(base.get_layer(name).get_config())
            features = layer(features)
            layer.set_weights(start[name])
    model = keras.Model(inputs, keras.layers.Dense(CLASSES)(features))
    model.compile(
        optimizer=keras.optimizers.Adam(RATE),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


main()
