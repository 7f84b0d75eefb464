"""VGG16 of Keras with random weights, in both kinds of file, and what it answers: python kerasReference.py FOLDER SIDE"""

import sys

import keras
import numpy as np

TAPS = ["block1_conv2", "block2_conv2", "block3_conv3", "block4_conv3", "block5_conv3"]


def main(folder, side):
    network = keras.applications.VGG16(weights=None, include_top=False, input_shape=(side, side, 3))
    numbers = np.random.default_rng(16)
    for layer in network.layers:
        if layer.weights:
            kernel, bias = layer.get_weights()
            layer.set_weights([kernel, numbers.normal(0, 1, bias.shape).astype("float32")])
    network.save(f"{folder}/vgg16.h5")
    network.save_weights(f"{folder}/vgg16.weights.h5")
    pixels = numbers.integers(0, 256, (1, side, side, 3)).astype("float32")
    pixels.tofile(f"{folder}/pixels.f32")
    answers = keras.Model(network.input, [network.get_layer(name).output for name in TAPS])
    # Turns red, green, blue round and takes the means off.
    for index, answer in enumerate(answers(keras.applications.vgg16.preprocess_input(pixels.copy()))):
        np.asarray(answer).astype("float32").tofile(f"{folder}/answer{index}.f32")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
