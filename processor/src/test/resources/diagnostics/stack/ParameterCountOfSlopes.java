package diagnostics;

import static dev.neurac.Activation.PRELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(
    loss = MEAN_SQUARED_ERROR,
    parameters = 24) // error [ParameterCount] its layers have 30
@Layer(in = 3, out = 5, act = PRELU)
@Layer(out = 1, bias = false)
interface ParameterCountOfSlopes extends Network {}

/* expected
[ParameterCount] ParameterCountOfSlopes declares 24 parameters, but its layers have 30
    layer 1  3×5 + 5 + 5  25
    layer 2  5×1           5
    total                 30
  Write parameters = 30, or correct the layer that is not what you meant.
*/
