package goldens;

import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Activation.TANH;
import static dev.neurac.Loss.BINARY_CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;

@Model(loss = BINARY_CROSS_ENTROPY, parameters = 9)
@Layer(in = 2, out = 2, act = TANH, name = "hidden")
@Layer(out = 1, act = SIGMOID, name = "xor")
interface Xor extends Network {}
