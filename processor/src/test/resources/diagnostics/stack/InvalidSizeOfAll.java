package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 1, out = 200_000_000, bias = false)
@Layer(out = 1, name = "narrow", bias = false)
@Layer(out = 200_000_000, bias = false)
interface InvalidSizeOfAll extends Network {} // error [InvalidSize] layer 3 produces 200,000,000
