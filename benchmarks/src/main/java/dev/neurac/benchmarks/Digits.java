package dev.neurac.benchmarks;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;

/** A wide network: 784 pixels, ten classes. */
@Model(loss = CROSS_ENTROPY)
@Layer(in = 784, out = 128, act = RELU)
@Layer(in = 128, out = 10)
interface Digits extends Network {}
