package diagnostics;

import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = CROSS_ENTROPY) // error [LossMismatch] but layer 2 ends in SIGMOID
@Layer(in = 3, out = 3, act = SIGMOID)
@Layer(out = 2, act = SIGMOID)
interface LossMismatchSigmoid extends Network {}

/* expected
[LossMismatch] CROSS_ENTROPY takes SOFTMAX or no activation at the output, but layer 2 ends in SIGMOID
  Write loss = BINARY_CROSS_ENTROPY, or let layer 2 end in SOFTMAX.
*/
