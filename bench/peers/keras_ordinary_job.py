"""Whole jobs as the transfer learning tutorial of Keras writes them: the frozen part runs again in each epoch."""

from fnmatch import fnmatchcase

import keras

from job import BATCH, CLASSES, RATE, SIDE, TEST_SHARE, read_job, report, timed_trial
from keras_backbone import fresh_backbone, load_backbone


def main():
    job = read_job()
    train, test = keras.utils.image_dataset_from_directory(
        job["photos"], validation_split=TEST_SHARE, subset="both", seed=1, image_size=(SIDE, SIDE), batch_size=BATCH
    )
    train, test = train.prefetch(-1), test.prefetch(-1)
    trials = [
        timed_trial(
            arm["name"],
            lambda: build(job, arm, seed),
            lambda model, epoch: model.fit(train, verbose=0),
            lambda model: model.evaluate(test, verbose=0)[1],
            job["epochs"],
        )
        for seed in range(1, job["seeds"] + 1)
        for arm in job["arms"]
    ]
    report(trials, {"Keras": keras.version()})


def build(job, arm, seed):
    keras.utils.set_random_seed(seed)
    base = load_backbone(job["backbone"], include_top=False, pooling="avg")
    patterns = [pattern for block in job["blocks"][: arm["frozenBlocks"]] for pattern in block]
    frozen = [layer.name for layer in base.layers if any(fnmatchcase(layer.name, pattern) for pattern in patterns)]
    if arm["others"] == "new":
        source, base = base, fresh_backbone(include_top=False, pooling="avg")
        for name in frozen:
            base.get_layer(name).set_weights(source.get_layer(name).get_weights())
    for name in frozen:
        base.get_layer(name).trainable = False
    inputs = keras.Input((SIDE, SIDE, 3))
    features = base(keras.layers.Rescaling(1 / 127.5, offset=-1)(inputs))
    model = keras.Model(inputs, keras.layers.Dense(CLASSES)(features))
    model.compile(
        optimizer=keras.optimizers.Adam(RATE),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


main()
