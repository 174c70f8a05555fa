"""The forward pass of the backbone in Keras on TensorFlow; the argument says how it is run: `predict` or `function`."""

import sys

import keras
import numpy as np
import tensorflow as tf

from files import read_batches
from keras_backbone import load_backbone
from protocol import in_turn, serve


def open_work(request):
    model = load_backbone(request["network"])
    forward = tf.function(lambda pictures: model(pictures, training=False))
    following = in_turn([pictures for pictures, _ in read_batches(request["data"], request["batch"])])

    def again():
        pictures = following()
        return model.predict_on_batch(pictures) if sys.argv[1] == "predict" else forward(tf.constant(pictures)).numpy()

    versions = {"Keras": keras.version(), "TensorFlow": tf.__version__, "Python": sys.version.split()[0]}
    return np.asarray(again())[0].tolist(), versions, again


serve(open_work)
