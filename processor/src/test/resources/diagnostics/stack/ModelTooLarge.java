package diagnostics;

import static dev.neurac.Activation.LEAKY_RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 64, out = 64)
@Layer(out = 64, act = LEAKY_RELU, slope = $i) // 3000 times
interface ModelTooLarge extends Network {} // error [ModelTooLarge] a Java class holds 65,535
