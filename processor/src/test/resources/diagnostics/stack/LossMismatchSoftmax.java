package diagnostics;

import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Loss.BINARY_CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = BINARY_CROSS_ENTROPY) // error [LossMismatch] but classes ends in SOFTMAX
@Layer(in = 3, out = 2, act = SOFTMAX, name = "classes")
interface LossMismatchSoftmax extends Network {}

/* expected
[LossMismatch] BINARY_CROSS_ENTROPY takes SIGMOID or no activation at the output, but classes ends in SOFTMAX
  Write loss = CROSS_ENTROPY, or let classes end in SIGMOID.
*/
