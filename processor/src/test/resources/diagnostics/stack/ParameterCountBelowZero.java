package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR, parameters = -7) // error [ParameterCount] declares -7 parameters
@Layer(in = 2, out = 3, bias = false)
interface ParameterCountBelowZero extends Network {}
