"""The curve of frozen layers in Keras: a model for each number of frozen layers and each seed, trained with fit."""

import keras

from job import read_job, report, timed_trial
from keras_networks import load_network
from sweep import BATCH, RATE, arms, read_parts


def main():
    job = read_job()
    train, test = read_parts(job["data"])
    trials = [
        timed_trial(
            arm,
            lambda: build(job["network"], frozen, seed),
            lambda model, epoch: model.fit(*train, batch_size=BATCH, verbose=0),
            lambda model: model.evaluate(*test, batch_size=BATCH, verbose=0)[1],
            job["epochs"],
        )
        for arm, frozen in arms(job["layers"])
        for seed in range(1, job["seeds"] + 1)
    ]
    report(trials, {"Keras": keras.version()})


def build(network, frozen, seed):
    keras.utils.set_random_seed(seed)
    source = load_network(network)
    model = keras.models.clone_model(source)
    for name in frozen:
        model.get_layer(name).set_weights(source.get_layer(name).get_weights())
        model.get_layer(name).trainable = False
    model.compile(
        optimizer=keras.optimizers.Adam(RATE),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


main()
