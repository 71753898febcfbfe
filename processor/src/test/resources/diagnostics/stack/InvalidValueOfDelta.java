package diagnostics;

import static dev.neurac.Loss.HUBER;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(
    loss = HUBER,
    delta = 1e40) // error [InvalidValue] delta = 1.0E40 is not above 0
@Layer(in = 3, out = 3)
interface InvalidValueOfDelta extends Network {}
