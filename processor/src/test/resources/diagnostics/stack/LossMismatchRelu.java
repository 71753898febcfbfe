package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = CROSS_ENTROPY) // error [LossMismatch] but layer 1 ends in RELU
@Layer(in = 3, out = 2, act = RELU)
interface LossMismatchRelu extends Network {}
