"""A training step of Keras on TensorFlow. The argument says how it is run.

compiled    model.compile as it comes, train_on_batch
xla         model.compile(jit_compile=True), train_on_batch
graph       model.compile(jit_compile=False), train_on_batch
loop        a custom training loop under tf.function, without Keras' bookkeeping
"""

import sys

import keras
import tensorflow as tf

from files import read_batches
from keras_networks import load_network
from protocol import in_turn, serve

RATE = 1e-3
COMPILED = {"compiled": "auto", "xla": True, "graph": False}


def compiled_step(model, jit_compile):
    model.compile(
        optimizer=keras.optimizers.Adam(RATE),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=jit_compile,
    )
    return lambda pictures, labels: float(model.train_on_batch(pictures, labels))


def loop_step(model):
    optimizer = keras.optimizers.Adam(RATE)
    optimizer.build(model.trainable_variables)

    @tf.function
    def step(pictures, labels):
        with tf.GradientTape() as tape:
            logits = model(pictures, training=True)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        return loss

    return lambda pictures, labels: float(step(tf.constant(pictures), tf.constant(labels)))


def open_work(request):
    variant = sys.argv[1]
    model = load_network(request["network"])
    step = loop_step(model) if variant == "loop" else compiled_step(model, COMPILED[variant])
    following = in_turn(read_batches(request["data"], request["batch"]))

    def again():
        return step(*following())

    versions = {"Keras": keras.version(), "TensorFlow": tf.__version__, "Python": sys.version.split()[0]}
    return [again()], versions, again


serve(open_work)
