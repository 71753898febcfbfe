package goldens;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;

@Model(loss = CROSS_ENTROPY, parameters = 9_610)
@Layer(in = 64, out = 128, act = RELU)
@Layer(in = 128, out = 10, act = SOFTMAX)
public interface Digits extends Network {}
