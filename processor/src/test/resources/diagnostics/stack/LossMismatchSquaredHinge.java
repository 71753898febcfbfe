package diagnostics;

import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Loss.SQUARED_HINGE;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = SQUARED_HINGE) // error [LossMismatch] SQUARED_HINGE takes scores of any sign, but layer 1
@Layer(in = 3, out = 2, act = SOFTMAX)
interface LossMismatchSquaredHinge extends Network {}
