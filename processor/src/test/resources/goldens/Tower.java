package goldens;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;

/** Ten layers, of which nine are equal: they share their methods. */
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 32, out = 32, act = RELU)
@Layer(out = 32, act = RELU)
@Layer(out = 32, act = RELU)
@Layer(out = 32, act = RELU)
@Layer(out = 32, act = RELU)
@Layer(out = 32, act = RELU)
@Layer(out = 32, act = RELU)
@Layer(out = 32, act = RELU)
@Layer(out = 32, act = RELU)
@Layer(out = 32)
interface Tower extends Network {}
