package dev.neurac.benchmarks;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;

/** A network so small that a call costs more than its arithmetic. */
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 10, act = RELU)
@Layer(in = 10, out = 1)
interface Tiny extends Network {}
