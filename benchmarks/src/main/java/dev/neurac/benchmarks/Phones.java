package dev.neurac.benchmarks;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;

/** The network of most rows: 20 features, four classes. */
@Model(loss = CROSS_ENTROPY)
@Layer(in = 20, out = 128, act = RELU)
@Layer(in = 128, out = 256, act = RELU)
@Layer(in = 256, out = 4)
interface Phones extends Network {}
