package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.POISSON;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = POISSON) // error [LossMismatch] POISSON takes EXP or no activation at the output, but layer 1
@Layer(in = 3, out = 3, act = RELU)
interface LossMismatchPoisson extends Network {}
