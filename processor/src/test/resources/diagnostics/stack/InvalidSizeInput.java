package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(
    in = -20, // error [InvalidSize] layer 1 has in = -20, but a layer has at least 1 input
    out = 3)
interface InvalidSizeInput extends Network {}
