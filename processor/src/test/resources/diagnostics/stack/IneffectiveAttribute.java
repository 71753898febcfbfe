package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(
    loss = MEAN_SQUARED_ERROR,
    labelSmoothing = 0.1) // error [IneffectiveAttribute] labelSmoothing means nothing to MEAN_SQUARED_ERROR
@Layer(in = 3, out = 3)
interface IneffectiveAttribute extends Network {}
