package diagnostics;

import static dev.neurac.Loss.BINARY_CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(
    loss = BINARY_CROSS_ENTROPY,
    positiveWeight = Double.NaN) // error [InvalidValue] positiveWeight = NaN is not above 0
@Layer(in = 3, out = 3)
interface InvalidValueOfWeight extends Network {}
