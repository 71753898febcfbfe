package diagnostics;

import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Loss.HINGE;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = HINGE) // error [LossMismatch] HINGE takes scores of any sign, but layer 1 ends in SIGMOID
@Layer(in = 3, out = 1, act = SIGMOID)
interface LossMismatchHinge extends Network {}
