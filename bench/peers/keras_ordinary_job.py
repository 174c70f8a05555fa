"""The whole job as the transfer learning tutorial of Keras writes it: the frozen part runs again in each epoch."""

import keras

from job import ARMS, BATCH, CLASSES, RATE, SIDE, TEST_SHARE, TRAINED, read_job, report, timed_trial
from keras_backbone import load_backbone


def main():
    job = read_job()
    train, test = keras.utils.image_dataset_from_directory(
        job["photos"], validation_split=TEST_SHARE, subset="both", seed=1, image_size=(SIDE, SIDE), batch_size=BATCH
    )
    train, test = train.prefetch(-1), test.prefetch(-1)
    trials = [
        timed_trial(
            arm,
            lambda: build(job["backbone"], arm, seed),
            lambda model, epoch: model.fit(train, verbose=0),
            lambda model: model.evaluate(test, verbose=0)[1],
            job["epochs"],
        )
        for seed in range(1, job["seeds"] + 1)
        for arm in ARMS
    ]
    report(trials, {"Keras": keras.version()})


def build(backbone, arm, seed):
    keras.utils.set_random_seed(seed)
    base = load_backbone(backbone, include_top=False, pooling="avg")
    for layer in base.layers:
        layer.trainable = arm == "transfer" and layer.name in TRAINED
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
