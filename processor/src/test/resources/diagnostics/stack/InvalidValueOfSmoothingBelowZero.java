package diagnostics;

import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(
    loss = CROSS_ENTROPY,
    labelSmoothing = -0.1) // error [InvalidValue] labelSmoothing = -0.1 is not in [0, 1)
@Layer(in = 3, out = 3)
interface InvalidValueOfSmoothingBelowZero extends Network {}
