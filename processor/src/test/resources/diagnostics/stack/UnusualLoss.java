package diagnostics;

import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR) // warning [UnusualLoss] MEAN_SQUARED_ERROR of a softmax learns slowly
@Layer(in = 3, out = 3, act = SOFTMAX)
interface UnusualLoss extends Network {}
