package diagnostics;

import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(
    parameters = 4, // error [ParameterCount] declares 4 parameters, but its layers have 3
    loss = CROSS_ENTROPY) // error [LossMismatch] CROSS_ENTROPY chooses among classes, but layer 1 has
@Layer(in = 2, out = 1, act = SIGMOID)
interface LossMismatchOneOutput extends Network {}

/* expected
[LossMismatch] CROSS_ENTROPY chooses among classes, but layer 1 has a single output
  Write loss = BINARY_CROSS_ENTROPY for two classes, or one output for each class.
*/
