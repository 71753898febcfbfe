package diagnostics;

import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Loss.KL_DIVERGENCE;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = KL_DIVERGENCE) // error [LossMismatch] of probabilities, but layer 1 ends in SOFTMAX
@Layer(in = 3, out = 3, act = SOFTMAX)
interface LossMismatchDivergence extends Network {}
