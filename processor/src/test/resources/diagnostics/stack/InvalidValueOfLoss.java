package diagnostics;

import static dev.neurac.Loss.HUBER;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(
    loss = HUBER,
    delta = 0) // error [InvalidValue] delta = 0.0 is not above 0
@Layer(in = 3, out = 3)
interface InvalidValueOfLoss extends Network {}
