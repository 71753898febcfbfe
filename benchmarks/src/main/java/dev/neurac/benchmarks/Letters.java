package dev.neurac.benchmarks;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;

/** A network whose steps are short: 16 features, 26 classes. */
@Model(loss = CROSS_ENTROPY)
@Layer(in = 16, out = 128, act = RELU)
@Layer(in = 128, out = 26)
interface Letters extends Network {}
